// Redis makes things faster and holds no truth: a failure is a miss, and a Redis that is known to be away is not waited for.
import { Redis } from 'ioredis';

import { Circuit, patience, type CircuitEvents } from './circuit.ts';
import { createLimiter, type Limiter, type LimitRule } from './limiter.ts';

export interface RedisStore {
  /** `undefined`: not there, or Redis did not answer. */
  get(key: string): Promise<string | undefined>;
  /** Whether Redis kept it. */
  set(key: string, value: string, ttl: number): Promise<boolean>;
  /** `true`: set now · `false`: somebody was first · `undefined`: Redis did not answer. */
  setIfAbsent(key: string, value: string, ttl: number): Promise<boolean | undefined>;
  /** Whether Redis confirmed it. */
  del(...keys: string[]): Promise<boolean>;
  /** A counter of its own name; see limiter.ts. */
  limiter(rule: LimitRule): Limiter;
  isUp(): boolean;
  close(): void;
}

/** A client that never waits long, never queues what it cannot send, and reconnects by itself. */
export function connectRedis(url: string): Redis {
  return new Redis(url, {
    connectTimeout: patience,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    retryStrategy: (times) => Math.min(100 * times, 2000),
  });
}

export function createRedisStore(redis: Redis, events: CircuitEvents = {}): RedisStore {
  const circuit = new Circuit(events);
  let closing = false;
  // A connection that we end ourselves complains about it: that is not Redis going away.
  redis.on('error', (error: Error) => {
    if (!closing) circuit.fail(error);
  });
  redis.on('ready', () => circuit.succeed());
  return {
    get: async (key) => (await circuit.guard(() => redis.get(key))) ?? undefined,
    set: async (key, value, ttl) => (await circuit.guard(() => redis.set(key, value, 'PX', ttl))) === 'OK',
    setIfAbsent: async (key, value, ttl) => {
      const reply = await circuit.guard(() => redis.set(key, value, 'PX', ttl, 'NX'));
      return reply === undefined ? undefined : reply === 'OK';
    },
    del: async (...keys) => (await circuit.guard(() => redis.del(...keys))) !== undefined,
    limiter: (rule) => createLimiter(redis, circuit, rule),
    isUp: () => circuit.isClosed(),
    close: () => {
      closing = true;
      redis.disconnect();
    },
  };
}
