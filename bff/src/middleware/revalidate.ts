import { createHash } from 'node:crypto';

import type { Context } from './context.ts';

interface Written {
  json: string;
  etag: string;
}

/** A reply that is handed out again and again is written and hashed once. */
const written = new WeakMap<object, Written>();

/** One answer for everybody: any cache may keep it, and asks by its ETag whether it still holds. */
export function giveRevalidated(ctx: Context, reply: object): void {
  const { json, etag } = write(reply);
  ctx.set({ 'Cache-Control': 'public, no-cache', ETag: etag });
  if (holds(ctx.get('If-None-Match'), etag)) {
    ctx.status = 304;
    return;
  }
  ctx.type = 'application/json';
  ctx.body = json;
}

function write(reply: object): Written {
  const known = written.get(reply);
  if (known !== undefined) return known;
  const json = JSON.stringify(reply);
  const made = { json, etag: `"${createHash('sha256').update(json).digest('base64url')}"` };
  written.set(reply, made);
  return made;
}

/** Koa's `fresh` obeys `Cache-Control: no-cache`, which browsers add to every request that bears its own If-None-Match. */
function holds(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((one) => [etag, '*'].includes(one.trim().replace(/^W\//, '')));
}
