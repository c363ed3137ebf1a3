import type { Metrics } from '../health/metrics.ts';
import type { RedisStore } from '../storage/redis.ts';
import type { Session } from './session.state.ts';

/** Milliseconds a session read from MySQL is believed. */
const lifetime = 60_000;
/** An unknown token stays known as such for this long. */
const absentLifetime = 10_000;

/** `void`: the token is no session. `ask`: something changed, MySQL must be asked. Both keep readers from filling. */
type Mark = 'void' | 'ask';
/** Milliseconds; each outlives any reader that began before it. */
const markLifetime: Record<Mark, number> = { void: 2 * lifetime, ask: 5000 };

/**
 * Sessions in Redis, so that most requests ask MySQL nothing.
 *
 * A reader fills with "only if nothing is there"; who revokes or changes a session overwrites with a mark. So a slow
 * reader can never put back what was revoked while it read. A mark that Redis did not confirm is kept here, obeyed
 * by this process, and written as soon as Redis answers again.
 */
export function createSessionCache(redis: RedisStore, metrics: Metrics) {
  const unconfirmed = new Map<string, { mark: Mark; until: number }>();
  const keyOf = (tokenHash: string) => `session:v1:${tokenHash}`;

  async function confirmMarks(): Promise<void> {
    for (const [tokenHash, { mark, until }] of unconfirmed) {
      const written = await redis.set(keyOf(tokenHash), mark, markLifetime[mark]);
      // What Redis held when it went away has expired by then.
      if (!written && performance.now() < until) return;
      unconfirmed.delete(tokenHash);
    }
  }

  return {
    /** A session, `null` when the token is known to be none, `undefined` when MySQL must be asked. */
    async find(tokenHash: string): Promise<Session | null | undefined> {
      if (unconfirmed.size > 0) await confirmMarks();
      const cached = unconfirmed.get(tokenHash)?.mark ?? (await redis.get(keyOf(tokenHash)));
      const miss = cached === undefined || cached === 'ask';
      metrics.cacheReads.inc({ cache: 'session', outcome: miss ? 'miss' : 'hit' });
      if (miss) return undefined;
      return cached === 'void' ? null : (JSON.parse(cached) as Session);
    },

    async fill(session: Session): Promise<void> {
      await redis.setIfAbsent(keyOf(session.tokenHash), JSON.stringify(session), lifetime);
    },

    async fillAbsent(tokenHash: string): Promise<void> {
      await redis.setIfAbsent(keyOf(tokenHash), 'void' satisfies Mark, absentLifetime);
    },

    async put(tokenHash: string, mark: Mark): Promise<void> {
      // Kept here first: from now on no reader of this process may find the old entry.
      unconfirmed.set(tokenHash, { mark, until: performance.now() + 2 * lifetime });
      if (await redis.set(keyOf(tokenHash), mark, markLifetime[mark])) unconfirmed.delete(tokenHash);
    },
  };
}
