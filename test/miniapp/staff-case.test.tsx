// One case as an officer sees it: who, which, how urgent; why an act is not hers; papers large; both voices; what is shared.
import { screen } from '@testing-library/react';

import CasePage from '../../miniapp/src/packages/staff/case/index';
import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskOnPaper, deskWith, may, me, officer } from './staff-case-replies';
import { at, links, openCase, signInToCase } from './staff-case-stage';
import { ok, press, refuse, sentTo, serve, show } from './stage';
import { phone } from './taro-api';

const otherId = 'z'.repeat(22);
const { version } = desk.claim;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

test('is asked for with the token of staff, and shows whose case it is and its clock', async () => {
  await openCase(desk);
  expect(phone.sent[0]?.header.Authorization).toBe(`Bearer ${'t'.repeat(43)}`);
  expect(screen.getByRole('heading', { name: '张翠兰' })).toBeTruthy();
  expect(screen.getByText('JZ 2026 1121 0000 017')).toBeTruthy();
  expect(screen.getByText(/^本步 11月26日前办完，还剩 3 个工作日$/)).toBeTruthy();
});

test('offers the acts that the server lists, and no other', async () => {
  await openCase(deskWith({ acts: may('return', 'review') }));
  const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
  const acts = names.filter((name) => ['县级审核', '退回', '受理', '审批通过'].includes(name ?? ''));
  // The step itself stands first.
  expect(acts).toEqual(['县级审核', '退回']);
});

test('says why an act of her post is not hers', async () => {
  await openCase(deskWith({ acts: [], sameHands: ['approve'] }));
  expect(screen.getByText(/「审批通过」要换一个人办/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '审批通过' })).toBeNull();
});

test('an approval of the lane that can still be undone, and a case that was drawn, are marked', async () => {
  const lane = { effectiveAt: '2026-11-22T02:15:00.000Z', by: officer };
  await openCase(deskWith({ acts: [], lane, drawn: true }));
  expect(screen.getByText(/吴立春 已在「一起批」里批了，11月22日 10:15 生效/)).toBeTruthy();
  expect(screen.getByText(/抽中全面复核/)).toBeTruthy();
  expect(screen.getByText('批过了，等着生效。')).toBeTruthy();
});

test('a case that is not hers to see is told as such', async () => {
  serve({ [`GET ${at}`]: refuse(404, 'not_found') });
  await show(<CasePage />);
  expect(screen.getByRole('alert').textContent).toContain('没有找到');
});

