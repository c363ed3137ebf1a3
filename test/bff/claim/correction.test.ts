// 一次性告知补正: everything named at once, what is mended, and what a second notice may say.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import {
  addPage,
  askAsReviewer,
  askClaim,
  askCorrection,
  listClaims,
  moveInApplicant,
  readClaim,
  sketchBill,
  startDraft,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';

let app: TestApp;
let serial = 0;

async function sentClaim(): Promise<{ who: Applicant; sent: ClaimReply; setlId: string }> {
  serial += 1;
  const setlId = `S-MEND-${serial}`;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
  return { who, setlId, sent: await submitNew(app, who, [setlId]) };
}

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
});
beforeEach(() => app.clock.setToday('2026-06-10'));
afterAll(() => app.close());

const submit = (who: Applicant, { claimId, version }: ClaimReply) =>
  askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version });
const taskOf = ({ tasks }: ClaimReply, paper: string) => tasks.find((task) => task.paper === paper);

test('a notice: seen by her, its papers asked again, and no day while it waits for her', async () => {
  const { who, sent, setlId } = await sentClaim();
  const papers = [
    { paper: 'invoice', bill: setlId, reason: 'unclear', words: '金额看不清' },
    { paper: 'identity_card', bill: null, reason: 'pages_missing', words: null },
  ];
  app.clock.advance(1000);
  const asked = await taken(askCorrection(app, sent, papers, '其他都齐了'));
  expect(asked).toMatchObject({
    state: 'correction_asked',
    version: sent.version + 1,
    due: { workingDays: 10, workingDaysProvisional: true, on: null, provisional: false },
    correction: { words: '其他都齐了' },
    open: [
      { what: 'paper', paper: 'identity_card', bill: null },
      { what: 'paper', paper: 'invoice', bill: setlId },
    ],
  });
  expect(asked.timeline.at(-1)).toMatchObject({ kind: 'correction_asked', by: 'county_reviewer' });
  expect(taskOf(asked, 'invoice')).toMatchObject({
    state: 'asked_again',
    correction: { reason: 'unclear', words: '金额看不清' },
  });
  expect(taskOf(asked, 'bank_card')).toMatchObject({ state: 'given', correction: null });
  expect(await readClaim(app, who.token, sent.claimId)).toEqual(asked);
  expect((await listClaims(app, who.token)).claims[0]).toMatchObject({ openPapers: 2 });
  expect(app.lines.join('\n')).not.toMatch(/金额看不清|其他都齐了/);
});

test('mended and sent again: the period begins anew, the number stays', async () => {
  const { who, sent, setlId } = await sentClaim();
  app.clock.advance(1000);
  const invoice = { paper: 'invoice', bill: setlId };
  const asked = await taken(askCorrection(app, sent, [invoice]));
  const refused = await submit(who, asked);
  expect(refused.body.error).toMatchObject({
    code: 'claim_incomplete',
    data: { open: [{ what: 'paper', ...invoice }] },
  });
  await addPage(app, who.personId, invoice);
  const mended = await readClaim(app, who.token, sent.claimId);
  expect(taskOf(mended, 'invoice')).toMatchObject({ state: 'given', correction: { reason: 'unclear' } });
  expect(taskOf(mended, 'invoice')?.pages).toHaveLength(2);
  app.clock.setToday('2026-06-24');
  const again = await taken(submit(who, mended));
  expect(again).toMatchObject({
    state: 'submitted',
    number: sent.number,
    submittedAt: sent.submittedAt,
    due: { on: '2026-07-08' },
    correction: null,
    open: [],
  });
  expect(again.submittedEstimate).toEqual(sent.submittedEstimate);
  expect(again.timeline.map(({ kind }) => kind)).toEqual([
    'started',
    'submitted',
    'correction_asked',
    'resubmitted',
  ]);
  expect(await taken(submit(who, mended))).toEqual(again);
  expect(taskOf(again, 'invoice')?.pages).toHaveLength(2);
});

