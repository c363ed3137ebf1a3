/** Bills of a year, page by page, one by one, and nobody else's. */
import type { BillReply, BillsReply, StatusReply, YearReply } from '../../../shared/src/contract/index.ts';
import type { World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { send, sketchPerson, sketchPush } from '../../support/bills.ts';
import { createTestRedis } from '../../support/database.ts';
import { moveIn } from '../../support/residents.ts';
import { openProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

const person = sketchPerson({ n: 1, holds: [['236003', '2022-01-01']] });
const stranger = sketchPerson({ n: 2 });
const world: World = { people: [person, stranger], settlements: [] };
let app: TestApp;
let proxy: TcpProxy;
let token: string;

type Problem = { error: { code: string } };

beforeAll(async () => {
  proxy = await openProxy(await createTestRedis());
  app = await startApp({ families: world, env: { REDIS_URL: proxy.url, LIMIT_PER_ADDRESS: '100000' } });
  token = await moveIn(app, person);
  const year = app.clock.today().slice(0, 4);
  for (let n = 1; n <= 7; n += 1) {
    // Two on one moment: the setl_id parts them.
    const at = `${year}-02-0${Math.ceil(n / 2)} 08:00:00`;
    await send(app, sketchPush(person, { setlId: `BILL-${n}`, at, total: '1000.00' }));
  }
  const before = String(Number(year) - 1);
  await send(app, sketchPush(person, { setlId: 'OLD-1', at: `${before}-12-31`, total: '500.00' }));
});
afterAll(async () => {
  await app.close();
  await proxy.close();
});

const bills = (query: string, as = token) =>
  app.ask<BillsReply & Problem>('GET', `/api/v1/bills${query}`, { token: as });

test('pages follow each other, newest first, none twice and none lost', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body }: { body: BillsReply } = await bills(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.bills.map(({ setlId }) => setlId));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `BILL-${n}`));
});

test('years with bills are listed, and each has its own', async () => {
  const year = Number(app.clock.today().slice(0, 4));
  const { body } = await bills('');
  expect([body.year, body.years]).toEqual([year, [year, year - 1]]);
  const old = await bills(`?year=${year - 1}`);
  expect(old.body.bills.map(({ setlId }) => setlId)).toEqual(['OLD-1']);
  expect((await bills('?year=2020')).body.bills).toEqual([]);
});

const cursorAt = (moment: string) => Buffer.from(`${moment} BILL-1`).toString('base64url');

test.each([
  '?limit=0',
  '?limit=51',
  '?cursor=!!',
  '?cursor=bm90aGluZw',
  `?cursor=${cursorAt('2026-99-99 99:99:99')}`,
  `?cursor=${cursorAt('2026-02-30 10:00:00')}`,
  `?cursor=${cursorAt('2026-02-20 24:00:00')}`,
  '?year=1999',
  '?colour=red',
])('%s is refused', async (query) => {
  const { status, body } = await bills(query);
  expect([status, body.error.code]).toEqual([422, 'invalid_request']);
});

test('somebody else’s bill and a bill that is not there are one answer', async () => {
  const other = await moveIn(app, stranger);
  const foreign = await app.ask<Problem>('GET', '/api/v1/bills/BILL-1', { token: other });
  const missing = await app.ask<Problem>('GET', '/api/v1/bills/BILL-99', { token: other });
  expect([foreign.status, foreign.body.error.code]).toEqual([404, 'not_found']);
  expect([missing.status, missing.body.error.code]).toEqual([404, 'not_found']);
  const refresh = await app.ask<Problem>('POST', '/api/v1/bills/BILL-1/refresh', { token: other });
  expect(refresh.status).toBe(404);
});

test('a year that has not begun to cost anything shows its thresholds', async () => {
  const other = await moveIn(app, sketchAndAdd());
  const { body } = await app.ask<StatusReply>('GET', '/api/v1/status', { token: other });
  expect(body.currentClass?.title).toBe('因病致贫重病患者');
  expect(body.latestBill).toBeNull();
  expect(body.year.thresholds.map(({ id, reached }) => [id, reached])).toEqual([
    ['assistance.deductible', '0.00'],
    ['assistance.cap', '0.00'],
    ['tilt.line', '0.00'],
    ['tilt.cap', '0.00'],
  ]);
  expect(body.year.illustrative).toEqual(expect.arrayContaining(['residentIncome', 'monitoringLine']));
  const cited = body.year.thresholds.map(({ clause }) => clause?.article);
  expect(body.year.clauses.map(({ article }) => article)).toEqual(expect.arrayContaining(cited));
});

function sketchAndAdd() {
  const someone = sketchPerson({ n: 3, holds: [['2306', '2022-01-01']] });
  world.people.push(someone);
  return someone;
}

test('the year’s figures are those of its bills', async () => {
  const year = app.clock.today().slice(0, 4);
  const { body } = await app.ask<YearReply>('GET', `/api/v1/benefit-years/${year}`, { token });
  // 监测: (7,000 − 2,160) × 65%.
  expect([body.calculated, body.granted, body.claimable]).toEqual(['3146.00', '0.00', '3146.00']);
  expect(body.selfPaid).toBe('7000.00');
  const deductible = body.thresholds.find(({ id }) => id === 'assistance.deductible');
  expect(deductible).toMatchObject({ at: '2160.00', reached: '7000.00', left: '0.00', illustrative: true });
});

test.each([
  ['stopped', () => proxy.cut()],
  ['silent', () => Promise.resolve().then(() => proxy.hold())],
])('Redis %s: status, year, bills and intake answer as ever', async (_, fail) => {
  const before = await app.ask<StatusReply>('GET', '/api/v1/status', { token });
  await fail();
  const during = await app.ask<StatusReply>('GET', '/api/v1/status', { token });
  const bill = await app.ask<BillReply>('GET', '/api/v1/bills/BILL-1', { token });
  const again = sketchPush(stranger, { setlId: `REDIS-${_}`, at: '2026-03-05', total: '100.00' });
  const pushed = await send(app, again);
  await proxy.restore();
  expect([during.status, bill.status, pushed.status]).toEqual([200, 200, 200]);
  expect({ ...during.body.year, freshness: null }).toEqual({ ...before.body.year, freshness: null });
  expect(during.body.identities).toEqual(before.body.identities);
  expect(pushed.body.state).toBe('refused');
});
