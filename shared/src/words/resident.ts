/**
 * The resident's voice of an explanation: one sentence a step that a third-grader reads. The statutory terms stand in
 * the officer's version of the same tree; test/shared/words/jargon.ts lists those that may not stand here.
 */
import type { BillStepId, Clause } from '../kernel/index.ts';
import { showLabel, showValue } from './show.ts';
import type { ToldStep } from './told.ts';

export type Told = { readonly title: string; readonly sentence: string; readonly clause: Clause | null };

/** `result` and `inputs` are ready to be shown; `label` and `operation` are as the rule wrote them. */
type Facts = {
  label: string;
  result: string;
  inputs: readonly string[];
  operation: string;
  isNothing: boolean;
};
export type Words = { title: string; tell: (facts: Facts) => string };

/** What is out of scope, or has to be paid first, moves no line and no sum: each sentence on self-paid money says so. */
const COVERED = '医保能报的部分里';

/** The ceiling of a year: 不设 = there is none. */
const ceiling = (title: string, helper: string): Words => ({
  title,
  tell: ({ result, inputs: [limit] }) =>
    limit === undefined || limit === '不设'
      ? `${helper}一年帮多少没有上限。算下来是 ${result}。`
      : `${helper}一年最多帮 ${limit}。算下来是 ${result}。`,
});

/** What this bill adds: the year with it, less the year before it. */
const visit = (title: string, helper: string): Words => ({
  title,
  tell: ({ result, isNothing }) =>
    isNothing
      ? `这张账单，${helper}没有加钱。`
      : `一共该帮的，减去这张账单以前该帮的，这张账单${helper}给 ${result}。`,
});

/** What earlier bills of the year come to under the class of this one: after a change of class not what they were given. */
const earlier = (title: string, helps: string): Words => ({
  title,
  tell: ({ result, isNothing }) =>
    `今年在这张账单以前的，按您这一类算，${isNothing ? `没有${helps}的` : `${helps} ${result}`}。`,
});

/** What the year's ceiling still allows. */
const left = (title: string): Words => ({
  title,
  tell: ({ result, isNothing }) => (isNothing ? '今年能帮的已经用完了。' : `今年最多还能帮 ${result}。`),
});

const bill: Record<Extract<BillStepId, `bill.${string}` | 'class'>, Words> = {
  class: {
    title: '您算哪一类',
    tell: ({ result }) => `看病那天，您是“${result}”。不同的类，帮的多少不一样。`,
  },
  'bill.total': { title: '一共花了', tell: ({ result }) => `这次看病一共花了 ${result}。` },
  'bill.outOfScope': {
    title: '医保不能报的',
    tell: ({ result, isNothing }) =>
      isNothing
        ? '这次没有医保不能报的钱。'
        : `其中 ${result}是自费药、超过限价的东西。医保不能报，救助也不算。`,
  },
  'bill.preSelfPay': {
    title: '要先自己付的',
    tell: ({ result }) => `有些药和检查，要先自己付一小份，是 ${result}。救助不算这一份。`,
  },
  'bill.basicPaid': { title: '基本医保先报', tell: ({ result }) => `基本医保报了 ${result}。` },
  'bill.criticalIllnessPaid': {
    title: '大病保险再报',
    tell: ({ result, isNothing }) => (isNothing ? '这次大病保险没有报。' : `大病保险又报了 ${result}。`),
  },
  'bill.supplementPaid': { title: '补充医保也报', tell: ({ result }) => `补充医保报了 ${result}。` },
  'bill.commercialPaid': { title: '惠民保险也赔', tell: ({ result }) => `惠民保险赔了 ${result}。` },
  'bill.base': {
    title: `${COVERED}，您自己掏的钱`,
    tell: ({ result }) => `一共花的，减去上面几样，是 ${result}。救助按这个数算。`,
  },
  'bill.granted': {
    title: '这张账单该给您多少',
    tell: ({ result, isNothing }) =>
      isNothing ? '几样加起来，这张账单不用给钱。' : `几样加起来，这张账单该给您 ${result}。`,
  },
};

const assistance: Record<Extract<BillStepId, `assistance${string}`>, Words> = {
  'assistance.deductible': {
    title: '先自己付的一段',
    tell: ({ result, isNothing }) =>
      isNothing
        ? '您这一类，不用先自己垫钱，从第一块钱就帮。'
        : `一年里，${COVERED}，您先自己付满 ${result}，超过的才帮。`,
  },
  'assistance.tierLine': {
    title: '帮得更多的线',
    tell: ({ result }) => `一年里，${COVERED}，您自己掏的超过 ${result}，超过的部分帮得更多。`,
  },
  'assistance.share': {
    title: '今年一共该帮多少',
    tell: ({ result, inputs: [base, low, high, line] }) =>
      `从年初到这张账单，${COVERED}，您自己掏了 ${base ?? '的钱'}。${shares(low, high, line)}一共该帮 ${result}。`,
  },
  'assistance.cap': ceiling('一年最多帮多少', '医疗救助'),
  'assistance.earlier': earlier('以前该帮的', '该帮'),
  'assistance.left': left('还剩多少能帮'),
  assistance: visit('这张账单的医疗救助', '医疗救助'),
};

