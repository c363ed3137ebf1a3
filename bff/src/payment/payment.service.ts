// What of payments is seen, and how one is ordered anew after the bank could not pay.
import type {
  ClaimReply,
  PaymentsReply,
  batchPaymentsQuery,
  payeeRequest,
  paymentsQuery,
} from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { getPerson } from '../account/person.store.ts';
import { accountActor, recordAudit, staffActor } from '../audit/audit.service.ts';
import { actorOf, checkWork, lockForChange, recordChange } from '../claim/claim-change.service.ts';
import { lockClaim } from '../claim/claim.access.ts';
import { sealPayee } from '../claim/claim.seal.ts';
import { getClaimReply } from '../claim/claim.service.ts';
import { getLastEvent, listKeptFrom, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { checkOpened } from '../desk/opened.service.ts';
import type { Resident, Staff } from '../session/session.state.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { getBatch } from './batch.store.ts';
import { leftToPay, orderPayment } from './order-payment.service.ts';
import { findObstacles } from './payment.obstacles.ts';
import { presentPayment } from './payment.present.ts';
import { listPaymentRows, listPaymentRowsOf } from './payment.store.ts';
import { checkStillDue } from './still-due.service.ts';

const pageSize = 100;

export async function listPayments(
  deps: Deps,
  caller: Staff,
  { state, after }: z.output<typeof paymentsQuery>,
): Promise<PaymentsReply> {
  const { code: scope, certnoIndex } = caller.session;
  const keptFrom = await listKeptFrom(deps.db, certnoIndex);
  const rows = await listPaymentRows(deps.db, { scope, state, keptFrom, after, limit: pageSize + 1 });
  const page = rows.slice(0, pageSize);
  const obstacles = await findObstacles(deps, deps.db, caller, page);
  return {
    payments: page.map((row) => presentPayment(deps.crypto, row, obstacles.get(row.payment_id) ?? null)),
    next: rows.length > pageSize ? (page.at(-1)?.public_id ?? null) : null,
  };
}

/** What was sent together. None of them can be sent once more from here. */
export async function listBatchPayments(
  { db, crypto }: Deps,
  { session }: Staff,
  publicId: string,
  { after }: z.output<typeof batchPaymentsQuery>,
): Promise<PaymentsReply> {
  const { batch_id: batchId } = await getBatch(db, publicId);
  const keptFrom = await listKeptFrom(db, session.certnoIndex);
  const rows = await listPaymentRowsOf(db, batchId, { keptFrom, after, limit: pageSize + 1 });
  const page = rows.slice(0, pageSize);
  return {
    payments: page.map((row) => presentPayment(crypto, row, 'not_due')),
    next: rows.length > pageSize ? (page.at(-1)?.public_id ?? null) : null,
  };
}

/**
 * To the account that was named at a window; or, where the fault was the bank's, to the same once more.
 * @throws {AppError} 409, 403 as `checkWork`; 409 `amount_not_settled` where less is due by now
 */
export async function orderPaymentAgain(deps: Deps, caller: Staff, publicId: string): Promise<undefined> {
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    const by = await checkWork(trx, caller, claim, 'order_payment');
    await checkSeen(trx, caller, claim);
    await checkStillDue(deps, trx, claim);
    await recordChange(deps, trx, claim, { act: 'order_payment', by });
    await orderPayment(trx, deps, claim, leftToPay(claim));
    await recordAudit(trx, deps, {
      actor: staffActor(caller.session),
      act: 'order_payment',
      subject: { kind: 'claim', id: publicId },
      place: claim.place,
    });
  });
  return undefined;
}

/** An account that was named at a window is looked at before money goes to it. @throws {AppError} 409 `open_first` */
async function checkSeen(trx: Database, { session }: Staff, claim: ClaimRow): Promise<void> {
  const { kind } = await getLastEvent(trx, claim.claim_id);
  if (kind === 'payee_brought') await checkOpened(trx, { claim, staffId: session.staffId });
}

/** The resident names another account after the bank could not pay. @throws {AppError} 409 as `lockForChange` */
export async function correctPayee(
  deps: Deps,
  caller: Resident,
  publicId: string,
  { version, bank, kind, account }: z.output<typeof payeeRequest>,
): Promise<ClaimReply> {
  const { db, crypto } = deps;
  const { name: holder } = await getPerson(db, crypto, caller.session.personId);
  await transact(db, async (trx) => {
    const claim = await lockForChange(trx, publicId, 'correct_payee', version);
    const payee = sealPayee(crypto, claim.claim_id, { holder, bank, kind, account });
    await recordChange(deps, trx, claim, { act: 'correct_payee', by: actorOf(caller) }, { payee });
    await orderPayment(trx, deps, claim, leftToPay(claim));
    await recordAudit(trx, deps, {
      actor: accountActor(caller.session),
      act: 'correct_payee',
      subject: { kind: 'claim', id: publicId },
      place: claim.place,
    });
  });
  return getClaimReply(deps, publicId);
}
