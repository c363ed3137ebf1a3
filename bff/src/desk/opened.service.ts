// Nobody approves by itself what she has not opened as it stands: who wants to approve many at once has the lane for it.
import type { ClaimRow } from '../claim/claim.store.ts';
import { AppError } from '../error.ts';
import type { Database } from '../storage/tables.ts';
import { hasOpened } from './desk.store.ts';

/** @throws {AppError} 409 `open_first` */
export async function checkOpened(
  trx: Database,
  { claim, staffId }: { claim: Pick<ClaimRow, 'claim_id' | 'version'>; staffId: number },
): Promise<void> {
  const { claim_id: claimId, version } = claim;
  if (await hasOpened(trx, { claimId, staffId, version })) return;
  throw new AppError(409, 'open_first', 'open the case as it stands: GET /api/v1/staff/claims/:claimId');
}
