// Which cases at approval are clean, and which of those are drawn.
import type { CleanRule } from '@yijiutong/rules/contract';

import { listBillRows } from '../claim/claim-bill.store.ts';
import { listCorrections, listExcuses } from '../claim/claim-paper.store.ts';
import { sourceOf } from '../claim/claim.bills.ts';
import type { ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import type { Database } from '../storage/tables.ts';
import { listShared } from './duplicate.store.ts';
import { listBroken } from './lane.clean.ts';
import { draw } from './lane.draw.ts';
import { listReviewDays } from './lane.store.ts';

export interface LaneCase {
  claim: ClaimRow;
  breaks: CleanRule[];
  drawn: boolean;
}

/** In the order in which they came. */
export async function judgeCases(
  { crypto }: Pick<Deps, 'crypto'>,
  db: Database,
  claims: readonly ClaimRow[],
): Promise<LaneCase[]> {
  const ids = claims.map(({ claim_id: id }) => id);
  if (ids.length === 0) return [];
  const [bills, excuses, corrections, shared, days] = await Promise.all([
    listBillRows(db, ids),
    listExcuses(db, ids),
    listCorrections(db, ids),
    listShared(db, ids),
    listReviewDays(db, ids),
  ]);
  return claims.map((claim) => {
    const isOf = (row: { claim_id: number }) => row.claim_id === claim.claim_id;
    const breaks = listBroken({
      claim,
      platform: bills.filter(isOf).map((row) => sourceOf(row) === 'platform'),
      excuses: excuses.filter(isOf).length,
      corrections: corrections.filter(isOf).length,
      duplicates: shared.filter(({ claimId }) => claimId === claim.claim_id).length,
    });
    const day = days.get(claim.claim_id);
    return { claim, breaks, drawn: day !== undefined && draw(crypto, claim.public_id, day) };
  });
}
