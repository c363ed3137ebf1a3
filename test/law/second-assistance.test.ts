/**
 * 广东 2017 三（二）3 leaves every figure of 二次救助 to the places. Here a made-up place gives some, worked by hand from the clause:
 * 在年度最高救助限额内按照分类分段梯度, on 医疗总费用（含合规范围外）.
 */
import type { Law } from '@yijiutong/rules/policy';

import { answer } from '../../bff/src/cli/answer.ts';
import { readDocuments } from '../shared/law.fixture.ts';

const figures = {
  on_application: true,
  deductible: { amount: '5000' },
  brackets: {
    by_class: {
      key_recipient: {
        edges: 'absolute' as const,
        steps: [
          { from: '0', ratio: '30%' },
          { from: '20000', ratio: '40%' },
          { from: '50000', ratio: '50%' },
        ],
      },
      low_income: {
        edges: 'above_deductible' as const,
        steps: [
          { from: '0', ratio: '20%' },
          { from: '10000', ratio: '30%' },
        ],
      },
    },
    clause: '三（二）3',
  },
  cap: { amount: '30000' },
  cap_breach: { decided_by: '困难群众生活保障协调机制', clause: '三（二）4' },
  clause: '三（二）3',
};

let law: Law;

beforeAll(async () => {
  const read = await readDocuments();
  const documents = read.documents.map((file) =>
    file.document.id === 'guangdong-2017' ? { ...file, second_assistance: figures } : file,
  );
  law = { ...read, documents };
});

const ask = (categories: string[], input: object) =>
  answer(
    law,
    {
      region: '440000',
      question: 'second_assistance',
      on: '2018-06-01',
      person: { categories },
      input: { burden: '100000.00', applied: true, ...input },
    },
    true,
  );
const amountOf = (categories: string[], input: object) => ask(categories, input).answer;

const decision = { capBreach: { decision: '一号' } };

test.each<[string, string, object, string, boolean]>([
  ['below the deductible', '4999.99', {}, '0.00', false],
  ['at the deductible', '5000.00', {}, '0.00', false],
  ['0.01 × 30 % = 0.003', '5000.01', {}, '0.00', false],
  ['0.02 × 30 % = 0.006', '5000.02', {}, '0.01', false],
  ['14999.99 × 30 % = 4499.997', '19999.99', {}, '4500.00', false],
  ['15000 × 30 %', '20000.00', {}, '4500.00', false],
  ['4500 + 0.02 × 40 % = 4500.008', '20000.02', {}, '4500.01', false],
  ['4500 + 29999.99 × 40 % = 16499.996', '49999.99', {}, '16500.00', false],
  ['4500 + 30000 × 40 %', '50000.00', {}, '16500.00', false],
  ['16500 + 0.02 × 50 %', '50000.02', {}, '16500.01', false],
  ['16500 + 27000 × 50 % = the maximum', '77000.00', {}, '30000.00', false],
  ['a fen above the maximum is cut', '77000.02', {}, '30000.00', false],
  ['a fen below the maximum', '76999.98', {}, '29999.99', false],
  ['the maximum passed by decision', '77000.02', decision, '30000.01', true],
  ['a decision that is not needed', '50000.00', decision, '16500.00', false],
  ['no more than is still hers to pay', '50000.00', { burden: '16499.99' }, '16499.99', false],
  ['just what is hers to pay', '50000.00', { burden: '16500.00' }, '16500.00', false],
  [
    'by decision, and still no more than hers',
    '100000.00',
    { ...decision, burden: '40000.00' },
    '40000.00',
    true,
  ],
  ['assistance counts into the maximum', '50000.00', { assistancePaid: '20000.00' }, '10000.00', false],
  ['assistance leaves just enough', '50000.00', { assistancePaid: '13500.00' }, '16500.00', false],
  ['assistance leaves a fen too little', '50000.00', { assistancePaid: '13500.01' }, '16499.99', false],
  ['assistance has used the maximum up', '50000.00', { assistancePaid: '30000.00' }, '0.00', false],
  ['what was paid before is taken off', '50000.00', { secondPaid: '10000.00' }, '6500.00', false],
  ['all of it was paid before', '50000.00', { secondPaid: '16500.00' }, '0.00', false],
])('低保对象, absolute edges: %s', (_, totalCost, facts, amount, breached) => {
  expect(amountOf(['低保对象'], { totalCost, ...facts })).toEqual({ amount, breached });
});

test.each([
  ['at the deductible', '5000.00', '0.00'],
  ['10000 × 20 %: the edge stands 10000 above the deductible', '15000.00', '2000.00'],
  ['2000 + 0.05 × 30 % = 2000.015', '15000.05', '2000.02'],
  ['2000 + 10000 × 30 %', '25000.00', '5000.00'],
])('低收入救助对象, edges from the deductible: %s', (_, totalCost, amount) => {
  expect(amountOf(['低收入救助对象'], { totalCost })).toEqual({ amount, breached: false });
});

test('no clause says which of two classes counts: 15000 × 30 % + 5000 × 40 % and 5000 stay open', () => {
  const input = { totalCost: '25000.00' };
  expect(amountOf(['低收入救助对象', '低保对象'], input)).toMatchObject({
    amount: null,
    missing: ['severalClasses'],
  });
});

test('a class without brackets of its own is not covered', () => {
  expect(amountOf(['因病致贫重病患者'], { totalCost: '25000.00' })).toEqual({
    amount: '0.00',
    breached: false,
    refused: 'class_not_covered',
  });
});

test('the explanation carries the brackets, and the clause that lets the maximum be passed', () => {
  const [root] = ask(['低保对象'], { totalCost: '77000.02', ...decision }).explanations;
  expect(root).toMatchObject({
    clause: { document: 'guangdong-2017', article: '三（二）3' },
    result: '30000.01',
  });
  const share = root?.steps.find(({ step }) => step === 'secondAssistance.share');
  expect(share).toMatchObject({
    operation: '15000.00 × 30% + 30000.00 × 40% + 27000.02 × 50%',
    result: '30000.01',
  });
  const cap = root?.steps.find(({ step }) => step === 'secondAssistance.cap');
  expect(cap?.clause).toEqual({ document: 'guangdong-2017', article: '三（二）4' });
});
