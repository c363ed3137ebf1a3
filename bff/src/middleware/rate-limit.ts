import { AppError } from '../error.ts';
import type { Limiter } from '../storage/limiter.ts';
import type { Step } from './context.ts';

/** Takes a point or refuses. @throws {AppError} 429 `rate_limited` with Retry-After */
export async function checkLimit(limiter: Limiter, key: string, what: string): Promise<void> {
  const wait = await limiter.take(key);
  if (wait === undefined) return;
  throw new AppError(429, 'rate_limited', `too many ${what}; try again in ${wait} seconds`, {
    retryAfter: wait,
    data: { retryAfterSeconds: wait },
  });
}

/** Before anything is looked up. Many villagers can share one address: the limit is wide. */
export function limitAddress(limiter: Limiter): Step {
  return async (ctx, next) => {
    await checkLimit(limiter, ctx.ip, 'requests from this address');
    await next();
  };
}

/** Once it is known who asks. Senders push a hospital's whole day at once and are held by their address only. */
export function limitAccount(limiter: Limiter): Step {
  return async (ctx, next) => {
    const { caller } = ctx.state;
    if (caller.role === 'staff') await checkLimit(limiter, `staff:${caller.session.staffId}`, 'requests');
    else if ('session' in caller) await checkLimit(limiter, String(caller.session.accountId), 'requests');
    await next();
  };
}
