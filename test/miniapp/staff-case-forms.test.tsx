// What an officer does with a case: each act sends what the contract wants; what is missing is said before anything is sent.
import { routes, type RouteName } from '@yijiutong/rules/contract';
import { fireEvent, screen } from '@testing-library/react';

import CasePage from '../../miniapp/src/packages/staff/case/index';
import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { tasks } from './claim-replies';
import { claimId, desk, deskOnPaper, deskWith, may, me, proposal } from './staff-case-replies';
import { ok, press, refuse, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

const at = `/staff/claims/${claimId}`;
const { version } = desk.claim;

/** Takes what was sent only if the contract does. */
function expectSent(name: RouteName, path: string, body: unknown): void {
  const { method, body: schema } = routes[name] as {
    method: string;
    body?: { parse: (body: unknown) => unknown };
  };
  expect(sentTo(`${method} ${at}${path}`)).toEqual([body]);
  schema?.parse(body);
}

const links: Answers = Object.fromEntries(
  [...tasks.identity.pages, ...tasks.askedAgain.pages].map(({ pageId }) => [
    `GET /pages/${pageId}/link?size=thumbnail`,
    ok({ path: '/files/x', expiresAt: '' }),
  ]),
);

async function open(reply: unknown, more: Answers = {}): Promise<void> {
  serve({ ...links, [`GET ${at}`]: ok(reply), [`GET ${at}/proposal`]: ok(proposal), ...more });
  await show(<CasePage />);
  await settled();
}
const choose = (name: string | RegExp) => press(name, 'radio');

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId };
  staffSession.begin('t'.repeat(43));
  staffSession.know(me);
});
afterEach(() => staffSession.end());

