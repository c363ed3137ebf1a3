// What waits for an officer: narrowed, taken, given on; and who gets her cases while she is away.
import { cleanup, screen } from '@testing-library/react';
import type { DeskCase } from '@yijiutong/rules/contract';

import { readDays } from '../../miniapp/src/packages/staff/desk-me/away';
import DeskMePage from '../../miniapp/src/packages/staff/desk-me/index';
import QueuePage from '../../miniapp/src/packages/staff/queue/index';
import { ANY, withOne } from '../../miniapp/src/packages/staff/queue/narrow';
import { listTownships, listVillages, regionOf } from '../../miniapp/src/packages/staff/queue/places';
import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import {
  colleague,
  colleagues,
  places,
  queueReply,
  reviewer,
  staffToken,
  waitingCase,
} from './staff-replies';
import { ok, press, refuse, sentRoutes, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

let serial = 0;
/** The queue remembers whoever looked last: every test is another officer. */
let hers = reviewer;
const answers = (more: Answers = {}): Answers => ({
  'GET /staff/session': ok(hers),
  'GET /staff/queue?limit=20': ok(queueReply([waitingCase])),
  'GET /staff/colleagues': ok(colleagues),
  'GET /places/510402': ok(places),
  ...more,
});
const asked = () => sentRoutes().filter((route) => route.startsWith('GET /staff/queue'));
const held = (by: { staffId: string; name: string }): DeskCase => ({ ...waitingCase, assignee: by });

beforeEach(() => {
  phone.reset();
  hers = { ...reviewer, staffId: `${'r'.repeat(20)}${String((serial += 1)).padStart(2, '0')}` };
  staffSession.begin(staffToken);
  jest.useFakeTimers({ now: Date.parse('2026-11-22T02:00:00Z'), doNotFake: ['queueMicrotask', 'nextTick'] });
});
afterEach(() => jest.useRealTimers());

test('tells of each case what, where, how late, and what is asked of her', async () => {
  serve(answers());
  await show(<QueuePage />);
  const row = document.querySelector('.queue-row')?.textContent;
  for (const words of [
    '医疗救助零星报销',
    '待县级审核',
    '已超期 3 个工作日',
    'JZ 2026 1120 0000 174',
    '张*',
    '桐湾社区',
    '1,111.01',
    '没人办',
    '要您办：县级审核',
  ])
    expect(row).toContain(words);
  await press(/医疗救助零星报销/);
  expect(phone.visited).toEqual([`/packages/staff/case/index?id=${waitingCase.claimId}`]);
});

test('a figure narrows to what it counts, and once more takes that back', async () => {
  serve(answers({ 'GET /staff/queue?due=overdue&limit=20': ok(queueReply([])) }));
  await show(<QueuePage />);
  await press(/已超期$/);
  expect(asked().at(-1)).toBe('GET /staff/queue?due=overdue&limit=20');
  expect(screen.getByText('没有这样的申请')).toBeTruthy();
  await press(/已超期$/);
  expect(screen.getByText('已超期 3 个工作日')).toBeTruthy();
});

test('what was narrowed is still narrowed when she comes back, and for nobody else', async () => {
  const narrowed = 'GET /staff/queue?kind=appeal&limit=20';
  serve(answers({ [narrowed]: ok(queueReply([])) }));
  await show(<QueuePage />);
  await press('筛选、按编号找');
  await press('复核', 'radio');
  cleanup();
  await show(<QueuePage />);
  expect(asked().at(-1)).toBe(narrowed);
  expect(screen.getByText('收起筛选（已选 1 样）')).toBeTruthy();
  cleanup();
  hers = { ...hers, staffId: 'x'.repeat(22) };
  staffSession.begin('u'.repeat(43));
  serve(answers());
  await show(<QueuePage />);
  expect(asked().at(-1)).toBe('GET /staff/queue?limit=20');
});

test('is narrowed by township and village, by colleague, and by digits of a number', async () => {
  const all = queueReply([waitingCase]);
  const township = 'GET /staff/queue?village=510402901&limit=20';
  const village = 'GET /staff/queue?village=510402901002&limit=20';
  const both = `GET /staff/queue?village=510402901002&assigned=${colleague.staffId}&limit=20`;
  const number = `GET /staff/queue?village=510402901002&assigned=${colleague.staffId}&text=20261120&limit=20`;
  serve(answers(Object.fromEntries([township, village, both, number].map((route) => [route, ok(all)]))));
  await show(<QueuePage />);
  await press('筛选、按编号找');
  await press('杏林街道', 'radio');
  await press('芦岭社区', 'radio');
  await press('李立夏', 'radio');
  type(/按编号找/, '202');
  await press('找');
  expect(document.body.textContent).toContain('至少填 4 位数字');
  type(/按编号找/, 'JZ 2026 1120');
  await press('找');
  expect(asked().slice(-4)).toEqual([township, village, both, number]);
  await press('全部不选');
  expect(asked().at(-1)).toBe('GET /staff/queue?limit=20');
});

test('comes in pages; a refresh brings as many as she had', async () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, at) => ({
      ...waitingCase,
      claimId: String(from + at).padStart(22, '0'),
    }));
  const rest = (from: number, count: number) =>
    ok({ cases: many(count, from), nextCursor: null, counts: null });
  serve(
    answers({
      'GET /staff/queue?limit=20': ok(queueReply(many(20), 'next')),
      'GET /staff/queue?cursor=next&limit=20': rest(20, 3),
    }),
  );
  await show(<QueuePage />);
  await press('再看一些');
  expect(screen.getByText('就这 23 件')).toBeTruthy();
  // One was done meanwhile: what comes at once is cut where the server likes.
  serve(
    answers({
      'GET /staff/queue?limit=23': ok(queueReply(many(21), 'other')),
      'GET /staff/queue?cursor=other&limit=50': rest(21, 1),
    }),
  );
  await settled(() => phone.showAgain());
  await settled();
  expect(screen.getByText('就这 22 件')).toBeTruthy();
});

