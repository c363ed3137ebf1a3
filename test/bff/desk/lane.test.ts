// N8: clean cases approved together, one in ten drawn for a full review, fifteen minutes to undo, nothing lost or paid twice.
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { draw } from '../../../bff/src/desk/lane.draw.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type {
  DeskClaimReply,
  ErrorReply,
  LaneApprovalReply,
  LaneReply,
  LaneUndoReply,
} from '../../../shared/src/contract/index.ts';
import { newKey, startApp, type TestApp } from '../../support/app.ts';
import { askDesk, putCase, putReviewed, readCase, type PutCase } from '../../support/desk.ts';
import { citizenId } from '../../support/people.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

const minute = 60_000;

let app: TestApp;
let approver: SignedInStaff;
/** Who has reviewed what waits. */
let somebody: number;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: '2026-06-10T01:00:00Z' });
  approver = await signInStaff(app, 'county_approver', '510402');
  somebody = (await signInStaff(app, 'county_reviewer', '510402')).staffId;
});
afterAll(() => app.close());

const approve = (claims: readonly PutCase[], who = approver, key = newKey()) =>
  askDesk<LaneApprovalReply & ErrorReply>(
    app,
    who,
    'POST',
    '/lane/approvals',
    { claims: claims.map(({ claim, version }) => ({ claimId: claim, version })) },
    key,
  );
const undo = async (claims: readonly PutCase[], who = approver) =>
  (
    await askDesk<LaneUndoReply>(app, who, 'POST', '/lane/undoings', {
      claims: claims.map(({ claim }) => claim),
    })
  ).body.results.map(({ outcome }) => outcome);
const outcomes = ({ body }: Awaited<ReturnType<typeof approve>>) =>
  body.results.map(({ outcome }) => outcome);
const sweep = () => startDeskSweeper(app.deps, 0).sweep();
const reviewed = (count: number, change = {}) => putReviewed(app, count, { reviewedBy: somebody, ...change });
const paymentsOf = ({ claimId }: PutCase) =>
  app.deps.db.selectFrom('payment').selectAll().where('claim_id', '=', claimId).execute();
const getLane = async (who = approver) => (await askDesk<LaneReply>(app, who, 'GET', '/lane')).body;

