// Opaque tokens of 256 random bits. MySQL keeps their SHA-256 and is the truth; Redis answers most requests.
import { createHash, randomBytes } from 'node:crypto';

import type { Channel } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import type { Database } from '../storage/tables.ts';
import { createSessionCache } from './session.cache.ts';
import type { Session } from './session.state.ts';
import {
  deleteSession,
  deleteSessionsOf,
  findSession,
  insertSession,
  listSessionHashes,
  prolongSession,
} from './session.store.ts';

const day = 24 * 60 * 60 * 1000;
/** Unused for this long, a session ends. */
export const idleLimit = 7 * day;
/** However often used, it ends after this. */
export const absoluteLimit = 30 * day;
/** Prolonging writes to MySQL: not oftener than this. */
const prolongStep = 60 * 60 * 1000;

export interface Sessions {
  /** A new session; the token is given out once and never kept. */
  open(db: Database, accountId: number, channel: Channel): Promise<{ token: string; expiresAt: number }>;
  /** The live session of a token; `undefined` when there is none, or no longer. */
  find(token: string): Promise<Session | undefined>;
  /** The same by the hash of the token, for what is bound to a session and must end with it. */
  findByHash(tokenHash: string): Promise<Session | undefined>;
  /**
   * Void at once in this process and in MySQL; on every machine as soon as Redis has the mark. Where Redis cannot be
   * reached, another machine may believe what it finds there for as long as a cached session lives: a minute.
   */
  revoke(tokenHash: string): Promise<void>;
  revokeAll(accountId: number): Promise<void>;
  /** Call after a change of the account (bound, consent given or withdrawn) is committed. */
  refresh(accountId: number): Promise<void>;
}

export function createSessions({ db, redis, clock, metrics }: Deps): Sessions {
  const cache = createSessionCache(redis, metrics);

  /** From MySQL, prolonged when it is due. */
  async function load(tokenHash: string): Promise<Session | undefined> {
    const stored = await findSession(db, tokenHash);
    const now = clock.now();
    if (stored === undefined || stored.expiresAt <= now || stored.endsAt <= now) return undefined;
    const { endsAt, ...session } = stored;
    const prolonged = Math.min(now + idleLimit, endsAt);
    if (prolonged - session.expiresAt < prolongStep) return session;
    await prolongSession(db, tokenHash, session.expiresAt, prolonged);
    return { ...session, expiresAt: prolonged };
  }

  async function findByHash(tokenHash: string): Promise<Session | undefined> {
    const cached = await cache.find(tokenHash);
    if (cached === null) return undefined;
    if (cached !== undefined) return cached.expiresAt > clock.now() ? cached : undefined;
    const session = await load(tokenHash);
    await (session === undefined ? cache.fillAbsent(tokenHash) : cache.fill(session));
    return session;
  }

  return {
    findByHash,

    async open(writer, accountId, channel) {
      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      const expiresAt = now + idleLimit;
      const tokenHash = hashToken(token);
      await insertSession(writer, {
        tokenHash,
        accountId,
        channel,
        now,
        expiresAt,
        endsAt: now + absoluteLimit,
      });
      return { token, expiresAt };
    },

    find: (token) => findByHash(hashToken(token)),

    async revoke(tokenHash) {
      await deleteSession(db, tokenHash);
      await cache.put(tokenHash, 'void');
    },

    async revokeAll(accountId) {
      const hashes = await listSessionHashes(db, accountId);
      await deleteSessionsOf(db, accountId);
      await Promise.all(hashes.map((tokenHash) => cache.put(tokenHash, 'void')));
    },

    async refresh(accountId) {
      const hashes = await listSessionHashes(db, accountId);
      await Promise.all(hashes.map((tokenHash) => cache.put(tokenHash, 'ask')));
    },
  };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