describe('a case', () => {
  const put = `PUT /staff/claims/${waitingCase.claimId}/assignee`;

  test('that nobody has is taken', async () => {
    serve(answers({ [put]: ok({ assignee: hers }) }));
    await show(<QueuePage />);
    serve(
      answers({ [put]: ok({ assignee: hers }), 'GET /staff/queue?limit=20': ok(queueReply([held(hers)])) }),
    );
    await press('我来办');
    await settled();
    expect(sentTo(put)).toEqual([{ version: 4, staffId: hers.staffId }]);
    expect(document.querySelector('.queue-row')?.textContent).toContain('我在办');
  });

  test('that a colleague took at the same moment is told by her name', async () => {
    serve(answers({ [put]: refuse(409, 'claim_taken', { by: colleague }) }));
    await show(<QueuePage />);
    await press('我来办');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('现在由 李立夏 办');
    serve(answers({ [put]: refuse(409, 'claim_changed') }));
    await press('我来办');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('最新的已经拿来了');
  });

  test('is given to a colleague who is there, and never to one who is away', async () => {
    const gone = {
      ...colleagues.colleagues[1]!,
      staffId: 'g'.repeat(22),
      name: '王白露',
      away: { from: '2026-11-20', until: '2026-11-25', handTo: null },
    };
    const all = { colleagues: [...colleagues.colleagues, gone] };
    serve(answers({ [put]: ok({ assignee: colleague }), 'GET /staff/colleagues': ok(all) }));
    await show(<QueuePage />);
    await press('交给同事');
    await settled();
    expect(screen.queryByText('王白露')).toBeNull();
    await press(/李立夏/);
    await settled();
    expect(sentTo(put)).toEqual([{ version: 4, staffId: colleague.staffId }]);
    expect(screen.queryByText('交给谁办')).toBeNull();
  });

  test('of hers goes back to the queue', async () => {
    serve(
      answers({ [put]: ok({ assignee: null }), 'GET /staff/queue?limit=20': ok(queueReply([held(hers)])) }),
    );
    await show(<QueuePage />);
    await press('转交、交回');
    await settled();
    await press(/交回待办/);
    await settled();
    expect(sentTo(put)).toEqual([{ version: 4, staffId: null }]);
  });

  test('of a colleague’s can be opened and not taken', async () => {
    serve(answers({ 'GET /staff/queue?limit=20': ok(queueReply([held(colleague)])) }));
    await show(<QueuePage />);
    expect(screen.queryByRole('button', { name: '我来办' })).toBeNull();
    expect(document.querySelector('.queue-row')?.textContent).toContain('李立夏在办');
  });
});