test('an answer will do as well, if it is newer than the notice; only for what the notice names', async () => {
  serial += 1;
  const setlId = `S-MEND-${serial}`;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
  const invoice = { paper: 'invoice', bill: setlId };
  const { claimId, version } = await startDraft(app, who.token, [setlId]);
  const answer = { version, ...invoice, reason: 'lost', words: null };
  await taken(askClaim(app, who.token, 'PUT', `/${claimId}/excuse`, answer));
  const bills = [{ setlId, injury: false }];
  await taken(askClaim(app, who.token, 'PUT', `/${claimId}/bills`, { version: 2, bills }));
  await addPage(app, who.personId, { paper: 'identity_card', bill: null });
  await addPage(app, who.personId, { paper: 'bank_card', bill: null });
  const payee = { version: 3, bank: '农商银行', account: '6230000000000000015' };
  const ready = await taken(askClaim(app, who.token, 'PUT', `/${claimId}/payee`, payee));
  const asked = await taken(askCorrection(app, await taken(submit(who, ready)), [invoice]));
  expect(taskOf(asked, 'invoice')).toMatchObject({ state: 'asked_again', excuse: { reason: 'lost' } });
  const put = (body: object) =>
    askClaim(app, who.token, 'PUT', `/${claimId}/excuse`, { version: asked.version, ...body });
  const other = await put({ paper: 'bank_card', bill: null, reason: null });
  expect(other.body.error.code).toBe('paper_not_asked');
  const first = await taken(put({ ...invoice, reason: 'not_issued' }));
  expect(taskOf(first, 'invoice')?.state).toBe('excused');
  // Taken back: what the first submission was judged on is still there.
  const back = await taken(put({ ...invoice, version: first.version, reason: null }));
  expect(taskOf(back, 'invoice')).toMatchObject({ state: 'asked_again', excuse: { reason: 'lost' } });
  const second = await taken(put({ ...invoice, version: back.version, reason: 'too_far' }));
  expect(taskOf(second, 'invoice')).toMatchObject({ state: 'excused', excuse: { reason: 'too_far' } });
  expect((await taken(submit(who, second))).state).toBe('submitted');
  expect(await reasonsOf(who)).toEqual(['lost', 'too_far']);
});

const reasonsOf = async ({ personId }: Applicant) => {
  const rows = await app.deps.db
    .selectFrom('claim_excuse')
    .innerJoin('claim', 'claim.claim_id', 'claim_excuse.claim_id')
    .select('claim_excuse.reason')
    .where('claim.person_id', '=', personId)
    .orderBy('claim_excuse.submission')
    .execute();
  return rows.map(({ reason }) => reason);
};

test('a second notice may only name again what the first did', async () => {
  const { who, sent, setlId } = await sentClaim();
  const invoice = { paper: 'invoice', bill: setlId };
  const card = { paper: 'identity_card', bill: null };
  const asked = await taken(askCorrection(app, sent, [invoice, card]));
  app.clock.advance(1000);
  await addPage(app, who.personId, invoice);
  await addPage(app, who.personId, card);
  const again = await taken(submit(who, await readClaim(app, who.token, asked.claimId)));
  const more = await askCorrection(app, again, [invoice, { paper: 'bank_card', bill: null }]);
  expect(more.body.error).toMatchObject({
    code: 'correction_not_possible',
    data: { papers: [{ paper: 'bank_card', bill: null }] },
  });
  app.clock.advance(1000);
  const second = await taken(askCorrection(app, again, [invoice]));
  // What came after the first notice was sent with the claim: it does not answer the second.
  expect(second.open).toEqual([{ what: 'paper', ...invoice }]);
  expect(taskOf(second, 'identity_card')?.state).toBe('given');
});

