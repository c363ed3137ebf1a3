// What waits for whom, in which order, and what is never shown.
import { listWaiting, rolesOn } from '../../../bff/src/access/waiting.ts';
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { weigh } from '../../../bff/src/desk/desk.weight.ts';
import {
  claimState,
  staffRole,
  type DeskQueueReply,
  type ErrorReply,
  type StaffRole,
} from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { askDesk, putCase, type CaseSketch, type PutCase } from '../../support/desk.ts';
import { citizenId } from '../../support/people.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let reviewer: SignedInStaff;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: '2026-06-10T01:00:00Z' });
  reviewer = await signInStaff(app, 'county_reviewer', '510402');
});
beforeEach(async () => {
  await app.deps.db.deleteFrom('desk_assignment').execute();
  await app.deps.db.deleteFrom('claim_desk').execute();
});
afterAll(() => app.close());

const ask = (query = '', who = reviewer) =>
  askDesk<DeskQueueReply & ErrorReply>(app, who, 'GET', `/queue${query}`);
const queue = async (query = '', who = reviewer) => {
  const { status, body } = await ask(query, who);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const claims = async (query = '', who = reviewer) =>
  (await queue(query, who)).cases.map(({ claimId }) => claimId);
const put = (sketch: CaseSketch = {}) => putCase(app, { state: 'county_review', ...sketch });
const named = (...cases: PutCase[]) => cases.map(({ claim }) => claim);

test('overdue first, then harm × ease; the name is masked, the clock in working days', async () => {
  const small = await put({ amount: 5_000, category: '低保边缘家庭成员' });
  const late = await put({ amount: 5_000, category: '低保边缘家庭成员', stepDueOn: '2026-06-05' });
  const poor = await put({ amount: 600_000, category: '特困人员' });
  const large = await put({ amount: 600_000, category: '低保边缘家庭成员' });
  const { cases, counts } = await queue();
  expect(cases.map(({ claimId }) => claimId)).toEqual(named(late, poor, large, small));
  expect(cases.map(({ urgency }) => urgency)).toEqual([
    { harm: 2, ease: 4 },
    { harm: 7, ease: 4 },
    { harm: 5, ease: 4 },
    { harm: 2, ease: 4 },
  ]);
  expect(counts).toEqual({ all: 4, overdue: 1, mine: 0 });
  expect(cases[1]).toMatchObject({
    person: '欧*娜',
    amount: '6000.00',
    village: { code: '510402901001', name: '桐湾社区' },
    // Friday the 12th: two working days from Wednesday the 10th.
    clock: { state: 'runs', stepDueOn: '2026-06-12', daysLeft: 2, overdue: false },
    assignee: null,
    sameHands: false,
  });
  expect(cases[1]?.acts).toEqual(expect.arrayContaining(['review', 'ask_correction', 'return']));
  // Friday the 5th: three working days ago.
  expect(cases[0]?.clock).toMatchObject({ daysLeft: -3, overdue: true });
});

test('while she mends her papers the clock stands still', async () => {
  await put({ state: 'correction_asked', stepDueOn: null });
  const { cases } = await queue();
  expect(cases[0]?.clock).toEqual({
    state: 'waits',
    stepDueOn: null,
    dueOn: null,
    daysLeft: 7,
    overdue: false,
    provisional: false,
  });
});

test.each<[StaffRole, string, string[]]>([
  ['village_clerk', '510402901001', ['household_visit', 'payment_failed']],
  [
    'township_officer',
    '510402901',
    ['submitted', 'correction_asked', 'accepted', 'household_visit', 'publicity', 'payment_failed'],
  ],
  ['county_reviewer', '510402', ['submitted', 'correction_asked', 'county_review', 'payment_failed']],
  ['county_approver', '510402', ['county_approval']],
  ['civil_affairs', '510402', ['means_check', 'recognition']],
  ['fund_manager', '510402', ['payment_due', 'paying', 'payment_failed']],
])('%s sees what waits for her', async (role, place, states) => {
  for (const state of claimState.options.filter((one) => one !== 'draft')) {
    const kind = ['household_visit', 'means_check', 'publicity', 'recognition'].includes(state)
      ? ('recognition' as const)
      : ('reimbursement' as const);
    await put({ state, kind });
  }
  const who = await signInStaff(app, role, place);
  const { cases } = await queue('?limit=50', who);
  expect(cases.map(({ state }) => state).sort()).toEqual([...states].sort());
  expect(listWaiting([role]).slice().sort()).toEqual([...states].sort());
});

test('nobody runs accounts and has cases; what is over waits for nobody', () => {
  expect(listWaiting(['administrator', 'auditor', 'rural_affairs'])).toEqual([]);
  for (const state of ['draft', 'paid', 'closed', 'refused', 'withdrawn'] as const) {
    expect(rolesOn(state)).toEqual([]);
  }
  expect(staffRole.options.filter((role) => listWaiting([role]).length > 0)).toHaveLength(6);
});

test('her place only: village, township, county and city', async () => {
  const here = await put({ village: '510402901001' });
  const next = await put({ village: '510402901002' });
  const far = await put({ village: '510402902001' });
  const other = await put({ place: '510403', village: '510403901001' });
  const unknown = await put({ village: null });
  const city = await signInStaff(app, 'county_reviewer', '5104');
  expect((await claims('', reviewer)).sort()).toEqual(named(here, next, far, unknown).sort());
  expect((await claims('', city)).sort()).toEqual(named(here, next, far, unknown, other).sort());
  expect((await claims('?village=510402901')).sort()).toEqual(named(here, next).sort());
  expect(await claims('?village=510402901002')).toEqual(named(next));
  await put({ state: 'accepted', village: '510402902001' });
  const accepted = await put({ state: 'accepted', village: '510402901003' });
  const officer = await signInStaff(app, 'township_officer', '510402901');
  expect(await claims('', officer)).toEqual(named(accepted));
});

test('filters: kind, state, days, who has it, number', async () => {
  const { db } = app.deps;
  const plain = await put();
  const law = await put({ kind: 'retroactive' });
  const sent = await put({ state: 'submitted' });
  const late = await put({ stepDueOn: '2026-06-09' });
  const later = await put({ stepDueOn: '2026-06-16' });
  const paid = await put({ state: 'paid' });
  const colleague = await signInStaff(app, 'county_reviewer', '510402');
  await db
    .updateTable('claim_desk')
    .set({ assigned_to: reviewer.staffId })
    .where('claim_id', '=', plain.claimId)
    .execute();
  await db
    .updateTable('claim_desk')
    .set({ assigned_to: colleague.staffId })
    .where('claim_id', '=', law.claimId)
    .execute();
  expect(await claims('?kind=retroactive')).toEqual(named(law));
  expect(await claims('?state=submitted')).toEqual(named(sent));
  expect(await claims('?due=overdue')).toEqual(named(late));
  // The third working day from Wednesday is Monday.
  expect((await claims('?due=soon')).sort()).toEqual(named(plain, law, sent).sort());
  expect((await queue('?due=soon')).counts).toMatchObject({ all: 3, overdue: 0, mine: 1 });
  expect(await claims('?assigned=me')).toEqual(named(plain));
  expect(await claims(`?assigned=${colleague.publicId}`)).toEqual(named(law));
  expect((await claims('?assigned=nobody')).sort()).toEqual(named(sent, late, later).sort());
  const { number } = await db
    .selectFrom('claim')
    .select('number')
    .where('claim_id', '=', paid.claimId)
    .executeTakeFirstOrThrow();
  // Who looks for a number finds the case wherever it stands.
  expect(await claims(`?text=${number!.slice(5)}`)).toEqual(named(paid));
  expect(await claims(`?text=${'9'.repeat(17)}`)).toEqual([]);
  expect((await ask('?text=abc')).status).toBe(422);
});

test('page by page everything once, though cases come in between', async () => {
  const all: PutCase[] = [];
  for (let at = 0; at < 23; at += 1) {
    all.push(await put({ amount: 5_000 * (at + 1), stepDueOn: at % 4 === 0 ? '2026-06-01' : '2026-06-30' }));
  }
  const whole = await claims('?limit=50');
  expect(whole).toHaveLength(23);
  const pages: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const reply: DeskQueueReply = await queue(`?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(reply.counts === null).toBe(cursor !== '');
    pages.push(...reply.cases.map(({ claimId }) => claimId));
    cursor = reply.nextCursor;
    // One that is more urgent than the pages to come: it belongs to a page that is past.
    if (pages.length === 10) await put({ amount: 9_000_000, stepDueOn: '2026-06-01' });
  }
  expect(pages).toEqual(whole);
  const { status, body } = await ask('?cursor=bm9uc2Vuc2U');
  expect([status, body.error.code]).toEqual([422, 'invalid_request']);
});

test('not her family’s, and what she had her hands on is not hers to decide', async () => {
  const certno = citizenId('990777', '1961-02-03', 78);
  const approver = await signInStaff(app, ['county_reviewer', 'county_approver'], '510402', certno);
  await put({ certnoIndex: certnoIndex(app.deps.crypto, certno) });
  const relative = await put();
  await app.deps.db
    .insertInto('family')
    .values({
      person_id: relative.personId,
      certno_index: certnoIndex(app.deps.crypto, certno),
      told_at: '2026-06-01 00:00:00.000',
    })
    .execute();
  const own = await put({ state: 'county_approval', reviewedBy: approver.staffId });
  const { cases, counts } = await queue('', approver);
  expect(cases.map(({ claimId }) => claimId)).toEqual(named(own));
  expect(counts?.all).toBe(1);
  expect(cases[0]?.acts).not.toContain('approve');
});

test('what stood on no desk yet is weighed by the sweeper', async () => {
  const one = await put({ amount: 600_000 });
  await app.deps.db
    .updateTable('claim_desk')
    .set({ harm: 1, ease: 1, weight: 1, weighed_at: null, account_index: null })
    .where('claim_id', '=', one.claimId)
    .execute();
  await startDeskSweeper(app.deps, 0).sweep();
  expect((await queue()).cases[0]?.urgency).toEqual({ harm: 6, ease: 4 });
});

test('weights: what waits × how poor, by how complete', () => {
  const facts = { kind: 'reimbursement' as const, categories: [], troubled: false, platformOnly: true };
  const harm = (amount: number | null) => weigh({ ...facts, amount }).harm;
  expect([0, 9_999, 10_000, 99_999, 100_000, 500_000, 2_000_000, null].map(harm)).toEqual([
    1, 1, 2, 2, 3, 4, 5, 3,
  ]);
  expect(weigh({ ...facts, amount: null }).ease).toBe(3);
  expect(weigh({ ...facts, amount: 1, troubled: true, platformOnly: false }).ease).toBe(2);
  const poorest = weigh({ ...facts, amount: 2_000_000, categories: ['低保对象', '特困人员'] });
  expect(poorest).toEqual({ harm: 8, ease: 4, weight: 32 });
  expect(weigh({ ...facts, amount: null, kind: 'recognition' }).harm).toBe(4);
});
