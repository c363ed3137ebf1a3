import { randomBytes } from 'node:crypto';

import { sql } from 'kysely';

import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { connectMysql } from '../../../bff/src/storage/mysql.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import type {
  ClaimReply,
  ErrorReply,
  PaymentAnswerReply,
  PaymentBatch,
  PaymentsReply,
} from '../../../shared/src/contract/index.ts';
import { openBank, type BankOptions } from '../../sandbox/bank/bank.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { moveInApplicant } from '../../support/claims.ts';
import { fileOnDenied } from '../../support/mandates.ts';
import {
  askAsStaff,
  fetchBankFile,
  handInAnswer,
  putDuePayment,
  putPerson,
  type Due,
} from '../../support/payments.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

type Problems = ErrorReply['error'] & {
  data: { problems: { line: number; problem: string }[]; payments: { paymentId: string; why: string }[] };
};

let app: TestApp;
let manager: SignedInStaff;

beforeAll(async () => {
  app = await startApp();
  manager = await signInStaff(app, 'fund_manager', '510402');
});
afterAll(() => app.close());

const makeBatch = (payments: readonly string[], who = manager) =>
  askAsStaff<PaymentBatch & { error: Problems }>(app, who, 'POST', '/payment-batches', { payments });

async function sendBatch(count: number): Promise<{ due: Due[]; batch: PaymentBatch }> {
  const due: Due[] = [];
  for (let at = 0; at < count; at += 1) due.push(await putDuePayment(app, { amount: 10_000 + at }));
  const { status, body } = await makeBatch(due.map(({ payment }) => payment));
  expect([status, body]).toEqual([201, expect.anything()]);
  return { due, batch: body };
}

async function answerOf(batch: PaymentBatch, options: BankOptions = {}): Promise<Buffer> {
  return openBank(options).take(await fetchBankFile(app, manager, batch.batchId));
}
async function handIn(batch: PaymentBatch, file: Uint8Array, who = manager) {
  const { status, body } = await handInAnswer(app, who, batch.batchId, file);
  return { status, body: body as PaymentAnswerReply & { error: Problems } };
}
const stateOf = async ({ claimId }: Pick<Due, 'claimId'>) =>
  (
    await app.deps.db
      .selectFrom('claim')
      .select('state')
      .where('claim_id', '=', claimId)
      .executeTakeFirstOrThrow()
  ).state;
const paymentsOf = ({ claimId }: Pick<Due, 'claimId'>) =>
  app.deps.db.selectFrom('payment').selectAll().where('claim_id', '=', claimId).orderBy('attempt').execute();
