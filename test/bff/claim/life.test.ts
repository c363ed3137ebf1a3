// A claim from the village to the county: every step by whoever may take it, and by nobody else.
import { sql } from 'kysely';

import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { addDays } from '../../../shared/src/kernel/index.ts';
import { newKey, type TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, toCounty, village, work, type Office } from '../../support/claim-work.ts';
import {
  addPage,
  askClaim,
  moveInApplicant,
  readClaim,
  sketchBill,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

async function sentClaim(): Promise<{ who: Applicant; sent: ClaimReply }> {
  serial += 1;
  const setlId = `S-LIFE-${serial}`;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
  return { who, sent: await submitNew(app, who, [setlId]) };
}

const kinds = ({ timeline }: ClaimReply) => timeline.map(({ kind }) => kind);
const clause = { document: 'panzhihua-2023', article: '第十五条' };
const grant = { verdict: 'grant' };
const refuse = { verdict: 'refuse', reason: 'out_of_scope', clause, words: '不在范围内' };

const countOf = async (table: 'payment' | 'message' | 'audit_entry', claim: ClaimReply) => {
  if (table === 'audit_entry') {
    const rows = await app.deps.db
      .selectFrom('audit_entry')
      .select('act')
      .where('subject_id', '=', claim.claimId)
      .orderBy('seq')
      .execute();
    return rows.map(({ act }) => act);
  }
  const rows = await app.deps.db
    .selectFrom(table)
    .innerJoin('claim', 'claim.claim_id', `${table}.claim_id`)
    .select('claim.claim_id')
    .where('claim.public_id', '=', claim.claimId)
    .execute();
  return rows.map(() => table);
};

describe('a claim for reimbursement', () => {
  test('is accepted, reviewed by three people, and its money ordered once', async () => {
    const { who, sent } = await sentClaim();
    const county = await toCounty(app, office, sent);
    expect(county).toMatchObject({ state: 'county_review', due: { workingDays: 10 } });
    const reviewed = await done(app, office.reviewer, county, 'review', grant);
    expect(reviewed.state).toBe('county_approval');
    const approved = await done(app, office.approver, reviewed, 'approval');
    expect(approved.state).toBe('payment_due');
    expect(approved.version).toBe(sent.version + 5);
    expect(kinds(approved).slice(-4)).toEqual(['accepted', 'first_reviewed', 'reviewed', 'approved']);
    expect(await countOf('payment', approved)).toHaveLength(1);
    const { approved_amount: amount } = await app.deps.db
      .selectFrom('claim')
      .select('approved_amount')
      .where('public_id', '=', sent.claimId)
      .executeTakeFirstOrThrow();
    // 低保: 70 % of what the basic insurance left of 1000.00.
    expect(amount).toBe(280_00);
    expect(await readClaim(app, who.token, sent.claimId)).toMatchObject({
      state: 'payment_due',
      mayWithdraw: false,
    });
    expect(await countOf('audit_entry', sent)).toEqual(
      expect.arrayContaining(['submit', 'set_home', 'accept', 'first_review', 'review', 'approve']),
    );
    const sender = await app.deps.db
      .selectFrom('audit_entry')
      .select(['actor_kind', 'actor_id'])
      .where('subject_id', '=', sent.claimId)
      .where('act', '=', 'submit')
      .execute();
    expect(sender).toEqual([{ actor_kind: 'account', actor_id: expect.stringMatching(/^\d+$/) as string }]);
    // submitted, accepted, approved
    expect(await countOf('message', sent)).toHaveLength(3);
  });

  test('the township reviews whom it knows to live there', async () => {
    const { sent } = await sentClaim();
    const accepted = await done(app, office.reviewer, sent, 'acceptance');
    const early = await work(app, office.otherReviewer, accepted, 'first-review', { opinion: 'agree' });
    expect(early.status).toBe(403);
    // Without a village it lies with the county alone.
    expect((await work(app, office.officer, accepted, 'first-review', { opinion: 'agree' })).status).toBe(
      404,
    );
    const wrong = await work(app, office.reviewer, accepted, 'home', { village: '510411999001' });
    expect([wrong.status, wrong.body.error.code]).toEqual([422, 'village_unknown']);
    const homed = await done(app, office.reviewer, accepted, 'home', { village });
    expect((await done(app, office.officer, homed, 'first-review', { opinion: 'agree' })).state).toBe(
      'county_review',
    );
  });

  test.each([
    ['acceptance', {}],
    ['first-review', { opinion: 'agree' }],
    [
      'visit',
      {
        on: '2026-06-10',
        findings: { members: 1, workers: 0, yearlyIncome: '0.00', house: '一间', illness: '有病' },
      },
    ],
    ['means', { withinLimit: true, selfPaid: '0.00' }],
    ['publicity', {}],
    ['publicity-end', {}],
    ['objections', { words: '不对' }],
    ['recognition', {}],
    ['approval', {}],
    ['reopening', { reason: 'mistake', words: '错了' }],
    ['closing', {}],
  ])('on the county’s desk it takes no %s', async (path, body) => {
    const { sent } = await sentClaim();
    const county = await toCounty(app, office, sent);
    const everybody = Object.values(office);
    for (const who of everybody) {
      const { status, body: told } = await work(app, who, county, path, body);
      expect([403, 404, 409]).toContain(status);
      if (status === 409) expect(told.error.code).toBe('act_not_possible');
    }
    expect((await readClaimAs(county)).version).toBe(county.version);
  });

  test('no one approves what she reviewed', async () => {
    const both = await import('../../support/staff.ts').then(({ signInStaff }) =>
      signInStaff(app, ['county_reviewer', 'county_approver'], '510402'),
    );
    const { sent } = await sentClaim();
    const county = await toCounty(app, office, sent);
    const reviewed = await done(app, both, county, 'review', grant);
    const own = await work(app, both, reviewed, 'approval');
    expect([own.status, own.body.error.code]).toEqual([403, 'same_hands']);
    expect((await done(app, office.approver, reviewed, 'approval')).state).toBe('payment_due');
  });

  test('two officers at once: one wins, the other is told that it changed', async () => {
    const { sent } = await sentClaim();
    const county = await toCounty(app, office, sent);
    const answers = await Promise.all([
      work(app, office.reviewer, county, 'review', grant),
      work(app, office.otherReviewer, county, 'review', refuse),
    ]);
    const codes = answers.map(({ status, body }) => (status === 200 ? 'won' : body.error.code)).sort();
    // Whoever comes second finds another state.
    expect(codes).toEqual(['act_not_possible', 'won']);
    const homeAnswers = await Promise.all(
      [office.reviewer, office.otherReviewer].map(async (who) => {
        const { sent: other } = await sentClaim();
        return work(app, who, { ...other, version: other.version + 1 }, 'home', { village });
      }),
    );
    expect(homeAnswers.map(({ body }) => body.error.code)).toEqual(['claim_changed', 'claim_changed']);
  });

  test('a double tap approves once and orders one payment', async () => {
    const { sent } = await sentClaim();
    const county = await toCounty(app, office, sent);
    const reviewed = await done(app, office.reviewer, county, 'review', grant);
    const key = newKey();
    const first = await work(app, office.approver, reviewed, 'approval', {}, key);
    const second = await work(app, office.approver, reviewed, 'approval', {}, key);
    expect(second.body).toEqual(first.body);
    const third = await work(app, office.otherApprover, reviewed, 'approval');
    expect(third.body.error.code).toBe('act_not_possible');
    expect(await countOf('payment', sent)).toHaveLength(1);
  });

  test('returned by the approver, it is reviewed and approved again', async () => {
    const { sent } = await sentClaim();
    const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', grant);
    const back = { reason: 'figures_to_check', words: '再看看' };
    const returned = await done(app, office.approver, reviewed, 'return', back);
    expect(returned.state).toBe('county_review');
    const below = await done(app, office.reviewer, returned, 'return', back);
    expect(below.state).toBe('accepted');
  });
});

/** As the county's reviewer reads it. */
const readClaimAs = (claim: ClaimReply) => readClaim(app, office.reviewer.token, claim.claimId);

describe('a refusal', () => {
  test('needs a second person, and an appeal of it is granted by others', async () => {
    const { who, sent } = await sentClaim();
    const county = await toCounty(app, office, sent);
    const unknown = { ...refuse, clause: { document: 'panzhihua-2023', article: '第九十九条' } };
    expect((await work(app, office.reviewer, county, 'review', unknown)).body.error.code).toBe(
      'clause_unknown',
    );
    const reviewed = await done(app, office.reviewer, county, 'review', refuse);
    expect((await work(app, office.approver, reviewed, 'approval')).body.error.code).toBe('act_not_possible');
    const refused = await done(app, office.approver, reviewed, 'refusal');
    expect(refused).toMatchObject({ state: 'refused', due: null });

    const { version, claimId } = refused;
    const begin = () => askClaim(app, who.token, 'POST', `/${claimId}/appeal`, { version });
    const appeal = await taken(begin());
    expect(appeal).toMatchObject({ kind: 'appeal', state: 'draft' });
    expect((await taken(begin())).claimId).toBe(appeal.claimId);
    for (const { paper, bill } of appeal.open) {
      if (paper !== null) await addPage(app, who.personId, { paper, bill });
    }
    const again = await taken(
      askClaim(app, who.token, 'POST', `/${appeal.claimId}/submission`, { version: appeal.version }),
    );
    const accepted = await done(app, office.officer, again, 'acceptance');
    // The township officer gave her opinion on the refused claim.
    const same = await work(app, office.officer, accepted, 'first-review', { opinion: 'agree' });
    expect(same.body.error.code).toBe('same_hands');
    const { signInStaff } = await import('../../support/staff.ts');
    const colleague = await signInStaff(app, 'township_officer', '510402901');
    const opinion = await done(app, colleague, accepted, 'first-review', { opinion: 'agree' });
    expect((await work(app, office.reviewer, opinion, 'review', grant)).body.error.code).toBe('same_hands');
    const proposed = await done(app, office.otherReviewer, opinion, 'review', grant);
    expect((await work(app, office.approver, proposed, 'approval')).body.error.code).toBe('same_hands');
    expect((await done(app, office.otherApprover, proposed, 'approval')).state).toBe('payment_due');
    expect(await countOf('payment', appeal)).toHaveLength(1);
    expect(await countOf('payment', refused)).toHaveLength(0);
  });

  test('is not taken up again beside its appeal, nor is the appeal sent once it was: neither would know of the other', async () => {
    const why = { reason: 'mistake', words: '看错了票据' };
    const refuseOne = async () => {
      const { who, sent } = await sentClaim();
      const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', refuse);
      const refused = await done(app, office.approver, reviewed, 'refusal');
      const { claimId, version } = refused;
      const appeal = await taken(askClaim(app, who.token, 'POST', `/${claimId}/appeal`, { version }));
      for (const { paper, bill } of appeal.open) {
        if (paper !== null) await addPage(app, who.personId, { paper, bill });
      }
      const send = () =>
        askClaim(app, who.token, 'POST', `/${appeal.claimId}/submission`, { version: appeal.version });
      const reopen = () => work(app, office.approver, { claimId, version: version + 1 }, 'reopening', why);
      return { claimId, send, reopen };
    };
    const appealed = await refuseOne();
    expect((await taken(appealed.send())).state).toBe('submitted');
    expect((await appealed.reopen()).body.error.code).toBe('act_not_possible');
    const reopened = await refuseOne();
    expect((await taken(reopened.reopen())).state).toBe('county_review');
    expect((await reopened.send()).body.error).toMatchObject({
      code: 'appeal_not_needed',
      data: { claimId: reopened.claimId, state: 'county_review' },
    });
  });

  test('is blocked for a reason of its own, and says where to look instead', async () => {
    const { who, sent } = await sentClaim();
    const appeal = (claim: { claimId: string; version: number }, words?: string) =>
      askClaim(app, who.token, 'POST', `/${claim.claimId}/appeal`, { version: claim.version, words });
    const errorOf = async (asked: ReturnType<typeof appeal>) => (await asked).body.error;
    expect(await errorOf(appeal(sent))).toMatchObject({
      code: 'appeal_not_needed',
      data: { claimId: sent.claimId, number: sent.number, state: 'submitted' },
    });
    const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', refuse);
    const refused = await done(app, office.approver, reviewed, 'refusal');
    const begun = await taken(appeal(refused));
    for (const { paper, bill } of begun.open) {
      if (paper !== null) await addPage(app, who.personId, { paper, bill });
    }
    const { claimId, version } = begun;
    const sentAppeal = await taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
    expect(await errorOf(appeal(refused, '还有一张发票'))).toMatchObject({
      code: 'appeal_there',
      data: { claimId, number: sentAppeal.number, state: 'submitted' },
    });
    // Asked for without anything new to say, it is found.
    expect((await taken(appeal(refused))).claimId).toBe(claimId);
    const { db } = app.deps;
    const setState = (state: 'refused' | 'withdrawn') =>
      db.updateTable('claim').set({ state }).where('public_id', '=', claimId).execute();
    await setState('refused');
    expect(await errorOf(appeal(sentAppeal))).toMatchObject({
      code: 'appeal_not_possible',
      data: { why: 'is_appeal', state: 'refused' },
    });
    await setState('withdrawn');
    expect(await errorOf(appeal(sentAppeal))).toMatchObject({
      code: 'appeal_not_possible',
      data: { why: 'not_refused', state: 'withdrawn' },
    });
  });

  test('comes too late after its days', async () => {
    const { who, sent } = await sentClaim();
    const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', refuse);
    const { claimId, version } = await done(app, office.approver, reviewed, 'refusal');
    const ask = () => askClaim(app, who.token, 'POST', `/${claimId}/appeal`, { version });
    app.clock.setToday('2026-08-10');
    expect((await ask()).body.error.code).toBe('appeal_too_late');
    app.clock.setToday('2026-08-09');
    expect((await taken(ask())).state).toBe('draft');
  });

  test('reopened, it is reviewed again', async () => {
    const { sent } = await sentClaim();
    const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', refuse);
    const refused = await done(app, office.approver, reviewed, 'refusal');
    const why = { reason: 'mistake', words: '看错了票据' };
    const reopened = await done(app, office.approver, refused, 'reopening', why);
    expect(reopened).toMatchObject({ state: 'county_review', due: { workingDays: 10 } });
    expect((await done(app, office.reviewer, reopened, 'review', grant)).state).toBe('county_approval');
  });

  test('reopened after it was paid, it ends where the rules give no more', async () => {
    const { sent } = await sentClaim();
    const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', grant);
    const approved = await done(app, office.approver, reviewed, 'approval');
    const why = { reason: 'audit', words: '复查' };
    const { db } = app.deps;
    const row = db.updateTable('claim').where('public_id', '=', sent.claimId);
    await row.set({ state: 'closed', paid_amount: sql`approved_amount` }).execute();
    const reopened = await done(app, office.approver, approved, 'reopening', why);
    const more = await work(app, office.reviewer, reopened, 'review', grant);
    expect([more.status, more.body.error.code]).toEqual([409, 'amount_not_settled']);
    await row.set({ paid_amount: sql`paid_amount - 1` }).execute();
    const early = await work(app, office.reviewer, reopened, 'closing');
    expect([early.status, early.body.error.code]).toEqual([409, 'amount_not_settled']);
    await row.set({ paid_amount: sql`paid_amount + 1` }).execute();
    const closed = await done(app, office.reviewer, reopened, 'closing');
    expect([closed.state, kinds(closed).at(-1)]).toEqual(['closed', 'closed']);
  });

  test('reopened after it was paid, it can neither be refused nor taken back: its bill would be paid again', async () => {
    const { who, sent } = await sentClaim();
    const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', grant);
    const approved = await done(app, office.approver, reviewed, 'approval');
    const { db } = app.deps;
    const row = db.updateTable('claim').where('public_id', '=', sent.claimId);
    await row.set({ state: 'closed', paid_amount: sql`approved_amount` }).execute();
    const why = { reason: 'audit', words: '复查' };
    const reopened = await done(app, office.approver, approved, 'reopening', why);
    expect(reopened.mayWithdraw).toBe(false);
    const { version, claimId } = reopened;
    for (const answer of [
      await work(app, office.reviewer, reopened, 'review', refuse),
      await askClaim(app, who.token, 'POST', `/${claimId}/withdrawal`, { version }),
    ]) {
      expect(answer.status).toBe(409);
      expect(['act_not_possible', 'claim_not_open']).toContain(answer.body.error.code);
    }
    // Put aside for want of papers it still holds its bill.
    const papers = [{ paper: 'identity_card', bill: null, reason: 'unclear', words: null }];
    const asked = await done(app, office.reviewer, reopened, 'correction', { papers });
    const { mending } = app.deps.claimData.proceduresOf('510400', app.clock.today());
    app.clock.setToday(addDays(app.clock.today(), mending.days + 1));
    await done(app, office.reviewer, asked, 'closing');
    const [bill = ''] = reopened.bills.map(({ ref }) => ref);
    const again = await askClaim(app, who.token, 'POST', '', { bills: [bill] });
    expect([again.status, again.body.bills]).toEqual([409, undefined]);
  });

  test('not mended in time, it is put aside, and not a day earlier', async () => {
    const { sent } = await sentClaim();
    const papers = [{ paper: 'identity_card', bill: null, reason: 'unclear', words: null }];
    const asked = await done(app, office.reviewer, sent, 'correction', { papers });
    const { mending } = app.deps.claimData.proceduresOf('510400', app.clock.today());
    const last = addDays(app.clock.today(), mending.days);
    app.clock.setToday(last);
    const early = await work(app, office.reviewer, asked, 'closing');
    expect([early.status, early.body.error.code]).toEqual([409, 'act_not_possible']);
    app.clock.setToday(addDays(last, 1));
    const closed = await done(app, office.reviewer, asked, 'closing');
    expect(closed.state).toBe('closed');
    // Nobody has looked at it: taken up again it begins at the window.
    const why = { reason: 'new_facts', words: '材料补来了' };
    expect((await done(app, office.approver, closed, 'reopening', why)).state).toBe('submitted');
  });
});