/** The part that the class is given. A decision that was kept from before its step named the parts, or the line, has none. */
function shares(low?: string, high?: string, line?: string): string {
  if (low === undefined) return '按您这一类的比例，';
  if (high === undefined) return `您这一类帮 ${low}，`;
  return `您这一类，${line ?? '线'}以内帮 ${low}，超过的帮 ${high}，`;
}

const outpatient: Record<Extract<BillStepId, `outpatient${string}`>, Words> = {
  'outpatient.share': {
    title: '普通门诊该帮多少',
    tell: ({ result, inputs: [base, ratio] }) =>
      `今年的普通门诊，${COVERED}，您自己掏了 ${base ?? '的钱'}，${shares(ratio)}该帮 ${result}。`,
  },
  'outpatient.cap': ceiling('普通门诊最多帮多少', '普通门诊'),
  'outpatient.earlier': earlier('以前该帮的', '该帮'),
  'outpatient.left': left('还剩多少能帮'),
  outpatient: visit('这张账单的门诊救助', '门诊救助'),
};

const tilt: Record<Extract<BillStepId, `tilt${string}`>, Words> = {
  'tilt.gate': {
    title: '能不能再帮一次',
    tell: ({ operation }) =>
      operation === '不在省域内就医'
        ? '按规定转诊、又在省里看病的，才能再帮一次。这次不在省里，所以没有。'
        : '按规定转诊、又在省里看病的，才能再帮一次。这次没有按规定转诊，所以没有。',
  },
  'tilt.line': {
    title: '再帮一次的线',
    tell: ({ result }) => `帮过以后，${COVERED}，您一年还要付的超过 ${result}，就再帮一次。`,
  },
  'tilt.share': {
    title: '再帮一次该帮多少',
    // Under the class of this bill: after a change of class the person has another sum left to pay.
    tell: ({ result, inputs: [residual], isNothing }) => {
      const rest = `按您这一类算，帮过以后，${COVERED}，今年还剩 ${residual ?? '一些'}`;
      return isNothing ? `${rest}，没有过线，所以不再帮。` : `${rest}，过线的部分再帮 ${result}。`;
    },
  },
  'tilt.cap': ceiling('再帮一次最多帮多少', '再帮一次，'),
  'tilt.earlier': earlier('以前该再帮的', '该再帮'),
  'tilt.left': left('再帮一次还剩多少'),
  tilt: visit('这张账单再帮一次', '再帮一次'),
};

const criticalIllness: Record<Extract<BillStepId, `criticalIllness${string}`>, Words> = {
  'criticalIllness.deductible': {
    title: '大病保险的起报线',
    tell: ({ result }) => `一年里，${COVERED}，您自己掏的超过 ${result}，大病保险才报。`,
  },
  'criticalIllness.share': {
    title: '大病保险该报多少',
    tell: ({ result }) => `一段一段算，该报 ${result}。`,
  },
  'criticalIllness.cap': {
    title: '大病保险最多报多少',
    tell: ({ result, inputs: [limit] }) =>
      limit === undefined || limit === '不设'
        ? `大病保险一年报多少没有上限。算下来是 ${result}。`
        : `大病保险一年最多报 ${limit}。算下来是 ${result}。`,
  },
};

const topUp: Record<Extract<BillStepId, `topUp${string}`>, Words> = {
  'topUp.due': {
    title: '按新身份重新算',
    tell: ({ result }) => `今年的账单按新身份算，一共该帮 ${result}。`,
  },
  'topUp.paid': { title: '已经帮过的', tell: ({ result }) => `今年已经帮了 ${result}。` },
  'topUp.outpatientDue': {
    title: '普通门诊重新算',
    tell: ({ result }) => `普通门诊另外算，按新身份该帮 ${result}。`,
  },
  'topUp.outpatientPaid': {
    title: '普通门诊帮过的',
    tell: ({ result }) => `今年的普通门诊，已经帮了 ${result}。`,
  },
  topUp: {
    title: '补给您的',
    tell: ({ result }) => `少帮的补上，补给您 ${result}。以前多帮的不用退。`,
  },
};

