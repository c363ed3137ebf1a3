// What a person is recognised as, from the national platform and from the rosters.
import { addDays, type Day } from '@yijiutong/rules/kernel';

import type { RegionCodes } from '../storage/codes.ts';
import type { PlatformIdentity } from '../upstream/hsa/hsa.mapping.ts';

export interface HeldIdentity {
  /** The statutory category, or for a code that config/codes does not know, the code itself. */
  category: string;
  /** `known`: a category of assistance · `other`: known, and none of assistance · `unknown`: nobody has said what it is. */
  standing: 'known' | 'other' | 'unknown';
  from: string;
  /** The last day; null = open-ended. */
  to: string | null;
  source: 'national_platform' | 'roster';
  certifier: string | null;
}

export interface RosterRow {
  category: string;
  valid_from: string;
  valid_to: string | null;
  certifier: string;
}

/** Both sources as one list: of a category that both hold, periods that touch become one. */
export function mergeIdentities(
  platform: readonly PlatformIdentity[],
  roster: readonly RosterRow[],
  codes: RegionCodes,
): HeldIdentity[] {
  const rows = [
    ...platform.map((row) => readPlatformIdentity(row, codes)),
    ...roster.map((row): HeldIdentity => ({
      category: row.category,
      standing: 'known',
      from: row.valid_from,
      to: row.valid_to,
      source: 'roster',
      certifier: row.certifier,
    })),
  ];
  const merged: HeldIdentity[] = [];
  for (const row of rows.sort(inOrder)) {
    const last = merged.at(-1);
    if (last?.category === row.category && touches(last, row)) merged[merged.length - 1] = join(last, row);
    else merged.push(row);
  }
  return merged;
}

/** A code that the tables do not know stays what it is: the rules refuse it by its name (reading GEN-CLASS). */
function readPlatformIdentity(row: PlatformIdentity, codes: RegionCodes): HeldIdentity {
  const found = codes.findIdentity(row.code);
  const period = { from: row.from, to: row.to, source: 'national_platform' as const, certifier: null };
  if (found === null)
    return { category: `人员身份类别 ${row.code}（未收录）`, standing: 'unknown', ...period };
  if (found.category === null) return { category: found.title, standing: 'other', ...period };
  return { category: found.category, standing: 'known', ...period };
}

function inOrder(a: HeldIdentity, b: HeldIdentity): number {
  if (a.category !== b.category) return a.category < b.category ? -1 : 1;
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  // The platform first, so that it names the source of a joint period.
  return a.source < b.source ? -1 : a.source > b.source ? 1 : 0;
}

function touches(earlier: HeldIdentity, later: HeldIdentity): boolean {
  return earlier.to === null || later.from <= addDays(earlier.to as Day, 1);
}

function join(earlier: HeldIdentity, later: HeldIdentity): HeldIdentity {
  const ends = [earlier.to, later.to];
  const to = ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
  const source = earlier.source === later.source ? earlier.source : 'national_platform';
  return { ...earlier, to, source, certifier: earlier.certifier ?? later.certifier };
}

export function isCurrent(identity: { from: string; to: string | null }, on: string): boolean {
  return identity.from <= on && (identity.to === null || identity.to >= on);
}
