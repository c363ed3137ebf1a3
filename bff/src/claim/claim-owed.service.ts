// What the law owes since a recognition, found out later: its case opens as soon as the decisions of her years say so.
import type { Day } from '@yijiutong/rules/kernel';

import type { Deps } from '../deps.ts';
import { attempt } from '../rounds.ts';
import { transact } from '../storage/mysql.ts';
import { bringRetroactive } from './claim-recognition.service.ts';
import { findOpenedBy, listOwing, lockClaim, openNumbersOf } from './claim.store.ts';

const batch = 50;

/** Looks again at recognitions that have brought nothing so far, where her years were decided since. */
export async function openOwed(deps: Deps, isStopped: () => boolean = () => false): Promise<void> {
  for (const publicId of await listOwing(deps.db, batch)) {
    if (isStopped()) break;
    await attempt(deps, 'what a recognition brings could not be opened', () => openOne(deps, publicId));
  }
}

async function openOne(deps: Deps, publicId: string): Promise<void> {
  await openNumbersOf(deps.db, deps.clock.today());
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    // Taken up again, or opened by another process, since it was listed.
    if (claim.state !== 'closed' || claim.recognised_on === null) return;
    if ((await findOpenedBy(trx, claim.claim_id)) !== undefined) return;
    await bringRetroactive(deps, trx, claim, claim.recognised_on as Day);
  });
}
