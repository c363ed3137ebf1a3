// The page of a claim over its whole road: whose turn it is, what came of it, and what she can do.
import { screen } from '@testing-library/react';
import type { ClaimReply } from '@yijiutong/rules/contract';

import Claim from '../../miniapp/src/packages/apply/claim/index';
import { rememberClient } from '../../miniapp/src/services/behalf';
import { session } from '../../miniapp/src/services/session';
import { claimId, submitted, told } from './claim-replies';
import { clauseText } from './replies';
import { ok, press, serve, settled, show } from './stage';
import { phone } from './taro-api';

const at = `/claims/${claimId}`;
const other = 'r4Zr0Yw1S2mXb6TnVh8kAg';
type Change = Partial<Omit<ClaimReply, 'course'>> & { course?: Partial<ClaimReply['course']> };

async function open({ course = {}, ...change }: Change): Promise<void> {
  const reply: ClaimReply = { ...submitted, ...change, course: { ...submitted.course, ...course } };
  serve({ [`GET ${at}`]: ok(reply) });
  await show(<Claim />);
  await settled();
}

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId };
  session.begin('t', true);
});

const steps = () => screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'));

describe('the road', () => {
  test('of a reimbursement goes from the township to the bank', async () => {
    await open({ state: 'county_review' });
    expect(screen.getByText('轮到医保局')).toBeTruthy();
    expect(steps()).toEqual([
      '第 1 步，收下申请，办完了',
      '第 2 步，乡镇看材料，写意见，办完了',
      '第 3 步，医保局算能给多少，现在在这一步',
      '第 4 步，医保局换一个人再看，还没到',
      '第 5 步，医保局准备打钱，还没到',
      '第 6 步，银行打钱，还没到',
      '第 7 步，到账，还没到',
    ]);
  });

  test('of a recognition ends with 认定, and knows no bank', async () => {
    await open({ state: 'means_check', kind: 'recognition' });
    expect(screen.getByText('轮到民政')).toBeTruthy();
    expect(steps()).toHaveLength(6);
    expect(steps()[3]).toBe('第 4 步，民政核对家里的收入，现在在这一步');
    expect(steps().join()).not.toContain('银行');
  });

  test('of what the law opens begins with the county', async () => {
    await open({ state: 'county_review', kind: 'retroactive' });
    expect(steps()[0]).toBe('第 1 步，医保局算能给多少，现在在这一步');
  });

  test('of the appeal of a recognition has no money at its end', async () => {
    const appealOf = { claimId: other, kind: 'recognition', state: 'refused', number: 'JZ1' } as const;
    await open({ state: 'accepted', kind: 'appeal', course: { appealOf } });
    expect(steps()).toHaveLength(4);
  });

  test('is not drawn where the claim has left it', async () => {
    await open({ state: 'refused', due: null });
    expect(screen.queryAllByRole('listitem')).toEqual([]);
  });
});

describe('until when', () => {
  test('a day that is over is called over, with the way to push', async () => {
    await open({ state: 'accepted', course: { overdue: true } });
    expect(screen.getByText(/说好 12月4日前有结果，已经过了/).textContent).toContain('12393');
  });

  test('during the publicity the count waits, and says for how long it goes on', async () => {
    const publicity = {
      from: '2026-11-20',
      until: '2026-11-27',
      days: 7,
      ended: false,
      place: '杏林街道桐湾社区',
    };
    const due = { workingDays: 30, workingDaysProvisional: false, on: null, provisional: false };
    await open({ state: 'publicity', kind: 'recognition', due, course: { publicity, daysLeft: 12 } });
    expect(screen.getByText('公示完了以后，12 个工作日里有结果')).toBeTruthy();
    expect(screen.getByText('贴在：杏林街道桐湾社区的公示栏')).toBeTruthy();
    expect(screen.getByText('11月20日贴出来，贴 7 天，到11月27日。')).toBeTruthy();
  });
});

