// 退汇: the bank pays, and sends the money back later. It is known, told, and paid again; nothing of the good rows is lost.
import type {
  ErrorReply,
  PaymentAnswerReply,
  PaymentBatch,
  PaymentsReply,
} from '../../../shared/src/contract/index.ts';
import { openBank, type BankOptions } from '../../sandbox/bank/bank.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import {
  askAsStaff,
  fetchBankFile,
  handInAnswer,
  putDuePayment,
  putPaid,
  type Due,
} from '../../support/payments.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let manager: SignedInStaff;
let other: SignedInStaff;

beforeAll(async () => {
  app = await startApp();
  manager = await signInStaff(app, 'fund_manager', '510402');
  other = await signInStaff(app, 'fund_manager', '510402');
});
afterAll(() => app.close());

const claimOf = ({ claimId }: Due) =>
  app.deps.db
    .selectFrom('claim')
    .select(['state', 'paid_amount'])
    .where('claim_id', '=', claimId)
    .executeTakeFirstOrThrow();
const paymentsOf = ({ claimId }: Due) =>
  app.deps.db
    .selectFrom('payment')
    .select(['public_id', 'state', 'amount', 'failure'])
    .where('claim_id', '=', claimId)
    .orderBy('attempt')
    .execute();
const giveBack = (due: Due, failure = 'account_closed', who = manager) =>
  askAsStaff<ErrorReply>(app, who, 'POST', `/claims/${due.claim}/payment-return`, {
    paymentId: due.payment,
    failure,
  });
const order = (due: Due, who: SignedInStaff) =>
  askAsStaff<ErrorReply>(app, who, 'POST', `/claims/${due.claim}/payment-order`);
const send = (payments: readonly string[], who: SignedInStaff) =>
  askAsStaff<PaymentBatch & ErrorReply>(app, who, 'POST', '/payment-batches', { payments });
const list = (state: string) => askAsStaff<PaymentsReply>(app, manager, 'GET', `/payments?state=${state}`);
const handIn = (batch: PaymentBatch, file: Buffer) =>
  handInAnswer(app, manager, batch.batchId, file) as Promise<{
    status: number;
    body: PaymentAnswerReply & ErrorReply;
  }>;
const answerOf = async (batch: PaymentBatch, options: BankOptions = {}) =>
  openBank(options).take(await fetchBankFile(app, manager, batch.batchId));
const refusing = (...lines: string[]): BankOptions => ({
  judge: ({ line }) => (lines.includes(line) ? { code: '1001' } : null),
});

test('a later file takes money back: listed beside the good rows, confirmed once, paid again by another manager', async () => {
  const due: Due[] = [];
  for (let at = 0; at < 4; at += 1) due.push(await putDuePayment(app, { amount: 10_000 + at }));
  const { body: batch } = await send(
    due.map(({ payment }) => payment),
    manager,
  );
  const whole = (await answerOf(batch)).toString('latin1').split('\r\n');
  // At first two of them are answered, both as paid.
  const early = [whole[0], whole[2], whole[3], 'T,2,200.01,2,200.01', ''].join('\r\n');
  expect((await handIn(batch, Buffer.from(early, 'latin1'))).body.paid.count).toBe(2);
  const [, back] = due;
  const later = await answerOf(batch, refusing('2', '4'));
  const { status, body } = await handIn(batch, later);
  expect([status, body.rows, body.paid.count, body.failed.count, body.repeated]).toEqual([200, 4, 1, 1, 1]);
  expect(body.bounced).toEqual([
    { line: 4, paymentId: back?.payment, amount: '100.01', failure: 'account_unknown' },
  ]);
  // The same file once more tells the same.
  expect((await handIn(batch, later)).body).toEqual({ ...body, seenBefore: true });
  expect(body.batch).toMatchObject({ paid: { count: 3 }, failed: { count: 1 }, open: { count: 0 } });
  if (back === undefined) throw new Error('nothing was sent');
  // Until somebody confirms it, it counts as paid.
  expect(await claimOf(back)).toEqual({ state: 'paid', paid_amount: 10_001 });
  const { body: waiting } = await list('bounced');
  expect(waiting.payments.map(({ paymentId }) => paymentId)).toContain(back.payment);

  const answers = await Promise.all([giveBack(back), giveBack(back), giveBack(back)]);
  expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204]);
  expect(await claimOf(back)).toEqual({ state: 'payment_failed', paid_amount: 0 });
  expect((await paymentsOf(back)).map(({ state }) => state)).toEqual(['returned']);

  // Whoever said that it came back does not send it again.
  expect((await order(back, manager)).body.error.code).toBe('same_hands');
  expect((await order(back, other)).status).toBe(204);
  const [, second] = await paymentsOf(back);
  expect(second).toMatchObject({ state: 'due', amount: 10_001 });
  const kept = await send([second?.public_id ?? ''], manager);
  expect(kept.body.error.data?.payments).toMatchObject([{ why: 'same_hands' }]);
  const { body: again } = await send([second?.public_id ?? ''], other);
  expect((await handIn(again, await answerOf(again))).body.paid.count).toBe(1);
  expect(await claimOf(back)).toEqual({ state: 'paid', paid_amount: 10_001 });
  // The old files bring nothing more, whatever they say.
  expect((await handIn(batch, Buffer.concat([later, Buffer.from('\r\n')]))).body).toMatchObject({
    repeated: 4,
    bounced: [],
  });
  expect(await claimOf(back)).toEqual({ state: 'paid', paid_amount: 10_001 });
});

test('what failed and was perhaps ordered anew is not paid by an old file', async () => {
  const due = await putDuePayment(app);
  const { body: batch } = await send([due.payment], manager);
  await handIn(batch, await answerOf(batch, refusing('1')));
  const { body } = await handIn(batch, await answerOf(batch));
  expect(body.error.data?.problems).toEqual([{ line: 3, problem: 'settled_otherwise' }]);
  expect((await claimOf(due)).state).toBe('payment_failed');
});

test('told by the bank without a file, of a claim that is closed by now: she is told, and it is in the audit', async () => {
  const due = await putPaid(app);
  const { db } = app.deps;
  await db.updateTable('claim').set({ state: 'closed' }).where('claim_id', '=', due.claimId).execute();
  expect((await giveBack(due, 'name_differs')).status).toBe(204);
  expect(await claimOf(due)).toEqual({ state: 'payment_failed', paid_amount: 0 });
  const told = await db
    .selectFrom('message')
    .select('template')
    .where('claim_id', '=', due.claimId)
    .execute();
  expect(told).toEqual([{ template: 'payment_failed' }]);
  const entry = await db
    .selectFrom('audit_entry')
    .select(['actor_id', 'detail'])
    .where('act', '=', 'return_payment')
    .where('subject_id', '=', due.claim)
    .executeTakeFirstOrThrow();
  expect([entry.actor_id, entry.detail]).toEqual([
    manager.publicId,
    JSON.stringify({ attempt: 1, amount: 124_000, reason: 'name_differs' }),
  ]);
});

test('nothing comes back of what was never paid, nor of another claim’s, nor of what was put aside unmended', async () => {
  const due = await putDuePayment(app);
  expect((await giveBack(due)).body.error.code).toBe('payment_not_possible');
  const paid = await putPaid(app);
  expect((await giveBack({ ...paid, payment: due.payment })).status).toBe(404);
  const aside = { state: 'closed', asked_in: 'county_review' } as const;
  await app.deps.db.updateTable('claim').set(aside).where('claim_id', '=', paid.claimId).execute();
  expect((await giveBack(paid)).body.error.code).toBe('act_not_possible');
});
