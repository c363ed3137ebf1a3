// 退汇: the bank has sent back what it had paid. The claim waits for its account again, and what she was paid is less.
import type { paymentReturnRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { recordAudit, staffActor } from '../audit/audit.service.ts';
import { checkWork, recordChange } from '../claim/claim-change.service.ts';
import { lockClaim } from '../claim/claim.access.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { lockPaymentOf, updatePayment } from './payment.store.ts';

/**
 * Once, however often it is said: the row of the payment remembers it.
 * @throws {AppError} 409 `payment_not_possible` for one that was never paid; 409, 403 as `checkWork`
 */
export async function returnPayment(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { paymentId, failure }: z.output<typeof paymentReturnRequest>,
): Promise<undefined> {
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    const payment = await lockPaymentOf(trx, claim.claim_id, paymentId);
    if (payment === undefined) throw notFound('payment');
    if (payment.state === 'returned') return;
    if (payment.state !== 'paid' && payment.state !== 'bounced') {
      throw new AppError(409, 'payment_not_possible', `the payment is ${payment.state}: nothing came back`, {
        data: { state: payment.state },
      });
    }
    const by = await checkWork(trx, caller, claim, 'return_payment');
    const { amount } = payment;
    const settled = toColumn(deps.clock.now());
    await updatePayment(trx, payment.payment_id, { state: 'returned', failure, settled_at: settled });
    const change = { paid_amount: claim.paid_amount - amount };
    await recordChange(deps, trx, claim, { act: 'return_payment', by, reason: failure }, change);
    await recordAudit(trx, deps, {
      actor: staffActor(caller.session),
      act: 'return_payment',
      subject: { kind: 'claim', id: publicId },
      place: claim.place,
      detail: { attempt: payment.attempt, amount, reason: failure },
    });
  });
  return undefined;
}
