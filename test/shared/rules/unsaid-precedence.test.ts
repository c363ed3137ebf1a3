/** 就高 is the law of the documents that write it: under another, classes that differ leave the answer open. */
import { listThresholds, replayYear } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';
import { compileBenefits, compilePolicy } from '@yijiutong/rules/policy';
import { decideRetroactive, missingPrecedence } from '@yijiutong/rules/rules';

import { answer } from '../../../bff/src/cli/answer.ts';
import { parseCase } from '../../../bff/src/cli/worked-case.ts';
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

describe('only the figures that are asked for tell classes apart', () => {
  const decide = (
    categories: readonly string[],
    kind: 'inpatient' | 'ordinary_outpatient',
    of: Law = silent,
  ) =>
    replayYear(yearOfLaw(of, '510400', 2024, categories.map(always)), [bill('a', on, 1000, { kind })])
      .decisions[0]!.outcome;

  test('not the clauses that give them', () => {
    const policy = compilePolicy(silent, { region: '510400', on, overrides: FIGURES })!;
    const cite = (article: string) => ({ ratio: 7000, clause: { document: 'x', article } });
    const given = [cite('第九条（一）'), cite('第九条（二）'), { ...cite('第九条（一）'), ratio: 6500 }];
    expect(missingPrecedence(policy, [0, 1], (index) => given[index])).toBeNull();
    expect(missingPrecedence(policy, [0, 2], (index) => given[index])).toMatchObject({
      name: 'severalClasses',
    });
  });

  test('nor what another kind of care is given', () => {
    // 孤儿 have the figures of 特困人员 for a stay, and here half of theirs for ordinary outpatient care.
    const apart: Law = {
      ...silent,
      documents: silent.documents.map((file) => {
        const { outpatient_assistance: own } = file;
        if (own?.by_class.orphan === undefined) return file;
        const orphan = { ...own.by_class.orphan, ratio: { ratio: '50%' } };
        return { ...file, outpatient_assistance: { ...own, by_class: { ...own.by_class, orphan } } };
      }),
    };
    expect(decide(ALIKE, 'inpatient', apart)).toMatchObject({ value: { assistance: yuan(1000) } });
    expect(decide(ALIKE, 'ordinary_outpatient', apart)).toMatchObject({ missing: [lack] });
    // Neither of these is given ordinary outpatient care.
    const none = ['低保边缘家庭成员', '防止返贫监测对象'];
    expect(decide(none, 'inpatient')).toMatchObject({ missing: [lack] });
    expect(decide(none, 'ordinary_outpatient')).toMatchObject({
      status: 'refused',
      code: 'class_not_covered',
    });
  });
});

test('no lines of the year are shown for a class that nobody chose', () => {
  const lines = (of: Law, categories: readonly string[]) => {
    const year = yearOfLaw(of, '510400', 2024, categories.map(always));
    return listThresholds(year, replayYear(year, [bill('a', on, 1000)]).state, on).map(({ id }) => id);
  };
  expect(lines(law, DIFFERENT)).toContain('assistance.cap');
  expect(lines(silent, DIFFERENT)).toEqual([]);
  expect(lines(silent, ALIKE)).toContain('tilt.line');
});

test('nor a premium granted by the better class; who is named is granted it whatever else she is', () => {
  const ask = (of: Law, categories: readonly string[]) => {
    const asked = { region: '510400', on, supplied: { premium: '400.00' }, question: 'premium_subsidy' };
    return answer(of, parseCase({ ...asked, person: { categories } }), false).answer;
  };
  // 100 % and 75 %
  const apart = ['特困人员', '低保对象'];
  expect(ask(law, apart)).toMatchObject({ subsidy: '400.00' });
  expect(ask(silent, apart)).toMatchObject({ incomplete: true, missing: ['severalClasses'] });
  // 75 %, and not named
  expect(ask(silent, DIFFERENT)).toMatchObject({ subsidy: '300.00' });
  expect(ask(silent, ALIKE)).toEqual(ask(law, ALIKE));
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
