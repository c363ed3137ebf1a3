// Whether what was approved is still what the rules give: asked again before money goes out.
import { reckonClaim, reckonTotals } from '../claim/claim-amount.service.ts';
import type { ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Database } from '../storage/tables.ts';
import { listClaimsOf } from './payment.store.ts';

type Ports = Pick<Deps, 'law'>;

/** Those of the claims for which the rules give less by now than was approved, or cannot say; more is paid by another review. */
export async function findChanged(
  deps: Ports,
  db: Database,
  claimIds: readonly number[],
): Promise<Set<number>> {
  const claims = await listClaimsOf(db, claimIds);
  const totals = await reckonTotals(deps, db, claims);
  const changed = claims.filter((claim) => isLess(totals.get(claim.claim_id) ?? null, claim));
  return new Set(changed.map(({ claim_id: id }) => id));
}

/** Of a locked claim. @throws {AppError} 409 `amount_not_settled` */
export async function checkStillDue(deps: Ports, trx: Database, claim: ClaimRow): Promise<void> {
  const { total, unsettled } = await reckonClaim(deps, trx, claim);
  if (!isLess(total, claim)) return;
  const data = { unsettled, total, proposed: claim.approved_amount };
  throw new AppError(409, 'amount_not_settled', 'by the rules less is due than was approved: return it', {
    data,
  });
}

function isLess(total: number | null, { approved_amount: approved }: ClaimRow): boolean {
  return total === null || total < (approved ?? 0);
}
