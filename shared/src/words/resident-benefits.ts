/** The resident's voice of what stands apart from a bill: kept out of what a phone carries to explain bills. */
import type { BenefitStepId } from '../kernel/index.ts';
import type { Told, Words } from './resident.ts';
import { tellBy } from './resident.ts';
import type { ToldStep } from './told.ts';

type Part<Prefix extends string> = Record<Extract<BenefitStepId, Prefix | `${Prefix}.${string}`>, Words>;

const premium: Part<'premium' | 'enrolment'> = {
  'premium.charged': {
    title: '一年的参保费',
    tell: ({ result }) => `参加居民医保，一个人一年交 ${result}。`,
  },
  'premium.grant': { title: '您这一类帮交', tell: ({ result }) => `您这一类，国家帮交 ${result}。` },
  'premium.employee': {
    title: '上职工医保的',
    tell: ({ result, label }) =>
      label.includes('不低于')
        ? `您上的是职工医保，至少帮交 ${result}。具体多少，问医保局。`
        : `您上的是职工医保，帮交 ${result}。`,
  },
  'premium.selfPay': {
    title: '自己还要交',
    tell: ({ result, isNothing }) => (isNothing ? '自己不用再交。' : `自己还要交 ${result}。`),
  },
  premium: {
    title: '参保费帮您交多少',
    tell: ({ result, isNothing }) => (isNothing ? '这一项没有帮交的钱。' : `参保费一共帮您交 ${result}。`),
  },
  'enrolment.approved': {
    title: '批准的日子',
    tell: ({ result }) => `${result}批准给您帮交。从这天起，帮交的部分不再向您收。`,
  },
  'enrolment.unpaid': {
    title: '这次为什么没有帮交',
    tell: ({ result }) =>
      result === '此前已收' ? '今年的参保费已经交过，不再帮交一次。' : '还没到批准的那天，这一天还不能帮交。',
  },
  enrolment: {
    title: '还要向您收多少',
    tell: ({ result, isNothing }) => (isNothing ? '不再向您收钱。' : `还要向您收 ${result}。`),
  },
};

/** What must be true of a stay, in the words of people. */
const CONDITIONS: Readonly<Record<string, string | undefined>> = {
  条文列明的人员: '文件点名的人',
  医疗救助对象: '医疗救助帮的人',
  基层首诊转诊: '先在镇卫生院、社区医院看，再转院',
  在市域内住院: '在本市住院',
  定点医疗机构: '去医保定点医院',
  '已实现“一站式”结算的医院': '去能一次结清的医院',
  规范转诊: '按规定转诊',
  '省域（自治区）内就医': '在本省（自治区）看病',
};

const condition = (title: string): Words => ({
  title,
  tell: ({ label, result }) => {
    const what = CONDITIONS[label] ?? label;
    if (result === '是') return `要“${what}”，您符合。`;
    return result === '否' ? `要“${what}”，您不符合。` : `要“${what}”，现在还不知道。`;
  },
});

const deposit: Part<'deposit'> = {
  'deposit.gate': condition('住院不交押金的条件'),
  'deposit.payable': {
    title: '住院时带多少钱',
    tell: ({ result, isNothing }) => (isNothing ? '住院时一分钱也不用先交。' : `住院时要先交 ${result}。`),
  },
  deposit: {
    title: '要不要交押金',
    tell: ({ result }) =>
      result === '免除' ? '您住院不用交押金，出院时再结账。' : '这一条不适用，押金按医院的规定交。',
  },
};

const warning: Part<'warning'> = {
  'warning.selfPay': {
    title: '今年自己掏了多少',
    tell: ({ result, label }) =>
      label.includes('自付')
        ? `今年医保能报的部分里，您自己掏了 ${result}。`
        : `今年看病，您自己一共掏了 ${result}。`,
  },
  'warning.line': {
    title: '要留意的线',
    tell: ({ result }) => `超过 ${result} 才算。刚好一样多，不算超过。`,
  },
  warning: {
    title: '有没有超过',
    tell: ({ result }) => {
      if (result === '不在预警范围') return '这一条不管您这一类。';
      return result === '不纳入预警' ? '现在没有超过。' : '已经超过，您的名字会告诉民政等部门。';
    },
  },
};

