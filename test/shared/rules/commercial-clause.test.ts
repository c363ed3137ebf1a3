/**
 * 攀枝花: 第三十条 orders the payers of stays and 门诊慢特病; of ordinary outpatient care 第九条 (特困人员、孤儿) and 第十条 (低保对象) speak of what
 * the person bears.
 */
import type { Fen, Step } from '@yijiutong/rules/kernel';
import type { Bill } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

const flatten = (step: Step): Step[] => [step, ...step.steps.flatMap(flatten)];

test.each<[Bill['kind'], category: string, granted: number, article: string]>([
  // (500 − 100) × 70 %, and all of it
  ['inpatient', '低保对象', 28_000, '第三十条'],
  ['chronic_outpatient', '低保对象', 28_000, '第三十条'],
  ['ordinary_outpatient', '低保对象', 28_000, '第十条'],
  ['ordinary_outpatient', '特困人员', 40_000, '第九条'],
  ['ordinary_outpatient', '孤儿', 40_000, '第九条'],
])(
  'what commercial insurance paid of %s of %s is taken off by the clause',
  async (kind, category, sum, article) => {
    const year = yearOfLaw(await readDocuments(), '510400', 2024, [always(category)]);
    const paid = bill('a', '2024-03-01', 500, { kind, commercialPaid: 10_000 as Fen });
    const outcome = replayYear({ ...year, explain: true }, [paid]).decisions[0]!.outcome;
    if (outcome.status !== 'granted') throw new Error(outcome.status);
    expect(outcome.value.granted).toBe(sum);
    const steps = flatten(outcome.explanation!);
    expect(steps.find(({ step }) => step === 'bill.commercialPaid')?.clause.article).toBe(article);
  },
);