test('a paper that the claim was sent without can be asked for, if there is such a paper', async () => {
  const { who, sent, setlId } = await sentClaim();
  const named = async (paper: string, bill: string | null) =>
    (await askCorrection(app, sent, [{ paper, bill, reason: 'missing' }])).body.error;
  for (const [paper, bill] of [
    ['birth_certificate', null],
    ['invoice', 'S-OF-NOBODY'],
    ['discharge_record', null],
    ['assistance_identity', setlId],
  ] as const) {
    expect(await named(paper, bill)).toMatchObject({
      code: 'correction_not_possible',
      data: { papers: [{ paper, bill }] },
    });
  }
  const asked = await taken(
    askCorrection(app, sent, [
      { paper: 'assistance_identity', bill: null, reason: 'missing' },
      { paper: 'discharge_record', bill: setlId, reason: 'missing' },
    ]),
  );
  expect(asked.open.map(({ paper }) => paper)).toEqual(['assistance_identity', 'discharge_record']);
  expect(taskOf(asked, 'discharge_record')?.title).toBe('出院小结（诊断证明）');
  await addPage(app, who.personId, { paper: 'discharge_record', bill: setlId });
  expect((await readClaim(app, who.token, sent.claimId)).open).toHaveLength(1);
});

test.each([
  ['words of 100 characters', { words: '补'.repeat(100) }, 200],
  ['words of 101', { words: '补'.repeat(101) }, 422],
  ['a remark of 100', { papers: [{ reason: 'other', words: '补'.repeat(100) }] }, 200],
  ['a remark of 101', { papers: [{ reason: 'other', words: '补'.repeat(101) }] }, 422],
  ['"other" without a remark', { papers: [{ reason: 'other' }] }, 422],
  ['no paper', { papers: [] }, 422],
  ['one paper twice', { papers: [{}, {}] }, 422],
])('a notice with %s → %s', async (_what, change: { words?: string; papers?: object[] }, told) => {
  const { sent } = await sentClaim();
  const papers = (change.papers ?? [{}]).map((paper) => ({ paper: 'identity_card', bill: null, ...paper }));
  expect((await askCorrection(app, sent, papers, change.words ?? null)).status).toBe(told);
});

test('only what was sent can be corrected, and only as it was read', async () => {
  const { who, sent } = await sentClaim();
  const card = [{ paper: 'identity_card', bill: null }];
  const stale = await askCorrection(app, { ...sent, version: sent.version - 1 }, card);
  expect(stale.body.error).toMatchObject({ code: 'claim_changed', data: { version: sent.version } });
  const asked = await taken(askCorrection(app, sent, card));
  const twice = await askCorrection(app, asked, card);
  expect(twice.body.error).toMatchObject({
    code: 'correction_not_possible',
    data: { state: 'correction_asked' },
  });
  const { version } = asked;
  await taken(askClaim(app, who.token, 'POST', `/${sent.claimId}/withdrawal`, { version }));
  const late = await askCorrection(app, { ...sent, version: version + 1 }, card);
  expect(late.body.error.code).toBe('correction_not_possible');
});

