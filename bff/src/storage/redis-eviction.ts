// What Redis does when its memory is full. It may lose everything, but all at once and known; an eviction loses a queued
// job, or the mark of a revoked session, and nobody notices.
import type { Redis } from 'ioredis';

/**
 * Asks whenever a connection is ready, so after a restart too.
 * @param tell the policy, where it is any other than `noeviction`
 */
export function watchEviction(redis: Redis, tell: (policy: string) => void): void {
  redis.on('ready', () => {
    redis.info('memory').then(
      (memory) => {
        const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
        if (policy !== undefined && policy !== 'noeviction') tell(policy);
      },
      // Gone again, or a service that keeps INFO to itself: there is nothing to say.
      () => undefined,
    );
  });
}
