/** What an estimate comes to, in words. */
import type { End, Estimated, NextStepCode, Question, Range } from '@yijiutong/rules/estimate';
import { formatYuan, type Fen, type Missing, type RefusalCode } from '@yijiutong/rules/kernel';
import { SEVERAL_CLASSES, UNSAID_CLASS, figureNames } from '@yijiutong/rules/words';

import { formatYuan as showYuan } from '../../text/money';

export const showFen = (fen: Fen): string => showYuan(formatYuan(fen));

/** "4,900.00 元" · "0.00 元 到 5,600.00 元" · "4,900.00 元 以上，没有封顶" */
export function showRange({ low, high }: Range): string {
  if (high === null) return `${showFen(low)}以上，没有封顶`;
  return low === high ? showFen(low) : `${showFen(low)}到 ${showFen(high)}`;
}

export const isExact = ({ low, high }: Range): boolean => low === high;

/** Why nothing is given, and that it is not the end. */
const refusals: Record<RefusalCode, string> = {
  not_in_force: '这一天没有规定在用。',
  unknown_category: '这个城市的规定里，没有您选的这一种。',
  no_class: '您家现在不在救助的人里，所以算出来是 0。可以先申请认定，看下面第一条。',
  not_designated: '不是医保定点医院，救助不帮。',
  not_referred: '没有按规定转诊，救助不帮。',
  kind_not_covered: '这种看病，救助不帮。',
  class_not_covered: '这种看病，只帮更困难的几类人。',
  not_applied: '要先申请，才能帮。',
};

/** Why it is nothing in any case; null where something may be given. */
export function tellNothing({ total }: Estimated, end: End): string | null {
  if (total.high !== 0) return null;
  if (!end.facts.recognised) return '看病在认定以前，平常的救助不算这一次。可以申请补，看下面。';
  return tellReason(end);
}

/** Why one end is nothing, of care after recognition. */
export function tellReason({ refusal, base }: End): string {
  if (refusal !== null) return refusals[refusal.code];
  return base === 0
    ? '医保能报的部分里，没有要您自己付的，所以不用救助。'
    : '您自己付的还没有过起帮的线，所以现在是 0。';
}

export const unknowns: Record<Question, string> = {
  who: '您家是哪一种',
  recognised: '有没有在认定以前看的病',
  insurance: '是哪一种医保',
  kind: '是住院还是门诊',
  designated: '是不是定点医院',
  referred: '有没有按规定转诊',
  inProvince: '是不是在本省看的',
  selfPaid: '一共花了、报了多少',
  outOfScope: '医保不能报的有多少',
  earlierSelfPaid: '今年前面那几次，自己掏了多少',
  earlierOutOfScope: '今年前面那几次，不能报的有多少',
  aidReceived: '已经领过多少救助',
};

export function tellWidening(by: Fen | null): string {
  return by === null ? '弄清这一样，才知道最多是多少' : `这一样，最多能差 ${showFen(by)}`;
}

type Todo = { title: string; words: (amount: string | null) => string };

export const todos: Record<NextStepCode, Todo> = {
  apply_reimbursement: {
    title: '申请，把钱领回来',
    words: (amount) => `按您说的，还能领 ${amount ?? '的钱'}。登录以后，在“申请”里办。`,
  },
  apply_recognition: {
    title: '申请认定困难身份',
    words: (amount) =>
      `到村里、社区，或者乡镇办事处申请，说家里有人生大病。${
        amount === null ? '认定了，以后看病就能帮。' : `要是认定了，大约能帮 ${amount}。`
      }`,
  },
  ask_identity: {
    title: '先问清您家是哪一种',
    words: () => '到村里、社区问一问：您家有没有低保、特困这样的身份。',
  },
  ask_referral: {
    title: '下次看病，先转诊',
    words: (amount) =>
      `到外地看病前，先请本地医院开转诊单。${amount === null ? '' : `这次要是转诊了，大约能帮 ${amount}。`}`,
  },
  prove_referral: {
    title: '找出转诊单',
    words: () => '有转诊单，或者办过异地看病备案的，找出来带上。',
  },
  bring_papers: {
    title: '带上结算单，把数问清',
    words: () => '带出院结算单到医院医保窗口问：医保不能报的有多少，救助给过多少。问清再来填，算得更准。',
  },
  premium_subsidy: {
    title: '参保的钱，有补助',
    words: (amount) => `您家参加居民医保，一个人一年补 ${amount ?? '一部分'}。没有补到的，到村里、社区问。`,
  },
  deposit_waiver: {
    title: '在本地住院，先看病后付钱',
    words: () => '先到乡镇医院、社区医院看，由它转到市里的定点医院，住院不用交押金。',
  },
  deposit_deductible: {
    title: '在本地住院，不用交押金',
    words: () =>
      '先到乡镇医院、社区医院看，由它转到市里的定点医院，住院不用交押金。进院时只交医保的“起付钱”。医院大小不一样，交的不一样，先问医院要交多少。',
  },
  apply_earlier: {
    title: '申请补认定以前的',
    words: (amount) =>
      `认定以前 12 个月看的病，救助要您自己申请，才会补。到医保窗口说“申请认定以前的救助”。${
        amount === null ? '' : `大约能补 ${amount}。`
      }`,
  },
  ask_authority: {
    title: '问当地医保局',
    words: () => '打 12393 医保热线，或者带身份证和结算单，到医保窗口问：能救助多少。',
  },
  nothing_to_do: {
    title: '现在没有要办的',
    words: () => '把结算单都留好。再花钱了，再来算一次。',
  },
};

/** Whom documents leave figures to, in words that lead a family there; a document's number is what it can say at the window. */
function tellWho(deferredTo: string): string {
  if (/〔\d{4}〕/.test(deferredTo)) return `写在另一份文件里（${deferredTo}），我们还没有拿到`;
  if (deferredTo.includes('统筹地区')) return '由您所在的市政府来定，我们还没有拿到';
  if (deferredTo.includes('县')) return '由您所在的县（区）政府来定，我们还没有拿到';
  return `由${deferredTo}来定，我们还没有拿到`;
}

/** Whom the law leaves a figure to, or that nobody has given it. */
export function tellMissing({ name, deferredTo, year }: Missing): string {
  if (name === SEVERAL_CLASSES) return `${UNSAID_CLASS}请问医保局。`;
  const figure = figureNames[name] ?? '救助的标准';
  if (deferredTo !== undefined) return `${figure}，${tellWho(deferredTo)}。`;
  return `${figure}，${year === undefined ? '' : `${year} 年的`}数还没有公布。`;
}