describe('who has it', () => {
  const put = `PUT ${at}/assignee`;

  test('she takes it, and gives it back', async () => {
    await openCase(desk, { [put]: ok({ assignee: { staffId: me.staffId, name: me.name } }) });
    expect(screen.getByText('还没有人办。')).toBeTruthy();
    serve({
      ...links,
      [`GET ${at}`]: ok(deskWith({ assignee: { staffId: me.staffId, name: me.name } })),
      [put]: ok({ assignee: null }),
    });
    await press('我来办');
    expect(screen.getByText('您在办。')).toBeTruthy();
    await press('交回待办');
    expect(sentTo(put)).toEqual([
      { version, staffId: me.staffId },
      { version, staffId: null },
    ]);
  });

  test('a colleague was faster: it says who, and shows it', async () => {
    await openCase(desk, { [put]: refuse(409, 'claim_taken', { by: officer }) });
    await press('我来办');
    expect(screen.getByRole('alert').textContent).toContain('现在由 吴立春 办。');
  });

  test('whoever only looks at it cannot take it', async () => {
    await openCase(deskWith({ acts: [], assignable: false, assignee: officer }));
    expect(screen.getByText('吴立春 在办。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '我来办' })).toBeNull();
  });
});

test('the number to call is asked for on a tap alone', async () => {
  const get = `GET ${at}/phone`;
  await openCase(desk, { [get]: ok({ phone: '19900001234' }) });
  expect(sentTo(get)).toEqual([]);
  await press('打电话给本人');
  expect(sentTo(get)).toHaveLength(1);
  expect(screen.getByText('电话 19900001234')).toBeTruthy();
});

describe('papers', () => {
  test('what is missing, what cannot be had, and each paper where it stands', async () => {
    await openCase(deskOnPaper);
    expect(screen.getByText(/^缺 1 样：医疗收费票据$/)).toBeTruthy();
    expect(screen.getByText(/^本人说拿不到 1 样：医疗费用清单$/)).toBeTruthy();
  });

  test('a page is looked at large, beside what it is to be held against, enlarged and turned', async () => {
    await openCase(deskOnPaper);
    expect(document.querySelectorAll('.thumb img')).toHaveLength(2);
    await press('放大看居民身份证第 1 页');
    const photo = document.querySelector<HTMLImageElement>('.stage__photo');
    expect(photo?.getAttribute('src')).toContain('-full');
    expect(document.querySelector('.viewer .facts')?.textContent).toContain('990***********1234');
    await press('放大');
    await press('转一下');
    expect(photo?.style.transform).toContain('rotate(90deg)');
    expect(document.querySelector<HTMLElement>('.stage__frame')?.style.width).toBe('150%');
    await press('下一页');
    expect(document.querySelector('.viewer__title')?.textContent).toBe('居民身份证第 2 页');
    expect(screen.getByRole('button', { name: '下一页' }).getAttribute('aria-disabled')).toBe('true');
    await press('收起');
    expect(document.querySelector('.viewer')).toBeNull();
  });
});

describe('bills', () => {
  test('who paid, what the rules give, and why, in both voices', async () => {
    await openCase(desk);
    expect(screen.getByText('政策范围内个人自付').parentElement?.textContent).toContain('2,000.00');
    await press('看计算过程');
    expect(screen.getByText('（累计个人自付 − 起付标准）× 救助比例')).toBeTruthy();
    await press('群众口径', 'radio');
    expect(screen.getByText('您自己掏的 2,000.00 元，帮您 70%。')).toBeTruthy();
    expect(screen.queryByText('（累计个人自付 − 起付标准）× 救助比例')).toBeNull();
  });

  test('what changed since the review, with its cause', async () => {
    const sinceReview = {
      before: '1400.00',
      after: '2100.00',
      change: '700.00',
      causes: [{ cause: 'bill_corrected', sentence: '医院改了账单。', amount: '700.00', clause: null }],
    };
    await openCase(deskWith({ bills: [{ ...desk.bills[0]!, sinceReview }] }));
    expect(screen.getByText(/^和上次审核不一样/).textContent).toContain('+700.00');
    expect(screen.getByText(/^医院改了账单。/).textContent).toContain('+700.00');
  });

  test('one that only paper knows says what is to be done', async () => {
    await openCase(deskOnPaper);
    expect(screen.getByText(/要由县级审核照材料录入金额/)).toBeTruthy();
  });
});

describe('duplicates', () => {
  const other = {
    kinds: ['bill', 'account'] as ('bill' | 'account')[],
    claimId: otherId,
    number: 'JZ202611200000003',
    kind: 'reimbursement' as const,
    state: 'paid' as const,
    regionName: '四川省攀枝花市东区',
    submittedAt: null,
    samePerson: false,
    bills: ['S-1'],
    pages: [],
  };

  test('stand side by side, with what they share, and can be opened', async () => {
    await openCase(deskWith({ duplicates: [other] }));
    expect(screen.getByRole('heading', { name: '可能重复' })).toBeTruthy();
    expect(screen.getByText('同一张账单：攀枝花市中心医院，2026年11月5日')).toBeTruthy();
    expect(screen.getByText('另一个人')).toBeTruthy();
    await press('打开另一件');
    expect(phone.visited).toEqual([`/packages/staff/case/index?id=${otherId}`]);
  });

  test('one of another place is told, and not opened; her own other claims are no suspicion', async () => {
    await openCase(deskWith({ duplicates: [{ ...other, kinds: ['person'], claimId: null }] }));
    expect(screen.getByRole('heading', { name: '本人一年内的其他申请' })).toBeTruthy();
    expect(screen.getByText(/不能打开/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '打开另一件' })).toBeNull();
  });
});

test('an appeal shows the refusal that it is about, and why she does not agree', async () => {
  const [clause] = desk.clauses;
  const appealOf = {
    claimId: otherId,
    number: 'JZ202611200000003',
    kind: 'reimbursement' as const,
    state: 'refused' as const,
    submittedAt: null,
    refusedAt: '2026-11-20T02:00:00.000Z',
    by: officer,
    reason: 'out_of_scope',
    resident: '这些钱不在医疗救助能帮的范围里。',
    clause: 'panzhihua-2023 第十二条（二）',
    quoted: clause!,
    words: '美容项目',
  };
  const course = { ...desk.claim.course, appealWords: '是烧伤，不是美容' };
  await openCase(deskWith({ appealOf }, { kind: 'appeal', course }));
  expect(screen.getByText('原因：不在救助范围')).toBeTruthy();
  expect(screen.getByText('美容项目')).toBeTruthy();
  expect(screen.getByText('是烧伤，不是美容')).toBeTruthy();
  await press('看依据：第十二条（二）');
  expect(screen.getByRole('dialog').textContent).toContain(clause!.text);
  await press('打开那一件');
  expect(phone.visited).toEqual([`/packages/staff/case/index?id=${otherId}`]);
});

test('what was found, said and done before, with who, when, why and by which day’s policy', async () => {
  const findings = {
    visits: [
      {
        on: '2026-11-20',
        by: officer,
        members: 3,
        workers: 1,
        yearlyIncome: '9000.00',
        house: '旧房一间',
        illness: '透析',
        remarks: '',
      },
    ],
    means: [{ on: '2026-11-21', by: officer, withinLimit: true, selfPaid: '80000.00', words: null }],
    publicity: [{ startsOn: '2026-11-21', endsOn: '2026-11-28', endedAt: null, by: officer }],
    rural: [
      {
        at: '2026-11-21T02:00:00.000Z',
        by: officer,
        listed: 'monitored' as const,
        since: '2026-03-01',
        words: null,
      },
    ],
    objections: [{ at: '2026-11-22T02:00:00.000Z', by: officer, words: '家里有车' }],
  };
  await openCase(deskWith({ findings }));
  for (const words of ['旧房一间', '在标准以内', '2026年11月28日', '防止返贫监测对象', '家里有车']) {
    expect(screen.getAllByText(words).length).toBeGreaterThan(0);
  }
  expect(screen.getByText('按 2026年11月21日 的政策')).toBeTruthy();
  expect(screen.getByText(/乡镇（街道）经办 吴立春 杏林街道办事处/)).toBeTruthy();
  expect(screen.getByText('乡镇初审，吴立春')).toBeTruthy();
});
