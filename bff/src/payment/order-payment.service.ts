// The door for whoever approves a claim. It knows nothing of how claims move: they call it.
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { getNextAttempt, insertPayment } from './payment.store.ts';

/** What an order needs to know of a claim. */
export interface Payable {
  claim_id: number;
  public_id: string;
  person_id: number;
  place: string;
  approved_amount: number | null;
  paid_amount: number;
}

/**
 * Of a locked claim that has come to `payment_due`: the money is due from now on. One at a time: as long as a payment
 * is due or on its way there is no other.
 * @param amount in fen: what was approved and has not been paid yet, or a part of it
 * @throws {AppError} 409 `payment_not_possible`
 */
export async function orderPayment(
  trx: Database,
  { clock }: Pick<Deps, 'clock'>,
  claim: Payable,
  amount: number,
): Promise<void> {
  const left = leftToPay(claim);
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > left) {
    throw new AppError(
      409,
      'payment_not_possible',
      'only what was approved and not paid yet can be ordered',
      {
        data: { claimId: claim.public_id, amount, left },
      },
    );
  }
  try {
    await insertPayment(trx, {
      public_id: newRecordId(),
      claim_id: claim.claim_id,
      attempt: await getNextAttempt(trx, claim.claim_id),
      live_claim_id: claim.claim_id,
      person_id: claim.person_id,
      place: claim.place,
      amount,
      state: 'due',
      ordered_at: toColumn(clock.now()),
      batch_id: null,
      line: null,
      payee: null,
      failure: null,
      bank_code: null,
      settled_at: null,
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new AppError(409, 'payment_not_possible', 'the claim has a payment that is due or on its way', {
      data: { claimId: claim.public_id },
    });
  }
}

export function leftToPay(claim: Pick<Payable, 'approved_amount' | 'paid_amount'>): number {
  return (claim.approved_amount ?? 0) - claim.paid_amount;
}
