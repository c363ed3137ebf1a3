// Who has a case: taken once, given to who can have it, handed on when somebody is away, and never lost.
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type {
  AssigneeReply,
  AwayReply,
  ColleaguesReply,
  DeskClaimReply,
  ErrorReply,
  MembersReply,
} from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { askDesk, putCase, readCase, type CaseSketch, type PutCase } from '../../support/desk.ts';
import { citizenId } from '../../support/people.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: '2026-06-10T01:00:00Z' });
});
beforeEach(() => app.clock.setToday('2026-06-10'));
afterAll(() => app.close());

const reviewer = () => signInStaff(app, 'county_reviewer', '510402');
const put = (sketch: CaseSketch = {}) => putCase(app, { state: 'county_review', ...sketch });
const give = (
  who: SignedInStaff,
  one: PutCase,
  to: Pick<SignedInStaff, 'publicId'> | null,
  version = one.version,
) =>
  askDesk<AssigneeReply & ErrorReply>(app, who, 'PUT', `/claims/${one.claim}/assignee`, {
    version,
    staffId: to?.publicId ?? null,
  });
const told = ({ status, body }: Awaited<ReturnType<typeof give>>) =>
  status === 200 ? (body.assignee?.staffId ?? null) : body.error.code;
const holderOf = async ({ claimId }: PutCase) =>
  (
    await app.deps.db
      .selectFrom('claim_desk')
      .select('assigned_to')
      .where('claim_id', '=', claimId)
      .executeTakeFirstOrThrow()
  ).assigned_to;
const historyOf = ({ claimId }: PutCase) =>
  app.deps.db
    .selectFrom('desk_assignment')
    .select(['staff_id', 'by_staff', 'why', 'state'])
    .where('claim_id', '=', claimId)
    .orderBy('assignment_id')
    .execute();
const away = (who: SignedInStaff, body: object, path = '/away') =>
  askDesk<AwayReply & ErrorReply>(app, who, 'PUT', path, body);

