// The county's review and the refusals: what the engine gives, figures typed from paper, reasons with their clauses.
import { screen } from '@testing-library/react';
import { routes, type InstitutionsReply } from '@yijiutong/rules/contract';

import { moneyNames } from '../../miniapp/src/packages/staff/case/figures';
import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskOnPaper, deskWith, may, proposal } from './staff-case-replies';
import { at, choose, expectSent, openCase, signInToCase } from './staff-case-stage';
import { ok, press, refuse, sentTo, settled, type, type Answers } from './stage';
import { phone } from './taro-api';

const { version } = desk.claim;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

const nothing = '0.00';
const figures = {
  ref: 'p-1',
  institution: 'H51042100001',
  treatedIn: '510421',
  on: '2026-03-05',
  kind: 'ordinary_outpatient' as const,
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
};

describe('县级审核', () => {
  const post = `POST ${at}/review`;
  const refusing = may([
    'review',
    [{ code: 'out_of_scope', resident: '这些钱不在医疗救助能帮的范围里。觉得不对，可以申请复核。' }],
  ]);

  test('grants what the engine gives, bill by bill', async () => {
    await openCase(deskWith({ acts: may('review') }), { [post]: ok(desk.claim) });
    await press('县级审核');
    await settled();
    expect(screen.getByText('按规定现在要付').parentElement?.textContent).toContain('800.00');
    await press('县级审核');
    expect(screen.getByRole('alert').textContent).toBe('请选一个。');
    await choose(/^建议救助/);
    await press('县级审核');
    expect(phone.questions[phone.questions.length - 1]).toContain('800.00');
    expectSent('reviewClaim', '/review', {
      version,
      verdict: 'grant',
      figures: [],
      twins: [],
      words: '',
    });
  });

  test('refuses with a reason, a clause and words; the clause is shown, and what the resident reads', async () => {
    await openCase(deskWith({ acts: refusing }), { [post]: ok(desk.claim) });
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
      twins: [],
      reason: 'out_of_scope',
      clause: { document: 'panzhihua-2023', article: '第十一条' },
      words: '美容项目',
    });
  });

  test('of many clauses a few are listed, and words find the others; the chosen one stays', async () => {
    const clauses = Array.from({ length: 8 }, (_, at) => ({
      document: 'panzhihua-2023',
      title: '攀枝花市实施办法',
      article: `第${at + 1}条`,
      text: at === 7 ? '不予救助的费用。' : '救助对象。',
    }));
    await openCase({ ...deskWith({ acts: refusing }), clauses });
    await press('县级审核');
    await settled();
    await choose(/^建议不予救助/);
    expect(screen.getAllByRole('radio', { name: /^第/ })).toHaveLength(6);
    expect(screen.getByText('一共 8 条，先列 6 条。写几个字来找。')).toBeTruthy();
    type(/^找依据/, '费用');
    await choose(/^第8条/);
    type(/^找依据/, '');
    expect(screen.getAllByRole('radio', { name: /^第/ })).toHaveLength(7);
    type(/^找依据/, '没有的字');
    expect(screen.getByText('没有这样的条文，换几个字找。')).toBeTruthy();
    expect(screen.getByRole('radio', { name: /^第8条/ })).toBeTruthy();
  });

  test('figures of paper are typed from it, and must add up before they are sent', async () => {
    await openCase({ ...deskOnPaper, acts: may('review') }, { [post]: ok(desk.claim) });
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
    expectSent('reviewClaim', '/review', {
      version,
      verdict: 'grant',
      words: '',
      twins: [],
      figures: [figures],
    });
  });

  const institutions = (more: Partial<InstitutionsReply> = {}) =>
    ok({
      institutions: [
        {
          code: 'H51042100001',
          name: '米易示例县医院',
          level: '05',
          place: '510421',
          placeName: '攀枝花市米易县',
        },
      ],
      more: false,
      asOf: '2026-11-22T04:00:00.000Z',
      stale: false,
      ...more,
    });
  const lookUp = (text: string) => `GET /staff/institutions?text=${encodeURIComponent(text)}`;
  const field = () => screen.getByLabelText<HTMLInputElement>(/^定点医药机构编号/);
  /** Once the typing rests. */
  const resting = async (act: () => unknown) => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    await act();
    await settled(() => {
      jest.advanceTimersByTime(400);
    });
    jest.useRealTimers();
  };
  const look = (text: string) => resting(() => type(/^定点医药机构编号/, text));
  const beginTyping = async (answers: Answers) => {
    await openCase({ ...deskOnPaper, acts: may('review') }, answers);
    await press('县级审核');
    await settled();
    await press('录入金额');
  };

  test('an institution is found by its name and picked; its name and level stand beside the code', async () => {
    await beginTyping({
      [lookUp('米易')]: institutions({ more: true }),
      [lookUp('H51042100001')]: institutions(),
    });
    await look('米易');
    expect(screen.getByText('还有别的，再多写几个字。')).toBeTruthy();
    await resting(() => press(/^米易示例县医院/));
    expect(field().value).toBe('H51042100001');
    expect(screen.getByText('米易示例县医院，二级甲等，攀枝花市米易县')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^就医地区划/).value).toBe('510421');
  });

  test('too little asks nothing; nothing found, an unknown code and an outage each say what to do', async () => {
    await beginTyping({
      [lookUp('没有的')]: institutions({ institutions: [] }),
      [lookUp('H51049900009')]: institutions({ institutions: [] }),
      [lookUp('仁和')]: refuse(503, 'upstream_unavailable'),
    });
    const before = phone.sent.length;
    await look('H5104');
    await look('米');
    expect(phone.sent).toHaveLength(before);
    expect(screen.getByText('结算单上有。H 加 11 位数字；药店是 P')).toBeTruthy();
    await look('没有的');
    expect(screen.getByText('没有查到，换几个字，或者照结算单填编号。')).toBeTruthy();
    await look('h51049900009');
    expect(screen.getByText('医保系统里没有这个编号，请照结算单核对。')).toBeTruthy();
    await look('仁和');
    expect(screen.getByText('医保系统现在查不到。照结算单填编号，一样能办。')).toBeTruthy();
  });

  const typeFigures = async (basic: string) => {
    type(/^定点医药机构编号/, 'H51042100001');
    const answers: [string, number][] = [
      ['是', 0],
      ['材料上没写', 1],
    ];
    for (const [name, at] of answers) {
      await settled(() => screen.getAllByRole('radio', { name })[at]?.click());
    }
    for (const name of Object.values(moneyNames).slice(1)) type(new RegExp(`^${name}`), '0');
    type(/^符合政策范围金额/, '1240.5');
    type(/^基本医保统筹支付/, basic);
  };

  test('typed figures say what they come to before they are sent, and again once they are changed', async () => {
    const preview = `POST ${at}/figures-preview`;
    const [bill] = desk.bills;
    const told = {
      proposal: { ...proposal, amount: '448.35', unsettled: [] },
      bills: [{ ...bill!, ref: 'p-1' }],
    };
    await beginTyping({ [preview]: ok(told), [lookUp('H51042100001')]: institutions() });
    await press('先算一算');
    expect(sentTo(preview)).toEqual([]);
    expect(screen.getAllByText('没有就写 0。').length).toBeGreaterThan(3);
    await typeFigures('600');
    await press('先算一算');
    const [sent] = sentTo(preview) as [{ version: number; figures: { basicPaid: string }[] }];
    routes.previewFigures.body.parse(sent);
    expect([sent.version, sent.figures[0]?.basicPaid]).toEqual([version, '600.00']);
    const shown = () => screen.getByRole('group', { name: '算下来的' }).textContent;
    expect(shown()).toContain('448.35');
    expect(shown()).toContain('只是先算给您看，还没有存。');
    expect(shown()).toContain('应救助');
    type(/^基本医保统筹支付/, '500');
    expect(screen.queryByRole('group', { name: '算下来的' })).toBeNull();
    expect(screen.getByText('金额改过了，请再算一算。')).toBeTruthy();
    await press('再算一算');
    expect(sentTo(preview)).toHaveLength(2);
  });

  test('what was read before the case was refused has to be looked at again, and need not be typed again', async () => {
    const [shown] = desk.bills;
    if (!shown?.bill) throw new Error('the case has no bill');
    const out = { ...shown.bill, bill: { ...shown.bill.bill, state: 'reversed' as const } };
    const bills = [{ ...shown, ref: 'p-1', bill: out, figures }];
    await openCase({ ...deskOnPaper, bills, acts: may('review') }, { [post]: ok(desk.claim) });
    await press('县级审核');
    await settled();
    expect(screen.getByText('以前录入的不算了，请打开再核一遍。')).toBeTruthy();
    await press('再核一遍金额');
    await choose(/^建议救助/);
    await press('县级审核');
    expect(sentTo(post)).toMatchObject([{ figures: [figures] }]);
  });

  test('bills that may be one are told apart before anything is granted', async () => {
    const twin = {
      ref: 'p-1',
      other: 'S-9',
      source: 'platform' as const,
      takenBack: false,
      institution: '米易示例县医院',
      on: '2026-03-05',
      total: '1240.50',
      granted: '100.00',
      claim: { claimId: 'z'.repeat(22), number: 'JZ9', state: 'paid' as const },
      decided: null,
    };
    const decided = { same: false, at: '2026-11-20T00:00:00.000Z', by: null };
    await openCase(
      { ...deskOnPaper, acts: may('review'), twins: [twin, { ...twin, other: 'S-8', decided }] },
      { [post]: ok(desk.claim) },
    );
    await press('县级审核');
    await settled();
    expect(screen.queryByText(/看起来是同一张/)).toBeNull();
    await choose(/^建议救助/);
    expect(screen.getByText(/^医保系统里的账单，在申请 JZ9里（已支付）：米易示例县医院/)).toBeTruthy();
    await press('县级审核');
    expect(sentTo(post)).toEqual([]);
    expect(screen.getByText('请选一个。')).toBeTruthy();
    await choose(/^是同一张/);
    await press('县级审核');
    expectSent('reviewClaim', '/review', {
      version,
      verdict: 'grant',
      figures: [],
      twins: [{ ref: 'p-1', other: 'S-9', same: true }],
      words: '',
    });
  });

  test('of a twin it says that it is in this very claim, and what was granted only where she is told', async () => {
    const twin = {
      ref: 'p-1',
      other: 'S-9',
      source: 'platform' as const,
      takenBack: false,
      institution: '米易示例县医院',
      on: '2026-03-05',
      total: '1240.50',
      granted: '100.00',
      claim: { claimId: desk.claim.claimId, number: 'JZ1', state: 'county_review' as const },
      decided: null,
    };
    const elsewhere = { claimId: null, number: 'JZ8', state: 'paid' as const };
    const twins = [twin, { ...twin, other: 'S-8', granted: null, claim: elsewhere }];
    await openCase({ ...deskOnPaper, acts: may('review'), twins });
    await press('县级审核');
    await settled();
    await choose(/^建议救助/);
    expect(screen.getByText(/^医保系统里的账单，也在这份申请里：米易示例县医院/)).toBeTruthy();
    expect(screen.getByText(/^医保系统里的账单，在申请 JZ8里（已支付）：米易示例县医院/)).toBeTruthy();
    expect(screen.getAllByText(/^那一张已救助/)).toHaveLength(1);
  });

  test('a bill that cannot be reckoned is named in the refusal of the server', async () => {
    const wrong = refuse(409, 'amount_not_settled', { unsettled: ['p-1'], total: null, paid: 0 });
    await openCase({ ...deskOnPaper, acts: may('review') }, { [post]: wrong });
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
    await openCase(deskWith({ acts, reviews: [proposed] }, { state: 'county_approval' }), {
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
    await openCase(deskWith({ acts }, { state: 'recognition' }), { [`POST ${at}/refusal`]: ok(desk.claim) });
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
