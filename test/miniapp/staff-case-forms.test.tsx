// What an officer does with a case: each act sends what the contract wants; what is missing is said before anything is sent.
import { screen } from '@testing-library/react';
import { routes } from '@yijiutong/rules/contract';

import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskWith, may } from './staff-case-replies';
import { at, choose, expectSent, openCase, signInToCase } from './staff-case-stage';
import { ok, press, refuse, sentTo, type } from './stage';
import { phone } from './taro-api';

const { version } = desk.claim;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

describe('acts that need a yes', () => {
  test.each([
    ['accept', '受理', 'acceptClaim', '/acceptance', {}],
    ['start_publicity', '开始公示', 'startPublicity', '/publicity', {}],
    ['end_publicity', '结束公示', 'endPublicity', '/publicity-end', {}],
    ['recognise', '认定', 'recognise', '/recognition', { words: '' }],
    ['approve', '审批通过', 'approveClaim', '/approval', { words: '' }],
    ['close', '办结', 'closeClaim', '/closing', { twins: [] }],
  ] as const)('%s', async (act, name, route, path, rest) => {
    const { method } = routes[route];
    await openCase(deskWith({ acts: may(act) }), { [`${method} ${at}${path}`]: ok(desk.claim) });
    await press(name);
    phone.confirms = false;
    await press(name);
    expect(sentTo(`${method} ${at}${path}`)).toEqual([]);
    phone.confirms = true;
    await press(name);
    expectSent(route, path, { version, ...rest });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test.each([
    [
      refuse(409, 'not_eligible', { why: 'on_rural_list', listed: 'monitored' }),
      '农业农村有本人的登记：防止返贫监测对象',
    ],
    [refuse(409, 'not_eligible', { why: 'in_other_class' }), '本人已经是别的救助对象'],
    [refuse(409, 'not_eligible', { why: 'spending_below_line' }), '自负费用没有达到文件的标准'],
    [refuse(503, 'upstream_unavailable'), '请过几分钟再点一次'],
  ])('why she cannot be recognised is said: %#', async (answer, words) => {
    await openCase(deskWith({ acts: may('recognise') }), { [`POST ${at}/recognition`]: answer });
    phone.confirms = true;
    await press('认定');
    await press('认定');
    expect(screen.getByRole('alert').textContent).toContain(words);
  });

  test('the payment is ordered again without a body', async () => {
    await openCase(deskWith({ acts: may('order_payment') }), { [`POST ${at}/payment-order`]: ok(null, 204) });
    await press('再付一次');
    await press('再付一次');
    expect(sentTo(`POST ${at}/payment-order`)).toEqual([undefined]);
    expect(screen.getByRole('status').textContent).toContain('已重新下付款指令');
  });
});

describe('opinions', () => {
  test('the township that does not agree says why', async () => {
    await openCase(deskWith({ acts: may('first_review') }), { [`POST ${at}/first-review`]: ok(desk.claim) });
    await press('写初审意见');
    await press('写初审意见');
    expect(screen.getByRole('alert').textContent).toBe('请选同意还是不同意。');
    await choose(/^不同意/);
    await press('写初审意见');
    expect(sentTo(`POST ${at}/first-review`)).toEqual([]);
    type(/^意见/, '票据不是本人的');
    await press('写初审意见');
    expectSent('firstReview', '/first-review', { version, opinion: 'disagree', words: '票据不是本人的' });
  });

  test.each([
    ['return', '退回', 'returnClaim', '/return', 'figures_to_check', '金额要再核'],
    ['reopen', '重新打开', 'reopenClaim', '/reopening', 'mistake', '原来办错了'],
  ] as const)(
    '%s: a reason of the list, with what the resident reads',
    async (act, name, route, path, code, said) => {
      const reasons = [{ code, resident: '金额要再核对一遍。您不用做什么。' }];
      await openCase(deskWith({ acts: may([act, reasons]) }), { [`POST ${at}${path}`]: ok(desk.claim) });
      await press(name);
      await choose(said);
      expect(screen.getByText('金额要再核对一遍。您不用做什么。')).toBeTruthy();
      await press(name);
      expect(sentTo(`POST ${at}${path}`)).toEqual([]);
      type(/^说明/, '第二张账单看错了');
      await press(name);
      expectSent(route, path, { version, reason: code, words: '第二张账单看错了' });
    },
  );

  test('an objection is written down', async () => {
    await openCase(deskWith({ acts: may('record_objection') }), {
      [`POST ${at}/objections`]: ok(desk.claim),
    });
    await press('记公示异议');
    type(/^异议的内容/, '家里有车');
    await press('记公示异议');
    expectSent('recordObjection', '/objections', { version, words: '家里有车' });
    // The next one begins empty.
    await press('记公示异议');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^异议的内容/).value).toBe('');
  });
});

