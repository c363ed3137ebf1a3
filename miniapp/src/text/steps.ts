/**
 * The resident's voice of an explanation: for every step id that the rules can emit, one sentence a third-grader
 * reads. The statutory terms stand in the officer's version of the same tree.
 */
import type { Clause, ExplanationStep } from '@yijiutong/rules/contract';

import { showLabel, showValue } from './figure';

export type Told = { title: string; sentence: string; clause: Clause | null };

/** `result` and `inputs` are ready to be shown. */
type Facts = { result: string; inputs: readonly string[]; isNothing: boolean };
type Words = { title: string; tell: (facts: Facts) => string };

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
      : `一共该帮的，减去以前帮过的，这张账单${helper}给 ${result}。`,
});

/** What earlier bills of the year were given. */
const earlier = (title: string): Words => ({
  title,
  tell: ({ result, isNothing }) =>
    isNothing ? '今年以前的账单，还没帮过。' : `今年以前的账单，已经帮了 ${result}。`,
});

/** What the year's ceiling still allows. */
const left = (title: string): Words => ({
  title,
  tell: ({ result, isNothing }) => (isNothing ? '今年能帮的已经用完了。' : `今年最多还能帮 ${result}。`),
});

export const stepWords: Record<string, Words | undefined> = {
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
    title: '医保能报的部分里，您自己掏的钱',
    tell: ({ result }) => `一共花的，减去上面几样，是 ${result}。救助按这个数算。`,
  },
  'assistance.deductible': {
    title: '先自己付的一段',
    tell: ({ result, isNothing }) =>
      isNothing ? '您这一类，不用先自己垫钱，从第一块钱就帮。' : `一年里您先自己付满 ${result}，超过的才帮。`,
  },
  'assistance.tierLine': {
    title: '帮得更多的线',
    tell: ({ result }) => `一年自己掏的超过 ${result}，超过的部分帮得更多。`,
  },
  'assistance.share': {
    title: '今年一共该帮多少',
    tell: ({ result, inputs: [base] }) =>
      `从年初到这张账单，您自己掏了 ${base ?? '的钱'}。按您这一类的比例，一共该帮 ${result}。`,
  },
  'assistance.cap': ceiling('一年最多帮多少', '医疗救助'),
  'assistance.earlier': earlier('以前帮过的'),
  'assistance.left': left('还剩多少能帮'),
  assistance: visit('这张账单的医疗救助', '医疗救助'),
  'criticalIllness.deductible': {
    title: '大病保险的起报线',
    tell: ({ result }) => `一年自己掏的超过 ${result}，大病保险才报。`,
  },
  'criticalIllness.share': { title: '大病保险该报多少', tell: ({ result }) => `按比例算，该报 ${result}。` },
  'criticalIllness.cap': ceiling('大病保险最多报多少', '大病保险'),
  'outpatient.share': {
    title: '普通门诊该帮多少',
    tell: ({ result, inputs: [base] }) => `今年普通门诊您自己掏了 ${base ?? '的钱'}，按比例该帮 ${result}。`,
  },
  'outpatient.cap': ceiling('普通门诊最多帮多少', '普通门诊'),
  'outpatient.earlier': earlier('以前帮过的'),
  'outpatient.left': left('还剩多少能帮'),
  outpatient: visit('这张账单的门诊救助', '门诊救助'),
  'tilt.gate': {
    title: '能不能再帮一次',
    tell: () => '按规定转诊、又在省内看病的，才能再帮一次。这张账单不是，所以没有。',
  },
  'tilt.line': {
    title: '再帮一次的线',
    tell: ({ result }) => `帮过以后，您一年还要付的超过 ${result}，就再帮一次。`,
  },
  'tilt.share': {
    title: '再帮一次该帮多少',
    tell: ({ result, inputs: [residual], isNothing }) =>
      isNothing
        ? `帮过以后，您今年还要付 ${residual ?? '的钱'}，没有过线，所以不再帮。`
        : `帮过以后，您今年还要付 ${residual ?? '的钱'}，过线的部分再帮 ${result}。`,
  },
  'tilt.cap': ceiling('再帮一次最多帮多少', '再帮一次，'),
  'tilt.earlier': earlier('以前再帮过的'),
  'tilt.left': left('再帮一次还剩多少'),
  tilt: visit('这张账单再帮一次', '再帮一次'),
  'bill.granted': {
    title: '这张账单该给您多少',
    tell: ({ result, isNothing }) =>
      isNothing ? '几样加起来，这张账单不用给钱。' : `几样加起来，这张账单该给您 ${result}。`,
  },
  'claim.bill': {
    title: '这张账单还能领多少',
    tell: ({ result, inputs: [should, was], isNothing }) =>
      isNothing
        ? '该给的已经给足，这张账单没有还能领的。'
        : `该给您 ${should ?? '的钱'}，结账时给过 ${was ?? '的'}，还能领 ${result}。`,
  },
  'claim.total': {
    title: '一共还能领多少',
    tell: ({ result, isNothing }) =>
      isNothing ? '账单加起来，没有还能领的。' : `账单加起来，还能领 ${result}。`,
  },
  'topUp.due': {
    title: '按新身份重新算',
    tell: ({ result }) => `今年的账单按新身份算，一共该帮 ${result}。`,
  },
  'topUp.paid': { title: '已经帮过的', tell: ({ result }) => `今年已经帮了 ${result}。` },
  topUp: { title: '补给您的', tell: ({ result }) => `该帮的减去帮过的，补给您 ${result}。` },
};

function tell(step: ExplanationStep): Told {
  const { clause, result } = step;
  const words = stepWords[step.step];
  if (words === undefined) {
    return { title: showLabel(step.label), sentence: `是 ${showValue(result)}。`, clause };
  }
  const facts = {
    result: showValue(result),
    inputs: step.inputs.map(({ value }) => showValue(value)),
    isNothing: result === '0.00',
  };
  return { title: words.title, sentence: words.tell(facts), clause };
}

/** The tree as a list: what something rests on is told before it. */
export function tellSteps(steps: readonly ExplanationStep[]): Told[] {
  return steps.flatMap((step) => [...tellSteps(step.steps), tell(step)]);
}
