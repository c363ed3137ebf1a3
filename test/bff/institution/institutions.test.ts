// An officer looks up the institution of a bill on paper: what she finds, how it is kept, and what an outage leaves.
import type { ErrorReply, InstitutionsReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let reviewer: SignedInStaff;

beforeAll(async () => {
  app = await startApp({ sharedClock: true });
  reviewer = await signInStaff(app, 'county_reviewer', '510402');
});
afterEach(() => app.sandbox.control.reset());
afterAll(() => app.close());

const find = (text: string, who = reviewer) =>
  app.ask<InstitutionsReply & ErrorReply>(
    'GET',
    `/api/v1/staff/institutions?text=${encodeURIComponent(text)}`,
    {
      token: who.token,
    },
  );
/** Longer than a session of the staff lasts untouched. */
async function letPass(minutes: number): Promise<void> {
  app.clock.advance(minutes * 60_000);
  reviewer = await signInStaff(app, 'county_reviewer', '510402');
}

const asked = () => app.sandbox.control.calls('hsa 1201');

test('by its code, however it was typed', async () => {
  const { status, body } = await find(' h51042100001 ');
  expect(status).toBe(200);
  expect(body).toMatchObject({ more: false, stale: false });
  expect(body.institutions).toEqual([
    {
      code: 'H51042100001',
      name: '米易示例县医院',
      level: '05',
      place: '510421',
      placeName: '攀枝花市米易县',
    },
  ]);
});

test('by a part of its name: hospitals and drug stores, the nearest first', async () => {
  const { body } = await find('示例大');
  expect(body.institutions.map(({ name, placeName }) => [name, placeName])).toEqual([
    ['东区示例大药房', '攀枝花市东区'],
    ['米易示例大药房', '攀枝花市米易县'],
    // No table of ours names a place of another province.
    ['武汉示例大学附属医院', null],
    ['昆明示例大学附属医院', null],
  ]);
  const yichang = await signInStaff(app, 'county_reviewer', '420503');
  expect((await find('示例中心医院', yichang)).body.institutions.map(({ name }) => name)).toEqual([
    '宜昌示例中心医院',
    '攀枝花示例中心医院',
  ]);
});

test('of many the first twenty, and that there are more', async () => {
  const { body } = await find('村卫生室');
  expect([body.institutions.length, body.more]).toEqual([20, true]);
});

test('nobody is found: an empty list, asked for again after a minute', async () => {
  expect((await find('没有这一家')).body.institutions).toEqual([]);
  const before = asked();
  await find('没有这一家');
  expect(asked()).toBe(before);
  app.clock.advance(61_000);
  await find('没有这一家');
  expect(asked()).toBe(before + 2);
});

test.each(['医', 'H5104', '5104', '米'.repeat(31)])(
  '%p is too little, or too much, to look for',
  async (text) => {
    expect((await find(text)).status).toBe(422);
  },
);

test('asked for once an hour; while the platform is away, what it said within the day, marked', async () => {
  const first = await find('盐边示例');
  const before = asked();
  await letPass(59);
  expect((await find('盐边示例')).body).toEqual(first.body);
  expect(asked()).toBe(before);

  await letPass(2);
  app.sandbox.control.set('hsa', { mode: 'away' });
  expect((await find('盐边示例')).body).toEqual({ ...first.body, stale: true });
  const unknown = await find('H51042200001');
  expect([unknown.status, unknown.body.error.code]).toEqual([503, 'upstream_unavailable']);
});

test('the same words at the same moment are one look-up', async () => {
  const before = asked();
  const replies = await Promise.all(Array.from({ length: 5 }, () => find('H51041100001')));
  expect(replies.map(({ body }) => body.institutions[0]?.name)).toEqual(Array(5).fill('仁和示例人民医院'));
  expect(asked()).toBe(before + 1);
});