test('two reviewers at once: one notice', async () => {
  const { sent } = await sentClaim();
  const answers = await Promise.all(
    ['identity_card', 'bank_card', 'identity_card'].map((paper) =>
      askCorrection(app, sent, [{ paper, bill: null }]),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('the reviewer reads the claim as she does, the account masked', async () => {
  const { who, sent } = await sentClaim();
  const seen = await taken(askAsReviewer(app, 'GET', `/${sent.claimId}`));
  expect(seen).toEqual(await readClaim(app, who.token, sent.claimId));
  expect(JSON.stringify(seen)).not.toContain('6230000000000000015');
});

test('the reviewer does not see what she is mending before it is sent', async () => {
  const { who, sent, setlId } = await sentClaim();
  app.clock.advance(1000);
  const invoice = { paper: 'invoice', bill: setlId };
  const identity = { paper: 'assistance_identity', bill: null };
  const asked = await taken(askCorrection(app, sent, [invoice, identity]));
  await addPage(app, who.personId, invoice);
  const answer = { version: asked.version, ...identity, reason: 'lost' };
  const mended = await taken(askClaim(app, who.token, 'PUT', `/${sent.claimId}/excuse`, answer));
  const seen = () => taken(askAsReviewer(app, 'GET', `/${sent.claimId}`));
  const before = await seen();
  expect(before).toEqual({ ...asked, version: mended.version, estimate: before.estimate });
  expect(taskOf(before, 'invoice')?.pages).toHaveLength(1);
  expect(taskOf(before, 'assistance_identity')?.excuse).toBeNull();
  await taken(submit(who, mended));
  const after = await seen();
  expect(taskOf(after, 'invoice')?.pages).toHaveLength(2);
  expect(taskOf(after, 'assistance_identity')?.excuse?.reason).toBe('lost');
});

describe('a page that a notice was about', () => {
  const card = { paper: 'identity_card', bill: null };
  const nextOf = async ({ token }: Applicant) => {
    const task = taskOf(await startDraft(app, token, []), 'identity_card');
    return [task?.state, task?.heldBecause, task?.pages.length];
  };
  const mend = async (who: Applicant, asked: ClaimReply) => {
    app.clock.advance(1000);
    await addPage(app, who.personId, card);
    await taken(submit(who, await readClaim(app, who.token, asked.claimId)));
  };

  test('does not serve another claim; the one that took its place does', async () => {
    const { who, sent } = await sentClaim();
    app.clock.advance(1000);
    const asked = await taken(askCorrection(app, sent, [card]));
    expect(await nextOf(who)).toEqual(['missing', null, 0]);
    await mend(who, asked);
    expect(await nextOf(who)).toEqual(['held', 'earlier_claim', 1]);
  });

  test('serves with those that were added, if only more of them were wanted', async () => {
    const { who, sent } = await sentClaim();
    app.clock.advance(1000);
    const asked = await taken(askCorrection(app, sent, [{ ...card, reason: 'pages_missing' }]));
    expect(await nextOf(who)).toEqual(['missing', null, 0]);
    await mend(who, asked);
    expect(await nextOf(who)).toEqual(['held', 'earlier_claim', 2]);
  });

  test('may have arrived for a draft before the notice, if it was never sent', async () => {
    const { who, sent } = await sentClaim();
    await startDraft(app, who.token, []);
    await addPage(app, who.personId, card);
    app.clock.advance(1000);
    await taken(askCorrection(app, sent, [card]));
    const open = await readClaim(app, who.token, sent.claimId);
    expect(taskOf(open, 'identity_card')).toMatchObject({ state: 'given', room: 1 });
    expect((await taken(submit(who, open))).state).toBe('submitted');
  });
});

test('pages are taken for what is asked: by a draft, then by a notice, and by nothing else', async () => {
  const { who, sent, setlId } = await sentClaim();
  const begin = async (paper: string, bill: string | null) => {
    const body = { paper, bill, length: 1000, sha256: 'ab'.repeat(32) };
    const reply = await app.ask<{ error?: { code: string } }>(
      'POST',
      `/api/v1/claims/${sent.claimId}/uploads`,
      {
        token: who.token,
        body,
      },
    );
    return reply.body.error?.code ?? reply.status;
  };
  expect(await begin('invoice', setlId)).toBe('claim_not_open');
  const asked = await taken(askCorrection(app, sent, [{ paper: 'invoice', bill: setlId }]));
  expect(await begin('invoice', setlId)).toBe(200);
  expect(await begin('identity_card', null)).toBe('paper_not_asked');
  expect(await begin('invoice', null)).toBe('paper_not_asked');
  const { version } = asked;
  await taken(askClaim(app, who.token, 'POST', `/${sent.claimId}/withdrawal`, { version }));
  expect(await begin('invoice', setlId)).toBe('claim_not_open');
});
