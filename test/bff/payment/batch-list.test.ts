// The list of batches, page by page, and what the audit keeps of the files that went out and came in.
import { createHash } from 'node:crypto';

import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type { PaymentBatch, PaymentBatchesReply, PaymentsReply } from '../../../shared/src/contract/index.ts';
import { openBank } from '../../sandbox/bank/bank.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { askAsStaff, fetchBankFile, handInAnswer, putDuePayment } from '../../support/payments.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let manager: SignedInStaff;

beforeAll(async () => {
  app = await startApp();
  manager = await signInStaff(app, 'fund_manager', '510402');
});
afterAll(() => app.close());

const lastAct = async () =>
  app.deps.db.selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();

test('batches page by page, so that an old one without an answer is reached; the audit names each file', async () => {
  const { db } = app.deps;
  const { payment } = await putDuePayment(app);
  const { body: oldest } = await askAsStaff<PaymentBatch>(app, manager, 'POST', '/payment-batches', {
    payments: [payment],
  });
  const made = await lastAct();
  expect(made).toMatchObject({ act: 'make_payment_batch', subject_id: oldest.batchId });
  const fileOf = ({ detail }: { detail: string }) =>
    (JSON.parse(detail) as { file: string }).file.replaceAll(' ', '');
  expect(fileOf(made)).toBe(oldest.fileHash);
  const row = await db
    .selectFrom('payment_batch')
    .select(['place', 'staff_id', 'made_on', 'made_at', 'format', 'file_hash', 'file_bytes'])
    .where('public_id', '=', oldest.batchId)
    .executeTakeFirstOrThrow();
  const empty = Array.from({ length: 60 }, () => ({
    ...row,
    public_id: newRecordId(),
    payments: 0,
    total: 0,
  }));
  await db.insertInto('payment_batch').values(empty).execute();
  const list = (query = '') =>
    askAsStaff<PaymentBatchesReply>(app, manager, 'GET', `/payment-batches${query}`).then(({ body }) => body);
  const first = await list();
  expect(first.batches).toHaveLength(50);
  const second = await list(`?after=${first.next}`);
  const seen = [...first.batches, ...second.batches].map(({ batchId }) => batchId);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toContain(oldest.batchId);
  await db.deleteFrom('payment_batch').where('payments', '=', 0).execute();

  const answer = openBank().take(await fetchBankFile(app, manager, oldest.batchId));
  await handInAnswer(app, manager, oldest.batchId, answer);
  const taken = await lastAct();
  expect([taken.act, fileOf(taken)]).toEqual([
    'take_bank_answer',
    createHash('sha256').update(answer).digest('hex'),
  ]);
  // A city's manager sees those of its counties, by state and in their order.
  const city = await signInStaff(app, 'fund_manager', '5104');
  const { body } = await askAsStaff<PaymentsReply>(app, city, 'GET', '/payments?state=paid');
  expect(body.payments.length).toBeGreaterThan(0);
});
