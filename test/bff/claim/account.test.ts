// What the export says of claims, and what closing the account does to them.
import { startApp, type TestApp } from '../../support/app.ts';
import { done, openOffice, toCounty } from '../../support/claim-work.ts';
import {
  account,
  askClaim,
  askCorrection,
  moveInApplicant,
  prepareDraft,
  sketchBill,
  submitNew,
  taken,
} from '../../support/claims.ts';
import { makeMandate } from '../../support/mandates.ts';

interface Export {
  messages: Record<string, unknown>[];
  mandates: Record<string, unknown>[];
  claims: Record<string, unknown>[];
  papers: Record<string, unknown>[];
}

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

const exportOf = async (token: string) =>
  (await app.ask<Export>('GET', '/api/v1/account/export', { token })).body;

test('the export holds claims whole, for her own eyes, and nothing of ours', async () => {
  const who = await newcomer([sketchBill('S-EXPORT-1')]);
  const sent = await submitNew(app, who, ['S-EXPORT-1']);
  const invoice = { paper: 'invoice', bill: 'S-EXPORT-1', reason: 'other', words: '第二页缺了' };
  const asked = await taken(askCorrection(app, sent, [invoice], '请补一页'));
  await taken(
    askClaim(app, who.token, 'PUT', `/${sent.claimId}/excuse`, {
      version: asked.version,
      paper: 'invoice',
      bill: 'S-EXPORT-1',
      reason: 'other',
      words: '医院不给补',
    }),
  );
  const { claims, papers } = await exportOf(who.token);
  expect(claims).toEqual([
    expect.objectContaining({
      claimId: sent.claimId,
      number: sent.number,
      state: 'correction_asked',
      payee: { holder: who.person.name, kind: 'card', bank: '攀枝花农商银行', account },
      bills: [expect.objectContaining({ bill: 'S-EXPORT-1', onPaperOnly: false, injury: false })],
      excuses: [expect.objectContaining({ paper: 'invoice', reason: 'other', words: '医院不给补' })],
      corrections: [
        expect.objectContaining({
          words: '请补一页',
          papers: [{ paper: 'invoice', bill: 'S-EXPORT-1', reason: 'other', words: '第二页缺了' }],
        }),
      ],
    }),
  ]);
  expect(claims[0]?.events).toHaveLength(6);
  expect(papers).toHaveLength(3);
  expect(JSON.stringify(claims)).not.toMatch(
    /"type":"Buffer"|claim_id|personId|settlement_id|account:\d|key:/,
  );
  const stranger = await newcomer([]);
  expect(await exportOf(stranger.token)).toMatchObject({ claims: [], papers: [] });
});

test('closing throws a draft away with its account and pages; a claim that was sent goes on', async () => {
  const who = await newcomer([sketchBill('S-CLOSE-1'), sketchBill('S-CLOSE-2', { at: '2026-03-06' })]);
  const sent = await submitNew(app, who, ['S-CLOSE-1']);
  const draft = await prepareDraft(app, who, ['S-CLOSE-2']);
  const body = { confirm: 'close my account' };
  const { status, body: closed } = await app.ask<{ kept: string[] }>('DELETE', '/api/v1/account', {
    token: who.token,
    body,
  });
  expect(status).toBe(200);
  expect(closed.kept).toContain('提交过的申请、材料和收款账号');
  const rows = await app.deps.db
    .selectFrom('claim')
    .select(['public_id', 'state', 'payee', 'draft_of'])
    .where('person_id', '=', who.personId)
    .orderBy('claim_id')
    .execute();
  expect(rows.map((row) => [row.public_id, row.state, row.payee === null, row.draft_of])).toEqual([
    [sent.claimId, 'submitted', false, null],
    [draft.claimId, 'withdrawn', true, null],
  ]);
  const pages = await app.deps.db
    .selectFrom('paper_page')
    .select(['subject', 'removed_at'])
    .where('person_id', '=', who.personId)
    .execute();
  const kept = pages.filter((page) => page.removed_at === null);
  expect(kept.map(({ subject }) => subject).sort()).toEqual(['', '', 'S-CLOSE-1']);
  expect(pages).toHaveLength(4);
});

test('the export holds what she was told, whom she lets apply, and her household', async () => {
  const who = await newcomer([sketchBill('S-EXPORT-2')]);
  const mandate = await makeMandate(app, who.person, '510402901001');
  const sent = await submitNew(app, who, ['S-EXPORT-2']);
  const { messages, mandates, claims } = await exportOf(who.token);
  expect(messages).toMatchObject([{ template: 'claim_received', claimId: sent.claimId, sent: [] }]);
  expect(mandates).toMatchObject([{ mandateId: mandate, state: 'live', way: 'sms_code' }]);
  expect(claims[0]).toMatchObject({ household: [], livesAlone: null });
  const stranger = await newcomer([]);
  expect(await exportOf(stranger.token)).toMatchObject({ messages: [], mandates: [] });
});

test('closing ends her mandates, and the county goes on with what was sent until it is due', async () => {
  const who = await newcomer([sketchBill('S-CLOSE-3')]);
  const office = await openOffice(app);
  await makeMandate(app, who.person, '510402901001');
  const sent = await submitNew(app, who, ['S-CLOSE-3']);
  const body = { confirm: 'close my account' };
  expect((await app.ask('DELETE', '/api/v1/account', { token: who.token, body })).status).toBe(200);
  const { db } = app.deps;
  const mandates = await db
    .selectFrom('mandate')
    .innerJoin('mandate_consent', 'mandate_consent.mandate_id', 'mandate.mandate_id')
    .select(['state', 'ended_by', 'act'])
    .where('person_id', '=', who.personId)
    .execute();
  expect(mandates).toEqual([{ state: 'ended', ended_by: 'resident', act: 'ended' }]);
  const told = await db
    .selectFrom('message')
    .select('template')
    .where('person_id', '=', who.personId)
    .execute();
  expect(told.map(({ template }) => template)).not.toContain('mandate_ended');
  const county = await toCounty(app, office, sent);
  const reviewed = await done(app, office.reviewer, county, 'review', { verdict: 'grant' });
  expect((await done(app, office.approver, reviewed, 'approval')).state).toBe('payment_due');
});
