// One case on one page: what an officer needs to decide it, what she may do, and that her look stands in the audit.
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { correctionReasons } from '../../../miniapp/src/text/claim.ts';
import type {
  CorrectionReason,
  DeskClaimReply,
  ErrorReply,
  RefusalReason,
} from '../../../shared/src/contract/index.ts';
import { correctionWords } from '../../../shared/src/words/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { keepAtPlatform, sketchPush } from '../../support/bills.ts';
import { done, openOffice, toCounty, type Office } from '../../support/claim-work.ts';
import { moveInApplicant, sketchBill, submitNew, type Applicant } from '../../support/claims.ts';
import { askDesk, putCase, refreshDesk } from '../../support/desk.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let office: Office;

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday('2026-06-10');
  office = await openOffice(app);
});
afterAll(() => app.close());

const ask = (who: SignedInStaff, claim: string) =>
  askDesk<DeskClaimReply & ErrorReply>(app, who, 'GET', `/claims/${claim}`);
const open = async (who: SignedInStaff, claim: string): Promise<DeskClaimReply> => {
  const { status, body } = await ask(who, claim);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};

describe('a case on its way', () => {
  let who: Applicant;
  let claim: string;
  let page: DeskClaimReply;

  beforeAll(async () => {
    who = await moveInApplicant(app, { n: 1 }, [sketchBill('S-PAGE-1')]);
    const sent = await submitNew(app, who, ['S-PAGE-1']);
    claim = sent.claimId;
    const county = await toCounty(app, office, sent);
    await done(app, office.reviewer, county, 'review', { verdict: 'grant', words: '同意' });
    page = await open(office.approver, claim);
  });

  test('fields beside papers; her name, and no number whole', () => {
    expect(page.person).toEqual({
      name: who.person.name,
      certno: `990***********${who.person.certno.slice(-4)}`,
    });
    expect(JSON.stringify(page)).not.toContain(who.person.certno);
    expect(JSON.stringify(page)).not.toContain('6230000000000000015');
    expect(page.claim.payee?.account).toBe('**** **** **** 0015');
    expect(page.claim.tasks.some(({ pages }) => pages.length > 0)).toBe(true);
    expect(page.village).toEqual({ code: '510402901001', name: '桐湾社区' });
  });

  test('each bill reckoned in both voices, by one tree', () => {
    const [bill] = page.bills;
    expect(bill).toMatchObject({ ref: 'S-PAGE-1', bill: { payers: { total: '1000.00', basic: '600.00' } } });
    expect(bill!.officer[0]).toMatchObject({ depth: 0, result: `${page.estimate.now}\u00a0元` });
    expect(bill!.officer.some(({ article }) => article.startsWith('第'))).toBe(true);
    const told = bill!.resident.map(({ sentence }) => sentence).join('');
    expect(told).not.toMatch(/政策范围内|起付标准|统筹/);
    expect([bill!.sinceSubmission, bill!.sinceReview]).toEqual([null, null]);
  });

  test('who did what, when and why: the township’s opinion and the county’s review', () => {
    expect(page.history.map(({ kind, role }) => [kind, role])).toEqual([
      ['started', 'resident'],
      ['submitted', 'resident'],
      ['accepted', 'township_officer'],
      ['first_reviewed', 'township_officer'],
      ['reviewed', 'county_reviewer'],
    ]);
    expect(page.history[3]).toMatchObject({
      by: { staffId: office.officer.publicId, name: '钱立夏' },
      organisation: '杏林街道办事处',
      words: '属实',
      policyOn: '2026-06-10',
    });
    expect(page.reviews).toMatchObject([
      { stage: 'township', verdict: 'agree', words: '属实', amount: null },
      { stage: 'county_review', verdict: 'grant', words: '同意', amount: page.estimate.now },
    ]);
    expect(page.estimate).toMatchObject({ submitted: page.estimate.now, change: '0.00' });
  });

  test('what she may do, and what the resident will read of each reason', async () => {
    expect(page.acts.map(({ act }) => act).sort()).toEqual(['approve', 'return']);
    const reader = await open(office.reviewer, claim);
    expect([reader.acts, reader.sameHands]).toEqual([[], []]);
    const back = page.acts.find(({ act }) => act === 'return')!;
    expect(back.reasons.map(({ code }) => code)).toEqual([
      'figures_to_check',
      'papers_to_check',
      'visit_to_repeat',
      'objection_to_check',
      'other',
    ]);
    expect(back.reasons[0]?.resident).toBe('金额要再核对一遍。您不用做什么，有结果会告诉您。');
  });

  test('the platform corrects the bill: what changed since she sent it, and since the review, to the fen', async () => {
    const before = page.estimate.now!;
    app.clock.advance(1000);
    keepAtPlatform(
      app.sandbox.families,
      sketchPush(who.person, sketchBill('S-PAGE-1', { total: '1500.00' })),
    );
    const { token } = who;
    const { status } = await app.ask('POST', '/api/v1/bills/S-PAGE-1/refresh', { token });
    expect(status).toBe(200);
    const now = await open(office.approver, claim);
    expect(now.estimate.submitted).toBe(before);
    expect(Number(now.estimate.now)).toBeGreaterThan(Number(before));
    const [bill] = now.bills;
    for (const since of [bill!.sinceSubmission, bill!.sinceReview]) {
      expect(since).toMatchObject({ change: now.estimate.change });
      expect(since!.causes[0]).toMatchObject({ cause: 'bill_corrected', amount: now.estimate.change });
      expect(since!.causes[0]?.sentence).toContain('医院改了账单：一共花的从');
    }
  });

  test('every look is recorded before it is shown, without a word of hers', async () => {
    const entries = await app.deps.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', claim)
      .where('act', '=', 'view_claim')
      .orderBy('seq')
      .execute();
    expect(entries.map(({ actor_id: by }) => by)).toEqual([
      office.approver.publicId,
      office.reviewer.publicId,
      office.approver.publicId,
    ]);
    expect(entries[0]).toMatchObject({ actor_kind: 'staff', place: '510402901001' });
    const detail = JSON.parse(entries[0]!.detail) as unknown;
    expect(detail).toEqual({ state: 'county_approval', version: page.claim.version });
    expect(entries[0]!.request_id).not.toBeNull();
  });

  test('a case of another place, of her family, or of nobody is one answer', async () => {
    const foreign = await signInStaff(app, 'county_reviewer', '510403');
    const kin = await signInStaff(app, 'county_reviewer', '510402', who.person.certno);
    const missing = await ask(office.reviewer, 'q3Zr0Yw1S2mXb6TnVh8kAg');
    for (const one of [await ask(foreign, claim), await ask(kin, claim), missing]) {
      expect([one.status, one.body.error.code, one.body.error.message]).toEqual([
        404,
        'not_found',
        'claim was not found',
      ]);
    }
  });
});

