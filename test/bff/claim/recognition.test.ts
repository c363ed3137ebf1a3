// 依申请救助: by visit, check, publicity and 认定, and what becomes of an objection and of a refusal.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import {
  done,
  toCounty,
  throughPublicity,
  toRecognition,
  work,
  type Office,
} from '../../support/claim-work.ts';
import {
  addPage,
  askClaim,
  moveInApplicant,
  readClaim,
  sketchBill,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { askToBeRecognised } from '../../support/recognition.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

const kinds = ({ timeline }: ClaimReply) => timeline.map(({ kind }) => kind);
const grant = { verdict: 'grant' };

describe('a recognition', () => {
  async function askedToBeRecognised(): Promise<{ who: Applicant; sent: ClaimReply; setlId: string }> {
    serial += 1;
    const setlId = `S-LIFE-${serial}`;
    const bill = sketchBill(setlId, { total: '90000.00', basic: '10000.00' });
    return { ...(await askToBeRecognised(app, serial, [bill])), setlId };
  }

  test('asks for no proof of what it asks for', async () => {
    serial += 1;
    const who = await moveInApplicant(app, { n: serial, holds: [] });
    const { tasks } = await taken(askClaim(app, who.token, 'POST', '', { kind: 'recognition' }));
    const papers = tasks.map(({ paper }) => paper);
    expect(papers).not.toContain('assistance_identity');
    expect(papers).toEqual(expect.arrayContaining(['household_register', 'means_authorisation']));
  });

  test('goes by visit, check and seven days of publicity to 认定, and what the law grants opens by itself', async () => {
    const { who, sent, setlId } = await askedToBeRecognised();
    const last = await toRecognition(app, office, sent);
    expect(last.state).toBe('recognition');
    const recognised = await done(app, office.civil, last, 'recognition');
    expect(recognised.state).toBe('closed');
    expect(kinds(recognised).slice(-5)).toEqual([
      'visited',
      'means_checked',
      'publicity_started',
      'publicity_ended',
      'recognised',
    ]);
    const roster = await app.deps.db.selectFrom('roster_identity').selectAll().execute();
    expect(roster).toMatchObject([
      { category: '因病致贫重病患者', valid_from: '2026-06-30', valid_to: null },
    ]);

    const opened = await app.deps.db
      .selectFrom('claim')
      .selectAll()
      .where('person_id', '=', who.personId)
      .where('kind', '=', 'retroactive')
      .execute();
    expect(opened).toHaveLength(1);
    const claim = await readClaim(app, who.token, opened[0]?.public_id ?? '');
    expect(claim).toMatchObject({
      state: 'county_review',
      bills: [{ ref: setlId }],
      payee: { bank: '攀枝花农商银行' },
    });
    expect(kinds(claim)).toEqual(['opened_by_law']);
    const reviewed = await done(app, office.reviewer, claim, 'review', grant);
    const approved = await done(app, office.approver, reviewed, 'approval');
    expect(approved.state).toBe('payment_due');
    const [year] = await app.deps.db
      .selectFrom('benefit_year')
      .select('fold')
      .where('person_id', '=', who.personId)
      .execute();
    const { topUps } = JSON.parse(year?.fold ?? '{}') as { topUps: { on: string; amount: number }[] };
    const { approved_amount: amount } = await app.deps.db
      .selectFrom('claim')
      .select('approved_amount')
      .where('public_id', '=', claim.claimId)
      .executeTakeFirstOrThrow();
    expect(amount).toBe(topUps.find(({ on }) => on === '2026-06-30')?.amount);
    expect(amount).toBeGreaterThan(0);
  });

  test('its publicity cannot be cut short, and stops the clock', async () => {
    const { sent } = await askedToBeRecognised();
    const county = await toCounty(app, office, sent);
    expect(county.state).toBe('household_visit');
    const findings = { members: 1, workers: 0, yearlyIncome: '0.00', house: '一间', illness: '有病' };
    const visited = await done(app, office.clerk, county, 'visit', { on: '2026-06-10', findings });
    const checked = await done(app, office.checker, visited, 'means', {
      withinLimit: true,
      selfPaid: '90000.00',
    });
    expect(checked).toMatchObject({ state: 'publicity', due: { on: null } });
    const posted = await done(app, office.officer, checked, 'publicity');
    expect((await work(app, office.officer, posted, 'publicity')).body.error.code).toBe('act_not_possible');
    for (const [day, status] of [
      ['2026-06-17', 409],
      ['2026-06-18', 200],
    ] as const) {
      app.clock.setToday(day);
      expect((await work(app, office.officer, posted, 'publicity-end')).status).toBe(status);
    }
  });

  test('an objection is kept sealed, and sends it back to be visited again', async () => {
    const { sent } = await askedToBeRecognised();
    const county = await toCounty(app, office, sent);
    const findings = { members: 1, workers: 0, yearlyIncome: '0.00', house: '一间', illness: '有病' };
    const visited = await done(app, office.clerk, county, 'visit', { on: '2026-06-10', findings });
    const means = { withinLimit: true, selfPaid: '90000.00' };
    const checked = await done(app, office.checker, visited, 'means', means);
    const early = await work(app, office.officer, checked, 'objections', { words: '另有一处房子' });
    expect([early.status, early.body.error.code]).toEqual([409, 'act_not_possible']);
    const posted = await done(app, office.officer, checked, 'publicity');
    const objected = await done(app, office.officer, posted, 'objections', { words: '另有一处房子' });
    expect([objected.state, kinds(objected).at(-1)]).toEqual(['publicity', 'objection_recorded']);
    const { words } = await app.deps.db
      .selectFrom('publicity_objection')
      .select('words')
      .orderBy('received_at', 'desc')
      .executeTakeFirstOrThrow();
    expect(words.includes('房子')).toBe(false);
    app.clock.setToday('2026-06-18');
    const ended = await done(app, office.officer, objected, 'publicity-end');
    const why = { reason: 'objection_to_check', words: '再去看看' };
    const returned = await done(app, office.civil, ended, 'return', why);
    expect(returned.state).toBe('household_visit');
  });

  test('whose refusal was wrong is taken up again when the appeal is upheld, with nothing to pay', async () => {
    const { who, sent } = await askedToBeRecognised();
    const last = await toRecognition(app, office, sent);
    const why = {
      reason: 'means_beyond_limit',
      clause: { document: 'panzhihua-2023', article: '第四条（六）' },
    };
    const refused = await done(app, office.civil, last, 'refusal', why);
    const begun = await taken(
      askClaim(app, who.token, 'POST', `/${refused.claimId}/appeal`, { version: refused.version }),
    );
    for (const { paper, bill } of begun.open) {
      if (paper !== null) await addPage(app, who.personId, { paper, bill });
    }
    const { version } = begun;
    const appeal = await taken(askClaim(app, who.token, 'POST', `/${begun.claimId}/submission`, { version }));
    const accepted = await done(app, office.reviewer, appeal, 'acceptance');
    const { signInStaff } = await import('../../support/staff.ts');
    const colleague = await signInStaff(app, 'township_officer', '510402901');
    const opinion = await done(app, colleague, accepted, 'first-review', { opinion: 'agree' });
    const reviewed = await done(app, office.otherReviewer, opinion, 'review', grant);
    const upheld = await done(app, office.otherApprover, reviewed, 'approval');
    expect(upheld.state).toBe('closed');
    const orders = await app.deps.db
      .selectFrom('payment')
      .innerJoin('claim', 'claim.claim_id', 'payment.claim_id')
      .select('payment_id')
      .where('claim.public_id', '=', upheld.claimId)
      .execute();
    expect(orders).toEqual([]);
    const again = await readClaim(app, who.token, refused.claimId);
    expect([again.state, kinds(again).at(-1)]).toEqual(['household_visit', 'reopened']);

    // Refused anew, it is another refusal: the appeal that was upheld does not stand in its way.
    const ended = await throughPublicity(app, office, again, { endsOn: '2026-07-20' });
    const colleagueThere = await signInStaff(app, 'civil_affairs', '510402');
    const anew = await done(app, colleagueThere, ended, 'refusal', why);
    expect(anew.course.refusal).toMatchObject({ mayAppeal: true });
    const second = await taken(
      askClaim(app, who.token, 'POST', `/${anew.claimId}/appeal`, { version: anew.version }),
    );
    expect(second).toMatchObject({ kind: 'appeal', state: 'draft' });
    expect(second.claimId).not.toBe(begun.claimId);
  });

  test('beyond the limit no name is posted: another person of 民政 refuses, and nobody can recognise', async () => {
    const { sent } = await askedToBeRecognised();
    const findings = { members: 1, workers: 0, yearlyIncome: '0.00', house: '两间', illness: '有病' };
    const county = await toCounty(app, office, sent);
    const visited = await done(app, office.clerk, county, 'visit', { on: '2026-06-10', findings });
    const beyond = { withinLimit: false, selfPaid: '90000.00', words: '存款超过' };
    const checked = await done(app, office.checker, visited, 'means', beyond);
    expect(checked.state).toBe('recognition');
    const why = {
      reason: 'means_beyond_limit',
      clause: { document: 'panzhihua-2023', article: '第四条（六）' },
    };
    const own = await work(app, office.checker, checked, 'refusal', why);
    expect([own.status, own.body.error.code]).toEqual([403, 'same_hands']);
    const recognised = await work(app, office.civil, checked, 'recognition');
    expect([recognised.status, recognised.body.error.code]).toEqual([409, 'act_not_possible']);
    // A second look may find otherwise.
    const back = { reason: 'figures_to_check', words: '再查一遍' };
    const returned = await done(app, office.civil, checked, 'return', back);
    const again = await done(app, office.clerk, returned, 'visit', { on: '2026-06-10', findings });
    const within = await done(app, office.checker, again, 'means', { ...beyond, withinLimit: true });
    expect(within.state).toBe('publicity');
  });

  test('who checked the means does not recognise', async () => {
    const { sent } = await askedToBeRecognised();
    const last = await toRecognition(app, office, sent);
    const own = await work(app, office.checker, last, 'recognition');
    expect([own.status, own.body.error.code]).toEqual([403, 'same_hands']);
  });

  test('refused by 民政, with its reason and clause', async () => {
    const { sent } = await askedToBeRecognised();
    const last = await toRecognition(app, office, sent);
    const bare = await work(app, office.civil, last, 'refusal');
    expect([bare.status, bare.body.error.code]).toEqual([422, 'invalid_request']);
    const why = {
      reason: 'means_beyond_limit',
      clause: { document: 'panzhihua-2023', article: '第四条（六）' },
    };
    expect((await done(app, office.civil, last, 'refusal', why)).state).toBe('refused');
  });
});
