// Who is asking: a token of a resident or of staff, a signed request of the platform, or nobody.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Deps } from '../deps.ts';
import type { Sessions } from '../session/session.service.ts';
import { callerOf, type Caller } from '../session/session.state.ts';
import { findStaffSession, isStaffToken } from '../staff/staff-session.service.ts';
import type { Context, Step } from './context.ts';

const anonymous: Caller = { role: 'anonymous', problem: null };
const expired: Caller = { role: 'anonymous', problem: 'session_expired' };
/** Milliseconds by which a signer's clock may differ, and for which a copied request is of use. */
const signatureLifetime = 5 * 60 * 1000;

export function identifyCaller(sessions: Sessions, deps: Pick<Deps, 'config' | 'clock' | 'db'>): Step {
  return async (ctx, next) => {
    if (ctx.get('X-Api-Access-Key') !== '') ctx.state.caller = identifySigner(ctx, deps);
    else ctx.state.caller = await identifyHolder(ctx, sessions, deps);
    await next();
  };
}

/** Staff and residents are told apart by the look of the token: neither is ever looked for among the others. */
async function identifyHolder(
  ctx: Context,
  sessions: Sessions,
  ports: Pick<Deps, 'db' | 'clock'>,
): Promise<Caller> {
  const authorization = ctx.get('Authorization');
  if (authorization === '') return anonymous;
  const token = /^Bearer ([\w-]+)$/.exec(authorization)?.[1] ?? '';
  if (isStaffToken(token)) {
    const session = await findStaffSession(ports, token);
    return session === undefined ? expired : { role: 'staff', session };
  }
  const session = /^[\w-]{43}$/.test(token) ? await sessions.find(token) : undefined;
  return session === undefined ? expired : callerOf(session);
}

/** HMAC-SM3 over method, path with query, time and the body's SHA-256: no part can be exchanged, none reused for long. */
function identifySigner(ctx: Context, { config, clock }: Pick<Deps, 'config' | 'clock'>): Caller {
  const accessKey = ctx.get('X-Api-Access-Key');
  const timestamp = ctx.get('X-Api-Timestamp');
  const refused: Caller = { role: 'anonymous', problem: 'signature_invalid' };
  const secret = config.senders.get(accessKey);
  const age = Math.abs(clock.now() - Number(timestamp));
  if (secret === undefined || !/^\d{13}$/.test(timestamp) || age > signatureLifetime) return refused;

  const digest = createHash('sha256')
    .update(ctx.request.rawBody ?? '')
    .digest('hex');
  const path = ctx.querystring === '' ? ctx.path : `${ctx.path}?${ctx.querystring}`;
  const message = [ctx.method, path, timestamp, digest].join('\n');
  const expected = createHmac('sm3', secret).update(message).digest();
  const given = Buffer.from(ctx.get('X-Api-Signature'), 'hex');
  const valid = given.length === expected.length && timingSafeEqual(given, expected);
  return valid ? { role: 'sender', accessKey } : refused;
}
