import type { Payment, PaymentBatch, PaymentObstacle } from '@yijiutong/rules/contract';
import { fen, formatYuan } from '@yijiutong/rules/kernel';

import { maskAccount, maskName } from '../account/mask.ts';
import { openPayee } from '../claim/claim.seal.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import { presentInstant } from '../storage/instant.ts';
import type { BatchRow, Tally } from './batch.store.ts';
import { openSentPayee, type SentPayee } from './payment.seal.ts';
import type { ListedPayment } from './payment.store.ts';

export function presentPayment(
  crypto: FieldCrypto,
  row: ListedPayment,
  obstacle: PaymentObstacle | null,
): Payment {
  const payee = payeeOf(crypto, row);
  return {
    paymentId: row.public_id,
    claimId: row.claim_public_id,
    claimNumber: row.claim_number,
    attempt: row.attempt,
    state: row.state,
    amount: formatYuan(fen(row.amount)),
    holder: payee === null ? null : maskName(payee.holder),
    account: payee === null ? null : maskAccount(payee.account),
    bank: payee?.bank ?? null,
    orderedAt: presentInstant(row.ordered_at),
    settledAt: row.settled_at === null ? null : presentInstant(row.settled_at),
    failure: row.failure,
    obstacle,
    latest: Number(row.latest) === 1,
  };
}

/** As it went to the bank; until then as the claim has it. */
function payeeOf(crypto: FieldCrypto, row: ListedPayment): SentPayee | null {
  if (row.payee !== null) return openSentPayee(crypto, row.public_id, row.payee);
  return row.claim_payee === null ? null : openPayee(crypto, row.claim_id, row.claim_payee);
}

export function presentBatch(row: BatchRow, tallies: readonly Tally[]): PaymentBatch {
  const own = tallies.filter(({ batch_id: batchId }) => batchId === row.batch_id);
  const share = (...states: Tally['state'][]) => {
    const tallies = own.filter(({ state }) => states.includes(state));
    const sum = (of: 'count' | 'total') => tallies.reduce((all, tally) => all + tally[of], 0);
    return { count: sum('count'), total: formatYuan(fen(sum('total'))) };
  };
  return {
    batchId: row.public_id,
    madeAt: presentInstant(row.made_at),
    madeOn: row.made_on,
    count: row.payments,
    total: formatYuan(fen(row.total)),
    // Sent back stays paid until the manager confirms it.
    paid: share('paid', 'bounced'),
    failed: share('failed', 'returned'),
    open: share('sent'),
    fileHash: row.file_hash.toString('hex'),
  };
}