test('nothing that waits is said, and so is a server that cannot be asked', async () => {
  serve(answers({ 'GET /staff/queue?limit=20': ok(queueReply([])) }));
  await show(<QueuePage />);
  expect(screen.getByText('现在没有要办的')).toBeTruthy();
  cleanup();
  serve(answers({ 'GET /staff/queue?limit=20': 'offline' }));
  await show(<QueuePage />);
  await settled();
  expect(screen.getByText('没有连上网')).toBeTruthy();
  expect([...phone.storage.keys()]).toEqual(['staff-token']);
});

describe('being away', () => {
  const sessions = { 'GET /staff/sessions': ok({ sessions: [] }) };

  test('is said with days and a colleague, and taken back', async () => {
    const away = { from: '2026-11-22', until: '2026-11-27', handTo: colleague };
    serve(
      answers({
        ...sessions,
        'PUT /staff/away': ok({ away, handed: 2, released: 1 }),
        'DELETE /staff/away': ok(null, 204),
      }),
    );
    await show(<DeskMePage />);
    await press('登记不在岗的日子');
    type(/最后一天/, '20261127');
    await press('李立夏', 'radio');
    const [herself, other] = colleagues.colleagues;
    serve(
      answers({
        ...sessions,
        'GET /staff/colleagues': ok({ colleagues: [{ ...herself, away }, other] }),
        'PUT /staff/away': ok({ away, handed: 2, released: 1 }),
        'DELETE /staff/away': ok(null, 204),
      }),
    );
    await press('登记不在岗');
    await settled();
    expect(sentTo('PUT /staff/away')).toEqual([
      { from: '2026-11-22', until: '2026-11-27', handTo: colleague.staffId },
    ]);
    expect(screen.getByText(/2 件交给了同事，1 件回到待办/)).toBeTruthy();
    expect(screen.getByText(/没办完的交给 李立夏/)).toBeTruthy();
    await press('我回来了');
    expect(sentRoutes()).toContain('DELETE /staff/away');
  });

  test.each([
    ['2026112', '20261127', '日期写成'],
    ['20261127', '20261126', '最后一天不能早于第一天'],
    ['20261101', '20261102', '已经过了'],
  ])('from %s to %s is none', (from, until, words) => {
    expect(readDays({ from, until }, '2026-11-22')).toContain(words);
  });

  test('of one day, today, is one', () => {
    expect(readDays({ from: '20261122', until: '2026-11-22' }, '2026-11-22')).toEqual({
      from: '2026-11-22',
      until: '2026-11-22',
    });
  });
});

describe('places', () => {
  test.each([
    ['51', null],
    ['5104', '510400'],
    ['510402', '510402'],
    ['510402901001', '510402'],
  ])('of %s are asked for as %s', (code, region) => expect(regionOf(code)).toBe(region));

  test('a township officer has her villages, a village clerk her own', () => {
    expect(listTownships(places, '510402901', null).map(({ name }) => name)).toEqual(['杏林街道']);
    expect(listVillages(places, '510402901', '510402901')).toHaveLength(2);
    expect(listVillages(places, '510402901', '510402901001').map(({ name }) => name)).toEqual(['桐湾社区']);
  });

  test('of a city the county is chosen first', () => {
    const city = {
      ...places,
      counties: [...places.counties, { code: '510403', name: '西区', townships: [] }],
    };
    expect(listTownships(city, '5104', null)).toEqual([]);
    expect(listTownships(city, '5104', '510402')).toHaveLength(2);
  });

  test('a query says only what it narrows to', () => {
    expect(withOne({ kind: 'appeal', due: 'soon' }, 'kind', ANY)).toEqual({ due: 'soon' });
    expect(withOne({}, 'village', '510402901')).toEqual({ village: '510402901' });
  });
});
