/** What the platform has now (5203) against what it pushed: the same, corrected, taken back, or not to be believed. */
import { sql } from 'kysely';

import { startSweeper } from '../../../bff/src/settlement/sweeper.ts';
import type { BillReply } from '../../../shared/src/contract/index.ts';
import type { SettlementPush, World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import {
  keepAtPlatform,
  nextMsgid,
  send,
  sketchPerson,
  sketchPush,
  sketchReversal,
} from '../../support/bills.ts';
import { moveIn } from '../../support/residents.ts';

let app: TestApp;
const world: World = { people: [], settlements: [] };
let serial = 0;

beforeAll(async () => {
  const env = { LIMIT_PER_ADDRESS: '100000', LIMIT_SMS_PER_ADDRESS: '1000' };
  app = await startApp({ families: world, env });
});
afterEach(() => app.sandbox.control.reset());
afterAll(() => app.close());

type Problem = { error: { code: string } };

async function stored(setlId: string) {
  serial += 1;
  const person = sketchPerson({ n: serial, holds: [['2303', '2022-01-01']] });
  world.people.push(person);
  const push = sketchPush(person, { setlId, at: '2026-03-05', total: '1000.00', granted: '700.00' });
  await send(app, push);
  return { person, push, token: await moveIn(app, person) };
}

/** The platform's own record, with other amounts than it pushed. */
function correctAtPlatform(push: SettlementPush, setlinfo: Record<string, string>) {
  const settlement = keepAtPlatform(world, push);
  Object.assign(settlement.push.output.setlinfo, setlinfo);
  return settlement;
}

const refresh = (setlId: string, token: string) =>
  app.ask<BillReply & Problem>('POST', `/api/v1/bills/${setlId}/refresh`, { token });

const rowOf = (setlId: string) =>
  app.deps.db.selectFrom('settlement').selectAll().where('setl_id', '=', setlId).executeTakeFirstOrThrow();

const doubled = {
  medfee_sumamt: '2000.00',
  inscp_scp_amt: '2000.00',
  psn_part_amt: '1300.00',
  psn_cash_pay: '1300.00',
};

test('the same: nothing changes', async () => {
  const { push, token } = await stored('SAME-1');
  keepAtPlatform(world, push);
  const { status, body } = await refresh('SAME-1', token);
  expect(status).toBe(200);
  expect(body.history).toHaveLength(1);
  expect((await rowOf('SAME-1')).revision).toBe(1);
});

test('other money: a new revision, decided as a correction; the first push still gets its receipt', async () => {
  const { push, token } = await stored('FIX-1');
  correctAtPlatform(push, doubled);
  const { body } = await refresh('FIX-1', token);
  expect(body.bill).toMatchObject({ total: '2000.00', calculated: '1400.00', difference: '700.00' });
  expect(body.history.map(({ reason, calculated, change }) => [reason, calculated, change])).toEqual([
    ['settlement', '700.00', '700.00'],
    ['correction', '1400.00', '700.00'],
  ]);
  const sources = await app.deps.db
    .selectFrom('settlement_source')
    .innerJoin('settlement', 'settlement.settlement_id', 'settlement_source.settlement_id')
    .select(['settlement_source.revision', 'origin'])
    .where('setl_id', '=', 'FIX-1')
    .orderBy('settlement_source.revision')
    .execute();
  expect(sources).toEqual([
    { revision: 1, origin: 'push' },
    { revision: 2, origin: 'read' },
  ]);
  const again = await send(app, { ...push, msgid: nextMsgid(push.fixmedins_code) });
  expect([again.status, again.body.calculated]).toEqual([200, '1400.00']);
});

test('a correction while nobody can say who she is waits for the sweeper', async () => {
  const { person, push, token } = await stored('FIX-2');
  correctAtPlatform(push, doubled);
  await app.deps.redis.del(...(await identityKeys()));
  const { psnNo } = person;
  // 5203 still answers; 1101 now tells of another psn_no, which is not believed.
  person.psnNo = '51040299999999999999';
  const { body } = await refresh('FIX-2', token);
  expect([body.decision.status, body.bill.total, body.bill.calculated]).toEqual(['pending', '2000.00', null]);
  person.psnNo = psnNo;
  await startSweeper(app.deps, 0).sweep();
  const { revision, state, calculated } = await rowOf('FIX-2');
  expect([revision, state, calculated]).toEqual([2, 'granted', 140_000]);
  const { body: later } = await app.ask<BillReply>('GET', '/api/v1/bills/FIX-2', { token });
  expect(later.history.at(-1)).toMatchObject({
    reason: 'correction',
    calculated: '1400.00',
    change: '700.00',
  });
});

async function identityKeys(): Promise<string[]> {
  const people = await app.deps.db.selectFrom('person').select('certno_index').execute();
  return people.map((row) => `identity:v2:510400:${row.certno_index.toString('hex')}`);
}

test('taken back at the platform: reversed here too', async () => {
  const { push, token } = await stored('TAKEN-1');
  keepAtPlatform(world, push).reversal = { sentAt: '', push: {} as never };
  const { body } = await refresh('TAKEN-1', token);
  expect(body.decision).toEqual({ status: 'reversed' });
  expect(body.history.map(({ reason, change }) => [reason, change])).toEqual([
    ['settlement', '700.00'],
    ['reversal', '-700.00'],
  ]);
});

test('sums that do not add up are never decided on: what stands stays, held for a person', async () => {
  const { push, token } = await stored('HELD-1');
  keepAtPlatform(world, push);
  app.sandbox.control.set('hsa', { mode: 'lying', how: 'sums' });
  const { status, body } = await refresh('HELD-1', token);
  expect(status).toBe(200);
  expect(body.bill).toMatchObject({ total: '1000.00', calculated: '700.00', state: 'granted' });
  expect(body.stale).toBe(true);
  expect((await rowOf('HELD-1')).held).toBe('platform_does_not_add_up');
  app.sandbox.control.reset();
  expect((await refresh('HELD-1', token)).body.stale).toBe(false);
  expect((await rowOf('HELD-1')).held).toBeNull();
});

test('a reply about another settlement is refused', async () => {
  const { push, token } = await stored('LIE-1');
  keepAtPlatform(world, push);
  app.sandbox.control.set('hsa', { mode: 'lying', how: 'wrong_person' });
  const { status, body } = await refresh('LIE-1', token);
  expect([status, body.error.code]).toEqual([502, 'upstream_invalid_reply']);
  expect((await rowOf('LIE-1')).revision).toBe(1);
});

test('unknown to the platform', async () => {
  const { token } = await stored('NONE-1');
  const { status, body } = await refresh('NONE-1', token);
  expect([status, body.error.code]).toEqual([404, 'settlement_unknown']);
});

test('a conflicting push is settled by reading', async () => {
  const { push } = await stored('ASK-1');
  correctAtPlatform(push, doubled);
  const other = { ...push, msgid: nextMsgid(push.fixmedins_code), output: structuredClone(push.output) };
  Object.assign(other.output.setlinfo, doubled);
  expect((await send(app, other)).status).toBe(409);
  expect((await startSweeper(app.deps, 0).sweep()).read).toBeGreaterThanOrEqual(1);
  const { revision, calculated, read_due_at: due } = await rowOf('ASK-1');
  expect([revision, calculated, due]).toEqual([2, 140_000, null]);
});

test('the sweeper finds what is to be read by an index of its own', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT column_name AS name FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'settlement' AND seq_in_index = 1`.execute(app.deps.db);
  const leading = rows.map(({ name }) => name);
  expect(leading).toContain('read_due_at');
  // Nothing asks for settlements by their state: every push would pay for an index that nobody reads.
  expect(leading).not.toContain('state');
});

test.each([
  ['taken back there too', true],
  ['standing there with other money', false],
])('a reversed bill, %s, is not read again and again', async (_, takenBack) => {
  const setlId = `REST-${String(takenBack)}`;
  const { push } = await stored(setlId);
  const kept = correctAtPlatform(push, doubled);
  if (takenBack) kept.reversal = { sentAt: '', push: {} as never };
  await send(app, sketchReversal(push));
  const other = { ...push, msgid: nextMsgid(push.fixmedins_code), output: structuredClone(push.output) };
  Object.assign(other.output.setlinfo, doubled);
  expect((await send(app, other)).status).toBe(409);
  await startSweeper(app.deps, 0).sweep();
  const { read_due_at: due, state, revision } = await rowOf(setlId);
  expect([due, state, revision]).toEqual([null, 'reversed', 1]);
});
