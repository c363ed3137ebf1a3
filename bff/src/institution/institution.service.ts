// Which 定点医药机构 somebody means: by its code, or by a part of its name, as the national platform knows it (1201).
import type { InstitutionsReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import type { Staff } from '../session/session.state.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import type { InstitutionSought } from '../upstream/hsa/hsa.client.ts';
import type { PlatformInstitution } from '../upstream/hsa/hsa.mapping.ts';
import { createInstitutionCache, isFresh, type LookUp } from './institution.cache.ts';

export interface Institutions {
  /**
   * What was said up to a day ago is shown, and marked, while the platform is away.
   * @throws {AppError} 503 `upstream_unavailable`, 502 `upstream_invalid_reply` when there is none
   */
  list(caller: Staff, text: string): Promise<InstitutionsReply>;
}

/** Listed, and kept: of a word that fits more, the next characters find the rest. */
const listed = 20;
const kept = 200;

export function createInstitutions(deps: Deps): Institutions {
  const { clock, metrics, redis, upstreams } = deps;
  const cache = createInstitutionCache(redis, metrics.cacheReads);
  /** One look-up in flight for the same words, its reading of the cache included. */
  const flights = new Map<string, Promise<Known>>();

  const ask = async (text: string): Promise<LookUp> => {
    const found = await Promise.all(soughtBy(text).map((which) => upstreams.hsa.findInstitutions(which)));
    const lookUp = { at: clock.now(), found: found.flat().slice(0, kept) };
    await cache.keep(text, lookUp);
    return lookUp;
  };
  const find = async (text: string): Promise<Known> => {
    const before = await cache.read(text);
    if (before !== undefined && isFresh(before, clock.now())) return { lookUp: before, stale: false };
    try {
      return { lookUp: await ask(text), stale: false };
    } catch (error) {
      // That there was none some time ago is no answer.
      if (before === undefined || before.found.length === 0) throw error;
      return { lookUp: before, stale: true };
    }
  };

  return {
    async list({ session }, text) {
      const flight = flights.get(text) ?? find(text).finally(() => flights.delete(text));
      flights.set(text, flight);
      return present(deps, session.code, await flight);
    },
  };
}

type Known = { lookUp: LookUp; stale: boolean };

/** A code says by its letter what it is; a name may be of a hospital and of a drug store. */
function soughtBy(text: string): InstitutionSought[] {
  if (/^[A-Z]\d{11}$/.test(text)) return [{ type: text.startsWith('P') ? '2' : '1', code: text }];
  return [
    { type: '1', name: text },
    { type: '2', name: text },
  ];
}

function present(
  { regionName }: Pick<Deps, 'regionName'>,
  office: string,
  { lookUp: { at, found }, stale }: Known,
): InstitutionsReply {
  const nearest = found
    .map((institution) => ({ institution, near: sharedDigits(placeOf(institution), office) }))
    .sort((a, b) => b.near - a.near || a.institution.code.localeCompare(b.institution.code));
  return {
    institutions: nearest.slice(0, listed).map(({ institution }) => {
      const place = placeOf(institution);
      const name = regionName(place);
      return { ...institution, place, placeName: name === place ? null : name };
    }),
    more: found.length > listed,
    asOf: presentInstant(toColumn(at)),
    stale,
  };
}

/** The six digits behind the letter (standards §2). */
const placeOf = ({ code }: PlatformInstitution): string => code.slice(1, 7);

/** The county, the city or the province that both lie in: six digits, four, two or none. */
function sharedDigits(place: string, office: string): number {
  return [6, 4, 2].find((digits) => place.slice(0, digits) === office.slice(0, digits)) ?? 0;
}
