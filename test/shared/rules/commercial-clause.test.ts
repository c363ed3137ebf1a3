/** 攀枝花: 第三十条 orders the payers of stays and 门诊慢特病; of ordinary outpatient care 第九条 speaks of what the person bears. */
import type { Fen, Step } from '@yijiutong/rules/kernel';
import type { Bill } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

const flatten = (step: Step): Step[] => [step, ...step.steps.flatMap(flatten)];

test.each<[Bill['kind'], string]>([
  ['inpatient', '第三十条'],
  ['chronic_outpatient', '第三十条'],
  ['ordinary_outpatient', '第九条'],
])('what inclusive commercial insurance paid of %s is taken off by %s', async (kind, article) => {
  const year = yearOfLaw(await readDocuments(), '510400', 2024, [always('低保对象')]);
  const paid = bill('a', '2024-03-01', 500, { kind, commercialPaid: 10_000 as Fen });
  const outcome = replayYear({ ...year, explain: true }, [paid]).decisions[0]!.outcome;
  if (outcome.status !== 'granted') throw new Error(outcome.status);
  // (500 − 100) × 70 %
  expect(outcome.value.granted).toBe(28_000);
  const steps = flatten(outcome.explanation!);
  expect(steps.find(({ step }) => step === 'bill.commercialPaid')?.clause.article).toBe(article);
});