const secondAssistance: Record<Extract<BillStepId, `secondAssistance${string}`>, Words> = {
  'secondAssistance.share': {
    title: '第二次救助该帮多少',
    tell: ({ result, inputs: [cost] }) =>
      `今年看病一共花了 ${cost ?? '的钱'}，医保不能报的也算。一段一段算，该再帮 ${result}。`,
  },
  'secondAssistance.burden': {
    title: '您还要付的',
    tell: ({ result }) => `都帮过以后，您自己还要付 ${result}。再帮的不会比这个多。`,
  },
  'secondAssistance.cap': {
    title: '一年最多帮多少',
    tell: ({ result, operation, inputs: [limit, used] }) => {
      const most =
        limit === undefined || limit === '不设'
          ? '一年帮多少没有上限'
          : `一年最多帮 ${limit}，今年已经帮了 ${used ?? '一些'}`;
      const approved = operation === '' ? '' : '超过的部分，已经专门批准。';
      return `${most}。${approved}这次能再帮 ${result}。`;
    },
  },
  secondAssistance: {
    title: '第二次救助',
    tell: ({ result, isNothing }) => (isNothing ? '第二次救助没有加钱。' : `第二次救助给您 ${result}。`),
  },
};

const aidOffset: Record<Extract<BillStepId, `aidOffset${string}`>, Words> = {
  'aidOffset.criticalIllness': {
    title: '大病保险该报多少',
    tell: ({ result }) => `一年的账单加在一起，大病保险该报 ${result}。`,
  },
  'aidOffset.paid': {
    title: '以前帮过的',
    tell: ({ result }) => `以前每次看病，医疗救助一共帮了 ${result}。`,
  },
  'aidOffset.due': {
    title: '医疗救助该帮多少',
    tell: ({ result }) => `先让大病保险报，医疗救助再帮，一共该帮 ${result}。`,
  },
  'aidOffset.offset': {
    title: '以前多帮的',
    tell: ({ result, isNothing }) =>
      isNothing ? '以前没有多帮，不用扣。' : `以前多帮的 ${result}，从大病保险里扣。您不用退钱。`,
  },
  aidOffset: {
    title: '大病保险付给您的',
    tell: ({ result }) => `扣了以后，大病保险付给您 ${result}。`,
  },
};

/** Who pays, as people call it. */
const payerNames: Readonly<Record<string, string | undefined>> = {
  '大病保险（职工大额）': '大病保险',
  '公务员补助、企业及其他补充保险': '补充医保',
  普惠型商业健康保险: '惠民保险',
  倾斜救助: '再帮一次，',
  二次救助: '第二次救助',
};

const payers: Record<Extract<BillStepId, `payers${string}`>, Words> = {
  'payers.part': {
    title: '一个一个按次序付',
    tell: ({ label, result, inputs: [rest] }) => {
      const paid = `${payerNames[label] ?? label}付 ${result}`;
      return rest === undefined ? `${paid}。` : `${paid}，还剩 ${rest}。`;
    },
  },
};

const claim: Record<Extract<BillStepId, `claim.${string}`>, Words> = {
  'claim.bill': {
    title: '这张账单还能领多少',
    tell: ({ result, inputs: [should, was], isNothing }) =>
      isNothing
        ? '该给的已经给足，这张账单没有还能领的。'
        : `该给您 ${should ?? '的钱'}，看病时给过 ${was ?? '的'}，还能领 ${result}。`,
  },
  'claim.retroactive': {
    title: '认定以前看病的钱，能补多少',
    tell: ({ result }) => `认定以前看病花的钱，照规定能补 ${result}。`,
  },
  'claim.total': {
    title: '一共还能领多少',
    tell: ({ result, isNothing }) =>
      isNothing ? '账单加起来，没有还能领的。' : `账单加起来，还能领 ${result}。`,
  },
};

const words: Record<BillStepId, Words> = {
  ...bill,
  ...assistance,
  ...outpatient,
  ...tilt,
  ...criticalIllness,
  ...topUp,
  ...secondAssistance,
  ...aidOffset,
  ...payers,
  ...claim,
};

/** A step that rests on a local figure says how good that figure is. */
function goodness(step: ToldStep): string {
  const values = step.inputs.map(({ value }) => value).join();
  if (values.includes('示例数据')) return '这个数是演示用的，不是真的。';
  return values.includes('暂定') ? '这个数还没有最后定。' : '';
}

function tell(step: ToldStep, known: Words | undefined): Told {
  const { clause, result, operation } = step;
  if (known === undefined) {
    return { title: showLabel(step.label), sentence: `是 ${showValue(result)}。`, clause };
  }
  const inputs = step.inputs.map(({ value }) => showValue(value));
  const sentence = known.tell({
    label: step.label,
    result: showValue(result),
    inputs,
    operation,
    isNothing: result === '0.00',
  });
  return { title: known.title, sentence: sentence + goodness(step), clause };
}

/** The tree as a list of sentences of these words: what something rests on is told before it. */
export function tellBy(known: Readonly<Record<string, Words | undefined>>, step: ToldStep): Told[] {
  return [...step.steps.flatMap((under) => tellBy(known, under)), tell(step, known[step.step])];
}

/** A bill, or a claim over several, as a list of sentences. What stands apart from a bill: `tellBenefit`. */
export function tellResident(step: ToldStep): Told[] {
  return tellBy(words, step);
}