describe('acts that need a yes', () => {
  test.each([
    ['accept', '受理', 'acceptClaim', '/acceptance', {}],
    ['start_publicity', '开始公示', 'startPublicity', '/publicity', {}],
    ['end_publicity', '结束公示', 'endPublicity', '/publicity-end', {}],
    ['recognise', '认定', 'recognise', '/recognition', { words: '' }],
    ['approve', '审批通过', 'approveClaim', '/approval', { words: '' }],
    ['close', '办结', 'closeClaim', '/closing', {}],
  ] as const)('%s', async (act, name, route, path, rest) => {
    const { method } = routes[route];
    await open(deskWith({ acts: may(act) }), { [`${method} ${at}${path}`]: ok(desk.claim) });
    await press(name);
    phone.confirms = false;
    await press(name);
    expect(sentTo(`${method} ${at}${path}`)).toEqual([]);
    phone.confirms = true;
    await press(name);
    expectSent(route, path, { version, ...rest });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('the payment is ordered again without a body', async () => {
    await open(deskWith({ acts: may('order_payment') }), { [`POST ${at}/payment-order`]: ok(null, 204) });
    await press('再付一次');
    await press('再付一次');
    expect(sentTo(`POST ${at}/payment-order`)).toEqual([undefined]);
    expect(screen.getByRole('status').textContent).toContain('已重新下付款指令');
  });
});

describe('opinions', () => {
  test('the township that does not agree says why', async () => {
    await open(deskWith({ acts: may('first_review') }), { [`POST ${at}/first-review`]: ok(desk.claim) });
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
      await open(deskWith({ acts: may([act, reasons]) }), { [`POST ${at}${path}`]: ok(desk.claim) });
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
    await open(deskWith({ acts: may('record_objection') }), { [`POST ${at}/objections`]: ok(desk.claim) });
    await press('记公示异议');
    type(/^异议的内容/, '家里有车');
    await press('记公示异议');
    expectSent('recordObjection', '/objections', { version, words: '家里有车' });
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
  await open(deskWith({ village: null, acts: may('set_home') }), {
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
    await open(deskWith({ acts: may('ask_correction'), askable }), { [post]: ok(desk.claim) });
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
    await open(deskWith({ acts: may('ask_correction'), askable }), { [post]: ok(desk.claim) });
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
    await open(deskWith({ acts: may('record_visit') }), { [`POST ${at}/visit`]: ok(desk.claim) });
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
    await open(deskWith({ acts: may('record_means') }), { [`POST ${at}/means`]: ok(desk.claim) });
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

describe('县级审核', () => {
  const post = `POST ${at}/review`;
  const refusing = may([
    'review',
    [{ code: 'out_of_scope', resident: '这些钱不在医疗救助能帮的范围里。觉得不对，可以申请复核。' }],
  ]);

  test('grants what the engine gives, bill by bill', async () => {
    await open(deskWith({ acts: may('review') }), { [post]: ok(desk.claim) });
    await press('县级审核');
    await settled();
    expect(screen.getByText('按规定现在要付').parentElement?.textContent).toContain('800.00');
    await press('县级审核');
    expect(screen.getByRole('alert').textContent).toBe('请选一个。');
    await choose(/^建议救助/);
    await press('县级审核');
    expect(phone.questions[phone.questions.length - 1]).toContain('800.00');
    expectSent('reviewClaim', '/review', { version, verdict: 'grant', figures: [], words: '' });
  });

  test('refuses with a reason, a clause and words; the clause is shown, and what the resident reads', async () => {
    await open(deskWith({ acts: refusing }), { [post]: ok(desk.claim) });
    await press('县级审核');
    await settled();
    await choose(/^建议不予救助/);
    await press('县级审核');
    expect(sentTo(post)).toEqual([]);
    await choose('不在救助范围');
    expect(screen.getByText(/^这些钱不在医疗救助能帮的范围里/)).toBeTruthy();
    type(/^找依据/, '住院');
    expect(screen.queryByRole('radio', { name: /第十二条/ })).toBeNull();
    await choose(/^第十一条/);
    expect(screen.getByText(/住院和门诊慢特病费用纳入救助。$/, { selector: '.said__words' })).toBeTruthy();
    type(/^说明/, '美容项目');
    await press('县级审核');
    expectSent('reviewClaim', '/review', {
      version,
      verdict: 'refuse',
      figures: [],
      reason: 'out_of_scope',
      clause: { document: 'panzhihua-2023', article: '第十一条' },
      words: '美容项目',
    });
  });

  test('figures of paper are typed from it, and must add up before they are sent', async () => {
    await open({ ...deskOnPaper, acts: may('review') }, { [post]: ok(desk.claim) });
    await press('县级审核');
    await settled();
    await press('录入金额');
    type(/^定点医药机构编号/, 'h51042100001');
    const answer = (name: string, at: number) =>
      settled(() => screen.getAllByRole('radio', { name })[at]?.click());
    await answer('是', 0);
    await answer('材料上没写', 1);
    const fields = ['全自费金额', '超限价自费', '先行自付金额', '大病保险支付', '公务员、企业补充支付'];
    for (const name of [
      ...fields,
      '普惠型商业健康保险支付',
      '医疗救助已支付',
      '倾斜救助已支付',
      '其他支付',
    ]) {
      type(new RegExp(`^${name}`), '0');
    }
    type(/^符合政策范围金额/, '1000');
    type(/^基本医保统筹支付/, '600');
    await choose(/^建议救助/);
    await press('县级审核');
    expect(sentTo(post)).toEqual([]);
    expect(screen.getByText(/下面四项加起来是/).textContent).toContain('1,000.00');
    type(/^符合政策范围金额/, '1240.5');
    expect(screen.getByText('算下来个人支付').parentElement?.textContent).toContain('640.50');
    await press('县级审核');
    const nothing = '0.00';
    expectSent('reviewClaim', '/review', {
      version,
      verdict: 'grant',
      words: '',
      figures: [
        {
          ref: 'p-1',
          institution: 'H51042100001',
          treatedIn: '510421',
          on: '2026-03-05',
          kind: 'ordinary_outpatient',
          total: '1240.50',
          fullSelfPay: nothing,
          overLimit: nothing,
          preSelfPay: nothing,
          inScope: '1240.50',
          basicPaid: '600.00',
          criticalIllnessPaid: nothing,
          supplementPaid: nothing,
          commercialPaid: nothing,
          grantedAssistance: nothing,
          grantedTilt: nothing,
          otherPaid: nothing,
          referred: true,
          filed: null,
        },
      ],
    });
  });

  test('a bill that cannot be reckoned is named in the refusal of the server', async () => {
    const wrong = refuse(409, 'amount_not_settled', { unsettled: ['p-1'], total: null, paid: 0 });
    await open({ ...deskOnPaper, acts: may('review') }, { [post]: wrong });
    await press('县级审核');
    await settled();
    await choose(/^建议救助/);
    await press('县级审核');
    expect(screen.getByRole('alert').textContent).toContain('还算不出来：米易县人民医院');
  });
});

describe('a refusal', () => {
  test('the approver fixes what the review proposed, and sees what the resident will read', async () => {
    const [first] = desk.reviews;
    const proposed = {
      ...first!,
      stage: 'county_review' as const,
      verdict: 'refuse' as const,
      reason: 'out_of_scope',
    };
    const acts = may(['refuse', [{ code: 'out_of_scope', resident: '不在范围里。' }]]);
    await open(deskWith({ acts, reviews: [proposed] }, { state: 'county_approval' }), {
      [`POST ${at}/refusal`]: ok(desk.claim),
    });
    await press('不予救助');
    expect(screen.getByText('审核提出：不在救助范围')).toBeTruthy();
    expect(screen.getByText('不在范围里。')).toBeTruthy();
    await press('不予救助');
    expectSent('refuseClaim', '/refusal', { version, words: '' });
  });

  test('民政 names the reason and the clause herself', async () => {
    const acts = may(['refuse', [{ code: 'means_beyond_limit', resident: '家里的收入超过了标准。' }]]);
    await open(deskWith({ acts }, { state: 'recognition' }), { [`POST ${at}/refusal`]: ok(desk.claim) });
    await press('不予救助');
    await choose('经济状况超过标准');
    await press('不予救助');
    expect(sentTo(`POST ${at}/refusal`)).toEqual([]);
    await choose(/^第十一条/);
    await press('不予救助');
    expectSent('refuseClaim', '/refusal', {
      version,
      reason: 'means_beyond_limit',
      clause: { document: 'panzhihua-2023', article: '第十一条' },
      words: '',
    });
  });
});

describe('not as it was on screen', () => {
  const post = `POST ${at}/return`;
  const reasons = [{ code: 'figures_to_check', resident: '金额要再核对一遍。' }];
  const typed = async () => {
    await press('退回');
    await choose('金额要再核');
    type(/^说明/, '第二张账单看错了');
  };

  test('a newer version is brought, nothing typed is lost, and it is sent on that', async () => {
    const reply = deskWith({ acts: may(['return', reasons]) });
    await open(reply);
    await typed();
    const newer = deskWith({ acts: may(['return', reasons]) }, { version: version + 1 });
    serve({
      ...links,
      [`GET ${at}`]: ok(newer),
      [post]: refuse(409, 'claim_changed', { version: version + 1 }),
    });
    await press('退回');
    expect(screen.getByRole('alert').textContent).toContain('这件刚刚有了变化');
    const field = screen.getByLabelText(/^说明/);
    expect((field as HTMLTextAreaElement).value).toBe('第二张账单看错了');
    serve({ ...links, [`GET ${at}`]: ok(newer), [post]: ok(newer.claim) });
    await press('退回');
    expect(sentTo(post)[1]).toEqual({
      version: version + 1,
      reason: 'figures_to_check',
      words: '第二张账单看错了',
    });
  });

  test('a step that is over says so, and keeps what was typed', async () => {
    await open(deskWith({ acts: may(['return', reasons]) }));
    await typed();
    serve({
      ...links,
      [`GET ${at}`]: ok(deskWith({ acts: [] }, { state: 'payment_due' })),
      [post]: refuse(409, 'act_not_possible'),
    });
    await press('退回');
    expect(screen.getByText(/这件已经到了别的步骤/)).toBeTruthy();
    expect((screen.getByLabelText(/^说明/) as HTMLTextAreaElement).value).toBe('第二张账单看错了');
    expect(screen.getByRole('button', { name: '退回' }).getAttribute('aria-disabled')).toBe('true');
  });

  test('put aside and taken up again, the form is as it was left', async () => {
    await open(deskWith({ acts: may(['return', reasons]) }));
    await typed();
    await press('先不办');
    await press('退回');
    expect((screen.getByLabelText(/^说明/) as HTMLTextAreaElement).value).toBe('第二张账单看错了');
  });

  test('a reply that was lost is asked for again under the same key', async () => {
    await open(deskWith({ acts: may(['return', reasons]) }), { [post]: 'offline' });
    await typed();
    await press('退回');
    expect(screen.getByRole('alert').textContent).toContain('没有连上网');
    await press('退回');
    const keys = phone.sent
      .filter(({ method }) => method === 'POST')
      .map(({ header }) => header['Idempotency-Key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('a second press while it is on its way sends nothing more', async () => {
    await open(deskWith({ acts: may('accept') }), { [`POST ${at}/acceptance`]: ok(desk.claim) });
    await press('受理');
    await settled(() => {
      const button = screen.getByRole('button', { name: '受理' });
      fireEvent.click(button);
      fireEvent.click(button);
    });
    expect(sentTo(`POST ${at}/acceptance`)).toHaveLength(1);
  });
});
