// What a claim shares with others, side by side. Whoever looks sees that there is one, and opens it only if it is hers to see.
import type { Duplicate } from '@yijiutong/rules/contract';

import { listKeptFrom, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../session/session.state.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import { listOthersOfPerson, listShared, readOthers, type SharedThing } from './duplicate.store.ts';

/** Whoever looks, by the place that she stands for. */
export type Viewer = Pick<StaffSession, 'code'>;

const year = 365 * 24 * 60 * 60 * 1000;

export async function findDuplicates(
  deps: Deps,
  session: StaffSession,
  claim: ClaimRow,
): Promise<Duplicate[]> {
  const { db, clock } = deps;
  const [things, own, keptFrom] = await Promise.all([
    listShared(db, [claim.claim_id]),
    listOthersOfPerson(db, claim, toColumn(clock.now() - year)),
    listKeptFrom(db, session.certnoIndex),
  ]);
  const all = [...things, ...own];
  if (all.length === 0) return [];
  const others = await readOthers(db, [...new Set(all.map(({ otherId }) => otherId))]);
  return others.map((other) =>
    present(
      deps,
      claim,
      other,
      all.filter(({ otherId }) => otherId === other.claim_id),
      mayOpen(session, other) && !keptFrom.includes(other.person_id),
    ),
  );
}

/** By place alone: whether it is of her own family is not asked here. */
export function mayOpen(
  { code }: Viewer,
  { place, village, submitted_at: sent }: Pick<ClaimRow, 'place' | 'village' | 'submitted_at'>,
): boolean {
  return sent !== null && (place.startsWith(code) || village?.startsWith(code) === true);
}

function present(
  { regionName }: Deps,
  claim: ClaimRow,
  other: ClaimRow,
  things: readonly SharedThing[],
  open: boolean,
): Duplicate {
  const whatOf = (kind: SharedThing['kind']) =>
    things.flatMap((thing) => (thing.kind === kind && thing.what !== null ? [thing.what] : []));
  return {
    kinds: [...new Set(things.map(({ kind }) => kind))],
    claimId: open ? other.public_id : null,
    number: other.number,
    kind: other.kind,
    state: other.state,
    regionName: regionName(other.place),
    submittedAt: other.submitted_at === null ? null : presentInstant(other.submitted_at),
    samePerson: other.person_id === claim.person_id,
    bills: whatOf('bill'),
    pages: whatOf('page'),
  };
}