describe('what happened', () => {
  test('is told with who, what opinion and which words', async () => {
    const timeline = [
      ...submitted.timeline,
      told('first_reviewed', '2026-11-22T01:00:00.000Z', 'township_officer', {
        opinion: 'disagree',
        words: '发票和清单对不上',
      }),
      told('returned', '2026-11-22T02:00:00.000Z', 'county_approver', { reason: 'papers_to_check' }),
    ];
    await open({ state: 'county_review', timeline });
    expect(screen.getByText('意见：不同意')).toBeTruthy();
    expect(screen.getByText('写的：发票和清单对不上')).toBeTruthy();
    expect(screen.getByText('材料要再核一遍')).toBeTruthy();
    expect(screen.getByText(/11月22日 09:00/).textContent).toContain('乡镇（街道）');
  });

  test('and what a volunteer did is not called hers', async () => {
    const timeline = [told('submitted', '2026-11-22T01:00:00.000Z', 'volunteer')];
    await open({ state: 'submitted', timeline });
    expect(screen.getByText('志愿者替您把申请交上来了')).toBeTruthy();
  });
});

describe('what was granted', () => {
  const grant = {
    amount: '280.00',
    paid: '0.00',
    retroactive: '0.00',
    bills: [{ ref: 'S-1', pays: '280.00', explanation: submitted.estimate.explanation }],
  };

  test('takes the place of the estimate, bill by bill, with how it came about', async () => {
    await open({ state: 'payment_due', course: { grant } });
    expect(screen.getByText('批下来的钱').parentElement?.textContent).toContain('280.00');
    expect(screen.queryByText('大约能领')).toBeNull();
    expect(screen.getByText('还没有打到卡上。打了会告诉您。')).toBeTruthy();
    await press('这笔钱是怎么算的');
    expect(screen.getAllByRole('heading', { name: '攀枝花市中心医院，11月5日' })).toHaveLength(1);
  });

  test('that has arrived is called arrived', async () => {
    await open({ state: 'paid', due: null, course: { grant: { ...grant, paid: '280.00' } } });
    expect(screen.getByText('银行说已经打到您的卡上。')).toBeTruthy();
    expect(steps().every((step) => step?.endsWith('办完了'))).toBe(true);
  });
});

describe('a refusal', () => {
  const refusal = {
    reason: 'out_of_scope' as const,
    clause: clauseText,
    words: '美容不在范围内',
    next: '觉得不对，可以申请复核；有新的单据，可以再申请一次。',
    appealUntil: '2027-01-20',
    mayAppeal: true,
    whyNotAppeal: null,
  };

  test('says why, where that is written, and until when she can appeal', async () => {
    await open({ state: 'refused', due: null, course: { refusal } });
    expect(screen.getByText('这一类看病的钱，不在救助里。')).toBeTruthy();
    expect(screen.getByText('办事的人写的：美容不在范围内')).toBeTruthy();
    expect(screen.getByText('最晚 2027年1月20日申请复核')).toBeTruthy();
    await press(/^看依据/);
    expect(screen.getByText(clauseText.text)).toBeTruthy();
    await press('不同意，申请复核');
    expect(phone.visited).toEqual([`/packages/apply/appeal/index?id=${claimId}`]);
  });

  test('whose time is over offers no appeal', async () => {
    const late = {
      ...refusal,
      mayAppeal: false,
      whyNotAppeal: 'too_late',
      appealUntil: '2026-11-20',
    } as const;
    await open({ state: 'refused', due: null, course: { refusal: late } });
    expect(screen.queryByRole('button', { name: '不同意，申请复核' })).toBeNull();
    expect(screen.getByText('申请复核的时间过了（11月20日）。')).toBeTruthy();
  });

  test('leads to its appeal, and the appeal back', async () => {
    const appeal = { claimId: other, kind: 'appeal', state: 'accepted', number: 'JZ2' } as const;
    await open({
      state: 'refused',
      due: null,
      course: { refusal: { ...refusal, mayAppeal: false, whyNotAppeal: 'appealed' }, appeal },
    });
    expect(screen.getByText('您已经申请过复核了，一件只能复核一次。')).toBeTruthy();
    await press('看那一份');
    expect(phone.visited).toEqual([`/packages/apply/claim/index?id=${other}`]);
  });

  test('an appeal that was begun is gone on with', async () => {
    const appeal = { claimId: other, kind: 'appeal', state: 'draft', number: null } as const;
    await open({
      state: 'refused',
      due: null,
      course: { refusal: { ...refusal, mayAppeal: false, whyNotAppeal: 'appealed' }, appeal },
    });
    expect(screen.getByText('复核还没有填完，在下面接着填。')).toBeTruthy();
  });

  test('of an appeal is called the last of these', async () => {
    const last = {
      ...refusal,
      mayAppeal: false,
      whyNotAppeal: 'is_appeal',
      appealUntil: null,
      next: '可以向县政府申请行政复议。',
    } as const;
    await open({
      state: 'refused',
      kind: 'appeal',
      due: null,
      course: { refusal: last, appealWords: '没算发票' },
    });
    expect(screen.getByText('复核过了，还是没有批')).toBeTruthy();
    expect(screen.getByText('可以向县政府申请行政复议。')).toBeTruthy();
    expect(screen.getByText('这就是复核的结果，不能再申请复核。')).toBeTruthy();
    expect(screen.getByText('没算发票')).toBeTruthy();
  });
});