test('the village is chosen by its township', async () => {
  const places = {
    region: '510402',
    counties: [
      {
        code: '510402',
        name: '东区',
        townships: [
          { code: '510402901', name: '杏林街道', villages: [{ code: '510402901001', name: '桐湾社区' }] },
          { code: '510402902', name: '松坪街道', villages: [{ code: '510402902001', name: '松坪社区' }] },
        ],
      },
    ],
    illustrative: true,
  };
  await openCase(deskWith({ village: null, acts: may('set_home') }), {
    'GET /places/510402': ok(places),
    [`PUT ${at}/home`]: ok(desk.claim),
  });
  await press('填写住在哪个村（社区）');
  await press('填写住在哪个村（社区）');
  expect(screen.getByRole('alert').textContent).toContain('请选住在哪个村');
  await choose('松坪街道');
  expect(screen.queryByRole('radio', { name: '桐湾社区' })).toBeNull();
  await choose('松坪社区');
  await press('填写住在哪个村（社区）');
  expectSent('setClaimHome', '/home', { version, village: '510402902001' });
});

describe('一次性告知补正', () => {
  const askable = [
    { paper: 'identity_card', bill: null, title: '居民身份证' },
    { paper: 'invoice', bill: 'S-1', title: '医疗收费票据' },
  ];
  const post = `POST ${at}/correction`;

  test('names the papers, each with its reason, and shows what the resident will read', async () => {
    await openCase(deskWith({ acts: may('ask_correction'), askable }), { [post]: ok(desk.claim) });
    await press('一次性告知补正');
    await press('一次性告知补正');
    expect(screen.getByText('请至少选一样。')).toBeTruthy();
    await press(/^医疗收费票据/, 'checkbox');
    await press('一次性告知补正');
    expect(screen.getByRole('alert').textContent).toBe('请选为什么要补。');
    await choose('没有盖章');
    type(/^医疗收费票据：补充说明/, '第二页');
    type(/^给本人的话/, '其他都好');
    expect(screen.getByText('医保局请您补 1 份材料')).toBeTruthy();
    expect(screen.getByText('请到开材料的地方盖章，再拍。')).toBeTruthy();
    await press('一次性告知补正');
    expectSent('askCorrection', '/correction', {
      version,
      words: '其他都好',
      papers: [{ paper: 'invoice', bill: 'S-1', reason: 'no_stamp', words: '第二页' }],
    });
  });

  test('a paper that is unticked again is not asked for', async () => {
    await openCase(deskWith({ acts: may('ask_correction'), askable }), { [post]: ok(desk.claim) });
    await press('一次性告知补正');
    await press(/^居民身份证/, 'checkbox');
    await choose('照片看不清');
    await press(/^居民身份证/, 'checkbox');
    await press('一次性告知补正');
    expect(sentTo(post)).toEqual([]);
    expect(screen.getByText('请至少选一样。')).toBeTruthy();
  });
});

describe('what was found', () => {
  test('a visit: every fault at once, then as the contract wants it', async () => {
    await openCase(deskWith({ acts: may('record_visit') }), { [`POST ${at}/visit`]: ok(desk.claim) });
    await press('记入户调查');
    await press('记入户调查');
    expect(sentTo(`POST ${at}/visit`)).toEqual([]);
    expect(screen.getByText('请写 1 到 20。')).toBeTruthy();
    type(/^哪天去的/, '2026年3月5日');
    type(/^家里几口人/, '3');
    type(/^几个有劳动能力/, '1');
    type(/^家庭年收入/, '9,000');
    type(/^住房怎么样/, '旧房一间');
    type(/^病情和照料/, '每周透析三次');
    type(/^在场的人/, '女儿在场');
    await press('登记家里人的身份证号');
    type(/^家里人的身份证号 1/, '990101197001010012');
    await press('记入户调查');
    expect(screen.getByText('身份证号不对，请照着证件核对。')).toBeTruthy();
    type(/^家里人的身份证号 1/, '99010119700101001x');
    await press('记入户调查');
    expectSent('recordVisit', '/visit', {
      version,
      on: '2026-03-05',
      findings: {
        members: 3,
        workers: 1,
        yearlyIncome: '9000.00',
        house: '旧房一间',
        illness: '每周透析三次',
        remarks: '女儿在场',
      },
      family: ['99010119700101001X'],
    });
  });

  test('the means check', async () => {
    await openCase(deskWith({ acts: may('record_means') }), { [`POST ${at}/means`]: ok(desk.claim) });
    await press('记经济状况核对');
    await choose(/^超过标准/);
    type(/^申请前 12 个月/, '80000');
    await press('记经济状况核对');
    expect(screen.getByText('请写明哪一项超过。')).toBeTruthy();
    type(/^说明/, '名下有两套房');
    await press('记经济状况核对');
    expectSent('recordMeans', '/means', {
      version,
      withinLimit: false,
      selfPaid: '80000.00',
      words: '名下有两套房',
    });
  });
});
