/** What an end of the range takes for granted of the questions that nobody answered. */
import type { End, Facts, Question } from '@yijiutong/rules/estimate';
import type { BillKind } from '@yijiutong/rules/policy';

import { nameFamily } from './families';
import { showFen } from './result-words';

const kinds: Record<BillKind, string> = {
  inpatient: '是住院',
  chronic_outpatient: '是门诊看慢性病、大病',
  special_drug: '是用特殊药品',
  ordinary_outpatient: '是普通门诊',
  other: '是别的情况',
};

const told: Partial<Record<Question, (facts: Facts) => string | null>> = {
  who: ({ categories: [category] }) =>
    category === undefined ? '您家不在救助的人里' : `您家是“${nameFamily(category)}”`,
  recognised: ({ recognised }) => (recognised ? '看病都在认定以后' : '看病都在认定以前'),
  insurance: ({ insurance }) => (insurance === 'resident' ? '是居民医保' : '是职工医保'),
  kind: ({ kind }) => kinds[kind],
  designated: ({ designated }) => (designated ? '是定点医院' : '不是定点医院'),
  referred: ({ referred }) => (referred ? '按规定转诊了' : '没有按规定转诊'),
  inProvince: ({ inProvince }) => (inProvince ? '在本省看的' : '不在本省看的'),
  selfPaid: ({ selfPaid }) => `这次自己掏了 ${showFen(selfPaid)}`,
  outOfScope: ({ selfPaid, outOfScope }) =>
    selfPaid === 0 ? null : tellPart('自己掏的钱，', outOfScope === 0),
  earlierSelfPaid: ({ earlierSelfPaid }) => `前面那几次自己掏了 ${showFen(earlierSelfPaid)}`,
  earlierOutOfScope: ({ earlierSelfPaid, earlierOutOfScope }) =>
    earlierSelfPaid === 0 ? null : tellPart('前面那几次的，', earlierOutOfScope === 0),
};

const tellPart = (of: string, isCovered: boolean) =>
  `${of}${isCovered ? '都在医保能报的里面' : '医保都不能报'}`;

/** "假如：您家是“孤儿”；按规定转诊了。" @param questions what was left open, and moves the amount */
export function tellAssumed(questions: readonly Question[], { facts, assumed }: End): string {
  const words = questions.flatMap((question) => {
    const sentence = told[question]?.(facts) ?? null;
    // From there on more that was paid brings no more.
    return sentence === null ? [] : `${sentence}${assumed.includes(question) ? '，或者更多' : ''}`;
  });
  return words.length === 0 ? '' : `假如：${words.join('；')}。`;
}
