// A promised day has passed: the family hears of it, once for each day that was promised to her.
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { addDays, type Day } from '../../../shared/src/kernel/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, toCounty, type Office } from '../../support/claim-work.ts';
import { addPage, askClaim, moveInApplicant, sketchBill, submitNew, taken } from '../../support/claims.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

/** On the county's desk, with a day that was promised: this region's own period is known. */
async function promised() {
  serial += 1;
  const setlId = `S-OVERDUE-${serial}`;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
  const claim = await toCounty(app, office, await submitNew(app, who, [setlId]));
  await change(claim, { working_days_provisional: 0 });
  return { who, claim };
}

async function change(
  claim: ClaimReply,
  columns: { working_days_provisional?: 0 | 1; due_provisional?: 0 | 1 },
) {
  await app.deps.db.updateTable('claim').set(columns).where('public_id', '=', claim.claimId).execute();
}

async function dueOn({ claimId }: ClaimReply): Promise<Day> {
  const { due_on: day } = await app.deps.db
    .selectFrom('claim')
    .select('due_on')
    .where('public_id', '=', claimId)
    .executeTakeFirstOrThrow();
  return day as Day;
}

/** What she was told of it, after a round. */
async function toldOf({ claimId }: ClaimReply): Promise<number> {
  await startDeskSweeper(app.deps, 0).sweep();
  const rows = await app.deps.db
    .selectFrom('message')
    .innerJoin('claim', 'claim.claim_id', 'message.claim_id')
    .select('message.message_id')
    .where('claim.public_id', '=', claimId)
    .where('message.template', '=', 'claim_overdue')
    .execute();
  return rows.length;
}

test('not on the day itself, on the day after, and once', async () => {
  const { claim } = await promised();
  const due = await dueOn(claim);
  app.clock.setToday(due);
  expect(await toldOf(claim)).toBe(0);
  app.clock.setToday(addDays(due, 1));
  expect(await toldOf(claim)).toBe(1);
  app.clock.setToday(addDays(due, 9));
  expect(await toldOf(claim)).toBe(1);
});

test('a day that nobody promised passes in silence', async () => {
  const [borrowed, unnamed] = [await promised(), await promised()];
  await change(borrowed.claim, { working_days_provisional: 1 });
  await change(unnamed.claim, { due_provisional: 1 });
  app.clock.setToday('2026-09-01');
  expect([await toldOf(borrowed.claim), await toldOf(unnamed.claim)]).toEqual([0, 0]);
});

test('nobody is late while the papers are hers to mend; the new day that she is promised then counts anew', async () => {
  const { who, claim } = await promised();
  app.clock.setToday(addDays(await dueOn(claim), 1));
  expect(await toldOf(claim)).toBe(1);
  const card = { paper: 'identity_card', bill: null };
  const asked = await done(app, office.reviewer, claim, 'correction', {
    papers: [{ ...card, reason: 'unclear', words: null }],
  });
  app.clock.setToday('2026-07-20');
  expect(await toldOf(claim)).toBe(1);
  await addPage(app, who.personId, card);
  const { claimId, version } = asked;
  await taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
  await change(claim, { working_days_provisional: 0 });
  app.clock.setToday(addDays(await dueOn(claim), 1));
  expect(await toldOf(claim)).toBe(2);
});

test('what is over is not late', async () => {
  const { claim } = await promised();
  const clause = { document: 'panzhihua-2023', article: '第十五条' };
  const refuse = { verdict: 'refuse', reason: 'out_of_scope', clause, words: '不在范围内' };
  await done(app, office.approver, await done(app, office.reviewer, claim, 'review', refuse), 'refusal');
  app.clock.setToday('2026-09-01');
  expect(await toldOf(claim)).toBe(0);
});
