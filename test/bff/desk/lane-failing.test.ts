// Approvals of the lane that the system cannot make take effect: they keep no other waiting, and whoever gave them is told.
import { randomBytes } from 'node:crypto';

import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { openStaffSession } from '../../../bff/src/staff/staff-session.service.ts';
import type { LaneReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { askDesk, putReviewed, readCase, type PutCase } from '../../support/desk.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

const minute = 60_000;
/** As many as one round of the sweeper takes. */
const round = 50;
const together = 20;

let app: TestApp;
let approver: SignedInStaff;
let somebody: number;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: '2026-06-10T01:00:00Z' });
  somebody = (await signInStaff(app, 'county_reviewer', '510402')).staffId;
});
beforeEach(async () => {
  approver = await signInStaff(app, 'county_approver', '510402');
});
afterAll(() => app.close());

const sweep = () => startDeskSweeper(app.deps, 0).sweep();

async function approve(cases: readonly PutCase[]): Promise<void> {
  for (let at = 0; at < cases.length; at += together) {
    const claims = cases.slice(at, at + together).map(({ claim, version }) => ({ claimId: claim, version }));
    const { status } = await askDesk(app, approver, 'POST', '/lane/approvals', { claims });
    expect(status).toBe(200);
  }
}

/** Its account can be read by nobody any more: whatever is done with the case fails, and the fault is ours. */
async function spoil(cases: readonly PutCase[]): Promise<() => Promise<void>> {
  const ids = cases.map(({ claimId }) => claimId);
  const { db } = app.deps;
  const kept = await db
    .selectFrom('claim')
    .select(['claim_id', 'payee'])
    .where('claim_id', 'in', ids)
    .execute();
  await db
    .updateTable('claim')
    .set({ payee: randomBytes(60) })
    .where('claim_id', 'in', ids)
    .execute();
  return async () => {
    for (const { claim_id, payee } of kept) {
      await db.updateTable('claim').set({ payee }).where('claim_id', '=', claim_id).execute();
    }
  };
}

const laneOf = ({ claimId }: PutCase) =>
  app.deps.db
    .selectFrom('lane_approval')
    .select(['state', 'why', 'attempts'])
    .where('claim_id', '=', claimId)
    .executeTakeFirstOrThrow();
async function lookAtLane(): Promise<LaneReply> {
  const { token } = await openStaffSession(app.deps.db, app.deps, approver.staffId);
  return (await askDesk<LaneReply>(app, { token }, 'GET', '/lane')).body;
}

test('as many as a round takes, failing for ever, do not hold up the one behind them', async () => {
  const cases = await putReviewed(app, round + 1, { reviewedBy: somebody });
  const broken = cases.slice(0, round);
  const sound = cases[round]!;
  await approve(cases);
  const mend = await spoil(broken);
  app.clock.advance(15 * minute);
  expect(await sweep()).toBe(0);
  expect(await sweep()).toBe(1);
  expect(await laneOf(sound)).toMatchObject({ state: 'done', attempts: 0 });
  expect((await readCase(app, sound.claim)).state).toBe('payment_due');
  expect(await laneOf(broken[0]!)).toEqual({ state: 'standing', why: null, attempts: 1 });
  await mend();
  app.clock.advance(minute);
  expect(await sweep()).toBe(round);
});

test('one that fails is tried later and later, and then given back to who approved it, with the reason', async () => {
  const [one] = await putReviewed(app, 1, { reviewedBy: somebody });
  await approve([one!]);
  await spoil([one!]);
  app.clock.advance(15 * minute);
  const tries: number[] = [];
  for (let at = 0; at <= 40; at += 1) {
    const before = (await laneOf(one!)).attempts;
    await sweep();
    if ((await laneOf(one!)).attempts > before) tries.push(at);
    if (at === 3) {
      const { standing, lapsed } = await lookAtLane();
      expect(standing.map(({ claimId, tries: count }) => [claimId, count])).toEqual([[one!.claim, 3]]);
      expect(lapsed).toEqual([]);
    }
    app.clock.advance(minute);
  }
  expect(tries).toEqual([0, 1, 3, 7, 15, 31]);
  expect(await laneOf(one!)).toEqual({ state: 'lapsed', why: 'internal_error', attempts: 6 });
  expect(await readCase(app, one!.claim)).toMatchObject({ state: 'county_approval', version: 5 });
  const { standing, lapsed, clean } = await lookAtLane();
  expect(standing).toEqual([]);
  expect(lapsed.map(({ claimId, why }) => [claimId, why])).toEqual([[one!.claim, 'internal_error']]);
  expect(clean.map(({ claimId }) => claimId)).toContain(one!.claim);
}, 60_000);

test('changed while it is put off, it lapses as any other', async () => {
  const [one] = await putReviewed(app, 1, { reviewedBy: somebody });
  await approve([one!]);
  const mend = await spoil([one!]);
  app.clock.advance(15 * minute);
  await sweep();
  await mend();
  await app.deps.db.updateTable('claim').set({ version: 6 }).where('claim_id', '=', one!.claimId).execute();
  app.clock.advance(minute);
  expect(await sweep()).toBe(0);
  expect(await laneOf(one!)).toMatchObject({ state: 'lapsed', why: 'claim_changed' });
});
