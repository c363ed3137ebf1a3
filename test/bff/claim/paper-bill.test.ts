// A bill that only paper knows: the officer reads it, the rules decide, the county pays.
import { sql } from 'kysely';

import { lockYear } from '../../../bff/src/benefit-year/benefit-year.store.ts';
import type {
  ClaimReply,
  DeskClaimReply,
  ErrorReply,
  FiguresPreviewReply,
  PaperFigures,
} from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { done, openOffice, toCounty, work, type Office } from '../../support/claim-work.ts';
import { account, addPage, askClaim, moveInApplicant, startDraft, taken } from '../../support/claims.ts';
import { askDesk } from '../../support/desk.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000', LIMIT_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday('2026-06-10');
  office = await openOffice(app);
}, 120_000);
afterAll(() => app.close());

const clause = { document: 'panzhihua-2023', article: '第十二条' };

/** On the county's desk, with one bill of paper. */
async function paperClaim(
  since = '2026-01-01',
): Promise<{ county: ClaimReply; figures: PaperFigures; personId: number }> {
  const who = await moveInApplicant(app, { n: (serial += 1), holds: [['2303', since]] });
  const { claimId, version } = await startDraft(app, who.token, []);
  const bill = {
    institution: '示例县医院',
    on: '2026-03-05',
    kind: 'inpatient',
    total: '1000.00',
    injury: false,
  };
  const put = (what: string, body: object) =>
    taken(askClaim(app, who.token, 'PUT', `/${claimId}/${what}`, body));
  const chosen = await put('bills', { version, bills: [bill] });
  const named = await put('payee', { version: chosen.version, bank: '攀枝花农商银行', account });
  for (const { paper, bill: of } of named.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill: of });
  }
  const sent = await taken(
    askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version: named.version }),
  );
  const ref = sent.bills[0]?.ref ?? '';
  return { county: await toCounty(app, office, sent), figures: read(ref), personId: who.personId };
}

/** 1000.00, of which the basic insurance paid 600.00. */
const read = (ref: string): PaperFigures => ({
  ref,
  institution: 'H51040200001',
  treatedIn: '510402',
  on: '2026-03-05',
  kind: 'inpatient',
  total: '1000.00',
  fullSelfPay: '0.00',
  overLimit: '0.00',
  preSelfPay: '0.00',
  inScope: '1000.00',
  basicPaid: '600.00',
  criticalIllnessPaid: '0.00',
  supplementPaid: '0.00',
  commercialPaid: '0.00',
  grantedAssistance: '0.00',
  grantedTilt: '0.00',
  otherPaid: '0.00',
  referred: null,
  filed: null,
});

const review = (county: ClaimReply, figures: readonly PaperFigures[]) =>
  work(app, office.reviewer, county, 'review', { verdict: 'grant', figures });

const preview = (county: ClaimReply, figures: readonly PaperFigures[], version = county.version) =>
  askDesk<FiguresPreviewReply & ErrorReply>(
    app,
    office.reviewer,
    'POST',
    `/claims/${county.claimId}/figures-preview`,
    { version, figures },
  );

/** Whatever a review could leave behind. */
const leftBehind = async (personId: number) => {
  const { db } = app.deps;
  const ofHer = (table: 'settlement' | 'decision' | 'benefit_year') =>
    db.selectFrom(table).selectAll().where('person_id', '=', personId).execute();
  const claims = await db.selectFrom('claim').selectAll().where('person_id', '=', personId).execute();
  return { claims, rows: [await ofHer('settlement'), await ofHer('decision'), await ofHer('benefit_year')] };
};

