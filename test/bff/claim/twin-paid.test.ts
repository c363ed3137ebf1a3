// A bill that a claim was paid for, and that is there again: sent anew by the hospital, or held by the platform beside its paper.
// What was paid is not paid twice, and a case that was paid always comes to its end.
import { sql } from 'kysely';

import type { ClaimReply, DeskClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { send, sketchPush, sketchReversal } from '../../support/bills.ts';
import { openClaimOffice } from '../../support/claim-office.ts';
import { done, toCounty, work, type Office } from '../../support/claim-work.ts';
import {
  askClaim,
  moveInApplicant,
  pushBill,
  sketchBill,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { askDesk } from '../../support/desk.ts';
import { paperClaim, read } from '../../support/paper-claims.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
afterAll(() => app.close());

const paidAlready = {
  verdict: 'refuse',
  reason: 'paid_already',
  clause: { document: 'panzhihua-2023', article: '第十二条' },
  words: '原来的申请已经付过',
};
const anew = { reason: 'mistake', words: '再看一遍' };

const newcomer = (holds?: Parameters<typeof moveInApplicant>[1]['holds']) =>
  moveInApplicant(app, { n: (serial += 1), ...(holds === undefined ? {} : { holds }) });

async function platformBill(who: Applicant, change: Parameters<typeof sketchBill>[1] = {}): Promise<string> {
  const setlId = `S-PAID-${(serial += 1)}`;
  await pushBill(app, who.person, sketchBill(setlId, change));
  return setlId;
}

const platformClaim = async (who: Applicant, setlId: string) =>
  toCounty(app, office, await submitNew(app, who, [setlId]));

/** Granted and paid as the bank confirms it. */
async function paid(county: ClaimReply, review: object = {}): Promise<ClaimReply> {
  const reviewed = await done(app, office.reviewer, county, 'review', { verdict: 'grant', ...review });
  const approved = await done(app, office.approver, reviewed, 'approval');
  await app.deps.db
    .updateTable('claim')
    .set({ state: 'closed', paid_amount: sql`approved_amount` })
    .where('public_id', '=', county.claimId)
    .execute();
  await app.deps.db
    .updateTable('payment')
    .set({ state: 'paid', live_claim_id: null })
    .where('live_claim_id', 'in', (db) =>
      db.selectFrom('claim').select('claim_id').where('public_id', '=', county.claimId),
    )
    .execute();
  return { ...approved, state: 'closed' };
}

async function takeBack(who: Applicant, setlId: string): Promise<void> {
  expect((await send(app, sketchReversal(sketchPush(who.person, sketchBill(setlId))))).status).toBe(200);
}

const twinsOf = async ({ claimId }: ClaimReply) =>
  (await askDesk<DeskClaimReply>(app, office.reviewer, 'GET', `/claims/${claimId}`)).body.twins;

const reopen = (claim: ClaimReply) => done(app, office.otherApprover, claim, 'reopening', anew);

/** What the claim has by now: each bill with the settlement that it is reckoned by. */
const billsOf = ({ claimId }: ClaimReply) =>
  app.deps.db
    .selectFrom('claim_bill')
    .innerJoin('claim', 'claim.claim_id', 'claim_bill.claim_id')
    .leftJoin('settlement', 'settlement.settlement_id', 'claim_bill.live_settlement_id')
    .select(['claim_bill.ref', 'settlement.setl_id', 'settlement.calculated'])
    .where('claim.public_id', '=', claimId)
    .orderBy('position')
    .execute();

const refOf = ({ bills }: ClaimReply) => bills[0]?.ref ?? '';

describe('taken back by the hospital after it was paid, and sent anew', () => {
  test('is asked about, and what is the same goes to the claim that was paid, for nothing more', async () => {
    const who = await newcomer();
    const first = await platformBill(who);
    const before = await paid(await platformClaim(who, first));
    await takeBack(who, first);
    const second = await platformBill(who, { at: '2026-05-20' });
    const county = await platformClaim(who, second);
    const pair = { ref: second, other: first };
    expect(await twinsOf(county)).toMatchObject([
      { ...pair, source: 'platform', takenBack: true, claim: { claimId: before.claimId } },
    ]);
    // Nor does it look clean to whoever approves many at once.
    const { body: page } = await askDesk<DeskClaimReply>(
      app,
      office.reviewer,
      'GET',
      `/claims/${county.claimId}`,
    );
    expect(page.duplicates).toMatchObject([{ kinds: ['bill', 'person'], bills: [second] }]);
    const blind = await work(app, office.reviewer, county, 'review', { verdict: 'grant' });
    expect([blind.status, blind.body.error.code]).toEqual([409, 'duplicate_open']);
    const same = { twins: [{ ...pair, same: true }] };
    const nothing = await work(app, office.reviewer, county, 'review', { verdict: 'grant', ...same });
    expect([nothing.status, nothing.body.error.code]).toEqual([409, 'amount_not_settled']);
    const refused = await done(app, office.reviewer, county, 'review', { ...paidAlready, ...same });
    expect(refused).toMatchObject({ state: 'county_approval', bills: [] });
    expect(await billsOf(before)).toEqual([{ ref: first, setl_id: second, calculated: 28_000 }]);
    // Nor is it for any other claim.
    expect((await askClaim(app, who.token, 'POST', '', { bills: [second] })).status).toBe(409);
    const closed = await done(app, office.otherReviewer, await reopen(before), 'closing');
    expect(closed.state).toBe('closed');
  });

  test('to more than before, the claim that was paid is taken up again and pays the difference', async () => {
    const who = await newcomer();
    const first = await platformBill(who);
    const before = await paid(await platformClaim(who, first));
    await takeBack(who, first);
    const second = await platformBill(who, { basic: '500.00', total: '1100.00' });
    const again = await reopen(before);
    expect(await twinsOf(again)).toMatchObject([
      { ref: first, other: second, takenBack: false, claim: null },
    ]);
    const twins = [{ ref: first, other: second, same: true }];
    const reviewed = await done(app, office.otherReviewer, again, 'review', { verdict: 'grant', twins });
    // 70 % of 600.00, of which 280.00 were paid.
    expect(await billsOf(before)).toEqual([{ ref: first, setl_id: second, calculated: 42_000 }]);
    expect((await done(app, office.otherApprover, reviewed, 'approval')).state).toBe('payment_due');
    const payment = await app.deps.db
      .selectFrom('payment')
      .select('amount')
      .where('person_id', '=', who.personId)
      .where('state', '=', 'due')
      .execute();
    expect(payment).toEqual([{ amount: 14_000 }]);
  });

  test('what is another bill is paid as any other', async () => {
    const who = await newcomer();
    const first = await platformBill(who);
    await paid(await platformClaim(who, first));
    await takeBack(who, first);
    const second = await platformBill(who, { at: '2026-05-20' });
    const twins = [{ ref: second, other: first, same: false }];
    const granted = await done(app, office.reviewer, await platformClaim(who, second), 'review', {
      verdict: 'grant',
      twins,
    });
    expect((await done(app, office.approver, granted, 'approval')).course.grant).toMatchObject({
      amount: '280.00',
    });
  });

  test('one that nothing was paid for is nobody’s twin', async () => {
    const who = await newcomer();
    const first = await platformBill(who);
    await platformClaim(who, first);
    await takeBack(who, first);
    const county = await platformClaim(who, await platformBill(who));
    expect(await twinsOf(county)).toEqual([]);
  });
});

/** 低保边缘: the first bill of the year carries the deductible, 4,320.00. */
const marginal = [['236002', '2026-01-01']] as const;
const large = { total: '10000.00', inScope: '10000.00', basicPaid: '0.00' };
const written = {
  institution: '县医院',
  on: '2026-03-05',
  kind: 'inpatient',
  total: '10000.00',
  injury: false,
};
const sent = { at: '2026-03-04', total: '10000.00', basic: '0.00' };

/** Paid for a bill on paper: 50 % of 10,000.00 less the deductible. */
async function paidPaper(who: Applicant): Promise<ClaimReply> {
  const county = await paperClaim(app, office, who, [written]);
  const before = await paid(county, { figures: [read(refOf(county), large)] });
  expect(before.course.grant).toMatchObject({ amount: '2840.00' });
  return before;
}

describe('a paper that was paid, and the platform has the bill too', () => {
  test('in no claim: it takes the place of the paper, and the year has it once', async () => {
    const who = await newcomer(marginal);
    const before = await paidPaper(who);
    const setlId = await platformBill(who, sent);
    const again = await reopen(before);
    // The platform's carries the deductible now: the paper behind it would bring more.
    const blind = await work(app, office.otherReviewer, again, 'closing');
    expect([blind.status, blind.body.error.code]).toEqual([409, 'duplicate_open']);
    const twins = [{ ref: refOf(before), other: setlId, same: true }];
    const closed = await done(app, office.otherReviewer, again, 'closing', { twins });
    expect(closed).toMatchObject({ state: 'closed', bills: [{ ref: refOf(before), source: 'platform' }] });
    expect(await billsOf(before)).toEqual([{ ref: refOf(before), setl_id: setlId, calculated: 284_000 }]);
    const year = await app.deps.db
      .selectFrom('benefit_year')
      .select('calculated')
      .where('person_id', '=', who.personId)
      .executeTakeFirstOrThrow();
    expect(year.calculated).toBe(284_000);
  });

  test('in a claim that is not paid: this one is closed as it was paid, that one gives its bill up', async () => {
    const who = await newcomer(marginal);
    const before = await paidPaper(who);
    const setlId = await platformBill(who, sent);
    const other = await platformClaim(who, setlId);
    const again = await reopen(before);
    const twins = [{ ref: refOf(before), other: setlId, same: true }];
    const more = await work(app, office.otherReviewer, again, 'review', { verdict: 'grant', twins });
    expect([more.status, more.body.error.code]).toEqual([409, 'duplicate_open']);
    const closed = await done(app, office.otherReviewer, again, 'closing', { twins });
    expect(closed.state).toBe('closed');
    expect(await billsOf(before)).toMatchObject([{ setl_id: refOf(before) }]);

    const same = { twins: [{ ref: setlId, other: refOf(before), same: true }] };
    const refused = await done(app, office.reviewer, other, 'review', { ...paidAlready, ...same });
    expect(refused.bills).toEqual([]);
    expect(await billsOf(before)).toEqual([{ ref: refOf(before), setl_id: setlId, calculated: 284_000 }]);
    expect(await wordsOn(before)).toHaveLength(2);
  });

  test('in a claim that was paid too: nothing more is paid for either, and the audit has it', async () => {
    const who = await newcomer(marginal);
    const before = await paidPaper(who);
    const setlId = await platformBill(who, sent);
    const pair = { ref: setlId, other: refOf(before) };
    await paid(await platformClaim(who, setlId), { twins: [{ ...pair, same: false }] });
    const again = await reopen(before);
    const twins = [{ ref: refOf(before), other: setlId, same: true }];
    const closed = await done(app, office.otherReviewer, again, 'closing', { twins });
    expect(closed.state).toBe('closed');
    expect(await wordsOn(before)).toMatchObject([{ same: true, overpaid: true }]);
    // Taken up once more, what both of them stand for in the year is not owed.
    const more = await work(app, office.reviewer, await reopen(closed), 'review', { verdict: 'grant' });
    expect([more.status, more.body.error.code]).toEqual([409, 'duplicate_open']);
  });
});

const wordsOn = async ({ claimId }: ClaimReply) => {
  const entries = await app.deps.db
    .selectFrom('audit_entry')
    .select('detail')
    .where('act', '=', 'decide_twin')
    .where('subject_id', '=', claimId)
    .orderBy('seq')
    .execute();
  return entries.map(({ detail }) => JSON.parse(detail) as { same: boolean; overpaid?: boolean });
};

test('a paper that was paid beside another of the same claim leaves it, and the year', async () => {
  const who = await newcomer();
  const county = await paperClaim(app, office, who, [
    { ...written, total: '1000.00' },
    { ...written, total: '1000.00' },
  ]);
  const [one = '', other = ''] = county.bills.map(({ ref }) => ref);
  const before = await paid(county, {
    figures: [read(one), read(other)],
    twins: [{ ref: other, other: one, same: false }],
  });
  const twins = [{ ref: other, other: one, same: true }];
  const again = await reopen(before);
  const said = await work(app, office.otherReviewer, again, 'review', { verdict: 'grant', twins });
  // By one of them there is nothing more to pay.
  expect([said.status, said.body.error.code]).toEqual([409, 'amount_not_settled']);
  const closed = await taken(work(app, office.otherReviewer, again, 'closing', { twins }));
  expect(closed.bills.map(({ ref }) => ref)).toEqual([one]);
  const year = await app.deps.db
    .selectFrom('benefit_year')
    .select('calculated')
    .where('person_id', '=', who.personId)
    .executeTakeFirstOrThrow();
  expect(year.calculated).toBe(28_000);
});
