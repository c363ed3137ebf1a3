// What a claim can bring, before and after it was sent, while its bills are corrected, taken back or wait.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { hospitals, keepAtPlatform, send, sketchPush, sketchReversal } from '../../support/bills.ts';
import {
  askClaim,
  moveInApplicant,
  prepareDraft,
  readClaim,
  sketchBill,
  startDraft,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';

let app: TestApp;
let serial = 0;
const newcomer = (bills: Parameters<typeof moveInApplicant>[2]) =>
  moveInApplicant(app, { n: (serial += 1) }, bills);

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday('2026-06-10');
});
afterAll(() => app.close());

/** The platform's own record comes to another total, and she asks for the bill to be read again. */
async function correct(who: Applicant, setlId: string, total: string): Promise<void> {
  const settlement = keepAtPlatform(
    app.sandbox.families,
    sketchPush(who.person, sketchBill(setlId, { total })),
  );
  const { status, body } = await app.ask('POST', `/api/v1/bills/${setlId}/refresh`, { token: who.token });
  if (status !== 200) throw new Error(JSON.stringify(body));
  app.sandbox.families.settlements.splice(app.sandbox.families.settlements.indexOf(settlement), 1);
}

const reverse = async (who: Applicant, setlId: string) => {
  const { status } = await send(app, sketchReversal(sketchPush(who.person, sketchBill(setlId))));
  expect(status).toBe(200);
};

const lines = ({ estimate }: Pick<ClaimReply, 'estimate'>) =>
  estimate.explanation.flatMap((total) => [
    [total.step, total.operation, total.result],
    ...total.steps.map(({ step, inputs, operation, result }) => [
      step,
      inputs.map(({ label, value }) => `${label} ${value}`).join(' '),
      operation,
      result,
    ]),
  ]);

test('is the sum of what its bills can still bring, each with its own way there', async () => {
  const who = await newcomer([
    sketchBill('S-SUM-1', { granted: '100.00' }),
    sketchBill('S-SUM-2', { at: '2026-03-06', total: '1000.01' }),
    sketchBill('S-SUM-3', { at: '2026-03-07', hospital: hospitals.unlisted }),
  ]);
  const claim = await startDraft(app, who.token, ['S-SUM-1', 'S-SUM-2', 'S-SUM-3']);
  // 70% of 400.00 is 280.00; of 800.01 it is 560.01 by the year, so 280.01 for the second bill.
  expect(lines(claim)).toEqual([
    ['claim.total', '180.00 + 280.01', '460.01'],
    ['claim.bill', '该给 280.00 已给 100.00', '280.00 − 100.00', '180.00'],
    ['claim.bill', '该给 280.01 已给 0.00', '280.01 − 0.00', '280.01'],
  ]);
  expect(claim.estimate).toMatchObject({ claimable: '460.01', unknownBills: 1 });
  expect(claim.bills.map(({ claimable }) => claimable)).toEqual(['180.00', '280.01', null]);
  const [first] = claim.estimate.explanation[0]!.steps;
  expect(first?.label).toBe('2026-03-05 攀枝花示例中心医院');
  expect(first?.steps[0]).toMatchObject({ step: 'bill.granted', result: '280.00' });
  const quoted = claim.estimate.clauses.map(({ document, article }) => `${document} ${article}`);
  expect(quoted).toContain('panzhihua-2023 第十二条（二）');
  expect(new Set(quoted).size).toBe(quoted.length);
});

test('of one bill needs no adding', async () => {
  const who = await newcomer([sketchBill('S-ONE-1')]);
  const claim = await startDraft(app, who.token, ['S-ONE-1']);
  expect(lines(claim)[0]).toEqual(['claim.total', '', '280.00']);
});

test('corrected while a draft: reckoned anew', async () => {
  const who = await newcomer([sketchBill('S-FIX-DRAFT')]);
  const draft = await prepareDraft(app, who, ['S-FIX-DRAFT']);
  await correct(who, 'S-FIX-DRAFT', '2000.00');
  const now = await readClaim(app, who.token, draft.claimId);
  expect([draft.estimate.claimable, now.estimate.claimable]).toEqual(['280.00', '980.00']);
  expect([now.version, now.open]).toEqual([draft.version, []]);
});

test('corrected once sent: as it was sent, and as it is now', async () => {
  const who = await newcomer([sketchBill('S-FIX-SENT')]);
  const sent = await submitNew(app, who, ['S-FIX-SENT']);
  await correct(who, 'S-FIX-SENT', '900.00');
  const now = await readClaim(app, who.token, sent.claimId);
  expect(now.submittedEstimate).toEqual(sent.estimate);
  expect([now.estimate.claimable, now.bills[0]?.total]).toEqual(['210.00', '900.00']);
  expect(now.estimate.explanation).not.toEqual(sent.estimate.explanation);
});

test('taken back while a draft: it cannot be sent until the bill is out', async () => {
  const who = await newcomer([sketchBill('S-GONE-DRAFT'), sketchBill('S-STAYS-DRAFT', { at: '2026-03-06' })]);
  const draft = await prepareDraft(app, who, ['S-GONE-DRAFT', 'S-STAYS-DRAFT']);
  await reverse(who, 'S-GONE-DRAFT');
  const now = await readClaim(app, who.token, draft.claimId);
  const named = { what: 'bills', paper: null, bill: 'S-GONE-DRAFT' };
  expect(now.open).toEqual([named]);
  expect(now.bills[0]).toMatchObject({ state: 'reversed', claimable: '0.00' });
  expect(now.estimate.claimable).toBe('280.00');
  const { claimId, version } = now;
  const refused = await askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version });
  expect(refused.body.error).toMatchObject({ code: 'claim_incomplete', data: { open: [named] } });
  const bills = [{ setlId: 'S-STAYS-DRAFT', injury: false }];
  const kept = await askClaim(app, who.token, 'PUT', `/${claimId}/bills`, {
    version,
    bills: [{ setlId: 'S-GONE-DRAFT', injury: false }, ...bills],
  });
  expect(kept.body.error).toMatchObject({
    code: 'bill_not_claimable',
    data: { bills: [{ ref: 'S-GONE-DRAFT', why: 'reversed' }] },
  });
  const left = await taken(askClaim(app, who.token, 'PUT', `/${claimId}/bills`, { version, bills }));
  expect(left.open).toEqual([]);
});

test('taken back once sent: the claim goes on, and shows that nothing is left of it', async () => {
  const who = await newcomer([sketchBill('S-GONE-SENT')]);
  const sent = await submitNew(app, who, ['S-GONE-SENT']);
  await reverse(who, 'S-GONE-SENT');
  const now = await readClaim(app, who.token, sent.claimId);
  expect(now.submittedEstimate).toEqual(sent.estimate);
  expect(lines(now)).toEqual([
    ['claim.total', '', '0.00'],
    ['claim.bill', '该给 0.00 已给 0.00', '', '0.00'],
  ]);
  expect(now).toMatchObject({ state: 'submitted', open: [], mayWithdraw: true });
});

test('rests on no decision: as old as the claim', async () => {
  const who = await newcomer([]);
  const { estimate, createdAt } = await startDraft(app, who.token, []);
  expect(estimate).toEqual({
    claimable: null,
    unknownBills: 0,
    explanation: [],
    clauses: [],
    illustrative: [],
    asOf: createdAt,
  });
});
