// The auditor's page: who did what, in words: staff by name and office, nobody else by name.
import { screen } from '@testing-library/react';
import type { AuditEntryReply } from '@yijiutong/rules/contract';

import AuditPage from '../../miniapp/src/packages/staff/audit/index';
import { actorWords, actWords, detailWords } from '../../miniapp/src/packages/staff/audit-words';
import { idOf, places, signInAtDesk } from './desk-stage';
import { ok, press, sentRoutes, serve, settled, show, type } from './stage';
import { phone } from './taro-api';

const entry = (seq: number, change: Partial<AuditEntryReply> = {}): AuditEntryReply => ({
  seq,
  at: '2026-11-20T03:00:00.000Z',
  actor: {
    kind: 'staff',
    id: idOf('a'),
    role: 'county_reviewer',
    name: '李娜',
    organisation: '东区医疗保障局',
  },
  act: 'view_claim',
  subject: { kind: 'claim', id: idOf('c'), name: null },
  place: '510402901001',
  requestId: null,
  detail: {},
  ...change,
});

beforeEach(() => signInAtDesk('auditor'));

test('an entry says who, what, of what and where; codes are words', async () => {
  const paid = entry(2, {
    act: 'make_payment_batch',
    actor: { kind: 'account', id: idOf('b'), role: null, name: null, organisation: null },
    detail: { payments: 3, total: 372_000 },
  });
  serve({
    'GET /places/510402': ok(places),
    'GET /staff/audit': ok({ entries: [paid, entry(1)], next: null }),
  });
  await show(<AuditPage />);
  expect(screen.getByText('做付款批次')).toBeTruthy();
  expect(screen.getByText(/笔数 3，金额 3,720\.00\s元/)).toBeTruthy();
  expect(screen.getByText('打开申请看')).toBeTruthy();
  expect(screen.getByText('李娜，东区医疗保障局，县级审核，杏林街道 桐湾社区')).toBeTruthy();
  expect(screen.getByText('手机用户 …bbbbbb，杏林街道 桐湾社区')).toBeTruthy();
  expect(screen.getByText('就这 2 条')).toBeTruthy();
  await settled(() => screen.getAllByRole('button', { name: '打开申请' })[0]?.click());
  expect(phone.visited).toEqual([`/packages/staff/case/index?id=${idOf('c')}`]);
});

test('it is narrowed to a day, to one who acted and to one case, and goes on page after page', async () => {
  const asked = (query: string) => `GET /staff/audit${query}`;
  const on = '?on=2026-11-20';
  const subject = `&subject=${encodeURIComponent(`claim:${idOf('c')}`)}`;
  serve({
    'GET /places/510402': ok(places),
    [asked('')]: ok({ entries: [entry(9)], next: null }),
    [asked(on)]: ok({ entries: [entry(9)], next: 9 }),
    [asked(`${on}&before=9`)]: ok({ entries: [entry(8)], next: null }),
    [asked(on + subject)]: ok({ entries: [], next: null }),
  });
  await show(<AuditPage />);
  type(/看哪一天/, '20261120');
  await press('看');
  await press('看更早的');
  expect(screen.getByText('就这 2 条')).toBeTruthy();
  const [first] = screen.getAllByRole('button', { name: '只看这份申请' });
  await settled(() => first?.click());
  expect(screen.getByText('没有这样的记录')).toBeTruthy();
  expect(screen.getByText('只看：11月20日，申请（…cccccc）')).toBeTruthy();
  await press('看全部');
  expect(sentRoutes().at(-1)).toBe(asked(''));
});

test('narrowed to one of the staff, the list says her name', async () => {
  const actor = `?actor=${encodeURIComponent(`staff:${idOf('a')}`)}`;
  const member = entry(3, {
    act: 'member_changed',
    subject: { kind: 'member', id: idOf('m'), name: '赵敏' },
  });
  serve({
    'GET /places/510402': ok(places),
    'GET /staff/audit': ok({ entries: [member], next: null }),
    [`GET /staff/audit${actor}`]: ok({ entries: [member], next: null }),
  });
  await show(<AuditPage />);
  expect(screen.getByText('人员 赵敏')).toBeTruthy();
  await press('只看这个人');
  expect(screen.getByText('只看：一个人的（李娜）')).toBeTruthy();
});

test('a day that there is not is named, and nothing is asked', async () => {
  serve({ 'GET /places/510402': ok(places), 'GET /staff/audit': ok({ entries: [], next: null }) });
  await show(<AuditPage />);
  const before = sentRoutes().length;
  type(/看哪一天/, '20261340');
  await press('看');
  expect(screen.getByText('日期写成 20261122 这样，8 位数字。')).toBeTruthy();
  expect(sentRoutes()).toHaveLength(before);
});

test('what this build does not know is shown as it came', () => {
  expect([actWords('approve'), actWords('something_new')]).toEqual(['审批通过', 'something_new']);
  const nobody = { name: null, organisation: null };
  expect(actorWords({ kind: 'account', id: '12', role: null, ...nobody })).toBe('手机用户 12');
  expect(actorWords({ kind: 'staff', id: 'a', role: 'auditor,village_clerk', ...nobody })).toBe(
    '审计、村（社区）干部 a',
  );
  expect(detailWords({ version: 4, state: 'payment_due', reason: null, amount: 5 })).toEqual([
    '到了 待支付',
    expect.stringMatching(/^金额 0\.05\s元$/),
  ]);
});

test('what was said of two bills is in words', () => {
  expect(actWords('decide_twin')).toBe('说了两张账单是不是同一张');
  const said = { ref: 'paper-abcdefgh', other: '5300 0020 26', same: false };
  expect(detailWords(said)).toEqual(['账单 …cdefgh', '另一张 …020 26', '是不是同一张 不是']);
});
