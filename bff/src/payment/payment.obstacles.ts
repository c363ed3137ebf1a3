// Why a payment cannot go into a batch of this manager's today.
import type { PaymentObstacle } from '@yijiutong/rules/contract';

import { listKeptFrom } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { listDenied } from '../proxy/filing.service.ts';
import type { Staff } from '../session/session.state.ts';
import type { Database } from '../storage/tables.ts';
import { isForOneOf, type BatchRow } from './batch.store.ts';
import { listTouchedBy, type ListedPayment } from './payment.store.ts';
import { findChanged } from './still-due.service.ts';

/**
 * Neither its file nor the bank's answer to it is for somebody whose family is in it.
 * @throws {AppError} 403 `own_family`
 */
export async function checkNotOwnFamily(
  db: Database,
  { session }: Staff,
  { batch_id: batchId }: Pick<BatchRow, 'batch_id'>,
): Promise<void> {
  if (!(await isForOneOf(db, batchId, await listKeptFrom(db, session.certnoIndex)))) return;
  throw new AppError(403, 'own_family', 'money for her own family is in this batch: another manager has to');
}

/** By payment_id; who is not there may be sent. */
export async function findObstacles(
  deps: Pick<Deps, 'banks' | 'clock' | 'law'>,
  db: Database,
  { session }: Staff,
  payments: readonly ListedPayment[],
): Promise<Map<number, PaymentObstacle>> {
  if (payments.length === 0) return new Map();
  const claimIds = payments.map(({ claim_id: id }) => id);
  const touched = await listTouchedBy(db, session, claimIds);
  const family = new Set(await listKeptFrom(db, session.certnoIndex));
  const denied = await listDenied(db, claimIds);
  const due = payments.filter(({ state }) => state === 'due');
  const changed = await findChanged(
    deps,
    db,
    due.map(({ claim_id: id }) => id),
  );
  const today = deps.clock.today();
  const obstacleOf = (payment: ListedPayment): PaymentObstacle | null => {
    if (payment.state !== 'due') return 'not_due';
    if (changed.has(payment.claim_id)) return 'amount_changed';
    if (touched.has(payment.claim_id)) return 'same_hands';
    if (family.has(payment.person_id)) return 'own_family';
    // Approved before she said that she has never signed: the account may be the volunteer's choice.
    if (denied.has(payment.claim_id)) return 'mandate_denied';
    if (payment.claim_payee === null) return 'no_payee';
    return deps.banks.find(payment.region, today) === null ? 'no_format' : null;
  };
  return new Map(
    payments.flatMap((payment) => {
      const obstacle = obstacleOf(payment);
      return obstacle === null ? [] : [[payment.payment_id, obstacle] as const];
    }),
  );
}
