// 办结: what nobody mended in time, and what was taken up again and is paid out already.
import type { ClaimReply, closingRequest } from '@yijiutong/rules/contract';
import { addDays } from '@yijiutong/rules/kernel';
import type { z } from 'zod';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { removeUnsentPages, type LockedPage } from '../paper/paper.service.ts';
import type { Staff } from '../session/session.state.ts';
import { reckonClaim } from './claim-amount.service.ts';
import { listBillRows, releaseSettlements } from './claim-bill.store.ts';
import { notPossible, recordChange } from './claim-change.service.ts';
import { dropPaperBills, unasked } from './claim-paper-bill.service.ts';
import { findPersonFacts } from './claim-recognition.service.ts';
import { auditTwins, settleTwins } from './claim-twin-verdict.service.ts';
import { presentTwins, twinsOpen } from './claim-twin.service.ts';
import { doWork, type Work } from './claim-work.service.ts';
import { getClaim, listEvents } from './claim.store.ts';

type Closing = z.output<typeof closingRequest>;

/** @throws {AppError} 409 `amount_not_settled`, `duplicate_open` where more may be due than was paid */
export async function closeClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, twins }: Closing,
): Promise<ClaimReply> {
  const person =
    twins.length === 0 ? unasked : await findPersonFacts(deps, await getClaim(deps.db, publicId));
  return doWork(deps, caller, publicId, { act: 'close', version }, async (work) => {
    if (work.claim.state !== 'county_review') {
      await closeUnmended(deps, work);
      return;
    }
    const said = await settleTwins(deps, work, twins, person);
    await checkPaidOut(deps, work);
    const { trx, claim, by } = work;
    await recordChange(deps, trx, claim, { act: 'close', by, reason: 'paid_out' });
    await auditTwins(deps, work, said);
  });
}

/**
 * 过了补齐的日子没有补：put aside; she can send another at any time. What was brought for it goes: it would go along with her next
 * one unseen.
 */
async function closeUnmended(deps: Deps, { trx, claim, by }: Work): Promise<void> {
  const today = deps.clock.today();
  const { mending } = deps.claimData.proceduresOf(claim.region, today);
  const asked = (await listEvents(trx, [claim.claim_id])).findLast(({ kind }) => kind === 'correction_asked');
  const [day = ''] = asked?.policy_on?.split(' ') ?? [];
  if (day === '' || addDays(day as typeof today, mending.days) >= today) {
    throw notPossible(claim, 'close');
  }
  await dropPaperBills(deps, trx, claim, await listBillRows(trx, [claim.claim_id]), unasked);
  await releaseSettlements(trx, claim.claim_id);
  const { claim_id: claimId, person_id: personId } = claim;
  const goes = ({ brought_for: broughtFor }: LockedPage) => broughtFor === claimId;
  await removeUnsentPages(trx, { personId, claimId, goes }, deps.clock.now());
  await recordChange(deps, trx, claim, { act: 'close', by, reason: 'not_mended' });
}

/**
 * While another claim has the same bill too, both stand in the year, and what the rules then say of it is not owed.
 * @throws {AppError} 409 `duplicate_open`, `amount_not_settled` while the rules may still give more than was paid
 */
async function checkPaidOut(deps: Deps, { trx, claim, viewer }: Work): Promise<void> {
  const { total, unsettled } = await reckonClaim(deps, trx, claim);
  if (total !== null && total <= claim.paid_amount) return;
  const twins = await presentTwins(deps, trx, claim, viewer);
  if (twins.some(({ decided }) => decided?.same === true)) return;
  if (twins.some(({ decided }) => decided === null)) throw twinsOpen(twins);
  throw new AppError(409, 'amount_not_settled', 'by the rules more is due than was paid', {
    data: { unsettled, total, paid: claim.paid_amount },
  });
}
