// What a notice of correction may name, so that nobody writes one that is turned down; and until when it can be mended.
import { findPaper } from '@yijiutong/rules/claim';
import type { AskablePaper } from '@yijiutong/rules/contract';
import { addDays, type Day } from '@yijiutong/rules/kernel';

import { listBillRows, listSettlementsById } from '../claim/claim-bill.store.ts';
import { listCorrectionPapers } from '../claim/claim-paper.store.ts';
import { readNeeds } from '../claim/claim.access.ts';
import { kindOf, pairBills, sourceOf } from '../claim/claim.bills.ts';
import { listEvents, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';

type Named = Pick<AskablePaper, 'paper' | 'bill'>;

/** The first notice may name whatever the region's lists know; a later one only what the first did. */
export async function listAskable(deps: Deps, claim: ClaimRow): Promise<AskablePaper[]> {
  const { db, claimData, clock } = deps;
  const lists = claimData.papersOf(claim.region, clock.today());
  const earlier = await listCorrectionPapers(db, [claim.claim_id]);
  const [first] = earlier;
  const named =
    first === undefined
      ? await listPossible(deps, claim)
      : earlier
          .filter(({ submission }) => submission === first.submission)
          .map(({ paper, bill }) => ({ paper, bill: bill === '' ? null : bill }));
  const found = named.flatMap(({ paper, bill }) => findPaper(lists, paper, bill) ?? []);
  return [
    ...new Map(
      found.map(({ paper, bill, title }) => [`${paper} ${bill ?? ''}`, { paper, bill, title }]),
    ).values(),
  ];
}

async function listPossible({ db, claimData, clock }: Deps, claim: ClaimRow): Promise<Named[]> {
  const lists = claimData.papersOf(claim.region, clock.today());
  const rows = await listBillRows(db, [claim.claim_id]);
  const settlements = await listSettlementsById(
    db,
    rows.flatMap((row) => row.settlement_id ?? []),
  );
  const ofBills = pairBills(rows, settlements).flatMap((bill) =>
    [...lists.bills[kindOf(bill)][sourceOf(bill.row)], ...lists.injury].map(({ paper }) => ({
      paper,
      bill: bill.row.ref,
    })),
  );
  const own = lists.person.map(({ paper }) => ({ paper, bill: null }));
  return [...readNeeds(claim), ...own, ...ofBills];
}

/** The last day to mend what the standing notice names; null unless one stands. */
export async function findMendUntil(
  { db, claimData, clock }: Deps,
  { claim_id: claimId, region, state }: ClaimRow,
): Promise<Day | null> {
  if (state !== 'correction_asked') return null;
  const asked = (await listEvents(db, [claimId])).findLast(({ kind }) => kind === 'correction_asked');
  const [on = ''] = asked?.policy_on?.split(' ') ?? [];
  const { mending } = claimData.proceduresOf(region, clock.today());
  return on === '' ? null : addDays(on as Day, mending.days);
}