describe('figures that were typed and not sent', () => {
  test('say what they would come to, as the case will say it once they are sent, and leave nothing', async () => {
    const { county, figures, personId } = await paperClaim();
    const before = await leftBehind(personId);
    const { status, body: told } = await preview(county, [figures]);
    expect(status).toBe(200);
    expect(told.proposal).toMatchObject({ amount: '280.00', unsettled: [] });
    expect(await leftBehind(personId)).toEqual(before);
    expect((await preview(county, [figures])).body).toEqual(told);
    const better = { ...figures, basicPaid: '500.00' };
    expect((await preview(county, [better])).body.proposal.amount).toBe('350.00');

    const reviewed = await taken(review(county, [figures]));
    const page = await askDesk<DeskClaimReply>(app, office.approver, 'GET', `/claims/${reviewed.claimId}`);
    const sent = page.body.bills.filter(({ ref }) => ref === figures.ref);
    // Nothing was there at the submission, and what was reviewed now is no change to itself.
    expect(told.bills.map(({ officer, resident, figures: typed }) => ({ officer, resident, typed }))).toEqual(
      sent.map(({ officer, resident, figures: typed }) => ({ officer, resident, typed })),
    );
    expect(told.bills[0]?.officer.length).toBeGreaterThan(2);
    expect(told.bills[0]?.resident.length).toBeGreaterThan(2);
  });

  test('are refused as the review would refuse them', async () => {
    const { county, figures } = await paperClaim();
    const asked: [readonly PaperFigures[], number, number, string][] = [
      [[{ ...figures, total: '1000.01' }], county.version, 422, 'is not the sum'],
      [[{ ...figures, ref: 'another' }], county.version, 422, 'is no bill on paper'],
      [[], county.version, 422, 'figures'],
      [[figures], county.version - 1, 409, 'claim_changed'],
    ];
    for (const [typed, version, status, words] of asked) {
      const answer = await preview(county, typed, version);
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(words)]);
    }
    const reviewed = await taken(review(county, [figures]));
    const late = await preview(reviewed, [figures]);
    expect([late.status, late.body.error.code]).toEqual([409, 'act_not_possible']);
  });
});

test('her figures become a settlement of the year, the rules give the amount, and it is ordered', async () => {
  const { county, figures, personId } = await paperClaim();
  const reviewed = await taken(review(county, [figures]));
  expect(reviewed.state).toBe('county_approval');
  const approved = await done(app, office.approver, reviewed, 'approval');
  expect(approved.state).toBe('payment_due');
  const { db } = app.deps;
  const settlement = await db
    .selectFrom('settlement')
    .innerJoin('settlement_source as source', 'source.settlement_id', 'settlement.settlement_id')
    .select(['setl_id', 'state', 'calculated', 'origin', 'self_paid'])
    .where('person_id', '=', personId)
    .execute();
  // 低保: 70 % of what the basic insurance left of 1000.00.
  expect(settlement).toEqual([
    { setl_id: figures.ref, state: 'granted', calculated: 28_000, origin: 'paper', self_paid: 40_000 },
  ]);
  const payment = await db
    .selectFrom('payment')
    .select(['amount', 'state'])
    .where('person_id', '=', personId)
    .execute();
  expect(payment).toEqual([{ amount: 28_000, state: 'due' }]);
  const year = await db
    .selectFrom('benefit_year')
    .select(['year', 'calculated'])
    .where('person_id', '=', personId)
    .execute();
  expect(year).toEqual([{ year: 2026, calculated: 28_000 }]);
});

test('wrong figures change nothing, and each is told by its name', async () => {
  const { county, figures, personId } = await paperClaim();
  const cases: [object, number, string][] = [
    [{ total: '1000.01' }, 422, 'is not the sum'],
    [{ basicPaid: '1000.01' }, 422, 'is less than was paid'],
    [{ ref: 'another' }, 422, 'is no bill on paper'],
    [{ inScope: '-1.00' }, 422, 'figures'],
    [{ institution: '示例县医院' }, 422, 'a letter and eleven digits'],
  ];
  for (const [change, status, words] of cases) {
    const answer = await review(county, [{ ...figures, ...change }]);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(words)]);
  }
  const unread = await review(county, []);
  expect([unread.status, unread.body.error.code]).toEqual([409, 'amount_not_settled']);
  const kept = await app.deps.db
    .selectFrom('settlement')
    .select('setl_id')
    .where('person_id', '=', personId)
    .execute();
  expect(kept).toEqual([]);
});

test('read again after it was returned, it is one settlement in its second version', async () => {
  const { county, figures, personId } = await paperClaim();
  const reviewed = await taken(review(county, [figures]));
  const why = { reason: 'figures_to_check', words: '再看一遍' };
  const returned = await done(app, office.approver, reviewed, 'return', why);
  const mended = { ...figures, basicPaid: '500.00' };
  expect((await taken(review(returned, [mended]))).state).toBe('county_approval');
  const kept = await app.deps.db
    .selectFrom('settlement')
    .select(['revision', 'calculated'])
    .where('person_id', '=', personId)
    .execute();
  expect(kept).toEqual([{ revision: 2, calculated: 35_000 }]);
});

