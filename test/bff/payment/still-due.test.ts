// Between the approval and the bank: money goes out only while the rules still give what was approved.
import type {
  ClaimReply,
  ErrorReply,
  PaymentBatch,
  PaymentsReply,
} from '../../../shared/src/contract/index.ts';
import { openBank } from '../../sandbox/bank/bank.ts';
import type { TestApp } from '../../support/app.ts';
import { send, sketchPush, sketchReversal } from '../../support/bills.ts';
import { openClaimOffice } from '../../support/claim-office.ts';
import { done, toCounty, work, type Office } from '../../support/claim-work.ts';
import { moveInApplicant, pushBill, sketchBill, submitNew, type Applicant } from '../../support/claims.ts';
import { askAsStaff, fetchBankFile, handInAnswer } from '../../support/payments.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
afterAll(() => app.close());

interface Granted {
  who: Applicant;
  setlId: string;
  claim: ClaimReply;
}

/** 280.00 are due for it. */
async function granted(): Promise<Granted> {
  const who = await moveInApplicant(app, { n: (serial += 1) });
  const setlId = `S-DUE-${serial}`;
  await pushBill(app, who.person, sketchBill(setlId));
  const county = await toCounty(app, office, await submitNew(app, who, [setlId]));
  const reviewed = await done(app, office.reviewer, county, 'review', { verdict: 'grant' });
  return { who, setlId, claim: await done(app, office.approver, reviewed, 'approval') };
}

/** The hospital settles it anew, and the assistance is granted there. */
async function settleAnew({ who, setlId }: Granted): Promise<void> {
  await send(app, sketchReversal(sketchPush(who.person, sketchBill(setlId))));
  await pushBill(app, who.person, sketchBill(`${setlId}-2`, { granted: '280.00' }));
}

const listDue = async ({ claim }: Granted) =>
  (await askAsStaff<PaymentsReply>(app, office.fund, 'GET', '/payments?state=due')).body.payments.filter(
    ({ claimId }) => claimId === claim.claimId,
  );

const makeBatch = (payments: readonly string[]) =>
  askAsStaff<PaymentBatch & ErrorReply>(app, office.fund, 'POST', '/payment-batches', { payments });

const rowsOf = ({ who }: Granted) =>
  app.deps.db
    .selectFrom('payment')
    .innerJoin('claim', 'claim.claim_id', 'payment.claim_id')
    .select(['payment.state', 'payment.live_claim_id', 'claim.state as claim', 'claim.approved_amount'])
    .where('payment.person_id', '=', who.personId)
    .orderBy('attempt')
    .execute();

const versionOf = async ({ claim }: Granted) => ({
  claimId: claim.claimId,
  version: (
    await app.deps.db
      .selectFrom('claim')
      .select('version')
      .where('public_id', '=', claim.claimId)
      .executeTakeFirstOrThrow()
  ).version,
});

const why = { reason: 'figures_to_check', words: '账单撤销了，请再审' };

test('a bill that was taken back after the approval keeps its payment out of the batch, and the others go', async () => {
  const one = await granted();
  const other = await granted();
  await settleAnew(one);
  const [changed] = await listDue(one);
  expect(changed?.obstacle).toBe('amount_changed');
  const [sound] = await listDue(other);
  expect(sound?.obstacle).toBeNull();
  const ids = [changed?.paymentId ?? '', sound?.paymentId ?? ''];
  const both = await makeBatch(ids);
  expect([both.status, both.body.error]).toMatchObject([
    409,
    { code: 'payment_not_possible', data: { payments: [{ paymentId: ids[0], why: 'amount_changed' }] } },
  ]);
  expect((await makeBatch(ids.slice(1))).status).toBe(201);
});

test('the manager returns it: the payment is stopped, the family told, and the review begins anew', async () => {
  const one = await granted();
  const { setlId } = one;
  await settleAnew(one);
  const returned = await done(app, office.fund, one.claim, 'return', why);
  expect(returned.state).toBe('county_review');
  expect(returned.course.grant).toBeNull();
  expect(await rowsOf(one)).toEqual([
    { state: 'stopped', live_claim_id: null, claim: 'county_review', approved_amount: null },
  ]);
  expect(await listDue(one)).toEqual([]);
  const told = await app.deps.db
    .selectFrom('message')
    .select('template')
    .where('person_id', '=', one.who.personId)
    .where('template', '=', 'claim_reopened')
    .execute();
  expect(told).toHaveLength(1);
  // By the rules nothing is due for what was taken back.
  const again = await work(app, office.otherReviewer, returned, 'review', { verdict: 'grant' });
  expect([again.status, again.body.error.code]).toEqual([409, 'amount_not_settled']);
  expect(returned.bills).toMatchObject([{ ref: setlId, state: 'reversed', claimable: '0.00' }]);
});

test('granted anew it is paid as another attempt, once', async () => {
  const one = await granted();
  const returned = await done(app, office.fund, one.claim, 'return', why);
  const reviewed = await done(app, office.otherReviewer, returned, 'review', { verdict: 'grant' });
  await done(app, office.otherApprover, reviewed, 'approval');
  expect((await rowsOf(one)).map(({ state }) => state)).toEqual(['stopped', 'due']);
  expect(await listDue(one)).toMatchObject([{ attempt: 2, amount: '280.00', obstacle: null }]);
});

test('what the bank could not pay is not ordered again for less, and goes back to the review', async () => {
  const one = await granted();
  const [due] = await listDue(one);
  const { body: batch } = await makeBatch([due?.paymentId ?? '']);
  const bank = openBank({ judge: () => ({ code: '2001' }) });
  await handInAnswer(
    app,
    office.fund,
    batch.batchId,
    bank.take(await fetchBankFile(app, office.fund, batch.batchId)),
  );
  await settleAnew(one);
  const order = await askAsStaff<ErrorReply>(
    app,
    office.fund,
    'POST',
    `/claims/${one.claim.claimId}/payment-order`,
  );
  expect([order.status, order.body.error]).toMatchObject([
    409,
    { code: 'amount_not_settled', data: { total: 0, proposed: 28_000 } },
  ]);
  const returned = await done(app, office.fund, await versionOf(one), 'return', why);
  expect(returned.state).toBe('county_review');
  expect((await rowsOf(one)).map(({ state }) => state)).toEqual(['failed']);
});

test('what is on its way to the bank is not returned', async () => {
  const one = await granted();
  const [due] = await listDue(one);
  await makeBatch([due?.paymentId ?? '']);
  const late = await work(app, office.fund, await versionOf(one), 'return', why);
  expect([late.status, late.body.error.code]).toEqual([409, 'act_not_possible']);
});
