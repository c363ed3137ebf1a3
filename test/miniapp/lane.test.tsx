// Approving together: what is ticked is what was seen, the sum stands before the button, and there is a way back.
import { screen } from '@testing-library/react';
import type { LaneReply } from '@yijiutong/rules/contract';

import LanePage from '../../miniapp/src/packages/staff/lane/index';
import { leftWords } from '../../miniapp/src/packages/staff/lane/standing';
import { idOf, signInAtDesk } from './desk-stage';
import { ok, press, sentTo, serve, settled, show } from './stage';
import { phone } from './taro-api';

const one = (letter: string, amount = '280.00', version = 5) => ({
  claimId: idOf(letter),
  number: `2026112000000000${letter.charCodeAt(0) % 10}`,
  version,
  person: `欧*${letter}`,
  amount,
});
const lane = (change: Partial<LaneReply> = {}): LaneReply => ({
  clean: [one('a'), one('b', '120.50')],
  drawn: [],
  others: [],
  standing: [],
  lapsed: [],
  ...change,
});
const result = (letter: string, outcome: string, breaks: string[] = []) => ({
  claimId: idOf(letter),
  outcome,
  breaks,
  effectiveAt: null,
});
const approvals = 'POST /staff/lane/approvals';

beforeEach(() => signInAtDesk('county_approver'));

async function open(reply: LaneReply, others: Record<string, unknown> = {}): Promise<void> {
  const answers = Object.fromEntries(Object.entries(others).map(([route, data]) => [route, ok(data)]));
  serve({ 'GET /staff/lane': ok(reply), ...answers });
  await show(<LanePage />);
}
const box = (letter: string) => screen.getByRole('checkbox', { name: new RegExp(`欧\\*${letter}`) });

test('nothing is ticked at first; the sum of what is ticked stands beside the button', async () => {
  await open(lane());
  expect(screen.getByText('一次最多 20 件')).toBeTruthy();
  await press(/欧\*a/, 'checkbox');
  await press(/欧\*b/, 'checkbox');
  expect(screen.getByText(/选了 2 件，一共 400\.50\s元/)).toBeTruthy();
  await press(/欧\*a/, 'checkbox');
  expect(screen.getByText(/选了 1 件，一共 120\.50\s元/)).toBeTruthy();
});

test('more than twenty cannot be ticked', async () => {
  const clean = Array.from({ length: 22 }, (_, at) => ({
    ...one('z'),
    claimId: `${idOf('z').slice(2)}${10 + at}`,
  }));
  await open(lane({ clean }));
  await press('选前 20 件');
  expect(screen.getByText(/选了 20 件，一共 5,600\.00\s元/)).toBeTruthy();
  const boxes = screen.getAllByRole('checkbox');
  expect(boxes[20]?.getAttribute('aria-disabled')).toBe('true');
  await settled(() => boxes[20]?.click());
  expect(screen.getByText(/选了 20 件/)).toBeTruthy();
});

test('after a confirmation each is approved at the version that was seen, and what became of each is told', async () => {
  const results = [result('a', 'approved'), result('b', 'not_clean', ['no_duplicates'])];
  await open(lane(), { [approvals]: { results } });
  await press('选前 2 件');
  await press('批准 2 件');
  expect(phone.questions[0]).toMatch(/一共 400\.50\s元。15 分钟里可以撤销/);
  expect(sentTo(approvals)).toEqual([
    {
      claims: [
        { claimId: idOf('a'), version: 5 },
        { claimId: idOf('b'), version: 5 },
      ],
    },
  ]);
  expect(screen.getByText(/批了 1 件，15 分钟后生效/)).toBeTruthy();
  expect(screen.getByText(/不能一起批了，没有批（可能和别的申请重复）/)).toBeTruthy();
});

test('who thinks better of it sends nothing, and keeps what was ticked', async () => {
  await open(lane());
  await press('选前 2 件');
  phone.confirms = false;
  await press('批准 2 件');
  expect(sentTo(approvals)).toEqual([]);
  expect(screen.getByText(/选了 2 件/)).toBeTruthy();
});

