// Look-ups of institutions, kept in Redis as they were answered: they are about nobody, so nothing is sealed. Redis away
// or wiped is a miss. A new form of the value is a new version of the key.
import type { Counter } from 'prom-client';

import type { RedisStore } from '../storage/redis.ts';
import type { PlatformInstitution } from '../upstream/hsa/hsa.mapping.ts';

export interface LookUp {
  /** Milliseconds since 1970. */
  at: number;
  found: PlatformInstitution[];
}

/** Institutions come and go by the month. */
const freshFor = 60 * 60_000;
const shownFor = 24 * 60 * 60_000;
/** A new one, asked for too early, is not denied for an hour. */
const absentFor = 60_000;

export const isFresh = ({ at, found }: LookUp, now: number): boolean =>
  now - at < (found.length === 0 ? absentFor : freshFor);

export interface InstitutionCache {
  read(text: string): Promise<LookUp | undefined>;
  keep(text: string, lookUp: LookUp): Promise<void>;
}

export function createInstitutionCache(
  redis: Pick<RedisStore, 'get' | 'set'>,
  reads: Counter<'cache' | 'outcome'>,
): InstitutionCache {
  const keyOf = (text: string) => `institution:v1:${encodeURIComponent(text)}`;
  return {
    async read(text) {
      const kept = await redis.get(keyOf(text));
      reads.inc({ cache: 'institution', outcome: kept === undefined ? 'miss' : 'hit' });
      return kept === undefined ? undefined : (JSON.parse(kept) as LookUp);
    },
    async keep(text, lookUp) {
      await redis.set(keyOf(text), JSON.stringify(lookUp), lookUp.found.length === 0 ? absentFor : shownFor);
    },
  };
}
