// Who is asking: a token of ours, a signed request of the platform, or nobody.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Sessions } from '../session/session.service.ts';
import { callerOf, type Caller } from '../session/session.state.ts';
import type { Context, Step } from './context.ts';

const anonymous: Caller = { role: 'anonymous', problem: null };
/** Milliseconds by which a sender's clock may differ, and for which a copied request is of use. */
const signatureLifetime = 5 * 60 * 1000;

export function identifyCaller(sessions: Sessions, config: Config, clock: Clock): Step {
  return async (ctx, next) => {
    if (ctx.get('X-Api-Access-Key') !== '') ctx.state.caller = identifySender(ctx, config, clock);
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

/** HMAC-SM3 over method, path, time and the body's SHA-256: no part can be exchanged, none reused for long. */
function identifySender(ctx: Context, config: Config, clock: Clock): Caller {
  const accessKey = ctx.get('X-Api-Access-Key');
  const timestamp = ctx.get('X-Api-Timestamp');
  const refused: Caller = { role: 'anonymous', problem: 'signature_invalid' };
  const secret = config.senders.get(accessKey);
  const age = Math.abs(clock.now() - Number(timestamp));
  if (secret === undefined || !/^\d{13}$/.test(timestamp) || age > signatureLifetime) return refused;

  const digest = createHash('sha256')
    .update(ctx.request.rawBody ?? '')
    .digest('hex');
  const message = [ctx.method, ctx.path, timestamp, digest].join('\n');
  const expected = createHmac('sm3', secret).update(message).digest();
  const given = Buffer.from(ctx.get('X-Api-Signature'), 'hex');
  const valid = given.length === expected.length && timingSafeEqual(given, expected);
  return valid ? { role: 'sender', accessKey } : refused;
}
