/** N9 where one of two decisions gives nothing: the full matrix of what stood in the way and what does. */
import { tellDifference } from '@yijiutong/rules/words';
import type { DecisionView } from '@yijiutong/rules/words';

/** In the order in which a bill meets them. */
const refusals = [
  'not_in_force',
  'kind_not_covered',
  'not_designated',
  'not_referred',
  'no_class',
  'unknown_category',
  'class_not_covered',
  'not_applied',
  'a_code_of_a_newer_server',
] as const;
const lacking = {
  designated: 'fact',
  referred: 'fact',
  inProvince: 'fact',
  residentIncome: 'figure',
} as const;

const view = (outcome: DecisionView['outcome']): DecisionView => ({
  billId: 'a',
  on: '2024-03-01',
  outcome,
  explanation: null,
  document: null,
  bill: null,
  insurance: 'resident',
});
const views: Record<string, DecisionView> = {
  granted: view({ status: 'granted', classTitle: '低保对象', granted: 300_000 }),
  reversed: view({ status: 'reversed' }),
  ...Object.fromEntries(refusals.map((code) => [code, view({ status: 'refused', code })])),
  ...Object.fromEntries(
    Object.entries(lacking).map(([name, what]) => [
      `lacks ${name}`,
      view({ status: 'incomplete', missing: [{ what, name }] }),
    ]),
  ),
};
const names = Object.keys(views);
const sentences = (before: string, after: string) =>
  tellDifference(views[before]!, views[after]!).causes.map(({ sentence }) => sentence);
/** What is told of the decision before beside what is told of the decision after. */
const gone = (before: string, after: string) => {
  const of = after === 'granted' ? [] : sentences('granted', after).map(start);
  return sentences(before, after).filter((sentence) => !of.includes(start(sentence)));
};
const start = (sentence: string) => sentence.split('，所以')[0]!.split('，钱数')[0]!.replace(/。$/, '');

/** The pairs of obstacles in which the former is certainly gone; beside those that are granted now. */
const certain: Readonly<Record<string, readonly string[]>> = {
  // Only a code that is not known here may itself be of a day without a document.
  not_in_force: names.filter((name) => !['granted', 'reversed', 'not_in_force', refusals[8]].includes(name)),
  kind_not_covered: [],
  not_designated: ['class_not_covered', 'not_applied', 'lacks residentIncome'],
  not_referred: ['class_not_covered', 'not_applied', 'lacks residentIncome'],
  no_class: ['class_not_covered', 'not_applied', 'lacks inProvince', 'lacks residentIncome'],
  unknown_category: ['class_not_covered', 'not_applied', 'lacks inProvince', 'lacks residentIncome'],
  'lacks designated': ['class_not_covered', 'not_applied'],
  'lacks referred': ['class_not_covered', 'not_applied'],
  'lacks inProvince': ['class_not_covered', 'not_applied'],
  'lacks residentIncome': ['class_not_covered', 'not_applied'],
};
const isObstacle = (name: string) => name !== 'granted' && name !== 'reversed';

test.each(names.filter(isObstacle))('%s is told as gone only where that is certain', (before) => {
  const told = names.filter(
    (after) => isObstacle(after) && after !== before && gone(before, after).length > 0,
  );
  expect(told).toEqual(names.filter((after) => certain[before]?.includes(after)));
});

test.each(names.filter(isObstacle))('%s is told as gone when the bill is granted', (before) => {
  expect(gone(before, 'granted')).toEqual([expect.stringMatching(/，所以多了 3,000\.00\u00a0元。$/)]);
  expect(sentences(before, before)).toEqual(['算出来和上次一样。']);
  // A bill that was taken back says nothing of what it lacked.
  expect(sentences(before, 'reversed')).toEqual(['医院把这张账单退了费，不再算救助，钱数没有变。']);
});

test('nobody is told to be recognised who is not', () => {
  const others = names.filter((name) => name !== 'granted');
  const said = others.flatMap((after) => gone('no_class', after).map((sentence) => [after, sentence]));
  expect(
    said.filter(([, sentence]) => sentence?.startsWith('看病那天您已经是救助对象')).map(([after]) => after),
  ).toEqual(
    expect.not.arrayContaining([
      'not_referred',
      'not_designated',
      'not_in_force',
      'lacks designated',
      'reversed',
    ]),
  );
  expect(sentences('no_class', 'not_referred')).toEqual(['这次看病没有按规定转诊，钱数没有变。']);
  expect(sentences('lacks residentIncome', 'not_referred')).toEqual(['这次看病没有按规定转诊，钱数没有变。']);
});
