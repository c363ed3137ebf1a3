/** 就高 is the law of the documents that write it: under another, classes that differ leave the answer open. */
import { replayYear } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';
import { compileBenefits, compilePolicy } from '@yijiutong/rules/policy';
import { decideRetroactive, missingPrecedence } from '@yijiutong/rules/rules';

import { FIGURES, always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';
import { given, yuan } from './made-up-region.ts';

let law: Law;
/** 攀枝花 without 第十四条. */
let silent: Law;
beforeAll(async () => {
  law = await readDocuments();
  silent = {
    ...law,
    documents: law.documents.map((file) => {
      const { classes_clause: said, ...rest } = file;
      return said === undefined ? file : rest;
    }),
  };
});

const on = '2024-06-01' as never;
const DIFFERENT = ['低保对象', '低保边缘家庭成员'];
/** Both are helped in full, by figures that are the same. */
const ALIKE = ['特困人员', '孤儿'];
const lack = { what: 'figure', name: 'severalClasses', clause: { article: '第四条（一）' } };

describe('a bill', () => {
  const outcome = (of: Law, categories: readonly string[]) =>
    replayYear(yearOfLaw(of, '510400', 2024, categories.map(always)), [bill('a', on, 10_000)]).decisions[0]!
      .outcome;

  test('of two classes is given by the better one where the document says so', () => {
    expect(outcome(law, DIFFERENT)).toMatchObject({ value: { classId: 'minimum_living' } });
  });

  test.each([[DIFFERENT], [[...DIFFERENT].reverse()]])('of %j is open where it does not', (categories) => {
    expect(outcome(silent, categories)).toMatchObject({ status: 'incomplete', missing: [lack] });
  });

  test('of one class, or of two that are given the same, is none of that', () => {
    expect(outcome(silent, ['低保对象'])).toMatchObject({ value: { assistance: yuan(7000) } });
    expect(outcome(silent, ALIKE)).toMatchObject({ value: { assistance: yuan(10_000) } });
  });

  test('a recognition pays nothing on top that nobody could work out', () => {
    const identities = DIFFERENT.map((category) => ({ category, from: on, to: null }));
    const topUps = (of: Law) =>
      replayYear(yearOfLaw(of, '510400', 2024, identities), [
        bill('a', '2024-03-01', 10_000),
        bill('b', '2024-07-01', 100),
      ]).topUps;
    expect(topUps(law)).toMatchObject([{ amount: yuan(7000) }]);
    expect(topUps(silent)).toEqual([]);
  });
});

test('help for earlier bills is open in the same way', () => {
  const decide = (of: Law) => {
    const options = { region: '510400', on, overrides: FIGURES };
    return decideRetroactive(compilePolicy(of, options)!, given(compileBenefits(of, options).retroactive), {
      categories: DIFFERENT,
      insurance: 'resident',
      recognisedOn: on,
      bills: [{ ...bill('a', '2024-03-01', 10_000), assisted: false }],
      applied: true,
      paidThisYear: yuan(0),
    });
  };
  expect(decide(law)).toMatchObject({ value: { topUp: yuan(7000) } });
  expect(decide(silent)).toMatchObject({ status: 'incomplete', missing: [lack] });
});

test.each(['450200', '440000'])(
  'the document of %s does not say it; nothing is held against one class',
  (region) => {
    const policy = compilePolicy(law, { region, on })!;
    expect(policy.severalClasses).toBeNull();
    expect(missingPrecedence(policy, [0], String)).toBeNull();
    expect(missingPrecedence(policy, [0, 1], () => 'the same')).toBeNull();
    expect(missingPrecedence(policy, [0, 1], String)).toMatchObject({ name: 'severalClasses', region });
  },
);
