import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

import type { Circuit } from './circuit.ts';

export interface LimitRule {
  name: string;
  points: number;
  seconds: number;
}

export interface Limiter {
  /** Takes one of the points of `key`. `undefined`: allowed; a number: seconds to wait. */
  take(key: string): Promise<number | undefined>;
}

/**
 * Counts in Redis for all processes together, and beside it in this process: while Redis is away the limit goes on
 * from where it stood, and who is over it here is refused without asking.
 */
export function createLimiter(redis: Redis, circuit: Circuit, rule: LimitRule): Limiter {
  const window = { keyPrefix: `limit:v1:${rule.name}`, points: rule.points, duration: rule.seconds };
  const here = new RateLimiterMemory(window);
  const together = new RateLimiterRedis({ ...window, storeClient: redis, rejectIfRedisNotReady: true });

  return {
    async take(key) {
      const wait = await consume(here, key);
      if (wait !== undefined) return wait;
      return circuit.guard(() => consume(together, key));
    },
  };
}

async function consume(
  limiter: RateLimiterMemory | RateLimiterRedis,
  key: string,
): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}