describe('what ended', () => {
  test('a recognition names its day and the case that opened by itself', async () => {
    const opened = { claimId: other, kind: 'retroactive', state: 'county_review', number: 'JZ3' } as const;
    await open({
      state: 'closed',
      kind: 'recognition',
      due: null,
      course: { recognisedOn: '2026-11-20', opened },
    });
    expect(screen.getByText('民政认定了')).toBeTruthy();
    expect(screen.getByText(/前面的账单自动开了这一份补算/)).toBeTruthy();
    await press('看那一份');
    expect(phone.visited).toEqual([`/packages/apply/claim/index?id=${other}`]);
  });

  test('what nobody mended is not called done', async () => {
    const timeline = [told('closed', '2026-11-22T01:00:00.000Z', 'system', { reason: 'not_mended' })];
    await open({ state: 'closed', due: null, timeline });
    expect(screen.getByText('材料没有补齐，先放下了')).toBeTruthy();
  });

  test('an appeal that was right says that the former case goes on', async () => {
    await open({ state: 'closed', kind: 'appeal', due: null });
    expect(screen.getByText('复核说您是对的')).toBeTruthy();
  });
});

describe('money that did not arrive', () => {
  test('tells the bank’s reason in plain words, and leads to another account', async () => {
    await open({ state: 'payment_failed', due: null, course: { paymentFailure: 'account_closed' } });
    expect(screen.getByText('银行说：这张卡已经销了。')).toBeTruthy();
    expect(screen.getByText('轮到您')).toBeTruthy();
    await press('去改银行卡');
    expect(phone.visited).toEqual([`/packages/apply/payee/index?id=${claimId}`]);
  });

  test('a volunteer is told that only she herself can', async () => {
    rememberClient({ mandateId: 'm', name: '王*兰' }, [claimId], []);
    await open({ state: 'payment_failed', due: null, course: { paymentFailure: 'name_differs' } });
    expect(screen.getByText(/^您不能代改.*到村里、镇上的窗口改。$/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '去改银行卡' })).toBeNull();
  });

  test('named at a window, it is the county’s turn, and nothing is asked of her', async () => {
    const [event] = submitted.timeline;
    const timeline = [{ ...event!, kind: 'payee_brought' as const, by: 'village_clerk' as const }];
    await open({ state: 'payment_failed', due: null, timeline });
    expect(screen.getByText('银行卡在窗口改好了')).toBeTruthy();
    expect(screen.queryByText('轮到您')).toBeNull();
    expect(screen.queryByRole('button', { name: '去改银行卡' })).toBeNull();
  });

  test('what the law opened without an account asks for one', async () => {
    await open({ state: 'county_review', kind: 'retroactive', payee: null });
    await press('去填银行卡');
    expect(phone.visited).toEqual([`/packages/apply/payee/index?id=${claimId}`]);
  });
});

describe('where the family lives', () => {
  test('can be changed while nobody has been there', async () => {
    await open({});
    expect(screen.getByText('杏林街道桐湾社区')).toBeTruthy();
    await press('改住在哪个村');
    expect(phone.visited).toEqual([`/packages/apply/home/index?id=${claimId}`]);
  });

  test('not afterwards', async () => {
    await open({ state: 'county_review', maySetHome: false });
    expect(screen.getByText('杏林街道桐湾社区')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '改住在哪个村' })).toBeNull();
  });
});