const recognition: Part<'recognition'> = {
  'recognition.class': { title: '您已经是', tell: ({ result }) => `您已经是“${result}”，不用再办这一种。` },
  'recognition.assets': {
    title: '家里的财产',
    tell: ({ result }) => (result === '符合规定' ? '家里的财产没有超过规定。' : '家里的财产超过了规定。'),
  },
  'recognition.selfPay': {
    title: '一年里自己掏了多少',
    tell: ({ result }) => `申请前的一年里，看病自己一共掏了 ${result}。`,
  },
  'recognition.line': {
    title: '够不够的线',
    tell: ({ result }) => `要超过 ${result} 才够。刚好一样多，不算超过。`,
  },
  'recognition.validUntil': { title: '管到哪天', tell: ({ result }) => `办下来，一直管到 ${result}。` },
  recognition: {
    title: '能不能办',
    tell: ({ result }) => (result === '符合' ? '条件都够，可以去办。' : '现在还不够条件。'),
  },
};

const place: Part<'place'> = {
  'place.referral': { title: '在外地看病', tell: () => '在外地看病，转诊或者登记过了。' },
  'place.paidBy': { title: '由哪里给钱', tell: () => '钱由给您办身份的地方给。' },
  place: {
    title: '按哪里的标准',
    tell: ({ label }) => (label.includes('认定地') ? '按给您办身份的地方算。' : '按您户口在的地方算。'),
  },
};

const gates: Part<'tiltGate' | 'oneOff'> = {
  'tiltGate.need': condition('再帮一次的条件'),
  tiltGate: {
    title: '能不能再帮一次',
    tell: ({ result }) =>
      result === '可以纳入' ? '条件够了。能不能帮、帮多少，问县（区）里。' : '条件不够，不能再帮一次。',
  },
  'oneOff.base': {
    title: '医保能报的部分里，您自己掏的钱',
    tell: ({ result }) => `各种保险都报过以后，您自己掏了 ${result}。`,
  },
  'oneOff.standard': { title: '帮一次给多少', tell: ({ result }) => `帮一次，最多给 ${result}。` },
  oneOff: { title: '给您多少', tell: ({ result }) => `不会比您自己掏的多。这次给您 ${result}。` },
};

const fund: Part<'fundGap' | 'fundAlert'> = {
  fundGap: { title: '缺多少钱', tell: ({ result }) => `帮大家看病的钱，今年缺 ${result}。` },
  'fundGap.owed': {
    title: '当地自己要补的',
    tell: ({ result, isNothing }) =>
      isNothing ? '里面没有当地本来就要补的。' : `其中 ${result}是当地本来就要补的。`,
  },
  'fundGap.surplus': { title: '先用以前攒的', tell: ({ result }) => `先用当地以前攒的 ${result}。` },
  'fundGap.rest': { title: '还缺的', tell: ({ result }) => `还缺 ${result}，市里和当地一起出。` },
  'fundGap.city': { title: '市里出', tell: ({ result }) => `市里出 ${result}。` },
  'fundGap.local': { title: '当地出', tell: ({ result }) => `当地一共出 ${result}。` },
  'fundAlert.surplus': { title: '攒下的钱', tell: ({ result }) => `帮大家看病的钱，现在攒着 ${result}。` },
  'fundAlert.line': { title: '至少要攒多少', tell: ({ result }) => `至少要攒 ${result}，才够用几个月。` },
  fundAlert: {
    title: '够不够',
    tell: ({ result }) => (result === '预警' ? '现在不够，要早点想办法。' : '现在够用。'),
  },
};

const words: Record<BenefitStepId, Words> = {
  ...premium,
  ...deposit,
  ...warning,
  ...recognition,
  ...place,
  ...gates,
  ...fund,
};

/** A benefit that stands apart from a bill, as a list of sentences: what something rests on is told before it. */
export function tellBenefit(step: ToldStep): Told[] {
  return tellBy(words, step);
}