test('corrected into another year, it is in that one, and in the other no more', async () => {
  const { county, figures, personId } = await paperClaim('2025-01-01');
  const reviewed = await taken(review(county, [figures]));
  const why = { reason: 'figures_to_check', words: '看错了年份' };
  const returned = await done(app, office.approver, reviewed, 'return', why);
  await taken(review(returned, [{ ...figures, on: '2025-12-30' }]));
  const { db } = app.deps;
  const years = await db
    .selectFrom('benefit_year')
    .select(['year', 'calculated', 'self_paid', 'fold'])
    .where('person_id', '=', personId)
    .orderBy('year')
    .execute();
  expect(years).toMatchObject([
    { year: 2025, calculated: 28_000, self_paid: 40_000 },
    { year: 2026, calculated: 0, self_paid: 0 },
  ]);
  // Nothing of it is left in what a later bill of the year is counted on.
  expect(years[1]?.fold).not.toContain('40000');
  const changes = await db
    .selectFrom('decision')
    .select(({ fn }) => ['year', fn.sum<string>('change').as('sum')])
    .where('person_id', '=', personId)
    .groupBy('year')
    .orderBy('year')
    .execute();
  expect(changes.map(({ sum }) => Number(sum))).toEqual(years.map(({ calculated }) => calculated));
});

test('a day that has not come yet is refused', async () => {
  const { county, figures } = await paperClaim();
  const early = await review(county, [{ ...figures, on: '2026-06-11' }]);
  expect([early.status, JSON.stringify(early.body)]).toEqual([422, expect.stringContaining('in the future')]);
});

test('refused and taken up again, it has to be read again before anything is granted', async () => {
  const { county, figures } = await paperClaim();
  const refusal = {
    verdict: 'refuse',
    figures: [figures],
    reason: 'out_of_scope',
    clause,
    words: '不在范围里',
  };
  const proposed = await done(app, office.reviewer, county, 'review', refusal);
  const refused = await done(app, office.approver, proposed, 'refusal');
  const anew = { reason: 'mistake', words: '看错了' };
  const reopened = await done(app, office.otherApprover, refused, 'reopening', anew);
  const blind = await work(app, office.otherReviewer, reopened, 'review', { verdict: 'grant' });
  expect(blind.body.error).toMatchObject({
    code: 'amount_not_settled',
    data: { unsettled: [figures.ref], total: null },
  });
  const read_ = { verdict: 'grant', figures: [figures] };
  const granted = await done(app, office.otherReviewer, reopened, 'review', read_);
  expect((await done(app, office.otherApprover, granted, 'approval')).course.grant).toMatchObject({
    amount: '280.00',
  });
});

test('a claim that comes to nothing waits for the year, and keeps no bill of it locked meanwhile', async () => {
  const { county, figures, personId } = await paperClaim();
  const reviewed = await taken(review(county, [figures]));
  const why = { reason: 'figures_to_check', words: '再看一遍' };
  const returned = await done(app, office.approver, reviewed, 'return', why);
  const refusal = { verdict: 'refuse', reason: 'out_of_scope', clause, words: '不在范围里' };
  const proposed = await taken(work(app, office.otherReviewer, returned, 'review', refusal));
  const { db } = app.deps;
  let ending: ReturnType<typeof done> | undefined;
  await db.transaction().execute(async (trx) => {
    const year = { personId, year: 2026, region: '510400' };
    await lockYear(trx, year);
    ending = done(app, office.otherApprover, proposed, 'refusal');
    await someoneWaits();
    // Everybody who moves a year comes to its bills by this road: nobody stands on the other end of it.
    await sql`SELECT 1 FROM settlement WHERE setl_id = ${figures.ref} FOR UPDATE NOWAIT`.execute(trx);
  });
  expect((await ending)?.state).toBe('refused');
});

/** For a lock, within this database. */
async function someoneWaits(): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await sql`
      SELECT 1 FROM information_schema.processlist
      WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE '%for update%'`.execute(app.deps.db);
    if (rows.length > 0) return;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error('nobody waits');
}