test('twenty together: nothing happens for fifteen minutes, then each is approved and paid once', async () => {
  const cases = await reviewed(20);
  const reply = await approve(cases);
  expect(reply.status).toBe(200);
  expect(outcomes(reply)).toEqual(Array.from({ length: 20 }, () => 'approved'));
  expect(reply.body.results[0]?.effectiveAt).toBe(new Date(app.clock.now() + 15 * minute).toISOString());
  expect(await sweep()).toBe(0);
  expect(await readCase(app, cases[0]!.claim)).toMatchObject({ state: 'county_approval', version: 5 });
  expect(await paymentsOf(cases[0]!)).toEqual([]);

  app.clock.advance(15 * minute);
  expect(await sweep()).toBe(20);
  expect(await sweep()).toBe(0);
  for (const one of cases) {
    const row = await readCase(app, one.claim);
    expect(row).toMatchObject({ state: 'payment_due', version: 6, approved_amount: 28_000 });
    expect((await paymentsOf(one)).map(({ amount, state }) => [amount, state])).toEqual([[28_000, 'due']]);
  }
  const event = await app.deps.db
    .selectFrom('claim_event')
    .selectAll()
    .where('claim_id', '=', cases[0]!.claimId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({
    kind: 'approved',
    actor: `staff:${approver.staffId}`,
    by_role: 'county_approver',
  });
});

test('twenty-one are refused as a whole', async () => {
  const [one] = await reviewed(1);
  const others = Array.from({ length: 20 }, () => ({ ...one!, claim: newRecordId() }));
  const { status, body } = await approve([one!, ...others]);
  expect([status, body.error.code]).toEqual([422, 'invalid_request']);
  expect(
    await app.deps.db
      .selectFrom('lane_approval')
      .select('lane_id')
      .where('claim_id', '=', one!.claimId)
      .execute(),
  ).toEqual([]);
});

test('undone at 14:59, and no more at 15:00', async () => {
  const [early, late] = await reviewed(2);
  await approve([early!, late!]);
  app.clock.advance(15 * minute - 1000);
  expect(await undo([early!])).toEqual(['undone']);
  expect(await undo([early!])).toEqual(['not_approved']);
  app.clock.advance(1000);
  expect(await undo([late!])).toEqual(['too_late']);
  expect(await sweep()).toBe(1);
  expect((await readCase(app, early!.claim)).state).toBe('county_approval');
  expect((await readCase(app, late!.claim)).state).toBe('payment_due');
  // What was undone can be approved again.
  expect(outcomes(await approve([early!]))).toEqual(['approved']);
  expect(await undo([early!])).toEqual(['undone']);
});

test('sent again, with the same key or another one, it is one approval', async () => {
  const [one] = await reviewed(1);
  const key = newKey();
  expect(outcomes(await approve([one!], approver, key))).toEqual(['approved']);
  expect(outcomes(await approve([one!], approver, key))).toEqual(['approved']);
  expect(outcomes(await approve([one!]))).toEqual(['approved_before']);
  expect(await undo([one!])).toEqual(['undone']);
});

test('two at once: one approval stands', async () => {
  const [one] = await reviewed(1);
  const other = await signInStaff(app, 'county_approver', '510402');
  const replies = await Promise.all([approve([one!]), approve([one!], other)]);
  expect(replies.flatMap(outcomes).sort()).toEqual(['approved', 'approved_before']);
  const [standing] = await app.deps.db
    .selectFrom('lane_approval')
    .select('staff_id')
    .where('live_claim_id', '=', one!.claimId)
    .execute();
  const [holder, stranger] = standing?.staff_id === approver.staffId ? [approver, other] : [other, approver];
  expect(await undo([one!], stranger)).toEqual(['not_approved']);
  expect(await undo([one!], holder)).toEqual(['undone']);
});

test('one in ten is drawn, and stays drawn; it is not approved in the lane', async () => {
  const [drawn] = await putReviewed(app, 1, { reviewedBy: somebody }, true);
  expect(outcomes(await approve([drawn!]))).toEqual(['drawn']);
  const lane = await getLane();
  expect(lane.drawn.map(({ claimId }) => claimId)).toContain(drawn!.claim);
  expect(lane.clean.map(({ claimId }) => claimId)).not.toContain(drawn!.claim);
  // Waiting for another day does not help.
  app.clock.setToday('2026-06-11');
  expect(outcomes(await approve([drawn!]))).toEqual(['drawn']);
  const { body } = await askDesk<DeskClaimReply>(app, approver, 'GET', `/claims/${drawn!.claim}`);
  expect(body).toMatchObject({ drawn: true });
  expect(body.acts.map(({ act }) => act)).toContain('approve');
  // Opened by one approver, it is not opened by another; and only as it stands.
  const other = await signInStaff(app, 'county_approver', '510402');
  const single = (who: SignedInStaff) =>
    askDesk<ErrorReply>(app, who, 'POST', `/claims/${drawn!.claim}/approval`, { version: 5 });
  expect((await single(other)).body.error.code).toBe('open_first');
  expect((await single(approver)).status).toBe(200);
  expect(await paymentsOf(drawn!)).toHaveLength(1);
  const hits = Array.from({ length: 10_000 }, (_, at) =>
    draw(app.deps.crypto, `claim-${at}`, '2026-06-10'),
  ).filter(Boolean).length;
  expect(hits).toBeGreaterThan(900);
  expect(hits).toBeLessThan(1100);
  const again = draw(app.deps.crypto, 'claim-1', '2026-06-10');
  expect(draw(app.deps.crypto, 'claim-1', '2026-06-10')).toBe(again);
});

test.each<[string, object, string]>([
  ['another amount than she was told', { estimated: 27_999 }, 'amount_as_estimated'],
  ['a proposal to refuse', { proposed: 'refuse' }, 'reviewer_grants'],
  ['追溯救助', { kind: 'retroactive' }, 'ordinary_kind'],
])('not clean: %s', async (_, change, rule) => {
  const one = await putCase(app, { reviewedBy: somebody, ...change });
  const { body } = await approve([one]);
  const refusesAct = rule === 'reviewer_grants';
  expect(body.results[0]).toMatchObject(
    refusesAct ? { outcome: 'not_waiting' } : { outcome: 'not_clean', breaks: [rule] },
  );
  const { others } = await getLane();
  expect(others.find(({ claimId }) => claimId === one.claim)?.breaks).toContain(rule);
});

test('not clean: an excuse, a correction, a bill on paper, an account that somebody else names', async () => {
  const { db } = app.deps;
  const excused = await putCase(app, { reviewedBy: somebody });
  const paper = { paper: 'invoice', bill: 'S', submission: 0 };
  const at = '2026-06-01 00:00:00.000';
  await db
    .insertInto('claim_excuse')
    .values({ claim_id: excused.claimId, ...paper, reason: 'lost', words: null, given_at: at })
    .execute();
  const corrected = await putCase(app, { reviewedBy: somebody });
  await db
    .insertInto('claim_correction')
    .values({ claim_id: corrected.claimId, submission: 1, words: null, asked_at: at })
    .execute();
  const onPaper = await putCase(app, { reviewedBy: somebody });
  await db
    .updateTable('claim_bill')
    .set({ settlement_id: null })
    .where('claim_id', '=', onPaper.claimId)
    .execute();
  const shared = await putCase(app, { reviewedBy: somebody, account: '88880001' });
  await putCase(app, { state: 'paid', account: '88880001' });
  const { body } = await approve([excused, corrected, onPaper, shared]);
  expect(body.results.map(({ breaks }) => breaks)).toEqual([
    ['no_excuse'],
    ['no_correction'],
    ['platform_bills'],
    ['no_duplicates'],
  ]);
});

test('neither what she reviewed, nor her family’s, nor another place’s, nor a stale version', async () => {
  const certno = citizenId('990777', '1961-02-03', 77);
  const kin = await signInStaff(app, 'county_approver', '510402', certno);
  const [own, family, foreign, stale] = [
    await putCase(app, { reviewedBy: kin.staffId }),
    await putCase(app, { reviewedBy: somebody, certnoIndex: certnoIndex(app.deps.crypto, certno) }),
    await putCase(app, { reviewedBy: somebody, place: '510403', village: '510403901001' }),
    (await reviewed(1))[0]!,
  ];
  const reply = await approve(
    [own, family, foreign, { ...stale, version: 4 }, { ...stale, claim: newRecordId() }],
    kin,
  );
  expect(outcomes(reply)).toEqual(['same_hands', 'not_found', 'not_found', 'changed', 'not_found']);
  const lane = await getLane(kin);
  const listed = [...lane.clean, ...lane.drawn, ...lane.others].map(({ claimId }) => claimId);
  for (const hidden of [own, family, foreign]) expect(listed).not.toContain(hidden.claim);
});

test('a case that changes meanwhile is not approved: its approval lapses and she is told', async () => {
  const [returned, revalued] = await reviewed(2);
  await approve([returned!, revalued!]);
  const other = await signInStaff(app, 'county_approver', '510402');
  const back = { version: 5, reason: 'papers_to_check', words: '再核对一下' };
  const { status } = await askDesk(app, other, 'POST', `/claims/${returned!.claim}/return`, back);
  expect(status).toBe(200);
  // The platform corrects the bill: the rules now give less.
  await app.deps.db
    .updateTable('settlement')
    .set({ calculated: 20_000 })
    .where('settlement_id', '=', revalued!.settlementId)
    .execute();
  app.clock.advance(15 * minute);
  expect(await sweep()).toBe(0);
  expect((await readCase(app, returned!.claim)).state).toBe('county_review');
  expect(await readCase(app, revalued!.claim)).toMatchObject({ state: 'county_approval', version: 5 });
  expect([...(await paymentsOf(returned!)), ...(await paymentsOf(revalued!))]).toEqual([]);
  const { lapsed } = await getLane();
  expect(lapsed.map(({ claimId, why }) => [claimId, why])).toEqual([
    [returned!.claim, 'claim_changed'],
    [revalued!.claim, 'amount_not_settled'],
  ]);
});

test('two sweepers at once pay once', async () => {
  const cases = await reviewed(5);
  await approve(cases);
  app.clock.advance(15 * minute);
  const done = await Promise.all([sweep(), sweep(), sweep()]);
  expect(done.reduce((sum, one) => sum + one)).toBe(5);
  for (const one of cases) expect(await paymentsOf(one)).toHaveLength(1);
});

test('approvals and undoings stand in the audit', async () => {
  const [one] = await reviewed(1);
  await approve([one!]);
  await undo([one!]);
  const acts = await app.deps.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_id'])
    .where('subject_id', '=', one!.claim)
    .orderBy('seq')
    .execute();
  expect(acts).toEqual([
    { act: 'lane_approve', actor_id: approver.publicId },
    { act: 'lane_undo', actor_id: approver.publicId },
  ]);
});