test('two officers take it at once: one has it, the other is told who', async () => {
  const [first, second] = [await reviewer(), await reviewer()];
  for (let turn = 0; turn < 5; turn += 1) {
    const one = await put();
    const replies = await Promise.all([give(first, one, first), give(second, one, second)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = replies.find(({ status }) => status === 409)!;
    const winner = replies[0].status === 200 ? first : second;
    expect(lost.body.error).toMatchObject({
      code: 'claim_taken',
      data: { by: { staffId: winner.publicId, name: '钱立夏' } },
    });
    expect(await holderOf(one)).toBe(winner.staffId);
    expect(await historyOf(one)).toHaveLength(1);
  }
});

test('taken, taken again, given on, given back', async () => {
  const [first, second] = [await reviewer(), await reviewer()];
  const one = await put();
  expect(told(await give(first, one, first))).toBe(first.publicId);
  expect(told(await give(first, one, first))).toBe(first.publicId);
  expect(told(await give(second, one, null))).toBe('claim_taken');
  expect(told(await give(first, one, second))).toBe(second.publicId);
  expect(told(await give(first, one, first))).toBe('claim_taken');
  expect(told(await give(second, one, null))).toBe(null);
  expect((await historyOf(one)).map(({ why, staff_id: to }) => [why, to])).toEqual([
    ['taken', first.staffId],
    ['assigned', second.staffId],
    ['released', null],
  ]);
  const { body } = await askDesk<DeskClaimReply>(app, first, 'GET', `/claims/${one.claim}`);
  expect(body.assignments.map(({ why, to, by }) => [why, to?.staffId, by?.staffId])).toEqual([
    ['taken', first.publicId, first.publicId],
    ['assigned', second.publicId, first.publicId],
    ['released', undefined, second.publicId],
  ]);
  const acts = await app.deps.db
    .selectFrom('audit_entry')
    .select('act')
    .where('subject_id', '=', one.claim)
    .orderBy('seq')
    .execute();
  expect(acts.map(({ act }) => act)).toEqual([
    'claim_taken',
    'claim_assigned',
    'claim_released',
    'view_claim',
  ]);
});

test('a stale version, a state that waits for others, and one that is over', async () => {
  const who = await reviewer();
  const one = await put();
  expect(told(await give(who, one, who, 4))).toBe('claim_changed');
  expect(told(await give(who, await put({ state: 'county_approval' }), who))).toBe('forbidden');
  expect(told(await give(who, await put({ state: 'closed' }), who))).toBe('act_not_possible');
  expect(await holderOf(one)).toBe(null);
});

test('only to somebody who can have it', async () => {
  const who = await reviewer();
  const certno = citizenId('990777', '1961-02-03', 79);
  const kin = await signInStaff(app, 'county_reviewer', '510402', certno);
  const one = await put({ certnoIndex: certnoIndex(app.deps.crypto, certno) });
  const why = async (to: Pick<SignedInStaff, 'publicId'>, of = one) => {
    const { body } = await give(who, of, to);
    return [body.error.code, body.error.data?.why];
  };
  expect(await why(kin)).toEqual(['colleague_unfit', 'own_family']);
  expect(await why(await signInStaff(app, 'county_approver', '510402'))).toEqual([
    'colleague_unfit',
    'other_post',
  ]);
  expect(await why(await signInStaff(app, 'county_reviewer', '510403'))).toEqual([
    'colleague_unfit',
    'other_place',
  ]);
  expect(await why({ publicId: newRecordId() })).toEqual(['not_found', undefined]);
  const gone = await reviewer();
  await app.deps.db
    .updateTable('staff')
    .set({ state: 'disabled' })
    .where('staff_id', '=', gone.staffId)
    .execute();
  expect(await why(gone)).toEqual(['colleague_unfit', 'left']);
  // Her own family's case is to her as if there were none.
  expect((await give(kin, one, kin)).body.error.code).toBe('not_found');
});

test('who reviewed it cannot take it for approval', async () => {
  const both = await signInStaff(app, ['county_reviewer', 'county_approver'], '510402');
  const one = await put({ state: 'county_approval', reviewedBy: both.staffId });
  expect(told(await give(both, one, both))).toBe('same_hands');
});

test('it stays hers while the person mends it, and comes back to her when it is returned', async () => {
  const [who, approver] = [await reviewer(), await signInStaff(app, 'county_approver', '510402')];
  const one = await put();
  await give(who, one, who);
  const done = async (by: SignedInStaff, path: string, body: object) => {
    const { version } = await readCase(app, one.claim);
    const reply = await askDesk(app, by, 'POST', `/claims/${one.claim}/${path}`, { version, ...body });
    expect([path, reply.status]).toEqual([path, 200]);
  };
  await done(who, 'review', { verdict: 'grant' });
  expect(await holderOf(one)).toBe(null);
  await done(approver, 'return', { reason: 'figures_to_check', words: '再核对' });
  expect(await holderOf(one)).toBe(who.staffId);
  expect((await historyOf(one)).map(({ why, by_staff: by }) => [why, by])).toEqual([
    ['taken', who.staffId],
    ['came_back', null],
  ]);
});

test('away: her cases go to her substitute where she can have them, else back; then she can be given none', async () => {
  const [who, colleague] = [await reviewer(), await reviewer()];
  const cases = [await put(), await put(), await put()];
  for (const one of cases) await give(who, one, who);
  // The substitute gave the township's opinion on the third one.
  await app.deps.db
    .insertInto('claim_event')
    .values({
      claim_id: cases[2]!.claimId,
      version: 3,
      kind: 'first_reviewed',
      by_role: 'township_officer',
      actor: `staff:${colleague.staffId}`,
      happened_at: '2026-06-01 00:00:00.000',
      organisation_id: null,
      reason: null,
      words: null,
      policy_on: null,
    })
    .execute();
  const days = { from: '2026-06-10', until: '2026-06-12', handTo: colleague.publicId };
  const { status, body } = await away(who, days);
  expect([status, body.handed, body.released]).toEqual([200, 2, 1]);
  expect(await Promise.all(cases.map(holderOf))).toEqual([colleague.staffId, colleague.staffId, null]);
  expect((await historyOf(cases[0]!)).at(-1)).toMatchObject({ why: 'away', by_staff: who.staffId });
  expect((await away(who, days)).body.error.code).toBe('away_already');
  const fresh = await put();
  expect((await give(colleague, fresh, who)).body.error.data?.why).toBe('away');
  const { body: list } = await askDesk<ColleaguesReply>(app, colleague, 'GET', '/colleagues');
  expect(list.colleagues.find(({ staffId }) => staffId === who.publicId)).toMatchObject({
    away: { from: '2026-06-10', until: '2026-06-12', handTo: { staffId: colleague.publicId } },
    open: 0,
    herself: false,
  });
  expect(list.colleagues.find(({ herself }) => herself)).toMatchObject({ open: 2 });

  const ended = await askDesk(app, who, 'DELETE', '/away');
  expect(ended.status).toBe(204);
  expect((await askDesk<ErrorReply>(app, who, 'DELETE', '/away')).body.error.code).toBe('not_away');
  expect(told(await give(colleague, fresh, who))).toBe(who.publicId);
});

test('days to come: her cases stay with her until the first one, and a killed process loses none', async () => {
  const [who, colleague] = [await reviewer(), await reviewer()];
  const one = await put();
  await give(who, one, who);
  const { body } = await away(who, { from: '2026-06-11', until: '2026-06-12', handTo: colleague.publicId });
  expect([body.handed, body.released]).toEqual([0, 0]);
  const sweep = () => startDeskSweeper(app.deps, 0).sweep();
  await sweep();
  expect(await holderOf(one)).toBe(who.staffId);
  app.clock.setToday('2026-06-11');
  await sweep();
  expect(await holderOf(one)).toBe(colleague.staffId);
  // The day after the last one she is back by herself.
  app.clock.setToday('2026-06-13');
  await sweep();
  expect(told(await give(colleague, one, who))).toBe(who.publicId);
});

test('a case of a colleague who is away can be taken', async () => {
  const [who, colleague] = [await reviewer(), await reviewer()];
  const one = await put();
  await give(who, one, who);
  await app.deps.db
    .insertInto('staff_away')
    .values({
      staff_id: who.staffId,
      live_staff_id: who.staffId,
      from_on: '2026-06-09',
      until_on: '2026-06-10',
      hand_to: null,
      set_by: who.staffId,
      set_at: '2026-06-09 00:00:00.000',
      moved_at: null,
      ended_at: null,
    })
    .execute();
  expect(told(await give(colleague, one, colleague))).toBe(colleague.publicId);
});

test('a case of a colleague who works here no longer can be taken', async () => {
  const [who, colleague] = [await reviewer(), await reviewer()];
  const one = await put();
  await give(who, one, who);
  expect(told(await give(colleague, one, colleague))).toBe('claim_taken');
  await app.deps.db
    .updateTable('staff')
    .set({ state: 'disabled' })
    .where('staff_id', '=', who.staffId)
    .execute();
  expect(told(await give(colleague, one, colleague))).toBe(colleague.publicId);
});

test('the administrator says it for somebody who is ill; never of another place', async () => {
  const administrator = await signInStaff(app, 'administrator', '510402');
  const [who, foreign] = [await reviewer(), await signInStaff(app, 'county_reviewer', '510403')];
  const one = await put();
  await give(who, one, who);
  const days = { from: '2026-06-10', until: '2026-06-30', handTo: null };
  const path = (staff: SignedInStaff) => `/members/${staff.publicId}/away`;
  const { status, body } = await away(administrator, days, path(who));
  expect([status, body.released]).toEqual([200, 1]);
  expect((await historyOf(one)).at(-1)).toMatchObject({
    why: 'away',
    by_staff: administrator.staffId,
    staff_id: null,
  });
  const listed = async () => {
    const { body: reply } = await askDesk<MembersReply>(app, administrator, 'GET', '/members');
    return reply.members.find(({ staffId }) => staffId === who.publicId)?.away;
  };
  expect(await listed()).toEqual({ from: '2026-06-10', until: '2026-06-30' });
  expect((await away(administrator, days, path(foreign))).status).toBe(404);
  expect((await away(who, days, path(who))).status).toBe(403);
  expect((await askDesk(app, administrator, 'DELETE', path(who))).status).toBe(204);
  expect(await listed()).toBeNull();
});

test('days that are over or upside down, and a substitute of another post or place', async () => {
  const who = await reviewer();
  const approver = await signInStaff(app, 'county_approver', '510402');
  const foreign = await signInStaff(app, 'county_reviewer', '510403');
  const days = { from: '2026-06-10', until: '2026-06-12' };
  const code = async (body: object) => (await away(who, { ...days, handTo: null, ...body })).body.error.code;
  expect(await code({ from: '2026-06-01', until: '2026-06-09' })).toBe('invalid_request');
  expect(await code({ from: '2026-06-12', until: '2026-06-10' })).toBe('invalid_request');
  expect(await code({ handTo: approver.publicId })).toBe('colleague_unfit');
  expect(await code({ handTo: foreign.publicId })).toBe('colleague_unfit');
  expect(await code({ handTo: who.publicId })).toBe('colleague_unfit');
});
