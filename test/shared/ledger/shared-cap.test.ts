/** 宜昌 第十一条 “与第九条…共用年度救助限额” (reading YC-A7): what was paid on application bounds the bills of the year. */
import { decideBatch, packYears } from '@yijiutong/rules/batch';
import type { Day, Fen } from '@yijiutong/rules/kernel';
import type { Step } from '@yijiutong/rules/kernel';
import { listThresholds, replayYear } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const paidBefore = (yuan: number) => ({
  ...yearOfLaw(law, '420500', 2024, [always('特困人员')]),
  retroactivePaid: (yuan * 100) as Fen,
});

test.each([
  ['nothing', 0, 10_000, 0, 0],
  ['so much that the bill still fits', 70_000, 10_000, 0, 0],
  // What the cap cuts off stays with the person: (9,000 − 7,000) × 100 % is 倾斜救助 (YC-A5).
  ['so much that a part fits', 79_000, 1000, 2000, 7000],
  ['all of it', 80_000, 0, 3000, 7000],
])('paid before: %s', (_, paid, assistance, tilt, personal) => {
  const { totals } = replayYear(paidBefore(paid), [bill('a', '2024-08-01', 10_000)]).state;
  expect(totals).toMatchObject({
    assistance: assistance * 100,
    tilt: tilt * 100,
    personal: personal * 100,
  });
});

test('the next line is the rest of the shared cap', () => {
  const context = paidBefore(79_000);
  const { state } = replayYear(context, [bill('a', '2024-08-01', 400)]);
  const cap = listThresholds(context, state, '2024-08-01' as Day).find(({ id }) => id === 'assistance.cap');
  expect(cap).toMatchObject({ at: 8_000_000, reached: 7_940_000, left: 60_000 });
});

/** Every step under a bill of 10,000 of the days after what was paid before. */
function stepsAfter(paid: number, yuan = 10_000): Step[] {
  const context = { ...paidBefore(paid), explain: true };
  const find = (step: Step): Step[] => [step, ...step.steps.flatMap(find)];
  const outcome = replayYear(context, [bill('a', '2024-08-01', yuan)]).decisions[0]?.outcome;
  return outcome?.status === 'granted' && outcome.explanation ? find(outcome.explanation) : [];
}

test('the explanation says what bounds the bill', () => {
  const steps = stepsAfter(79_000);
  expect(steps.find(({ step }) => step === 'assistance.left')).toMatchObject({
    label: '年度限额余额',
    operation: '80000.00 − 79000.00',
    result: '1000.00',
  });
  expect(steps.find(({ step }) => step === 'assistance')).toMatchObject({ result: '1000.00' });
});

test.each([
  ['where the bill still fits under the rest', 60_000, 10_000, '10000.00'],
  ['where the year came to the cap by itself, and nothing was paid before', 0, 90_000, '80000.00'],
])('the explanation has no rest of a shared cap %s', (_, paid, yuan, assistance) => {
  const steps = stepsAfter(paid, yuan);
  expect(steps.find(({ step }) => step === 'assistance')).toMatchObject({ result: assistance });
  expect(steps.map(({ step }) => step)).not.toContain('assistance.left');
});

test('the batch leaves such a person to the fold', () => {
  const { policy, identities, insurance, retroactivePaid } = paidBefore(1);
  const bills = [bill('a', '2024-08-01', 10_000)];
  const people = [
    { identities, insurance, bills },
    { identities, insurance, bills, retroactivePaid },
  ];
  expect([...decideBatch(policy, packYears(policy, people)).single]).toEqual([0, 1]);
});
