// What officers found before a case is decided: for those who work on it at that, and for nobody else.
import type { DeskFindings, StaffRole, visitRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { yuan } from '../benefit-year/year.figures.ts';
import { listMeans, listObjections, listPublicity, listVisits } from '../claim/claim-work.store.ts';
import { openFinding } from '../claim/claim.seal.ts';
import type { Deps } from '../deps.ts';
import { presentRuralWords } from '../rural/rural.present.ts';
import { listRuralWords } from '../rural/rural.store.ts';
import type { StaffSession } from '../session/session.state.ts';
import { presentInstant } from '../storage/instant.ts';
import { presentColleague } from './colleague.present.ts';
import { listNames } from './staff-names.store.ts';

/** Who decides on what was found, or makes it public. */
const deciders: readonly StaffRole[] = [
  'township_officer',
  'county_reviewer',
  'county_approver',
  'civil_affairs',
];
const visitors: readonly StaffRole[] = [...deciders, 'village_clerk'];

type Written = z.output<typeof visitRequest>['findings'];

export async function readFindings(
  { db, crypto }: Deps,
  { roles }: StaffSession,
  claimId: number,
): Promise<DeskFindings> {
  const isOne = (of: readonly StaffRole[]) => roles.some((role) => of.includes(role));
  const read = <Row>(list: (db: Deps['db'], claimId: number) => Promise<Row[]>, of = deciders) =>
    isOne(of) ? list(db, claimId) : Promise.resolve([]);
  const [visits, means, publicity, rural, objections] = await Promise.all([
    read(listVisits, visitors),
    read(listMeans),
    read(listPublicity),
    read(listRuralWords),
    read(listObjections),
  ]);
  const ids = [...visits, ...means, ...publicity, ...rural, ...objections].map((row) => row.staff_id);
  const staff = await listNames(db, [...new Set(ids)]);
  const by = (id: number) => {
    const found = staff.get(id);
    return found === undefined ? null : presentColleague(crypto, found);
  };
  return {
    visits: visits.map((row) => {
      const text = openFinding(crypto, 'visit', { ...row, words: row.findings });
      const found = JSON.parse(text ?? '') as Written;
      return { on: row.visited_on, by: by(row.staff_id), ...found };
    }),
    means: means.map((row) => ({
      on: row.checked_on,
      by: by(row.staff_id),
      withinLimit: row.within_limit === 1,
      selfPaid: row.self_paid === null ? null : yuan(row.self_paid),
      words: openFinding(crypto, 'means', row),
    })),
    publicity: publicity.map((row) => ({
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      endedAt: row.ended_at === null ? null : presentInstant(row.ended_at),
      by: by(row.staff_id),
    })),
    rural: presentRuralWords(crypto, rural, staff),
    objections: objections.map((row) => ({
      at: presentInstant(row.received_at),
      by: by(row.staff_id),
      words: openFinding(crypto, 'objection', row) ?? '',
    })),
  };
}
