// Look-ups of the national platform, kept in Redis under an HMAC of the citizen number, sealed. Redis away or wiped
// is a miss. A new form of the value is a new version of the key.
import type { Counter } from 'prom-client';

import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import type { RedisStore } from '../storage/redis.ts';
import type { PlatformIdentity } from '../upstream/hsa/hsa.mapping.ts';
import type { RosterRow } from './identity.types.ts';

/** One look-up. `psnNo` null: the platform knew no such person. */
export interface LookUp {
  /** Milliseconds since 1970. */
  at: number;
  psnNo: string | null;
  identities: PlatformIdentity[];
  /** What the rosters said at that moment: a screen needs no other read. */
  roster: RosterRow[];
}

const freshFor = 10 * 60_000;
export const shownFor = 24 * 60 * 60_000;
const absentFor = 60_000;
/** Longer than a look-up takes; it ends by itself when its holder is killed. */
const lockFor = 3_000;
const openedAtMost = 5_000;

export interface IdentityCache {
  read(certnoIndex: Buffer): Promise<LookUp | undefined>;
  keep(certnoIndex: Buffer, found: LookUp): Promise<void>;
  /** Whether this process may look up now; true as well when Redis cannot say. */
  lock(certnoIndex: Buffer): Promise<boolean>;
  unlock(certnoIndex: Buffer): Promise<void>;
}

export function isFresh(found: LookUp, now: number): boolean {
  return now - found.at < (found.psnNo === null ? absentFor : freshFor);
}

export function createIdentityCache(
  redis: RedisStore,
  crypto: FieldCrypto,
  reads: Counter<'cache' | 'outcome'>,
): IdentityCache {
  // The same sealed text opens to the same value: opening it once is enough.
  const opened = new Map<string, { sealed: string; found: LookUp }>();
  const remember = (key: string, sealed: string, found: LookUp) => {
    opened.delete(key);
    opened.set(key, { sealed, found });
    const [oldest] = opened.keys();
    if (opened.size > openedAtMost && oldest !== undefined) opened.delete(oldest);
    return found;
  };

  return {
    async read(certnoIndex) {
      const key = keyOf(certnoIndex);
      const sealed = await redis.get(key);
      reads.inc({ cache: 'identity', outcome: sealed === undefined ? 'miss' : 'hit' });
      if (sealed === undefined) return undefined;
      const known = opened.get(key);
      if (known?.sealed === sealed) return known.found;
      const found = open(crypto, key, sealed);
      return found === undefined ? undefined : remember(key, sealed, found);
    },

    async keep(certnoIndex, found) {
      const key = keyOf(certnoIndex);
      const sealed = crypto.seal(JSON.stringify(found), rowOf(key)).toString('base64');
      await redis.set(key, sealed, found.psnNo === null ? absentFor : shownFor);
    },

    lock: async (certnoIndex) => (await redis.setIfAbsent(lockOf(certnoIndex), '1', lockFor)) !== false,
    unlock: async (certnoIndex) => {
      await redis.del(lockOf(certnoIndex));
    },
  };
}

function keyOf(certnoIndex: Buffer): string {
  return `identity:v1:${certnoIndex.toString('hex')}`;
}

function lockOf(certnoIndex: Buffer): string {
  return `identity-lock:v1:${certnoIndex.toString('hex')}`;
}

function rowOf(key: string): RowIdentity {
  return `cache:${key}`;
}

/** A value that does not open, after a change of keys for example, is a miss. */
function open(crypto: FieldCrypto, key: string, sealed: string): LookUp | undefined {
  try {
    return JSON.parse(crypto.open(Buffer.from(sealed, 'base64'), rowOf(key))) as LookUp;
  } catch {
    return undefined;
  }
}