test('without a network what was ticked stays, and the same approval is sent again under the same key', async () => {
  await open(lane());
  serve({ 'GET /staff/lane': ok(lane()), [approvals]: 'offline' });
  await press(/欧\*a/, 'checkbox');
  await press('批准 1 件');
  expect(screen.getByRole('alert').textContent).toContain('没有连上网');
  await press('批准 1 件');
  const keys = phone.sent
    .filter(({ method }) => method === 'POST')
    .map(({ header }) => header['Idempotency-Key']);
  expect([keys.length, keys[0] === keys[1]]).toEqual([2, true]);
});

test('a case that has changed since is not ticked any more', async () => {
  await open(lane());
  await press(/欧\*a/, 'checkbox');
  serve({ 'GET /staff/lane': ok(lane({ clean: [one('a', '300.00', 6), one('b')] })) });
  await settled(() => phone.showAgain());
  expect(box('a').getAttribute('aria-checked')).toBe('false');
  expect(screen.getByText('一次最多 20 件')).toBeTruthy();
});

test('one that was drawn, and one that is not clean, are opened by themselves and say why', async () => {
  const others = [
    {
      claimId: idOf('d'),
      number: '20261120000000009',
      breaks: ['no_excuse' as const, 'payee_named' as const],
    },
  ];
  await open(lane({ clean: [], drawn: [one('c')], others }));
  expect(screen.getByText('有材料说拿不到；没有收款账户')).toBeTruthy();
  await press(/每十件抽一件/);
  await press(/有材料说拿不到/);
  expect(phone.visited).toEqual(['c', 'd'].map((letter) => `/packages/staff/case/index?id=${idOf(letter)}`));
});

test('an approval of the last minutes shows the time left, and can be undone', async () => {
  const effectiveAt = new Date(Date.now() + 5 * 60_000).toISOString();
  const undoings = 'POST /staff/lane/undoings';
  await open(lane({ clean: [], standing: [{ ...one('a'), effectiveAt, tries: 0 }] }), {
    [undoings]: { results: [{ claimId: idOf('a'), outcome: 'undone' }] },
  });
  expect(screen.getByText(/^还有 [45] 分 \d\d 秒可以撤销$/)).toBeTruthy();
  await press('撤销');
  expect(sentTo(undoings)).toEqual([{ claims: [idOf('a')] }]);
  expect(screen.getByText('1 件撤销了，回到待批。')).toBeTruthy();
});

test('the time that is left is told to the second', () => {
  expect([900, 61, 60, 59, 0].map(leftWords)).toEqual([
    '还有 15 分 00 秒可以撤销',
    '还有 1 分 01 秒可以撤销',
    '还有 1 分 00 秒可以撤销',
    '还有 59 秒可以撤销',
    '时间到了，正在生效',
  ]);
});

test('one whose time is over has no button, and one that came to nothing says why', async () => {
  const standing = [{ ...one('a'), effectiveAt: '2020-01-01T00:00:00.000Z', tries: 0 }];
  const lapsed = [{ ...one('b'), why: 'claim_changed', at: '2026-11-21T03:00:00.000Z' }];
  await open(lane({ clean: [], standing, lapsed }));
  expect(screen.getByText('时间到了，正在生效')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '撤销' })).toBeNull();
  expect(screen.getByText('批了以后，这份申请又有了变化')).toBeTruthy();
});

test('what the system could not do yet, and what it has given back, says so', async () => {
  const standing = [{ ...one('a'), effectiveAt: '2020-01-01T00:00:00.000Z', tries: 3 }];
  const lapsed = [{ ...one('b'), why: 'internal_error', at: '2026-11-21T03:00:00.000Z' }];
  await open(lane({ clean: [], standing, lapsed }));
  expect(screen.getByText(/^系统试了 3 次没有办成，会自己再试/)).toBeTruthy();
  expect(screen.getByText('系统试了几次都没有办成，请打开这份申请单独批')).toBeTruthy();
});

test('with nothing to approve it says so', async () => {
  await open(lane({ clean: [] }));
  expect(screen.getByText('现在没有等您批的')).toBeTruthy();
});
