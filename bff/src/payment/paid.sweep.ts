// A claim that was paid is closed by itself, once the bank can no longer send the money back.
import { bySystem, recordChange } from '../claim/claim-change.service.ts';
import type { Deps } from '../deps.ts';
import { attempt } from '../rounds.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { listPaidBefore, lockClaims } from './payment.store.ts';

const standing = 15 * 24 * 60 * 60 * 1000;
/** What is left after these waits for the next sweep. */
const most = 500;

/** How many were closed. */
export async function closePaid(deps: Deps): Promise<number> {
  const before = toColumn(deps.clock.now() - standing);
  let closed = 0;
  for (const claimId of await listPaidBefore(deps.db, before, most)) {
    if (await attempt(deps, 'a paid claim could not be closed', () => closeOne(deps, claimId))) closed += 1;
  }
  return closed;
}

function closeOne(deps: Deps, claimId: number): Promise<boolean> {
  return transact(deps.db, async (trx) => {
    const [claim] = await lockClaims(trx, [claimId]);
    // Another process was quicker, or it was taken up again.
    if (claim?.state !== 'paid') return false;
    await recordChange(deps, trx, claim, { act: 'close', by: bySystem, reason: 'paid_out' });
    return true;
  });
}
