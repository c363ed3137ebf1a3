/** The national platform away, slow, refusing or lying, and Redis wiped: nothing is lost, nothing is guessed. */
import { Redis } from 'ioredis';

import { startSweeper } from '../../../bff/src/settlement/sweeper.ts';
import type { StatusReply } from '../../../shared/src/contract/index.ts';
import type { FaultInput } from '../../sandbox/control.ts';
import type { World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { nextMsgid, send, sketchPerson, sketchPush, sketchReversal } from '../../support/bills.ts';
import { moveIn } from '../../support/residents.ts';

jest.setTimeout(60_000);

let app: TestApp;
const world: World = { people: [sketchPerson({ n: 900 })], settlements: [] };
let serial = 0;

beforeAll(async () => {
  const env = { LIMIT_PER_ADDRESS: '100000', LIMIT_SMS_PER_ADDRESS: '1000' };
  app = await startApp({ families: world, env, sharedClock: true });
});
afterAll(() => app.close());

/** Well again, and the circuit given time to find out. */
async function heal() {
  app.sandbox.control.reset();
  if (app.deps.upstreams.hsa.breakerState() !== 'closed') {
    await new Promise((resume) => setTimeout(resume, 5_200));
    await app.deps.upstreams.hsa.findPerson({ certno: world.people[0]!.certno });
  }
}
afterEach(async () => {
  await heal();
  app.clock.set(new Date().toISOString());
});

function newPerson() {
  serial += 1;
  const person = sketchPerson({ n: serial, holds: [['2303', '2022-01-01']] });
  world.people.push(person);
  return person;
}

const faults: [string, FaultInput][] = [
  ['away', { mode: 'away' }],
  ['behind a gateway page', { mode: 'away', how: 'gateway_page' }],
  ['refusing', { mode: 'error' }],
  ['telling of another person', { mode: 'lying', how: 'wrong_person' }],
  ['breaking off', { mode: 'lying', how: 'truncated' }],
  ['too slow', { mode: 'slow', delayMs: 4000 }],
];

describe('at intake', () => {
  test.each(faults)('platform %s: the settlement is kept, waits, and is decided later', async (_, fault) => {
    const person = newPerson();
    const push = sketchPush(person, { setlId: `WAIT-${serial}`, at: '2026-03-05', total: '1000.00' });
    app.sandbox.control.set('hsa', fault);
    const { status, body } = await send(app, push);
    expect([status, body.state, body.calculated]).toEqual([200, 'pending', null]);
    await heal();
    const sweeper = startSweeper(app.deps, 0);
    expect((await sweeper.sweep()).decided).toBeGreaterThanOrEqual(1);
    const again = await send(app, { ...push, msgid: nextMsgid(push.fixmedins_code) });
    expect(again.body).toMatchObject({ state: 'granted', calculated: '700.00' });
  });

  test('a reversal takes effect at once, and the rest of the year when the platform is back', async () => {
    const person = newPerson();
    person.identities = [{ psnIdetType: '236003', level: '', memo: '', from: '2022-01-01', to: null }];
    const first = sketchPush(person, { setlId: 'GONE-1', at: '2026-03-05', total: '3000.00' });
    const second = sketchPush(person, { setlId: 'GONE-2', at: '2026-04-05', total: '3000.00' });
    await send(app, first);
    expect((await send(app, second)).body.calculated).toBe('1950.00');
    app.sandbox.control.set('hsa', { mode: 'away' });
    app.clock.advance(11 * 60_000);
    expect((await send(app, sketchReversal(first))).body.state).toBe('reversed');
    await heal();
    await startSweeper(app.deps, 0).sweep();
    const again = await send(app, { ...second, msgid: nextMsgid(second.fixmedins_code) });
    expect(again.body.calculated).toBe('546.00');
  });

  test('a sweeper that is stopped begins nothing more', async () => {
    const sweeper = startSweeper(app.deps, 1);
    await sweeper.stop();
    expect(await sweeper.sweep()).toEqual({ decided: 0, read: 0 });
  });
});

describe('on the status page', () => {
  const status = (token: string) => app.ask<StatusReply>('GET', '/api/v1/status', { token });

  test('the identities are asked for once in ten minutes', async () => {
    const token = await moveIn(app, newPerson());
    await status(token);
    const calls = app.sandbox.control.calls('hsa 1101');
    const read = await Promise.all(Array.from({ length: 10 }, () => status(token)));
    expect(read.map(({ body }) => body.freshness.stale)).toEqual(Array<boolean>(10).fill(false));
    expect(app.sandbox.control.calls('hsa 1101')).toBe(calls);
    app.clock.advance(10 * 60_000);
    await Promise.all(Array.from({ length: 10 }, () => status(token)));
    expect(app.sandbox.control.calls('hsa 1101')).toBe(calls + 1);
  });

  test('away: what was known up to a day ago is shown and marked', async () => {
    const token = await moveIn(app, newPerson());
    const fresh = await status(token);
    app.sandbox.control.set('hsa', { mode: 'away' });
    app.clock.advance(60 * 60_000);
    const stale = await status(token);
    expect(stale.status).toBe(200);
    expect(stale.body.freshness).toEqual({ asOf: fresh.body.freshness.asOf, stale: true });
    expect(stale.body.year.freshness.stale).toBe(true);
    expect(stale.body.identities).toEqual(fresh.body.identities);
    app.clock.advance(23 * 60 * 60_000);
    const old = await app.ask<{ error: { code: string } }>('GET', '/api/v1/status', { token });
    expect([old.status, old.body.error.code]).toEqual([503, 'upstream_unavailable']);
  });

  test('slow: the older answer does not wait for it', async () => {
    const token = await moveIn(app, newPerson());
    await status(token);
    app.clock.advance(11 * 60_000);
    app.sandbox.control.set('hsa', { mode: 'slow', delayMs: 2200 });
    const before = performance.now();
    const { body } = await status(token);
    expect(body.freshness.stale).toBe(true);
    expect(performance.now() - before).toBeLessThan(2200);
  });

  test('Redis wiped: the platform is asked again, and the answer is the same', async () => {
    const token = await moveIn(app, newPerson());
    const before = await status(token);
    const redis = new Redis(app.deps.config.redisUrl);
    await redis.flushdb();
    redis.disconnect();
    const after = await status(token);
    expect(after.status).toBe(200);
    expect(after.body.identities).toEqual(before.body.identities);
    expect(after.body.freshness.stale).toBe(false);
  });

  test('Redis wiped and the platform away: nothing is made up', async () => {
    const token = await moveIn(app, newPerson());
    await status(token);
    const redis = new Redis(app.deps.config.redisUrl);
    await redis.flushdb();
    redis.disconnect();
    app.sandbox.control.set('hsa', { mode: 'away' });
    const { status: code, body } = await app.ask<{ error: { code: string } }>('GET', '/api/v1/status', {
      token,
    });
    expect([code, body.error.code]).toEqual([503, 'upstream_unavailable']);
  });

  test('another identity than the year was decided under brings the sweeper', async () => {
    const person = newPerson();
    person.identities = [];
    const token = await moveIn(app, person);
    await send(app, sketchPush(person, { setlId: `NEWLY-${serial}`, at: '2026-03-05', total: '1000.00' }));
    expect((await status(token)).body.year.calculated).toBe('0.00');
    person.identities = [{ psnIdetType: '2303', level: '', memo: '', from: '2026-04-01', to: null }];
    app.clock.advance(11 * 60_000);
    const now = await status(token);
    expect([now.body.freshness.stale, now.body.currentClass?.title]).toEqual([false, '低保对象']);
    await startSweeper(app.deps, 0).sweep();
    const { body } = await status(token);
    expect(body.year.topUps).toEqual([{ on: '2026-04-01', amount: '700.00', classTitle: '低保对象' }]);
    expect(body.year.claimable).toBe('700.00');
  });
});
