import { Trace } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import { EMPTY_POOL_YEAR, addPoolVisit, payInOrder } from '@yijiutong/rules/rules';

import { readDocuments } from '../law.fixture.ts';
import { compileFrom, compileMadeUp, given, yuan } from './made-up-region.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

test('宜昌统筹: the first visit of a year has the whole deductible before it', () => {
  const terms = given(compileFrom(law, '420500', '2023-06-01').benefits.outpatientPool);
  const visit = (amount: number) =>
    addPoolVisit(terms, EMPTY_POOL_YEAR, {
      inScope: yuan(amount),
      status: 'employed',
      level: 1,
      primaryCare: false,
      becameInpatient: false,
      chronicBenefit: false,
    }).paid;
  // 500 of one's own, then 80 % at a hospital of the first level (第五条（一）、（二）).
  expect([visit(500), visit(600)]).toEqual([0, yuan(80)]);
});

test('each layer that helps after the insurers is named as the documents name it', () => {
  const order = given(compileMadeUp().benefits.payerOrder);
  const trace = new Trace();
  const owed = { assistance: yuan(100), tilt: yuan(50), second_assistance: yuan(20) };
  payInOrder(order, { kind: 'inpatient', classId: null }, yuan(1000), owed, trace);
  expect(trace.steps.slice(-3).map(({ label, result }) => [label, result])).toEqual([
    ['医疗救助', '100.00'],
    ['倾斜救助', '50.00'],
    ['二次救助', '20.00'],
  ]);
});