describe('duplicates, side by side', () => {
  test('the same bill, a bill on paper that is alike, the same bytes, the same account', async () => {
    const { db } = app.deps;
    const one = await putCase(app, { state: 'county_review', account: '77770001' });
    const account = await putCase(app, { state: 'paid', account: '77770001' });
    const bill = await putCase(app, { state: 'refused', personId: one.personId });
    await db
      .updateTable('claim_bill')
      .set({ settlement_id: one.settlementId, live_settlement_id: null })
      .where('claim_id', '=', bill.claimId)
      .execute();
    const far = await putCase(app, { state: 'submitted', place: '510403', village: '510403901001' });
    await shareBytes(one, far);
    const withdrawn = await putCase(app, { state: 'withdrawn', account: '77770001' });
    const page = await open(office.reviewer, one.claim);
    const found = new Map(page.duplicates.map((other) => [other.claimId ?? other.regionName, other]));
    expect(found.get(account.claim)).toMatchObject({ kinds: ['account'], samePerson: false, state: 'paid' });
    expect(found.get(bill.claim)).toMatchObject({ kinds: ['bill', 'person'], samePerson: true });
    expect(found.get(bill.claim)?.bills).toHaveLength(1);
    // She learns that there is one in another county, and cannot open it.
    expect(found.get('攀枝花市西区')).toMatchObject({ kinds: ['page'], claimId: null });
    expect(found.has(withdrawn.claim)).toBe(false);
    expect(page.duplicates).toHaveLength(3);
  });

  async function shareBytes(...cases: { claimId: number; personId: number }[]): Promise<void> {
    const { db } = app.deps;
    const sha256 = Buffer.alloc(32, 7);
    for (const { claimId, personId } of cases) {
      const { insertId } = await db
        .insertInto('paper_page')
        .values({
          public_id: `page-of-claim-${String(claimId).padStart(8, '0')}`,
          person_id: personId,
          paper: 'invoice',
          subject: 'S',
          object_id: null,
          sha256,
          arrived_at: '2026-06-01 00:00:00.000',
          removed_at: null,
          unsent: null,
        })
        .executeTakeFirstOrThrow();
      await db
        .insertInto('claim_page')
        .values({ claim_id: claimId, submission: 1, page_id: Number(insertId) })
        .execute();
    }
  }

  test('of two claims on paper with one hospital, day and total', async () => {
    const { db } = app.deps;
    const [one, other] = [await putCase(app), await putCase(app, { state: 'closed' })];
    for (const { claimId } of [one, other]) {
      await db
        .updateTable('claim_bill')
        .set({
          settlement_id: null,
          live_settlement_id: null,
          institution: '攀枝花示例中心医院',
          on_day: '2026-03-09',
          kind: 'inpatient',
          total: 124_000,
        })
        .where('claim_id', '=', claimId)
        .execute();
    }
    await refreshDesk(app, one.claim);
    const { duplicates } = await open(office.reviewer, one.claim);
    expect(duplicates.map(({ claimId, kinds }) => [claimId, kinds])).toEqual([[other.claim, ['bill']]]);
  });

  test('of a bill on paper with one that the platform sent, which another claim of hers holds', async () => {
    const { db } = app.deps;
    const paid = await putCase(app, { state: 'paid' });
    const one = await putCase(app, { state: 'county_review', personId: paid.personId });
    const asPaper = (on: string) =>
      db
        .updateTable('claim_bill')
        .set({
          settlement_id: null,
          live_settlement_id: null,
          institution: '示例中心医院（手写）',
          on_day: on,
          kind: 'inpatient',
          total: 100_000,
        })
        .where('claim_id', '=', one.claimId)
        .execute();
    const kindsOf = async () =>
      (await open(office.reviewer, one.claim)).duplicates.map(({ claimId, kinds }) => [claimId, kinds]);
    await asPaper('2026-03-06');
    expect(await kindsOf()).toEqual([[paid.claim, ['person']]]);
    await asPaper('2026-03-05');
    expect(await kindsOf()).toEqual([[paid.claim, ['bill', 'person']]]);
  });

  test('a relative’s claim is not opened from here', async () => {
    const kin = await signInStaff(app, 'county_reviewer', '510402', '990777196102030790');
    const index = certnoIndex(app.deps.crypto, '990777196102030790');
    const one = await putCase(app, { state: 'county_review', account: '77770009' });
    await putCase(app, { state: 'paid', account: '77770009', certnoIndex: index });
    const { duplicates } = await open(kin, one.claim);
    expect(duplicates).toMatchObject([{ kinds: ['account'], claimId: null }]);
  });
});

test('the words of a correction are those that the phone shows', () => {
  expect(correctionWords).toEqual(correctionReasons);
});

test('a refusal’s words say why and what next, without a term of the law', async () => {
  const one = await putCase(app, { state: 'county_review' });
  const { acts } = await open(office.reviewer, one.claim);
  const reasons = acts.find(({ act }) => act === 'review')!.reasons;
  const codes: RefusalReason[] = reasons.map(({ code }) => code as RefusalReason);
  expect(codes).toHaveLength(11);
  for (const { resident } of reasons) {
    expect(resident).toMatch(/^.{4,}。.{4,}。$/);
    expect(resident).not.toMatch(/政策范围|起付|统筹|不予/);
  }
  const corrections = acts.find(({ act }) => act === 'ask_correction')!.reasons;
  expect(corrections.map(({ code }) => code as CorrectionReason)).toContain('does_not_match');
});
