// Who waits for whom: claims before pages, both before the head of the audit, and a refused case before its appeal. Whoever waits
// holds nothing that somebody else needs first, so that nobody is thrown back by the other.
import { sql } from 'kysely';

import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, toRecognition, work, type Office } from '../../support/claim-work.ts';
import { addPage, askClaim, taken, type Applicant } from '../../support/claims.ts';
import { askToBeRecognised } from '../../support/recognition.ts';
import { signInStaff } from '../../support/staff.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

/** An appeal of a refused recognition, a draft with all its papers. */
async function appealDraft(): Promise<{ who: Applicant; refused: ClaimReply; appeal: ClaimReply }> {
  serial += 1;
  const { who, sent } = await askToBeRecognised(app, serial, []);
  const refused = await done(app, office.civil, await toRecognition(app, office, sent), 'refusal', {
    reason: 'means_beyond_limit',
    clause: { document: 'panzhihua-2023', article: '第四条（六）' },
  });
  const { claimId, version } = refused;
  const appeal = await taken(askClaim(app, who.token, 'POST', `/${claimId}/appeal`, { version }));
  for (const { paper, bill } of appeal.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill });
  }
  return { who, refused, appeal };
}

const send = ({ token }: Applicant, { claimId, version }: ClaimReply) =>
  askClaim(app, token, 'POST', `/${claimId}/submission`, { version });

const rowOf = ({ claimId }: ClaimReply) => sql`claim WHERE public_id = ${claimId}`;
const head = sql`audit_head`;
type Rows = typeof head;

/** Whether nobody holds these rows. */
async function isFree(rows: Rows): Promise<boolean> {
  try {
    await app.deps.db
      .transaction()
      .execute((trx) => sql`SELECT 1 FROM ${rows} FOR UPDATE NOWAIT`.execute(trx));
    return true;
  } catch {
    return false;
  }
}

/** Somebody holds `rows` while `act` is asked for: whether `others` are free as long as it waits, and what came of it. */
async function waitFor<T>(rows: Rows, act: () => Promise<T>, others: readonly Rows[]) {
  let answer: Promise<T> | undefined;
  const free = await app.deps.db.transaction().execute(async (trx) => {
    await sql`SELECT 1 FROM ${rows} FOR UPDATE`.execute(trx);
    let answered = false;
    answer = act().finally(() => (answered = true));
    await new Promise((resume) => setTimeout(resume, 500));
    expect(answered).toBe(false);
    return Promise.all(others.map(isFree));
  });
  return { free, answer: await answer };
}

test('an appeal that is sent waits for the case that it is about, and holds nothing', async () => {
  const { who, refused, appeal } = await appealDraft();
  const waited = await waitFor(rowOf(refused), () => send(who, appeal), [rowOf(appeal), head]);
  expect(waited.free).toEqual([true, true]);
  expect(waited.answer?.status).toBe(200);
});

test('so does an appeal that is upheld, which takes the case up again', async () => {
  const { who, refused, appeal } = await appealDraft();
  const accepted = await done(app, office.reviewer, await taken(send(who, appeal)), 'acceptance');
  const colleague = await signInStaff(app, 'township_officer', '510402901');
  const opinion = await done(app, colleague, accepted, 'first-review', { opinion: 'agree' });
  const reviewed = await done(app, office.otherReviewer, opinion, 'review', { verdict: 'grant' });
  const approve = () => work(app, office.otherApprover, reviewed, 'approval');
  await app.ask('GET', `/api/v1/staff/claims/${reviewed.claimId}`, { token: office.otherApprover.token });
  const waited = await waitFor(rowOf(refused), approve, [rowOf(appeal), head]);
  expect(waited.free).toEqual([true, true]);
  expect(waited.answer?.body.state).toBe('closed');
});

test('an account that is closed waits for a page of hers before it records anything', async () => {
  const { who } = await appealDraft();
  const pages = sql`paper_page WHERE person_id = ${who.personId} AND unsent = 1`;
  const body = { confirm: 'close my account' };
  const close = () => app.ask('DELETE', '/api/v1/account', { token: who.token, body });
  const waited = await waitFor(pages, close, [head]);
  expect(waited.free).toEqual([true]);
  expect(waited.answer?.status).toBe(200);
});
