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
/** Longer than a look-up takes, which is two tries of 2.5 s; it ends by itself when its holder is killed. */
const lockFor = 6_000;
const openedAtMost = 5_000;

/** Whose look-up: the rosters it holds are those of one region. */
export interface LookUpKey {
  certnoIndex: Buffer;
  /** 统筹地区 */
  region: string;
}

export interface IdentityCache {
  read(person: LookUpKey): Promise<LookUp | undefined>;
  keep(person: LookUpKey, found: LookUp): Promise<void>;
  /** Whether this process may look up now; true as well when Redis cannot say. */
  lock(person: LookUpKey): Promise<boolean>;
  unlock(person: LookUpKey): Promise<void>;
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
    async read(person) {
      const key = keyOf(person);
      const sealed = await redis.get(key);
      reads.inc({ cache: 'identity', outcome: sealed === undefined ? 'miss' : 'hit' });
      if (sealed === undefined) return undefined;
      const known = opened.get(key);
      if (known?.sealed === sealed) return known.found;
      const found = open(crypto, key, sealed);
      return found === undefined ? undefined : remember(key, sealed, found);
    },

    async keep(person, found) {
      const key = keyOf(person);
      const sealed = crypto.seal(JSON.stringify(found), rowOf(key)).toString('base64');
      await redis.set(key, sealed, found.psnNo === null ? absentFor : shownFor);
    },

    lock: async (person) => (await redis.setIfAbsent(lockOf(person), '1', lockFor)) !== false,
    unlock: async (person) => {
      await redis.del(lockOf(person));
    },
  };
}

export function nameLookUp({ certnoIndex, region }: LookUpKey): string {
  return `${region}:${certnoIndex.toString('hex')}`;
}

function keyOf(person: LookUpKey): string {
  return `identity:v2:${nameLookUp(person)}`;
}

function lockOf(person: LookUpKey): string {
  return `identity-lock:v2:${nameLookUp(person)}`;
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
