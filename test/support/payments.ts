// Claims that were approved and are due to be paid, put straight into the database: what leads there has its own tests.
import { randomBytes } from 'node:crypto';

import { sealPayee, type Payee } from '../../bff/src/claim/claim.seal.ts';
import { orderPayment } from '../../bff/src/payment/order-payment.service.ts';
import { toColumn } from '../../bff/src/storage/instant.ts';
import { transact } from '../../bff/src/storage/mysql.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import { newKey, type Answer, type TestApp } from './app.ts';
import { putBill } from './desk.ts';
import type { SignedInStaff } from './staff.ts';

export interface Due {
  claimId: number;
  claim: string;
  payment: string;
}

export interface DueSketch {
  /** In fen. */
  amount?: number;
  place?: string;
  region?: string;
  personId?: number;
  payee?: Partial<Payee> | null;
  /** Staff number of who approved it. */
  approvedBy?: number;
}

let serial = 0;

const usualAmount = 124_000;

export async function putDuePayment(app: Pick<TestApp, 'deps'>, sketch: DueSketch = {}): Promise<Due> {
  const { db, crypto } = app.deps;
  const { amount = usualAmount, payee = {}, approvedBy = 999_999 } = sketch;
  const { claimId, claim, personId } = await putApproved(app, { ...sketch, amount });
  await putBill(app, { claimId, personId }, { amount });
  if (payee !== null) {
    const sealed = sealPayee(crypto, claimId, { ...usualPayee, ...payee });
    await db.updateTable('claim').set({ payee: sealed }).where('claim_id', '=', claimId).execute();
  }
  await putApproval(app, claimId, approvedBy);
  await transact(db, async (trx) => {
    const row = await trx
      .selectFrom('claim')
      .selectAll()
      .where('claim_id', '=', claimId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await orderPayment(trx, app.deps, row, amount);
  });
  const { public_id: payment } = await db
    .selectFrom('payment')
    .select('public_id')
    .where('claim_id', '=', claimId)
    .executeTakeFirstOrThrow();
  return { claimId, claim, payment };
}

/** The bank has answered that it was paid. */
export async function putPaid(app: Pick<TestApp, 'deps'>, sketch: DueSketch = {}): Promise<Due> {
  const due = await putDuePayment(app, sketch);
  await answer(app, due, { payment: 'paid', claim: 'paid', paid: sketch.amount ?? usualAmount });
  return due;
}

/** The bank has answered that it could not be paid. */
export async function putFailed(app: Pick<TestApp, 'deps'>, sketch: DueSketch = {}): Promise<Due> {
  const due = await putDuePayment(app, sketch);
  await answer(app, due, { payment: 'failed', claim: 'payment_failed', paid: 0 });
  return due;
}

async function answer(
  { deps: { db } }: Pick<TestApp, 'deps'>,
  { claimId }: Due,
  said: { payment: 'paid' | 'failed'; claim: 'paid' | 'payment_failed'; paid: number },
): Promise<void> {
  await db
    .updateTable('payment')
    .set({ state: said.payment, live_claim_id: null })
    .where('claim_id', '=', claimId)
    .execute();
  await db
    .updateTable('claim')
    .set({ state: said.claim, paid_amount: said.paid })
    .where('claim_id', '=', claimId)
    .execute();
}

const usualPayee: Payee = {
  holder: '欧阳娜',
  bank: '攀枝花农商银行',
  kind: 'card',
  account: '6230000000000000015',
};

async function putApproved(
  app: Pick<TestApp, 'deps'>,
  { amount, place = '510402', region = '510400', ...sketch }: DueSketch & { amount: number },
): Promise<{ claimId: number; claim: string; personId: number }> {
  const now = toColumn(app.deps.clock.now());
  const n = (serial += 1);
  const claim = newRecordId();
  const personId = sketch.personId ?? (await putPerson(app, region));
  const { insertId } = await app.deps.db
    .insertInto('claim')
    .values({
      public_id: claim,
      person_id: personId,
      draft_of: null,
      region,
      place,
      state: 'payment_due',
      version: 5,
      number: `20261120${String(n).padStart(9, '0')}`,
      submissions: 1,
      payee: null,
      created_at: now,
      changed_at: now,
      submitted_at: now,
      working_days: 20,
      working_days_provisional: 0,
      due_on: '2026-12-18',
      due_provisional: 0,
      needs: '[]',
      submitted_estimate: null,
      has_money: 1,
      approved_amount: amount,
      proposed: 'grant',
      proposed_amount: amount,
    })
    .executeTakeFirstOrThrow();
  return { claimId: Number(insertId), claim, personId };
}

async function putApproval(app: Pick<TestApp, 'deps'>, claimId: number, staffId: number): Promise<void> {
  await app.deps.db
    .insertInto('claim_event')
    .values({
      claim_id: claimId,
      version: 5,
      kind: 'approved',
      by_role: 'county_approver',
      actor: `staff:${staffId}`,
      happened_at: toColumn(app.deps.clock.now()),
      organisation_id: null,
      reason: null,
      words: null,
      policy_on: null,
    })
    .execute();
}

export async function putPerson(
  app: Pick<TestApp, 'deps'>,
  region: string,
  certnoIndex: Buffer = randomBytes(32),
): Promise<number> {
  const now = toColumn(app.deps.clock.now());
  const { insertId } = await app.deps.db
    .insertInto('person')
    .values({
      psn_no_index: randomBytes(32),
      certno_index: certnoIndex,
      psn_no: null,
      certno: null,
      name: null,
      region,
      insurance: 'resident',
      created_at: now,
      updated_at: now,
    })
    .executeTakeFirstOrThrow();
  return Number(insertId);
}

/** As the fund's manager asks. */
export function askAsStaff<Body>(
  app: TestApp,
  { token }: SignedInStaff,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<Body>> {
  return app.ask(method, `/api/v1/staff${path}`, {
    token,
    key: newKey(),
    ...(body === undefined ? {} : { body }),
  });
}

export async function fetchBankFile(app: TestApp, { token }: SignedInStaff, batch: string): Promise<Buffer> {
  const response = await fetch(`${app.url}/api/v1/staff/payment-batches/${batch}/file`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

export async function handInAnswer(
  app: TestApp,
  { token }: SignedInStaff,
  batch: string,
  file: Uint8Array,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${app.url}/api/v1/staff/payment-batches/${batch}/answers`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(file),
  });
  return { status: response.status, body: await response.json() };
}