/** Ends the connection that has done all of its work and waits for the end of the audit's chain. */
async function cutOff(db: Database): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM information_schema.processlist
      WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE '%audit_head%for update%'`.execute(db);
    if (rows[0] !== undefined) {
      await sql.raw(`KILL ${rows[0].id}`).execute(db);
      return;
    }
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error('nobody waits for the chain');
}

const lastAct = async () =>
  app.deps.db.selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();

test('from due to paid: list, batch, file, answer; the file’s download stands in the audit', async () => {
  const due = await putDuePayment(app);
  const listed = await askAsStaff<PaymentsReply>(app, manager, 'GET', '/payments');
  expect(listed.body.payments.find(({ paymentId }) => paymentId === due.payment)).toMatchObject({
    claimId: due.claim,
    amount: '1240.00',
    holder: '欧*娜',
    account: '**** **** **** 0015',
    obstacle: null,
  });
  const { body: batch } = await makeBatch([due.payment]);
  expect(batch).toMatchObject({ count: 1, total: '1240.00', open: { count: 1, total: '1240.00' } });
  expect(await stateOf(due)).toBe('paying');

  const bank = openBank();
  const file = await fetchBankFile(app, manager, batch.batchId);
  expect(file.equals(await fetchBankFile(app, manager, batch.batchId))).toBe(true);
  expect(await lastAct()).toMatchObject({ act: 'download_bank_file', subject_id: batch.batchId });
  const answer = bank.take(file);
  expect(bank.orders()).toMatchObject([
    { holder: '欧阳娜', account: '6230000000000000015', amount: '1240.00' },
  ]);

  const { status, body } = await handIn(batch, answer);
  expect([status, body.paid, body.batch.open.count]).toEqual([200, { count: 1, total: '1240.00' }, 0]);
  expect(await stateOf(due)).toBe('paid');
  const [payment] = await paymentsOf(due);
  expect(payment).toMatchObject({ state: 'paid', live_claim_id: null, failure: null });
});

test('the account stands in clear nowhere but in the bank’s file', async () => {
  const { batch } = await sendBatch(1);
  await handIn(batch, await answerOf(batch));
  const rows = JSON.stringify([
    await app.deps.db.selectFrom('payment').selectAll().execute(),
    await app.deps.db.selectFrom('payment_answer').selectAll().execute(),
    await app.deps.db.selectFrom('audit_entry').selectAll().execute(),
    app.lines,
  ]);
  expect(rows).not.toContain('6230000000000000015');
  expect(rows).not.toContain('欧阳娜');
});

test('filed on a mandate that she denies after the approval: it is kept back, and the list says why', async () => {
  const personId = await putPerson(app, '510400');
  const due = await putDuePayment(app, { personId });
  await fileOnDenied(app, { claimId: due.claimId, personId });
  const { body } = await askAsStaff<PaymentsReply>(app, manager, 'GET', '/payments');
  expect(body.payments.find(({ paymentId }) => paymentId === due.payment)?.obstacle).toBe('mandate_denied');
  const batch = await makeBatch([due.payment]);
  expect(batch.body.error.data.payments).toEqual([{ paymentId: due.payment, why: 'mandate_denied' }]);
  expect(await stateOf(due)).toBe('payment_due');
});

test('her own family’s money is another manager’s: not listed, and neither its file nor its answer is hers', async () => {
  const certno = '990101196503150034';
  const own = await signInStaff(app, 'fund_manager', '510402', certno);
  const herself = await putPerson(app, '510400', certnoIndex(app.deps.crypto, certno));
  const [hers, others] = [await putDuePayment(app, { personId: herself }), await putDuePayment(app)];
  const list = async (path: string) => {
    const { body } = await askAsStaff<PaymentsReply>(app, own, 'GET', path);
    return body.payments.map(({ paymentId }) => paymentId);
  };
  expect(await list('/payments')).not.toContain(hers.payment);
  expect(await list('/payments')).toContain(others.payment);
  const { body: batch } = await makeBatch([hers.payment, others.payment]);
  expect(await list(`/payment-batches/${batch.batchId}/payments`)).toEqual([others.payment]);
  await expect(fetchBankFile(app, own, batch.batchId)).rejects.toThrow('own_family');
  const answer = await answerOf(batch);
  expect(await handInAnswer(app, own, batch.batchId, answer)).toMatchObject({
    status: 403,
    body: { error: { code: 'own_family' } },
  });
  expect((await handIn(batch, answer)).body.paid.count).toBe(2);
});

test('two managers at once: one batch, the other is told', async () => {
  const due = [await putDuePayment(app), await putDuePayment(app)];
  const other = await signInStaff(app, 'fund_manager', '510402');
  const ids = due.map(({ payment }) => payment);
  const answers = await Promise.all([
    makeBatch(ids),
    makeBatch([...ids].reverse(), other),
    makeBatch(ids),
    makeBatch(ids, other),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body.error.data.payments.map(({ why }) => why)).toEqual(['not_due', 'not_due']);
  for (const one of due) expect(await paymentsOf(one)).toHaveLength(1);
});

test('all or none: one that may not be sent keeps the others back, and every reason is told', async () => {
  const certno = '990101196503150026';
  const own = await signInStaff(app, 'fund_manager', '510402', certno);
  const herself = await putPerson(app, '510400', certnoIndex(app.deps.crypto, certno));
  const child = await putPerson(app, '510400', randomBytes(32));
  await app.deps.db
    .insertInto('family')
    .values({
      person_id: child,
      certno_index: certnoIndex(app.deps.crypto, certno),
      told_at: '2026-11-20 00:00:00.000',
    })
    .execute();
  const good = await putDuePayment(app);
  const cases = [
    [await putDuePayment(app, { approvedBy: own.staffId }), 'same_hands'],
    [await putDuePayment(app, { personId: herself }), 'own_family'],
    [await putDuePayment(app, { personId: child }), 'own_family'],
    [await putDuePayment(app, { payee: null }), 'no_payee'],
    [await putDuePayment(app, { region: '440100' }), 'no_format'],
    [await putDuePayment(app, { region: '420500' }), 'another_format'],
    // Of another county: as if it were not there.
    [await putDuePayment(app, { place: '510403' }), 'not_due'],
  ] as const;
  const ids = [good.payment, ...cases.map(([due]) => due.payment), 'x'.repeat(22)];
  const { status, body } = await makeBatch(ids, own);
  expect(status).toBe(409);
  expect(body.error.data.payments).toEqual([
    ...cases.map(([due, why]) => ({ paymentId: due.payment, why })),
    { paymentId: 'x'.repeat(22), why: 'not_due' },
  ]);
  expect(await stateOf(good)).toBe('payment_due');
  expect((await paymentsOf(good))[0]).toMatchObject({ state: 'due', batch_id: null });
  const listed = await askAsStaff<PaymentsReply>(app, own, 'GET', '/payments');
  const seen = new Map(listed.body.payments.map(({ paymentId, obstacle }) => [paymentId, obstacle]));
  expect(seen.get(cases[0][0].payment)).toBe('same_hands');
  expect(seen.has(cases[6][0].payment)).toBe(false);
});

test('who is not the fund’s manager of the place finds neither payments nor batches', async () => {
  const { batch } = await sendBatch(1);
  const foreign = await signInStaff(app, 'fund_manager', '510403');
  const approver = await signInStaff(app, 'county_approver', '510402');
  expect((await handIn(batch, Buffer.from('x'), foreign)).status).toBe(404);
  await expect(fetchBankFile(app, foreign, batch.batchId)).rejects.toThrow('404');
  expect((await askAsStaff(app, approver, 'GET', '/payments')).status).toBe(403);
  await expect(fetchBankFile(app, approver, batch.batchId)).rejects.toThrow('403');
});

test('the same answer handed in twice, in parallel and later: taken once, told the same', async () => {
  const { due, batch } = await sendBatch(3);
  const file = await answerOf(batch, { judge: ({ line }) => (line === '2' ? { code: '1001' } : null) });
  const answers = await Promise.all([handIn(batch, file), handIn(batch, file), handIn(batch, file)]);
  answers.push(await handIn(batch, file));
  const brought = answers.map(({ body }) => JSON.stringify({ ...body, seenBefore: null }));
  expect(new Set(brought).size).toBe(1);
  expect(answers.filter(({ body }) => !body.seenBefore)).toHaveLength(1);
  expect(answers.at(-1)?.body.seenBefore).toBe(true);
  expect(answers[0]).toMatchObject({
    status: 200,
    body: { rows: 3, paid: { count: 2 }, failed: { count: 1 }, repeated: 0 },
  });
  expect(await Promise.all(due.map(stateOf))).toEqual(['paid', 'payment_failed', 'paid']);
  const paid = await app.deps.db
    .selectFrom('claim')
    .select('paid_amount')
    .where(
      'claim_id',
      'in',
      due.map(({ claimId }) => claimId),
    )
    .orderBy('claim_id')
    .execute();
  expect(paid.map(({ paid_amount: amount }) => amount)).toEqual([10_000, 0, 10_002]);
});

test('rows that are missing stay open until another file brings them; what is known is not done again', async () => {
  const { due, batch } = await sendBatch(2);
  const whole = (await answerOf(batch)).toString('latin1').split('\r\n');
  const first = Buffer.from([whole[0], whole[2], 'T,1,100.00,1,100.00', ''].join('\r\n'), 'latin1');
  const one = await handIn(batch, first);
  expect([one.status, one.body.batch.open]).toEqual([200, { count: 1, total: '100.01' }]);
  expect(await Promise.all(due.map(stateOf))).toEqual(['paid', 'paying']);
  const two = await handIn(batch, Buffer.from(whole.join('\r\n'), 'latin1'));
  expect(two.body).toMatchObject({ rows: 2, repeated: 1, paid: { count: 1 }, batch: { open: { count: 0 } } });
  expect(await Promise.all(due.map(stateOf))).toEqual(['paid', 'paid']);
});

test('a wrong file changes nothing, and everything that is wrong is told', async () => {
  const { due, batch } = await sendBatch(3);
  const { due: others, batch: another } = await sendBatch(1);
  const rows = (await answerOf(batch)).toString('latin1').split('\r\n');
  const change = (at: number, row: string) =>
    Buffer.from(rows.map((one, index) => (index === at ? row : one)).join('\r\n'), 'latin1');
  const wrong: [Buffer, string[]][] = [
    [change(2, `D,P${'x'.repeat(22)},100.00,S,`), ['row_unknown']],
    [change(2, `D,P${others[0]?.payment},100.00,S,`), ['row_of_another_batch']],
    [change(2, `D,P${due[0]?.payment},100.01,S,`), ['total_differs', 'total_differs', 'amount_differs']],
    [change(6, 'T,3,900.00,3,900.00'), ['row_unreadable']],
    [change(5, 'T,3,900.00,3,900.00'), ['total_differs', 'total_differs']],
    [await answerOf(another), ['batch_differs', 'row_of_another_batch']],
    [Buffer.from('PK\u0003\u0004 a spreadsheet'), ['no_header', 'no_trailer', 'row_unreadable']],
  ];
  for (const [file, problems] of wrong) {
    const { status, body } = await handIn(batch, file);
    expect([status, body.error.code]).toEqual([422, 'bank_file_wrong']);
    expect(body.error.data.problems.map(({ problem }) => problem).sort()).toEqual([...problems].sort());
  }
  expect(await Promise.all(due.map(stateOf))).toEqual(['paying', 'paying', 'paying']);
  const { body: settled } = await handIn(batch, Buffer.from(rows.join('\r\n'), 'latin1'));
  expect(settled.paid.count).toBe(3);
});

test('after a failure only: another account by the resident, a second attempt, paid once', async () => {
  const applicant = await moveInApplicant(app, { n: 7 });
  const due = await putDuePayment(app, { personId: applicant.personId });
  const { body: batch } = await makeBatch([due.payment]);
  const correct = async () => {
    const { version } = await app.deps.db
      .selectFrom('claim')
      .select('version')
      .where('claim_id', '=', due.claimId)
      .executeTakeFirstOrThrow();
    return app.ask<ClaimReply & ErrorReply>('PUT', `/api/v1/claims/${due.claim}/payee-correction`, {
      token: applicant.token,
      body: { version, bank: '攀枝花农商银行', account: '6230000000000000015' },
    });
  };
  // On its way: nobody sends it elsewhere meanwhile.
  expect((await correct()).status).toBe(409);
  await handIn(batch, await answerOf(batch, { judge: () => ({ code: '1002' }) }));
  expect(await stateOf(due)).toBe('payment_failed');
  const event = await app.deps.db
    .selectFrom('claim_event')
    .selectAll()
    .where('claim_id', '=', due.claimId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({ kind: 'payment_failed', reason: 'name_differs' });
  expect((await makeBatch([due.payment])).status).toBe(409);

  expect((await correct()).status).toBe(200);
  expect(await stateOf(due)).toBe('payment_due');
  const [first, second] = await paymentsOf(due);
  expect([first?.state, first?.failure, second?.state, second?.attempt]).toEqual([
    'failed',
    'name_differs',
    'due',
    2,
  ]);
  const { body: again } = await makeBatch([second?.public_id ?? '']);
  await handIn(again, await answerOf(again));
  expect(await stateOf(due)).toBe('paid');
  // The old batch’s file once more, and once more the new one’s: nothing happens.
  await handIn(batch, await answerOf(batch, { judge: () => ({ code: '1002' }) }));
  const { paid_amount: paid } = await app.deps.db
    .selectFrom('claim')
    .select('paid_amount')
    .where('claim_id', '=', due.claimId)
    .executeTakeFirstOrThrow();
  expect(paid).toBe(124_000);
});

test('where the fault was the bank’s, the manager orders it once more; twice at once is one', async () => {
  const { due, batch } = await sendBatch(1);
  const [one] = due;
  if (one === undefined) throw new Error('nothing was sent');
  await handIn(batch, await answerOf(batch, { judge: () => ({ code: '2001' }) }));
  const order = () => askAsStaff(app, manager, 'POST', `/claims/${one.claim}/payment-order`);
  const answers = await Promise.all([order(), order(), order()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
  expect((await paymentsOf(one)).map(({ state }) => state)).toEqual(['failed', 'due']);
  const list = (state: string) =>
    askAsStaff<PaymentsReply>(app, manager, 'GET', `/payments?state=${state}`).then(({ body }) =>
      body.payments.filter(({ claimId }) => claimId === one.claim),
    );
  expect((await list('failed')).map(({ attempt, latest }) => [attempt, latest])).toEqual([[1, false]]);
  expect((await list('due')).map(({ attempt, latest }) => [attempt, latest])).toEqual([[2, true]]);
});

test('a batch is read payment by payment, in the order of its file, by managers of its place', async () => {
  const { due, batch } = await sendBatch(3);
  await handIn(
    batch,
    await answerOf(batch, { judge: ({ line }) => (line === '2' ? { code: '1001' } : null) }),
  );
  const list = (who: SignedInStaff, query = '') =>
    askAsStaff<PaymentsReply>(app, who, 'GET', `/payment-batches/${batch.batchId}/payments${query}`);
  const { body: whole } = await list(manager);
  expect(whole.payments.map(({ paymentId, state, failure }) => [paymentId, state, failure])).toEqual([
    [due[0]?.payment, 'paid', null],
    [due[1]?.payment, 'failed', expect.any(String)],
    [due[2]?.payment, 'paid', null],
  ]);
  const { body: rest } = await list(manager, `?after=${due[1]?.payment}`);
  expect([rest.payments.map(({ paymentId }) => paymentId), rest.next]).toEqual([[due[2]?.payment], null]);
  const foreign = await signInStaff(app, 'fund_manager', '510403');
  expect((await list(foreign)).status).toBe(404);
});

test('the connection lost before the end of an answer, twice: nothing of it stands, and it is taken when it comes again', async () => {
  const { due, batch } = await sendBatch(40);
  const file = await answerOf(batch);
  const states = async () => [...new Set(await Promise.all(due.map(stateOf)))];
  const beside = connectMysql(app.deps.config.databaseUrl, 2);
  let first: Awaited<ReturnType<typeof handIn>> | undefined;
  await beside.transaction().execute(async (holder) => {
    await holder.selectFrom('audit_head').select('seq').forUpdate().execute();
    const answering = handIn(batch, file);
    // The first time it is begun anew at once; the second time it is told that the database is away.
    await cutOff(beside);
    await cutOff(beside);
    first = await answering;
  });
  await beside.destroy();
  expect(first).toMatchObject({ status: 503, body: { error: { code: 'storage_unavailable' } } });
  expect(await states()).toEqual(['paying']);
  const second = await handIn(batch, file);
  expect([second.status, second.body.paid.count, second.body.repeated]).toEqual([200, 40, 0]);
  expect(await states()).toEqual(['paid']);
});
