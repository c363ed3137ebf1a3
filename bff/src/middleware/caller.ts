// Who is asking: a token of ours, a signed request of the platform or of a reviewer's system, or nobody.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Sessions } from '../session/session.service.ts';
import { callerOf, type Caller } from '../session/session.state.ts';
import type { Context, Step } from './context.ts';

const anonymous: Caller = { role: 'anonymous', problem: null };
/** Milliseconds by which a signer's clock may differ, and for which a copied request is of use. */
const signatureLifetime = 5 * 60 * 1000;

export function identifyCaller(sessions: Sessions, config: Config, clock: Clock): Step {
  return async (ctx, next) => {
    if (ctx.get('X-Api-Access-Key') !== '') ctx.state.caller = identifySigner(ctx, config, clock);
    else ctx.state.caller = await identifyAccount(ctx, sessions);
    await next();
  };
}

async function identifyAccount(ctx: Context, sessions: Sessions): Promise<Caller> {
  const authorization = ctx.get('Authorization');
  if (authorization === '') return anonymous;
  const token = /^Bearer ([\w-]{43})$/.exec(authorization)?.[1];
  const session = token === undefined ? undefined : await sessions.find(token);
  return session === undefined ? { role: 'anonymous', problem: 'session_expired' } : callerOf(session);
}

/** HMAC-SM3 over method, path with query, time and the body's SHA-256: no part can be exchanged, none reused for long. */
function identifySigner(ctx: Context, config: Config, clock: Clock): Caller {
  const accessKey = ctx.get('X-Api-Access-Key');
  const timestamp = ctx.get('X-Api-Timestamp');
  const refused: Caller = { role: 'anonymous', problem: 'signature_invalid' };
  const signer = findSigner(config, accessKey);
  const age = Math.abs(clock.now() - Number(timestamp));
  if (signer === undefined || !/^\d{13}$/.test(timestamp) || age > signatureLifetime) return refused;

  const digest = createHash('sha256')
    .update(ctx.request.rawBody ?? '')
    .digest('hex');
  const path = ctx.querystring === '' ? ctx.path : `${ctx.path}?${ctx.querystring}`;
  const message = [ctx.method, path, timestamp, digest].join('\n');
  const expected = createHmac('sm3', signer.secret).update(message).digest();
  const given = Buffer.from(ctx.get('X-Api-Signature'), 'hex');
  const valid = given.length === expected.length && timingSafeEqual(given, expected);
  return valid ? signer.caller : refused;
}

/** An access key is a sender's or a reviewer's, never both: the settings are refused otherwise. */
function findSigner(
  { senders, reviewers }: Config,
  accessKey: string,
): { secret: string; caller: Caller } | undefined {
  const reviewer = reviewers.get(accessKey);
  if (reviewer !== undefined) {
    const { secret, place } = reviewer;
    return { secret, caller: { role: 'reviewer', accessKey, place } };
  }
  const secret = senders.get(accessKey);
  return secret === undefined ? undefined : { secret, caller: { role: 'sender', accessKey } };
}
