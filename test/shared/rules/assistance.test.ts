import type { Clause, Missing, Ratio, Step } from '@yijiutong/rules/kernel';
import { Trace } from '@yijiutong/rules/kernel';
import type { AssistanceTerms, StatisticUse } from '@yijiutong/rules/policy';
import { assistanceTotal, missingAssistance } from '@yijiutong/rules/rules';

import { yuan } from './made-up-region.ts';

const at = (article: string): Clause => ({ document: 'made-up', article });
const lack = (name: string): Missing => ({
  what: 'figure',
  name,
  region: '999900',
  day: '2024-01-01' as never,
});
const use = (name: string, title: string): StatisticUse => ({
  name,
  title,
  year: 2023,
  status: 'published',
  source: '统计局',
});
const ratio = (parts: number) => parts as Ratio;

/** 3,000 deductible, 65 % up to the line of 10,000 (20,000 for employees), 70 % above, 20,000 a year. */
const TWO_TIERS: AssistanceTerms = {
  deductible: yuan(3000),
  lowRatio: ratio(6500),
  highRatio: ratio(7000),
  tierLine: { resident: yuan(10_000), employee: yuan(20_000) },
  cap: yuan(20_000),
  clauses: { deductible: at('一'), ratio: at('二'), tierLine: at('三'), cap: at('四') },
  relies: [use('residentIncome', '居民人均可支配收入'), use('criticalIllness.deductible', '大病保险起付线')],
};
const ONE_TIER: AssistanceTerms = { ...TWO_TIERS, tierLine: null, highRatio: ratio(6500), cap: null };

test.each([
  [0, 0, 0, 0],
  [2999.99, 0, 0, 0],
  [3000, 0, 0, 0],
  [3000.01, 0.01, 0.01, 0.01],
  [4000, 650, 650, 650],
  [10_000, 4550, 4550, 4550],
  [10_001, 4550.7, 4550.65, 4550.65],
  [20_000, 11_550, 11_050, 11_050],
  [20_001, 11_550.7, 11_050.7, 11_050.65],
  [32_071.42, 19_999.99, 19_499.99, 18_896.42],
  [32_071.43, 20_000, 19_500, 18_896.43],
  [50_000, 20_000, 20_000, 30_550],
])('of %d yuan: %d to a resident, %d to an employee, %d in one tier', (base, resident, employee, single) => {
  expect(assistanceTotal(TWO_TIERS, 'resident', yuan(base))).toBe(yuan(resident));
  expect(assistanceTotal(TWO_TIERS, 'employee', yuan(base))).toBe(yuan(employee));
  expect(assistanceTotal(ONE_TIER, 'resident', yuan(base))).toBe(yuan(single));
});

test('a deductible above the line is taken off before the second tier pays', () => {
  const terms = { ...TWO_TIERS, deductible: yuan(12_000) };
  expect(assistanceTotal(terms, 'resident', yuan(12_000))).toBe(0);
  expect(assistanceTotal(terms, 'resident', yuan(13_000))).toBe(yuan(700));
});

test.each<[string, Partial<AssistanceTerms>]>([
  ['deductible', { deductible: lack('deductible') }],
  ['lowRatio', { lowRatio: lack('lowRatio') }],
  ['highRatio', { highRatio: lack('highRatio') }],
  ['cap', { cap: lack('cap') }],
  ['line', { tierLine: { resident: lack('line'), employee: yuan(1) } }],
])('without its %s there is no amount', (name, gap) => {
  const terms = { ...TWO_TIERS, ...gap };
  expect(missingAssistance(terms, 'resident')).toEqual(lack(name));
  expect(assistanceTotal(terms, 'resident', yuan(5000))).toEqual(lack(name));
});

test('only the line of the own insurance is needed', () => {
  const terms = { ...TWO_TIERS, tierLine: { resident: yuan(10_000), employee: lack('line') } };
  expect(missingAssistance(terms, 'resident')).toBeNull();
  expect(missingAssistance(ONE_TIER, 'resident')).toBeNull();
});

const explain = (terms: AssistanceTerms, base: number): readonly Step[] => {
  const trace = new Trace();
  assistanceTotal(terms, 'resident', yuan(base), trace);
  return trace.steps;
};

test('two tiers explained, each step under its own clause and with its own statistic', () => {
  expect(explain(TWO_TIERS, 50_000)).toEqual([
    {
      step: 'assistance.deductible',
      label: '年度救助起付标准',
      clause: at('一'),
      inputs: [
        {
          label: expect.stringContaining('居民人均可支配收入') as string,
          value: expect.any(String) as string,
        },
      ],
      operation: '',
      result: '3000.00',
      steps: [],
    },
    {
      step: 'assistance.tierLine',
      label: '大病保险起付线',
      clause: at('三'),
      inputs: [
        { label: expect.stringContaining('大病保险起付线') as string, value: expect.any(String) as string },
      ],
      operation: '',
      result: '10000.00',
      steps: [],
    },
    {
      step: 'assistance.share',
      label: '年度累计应救助',
      clause: at('二'),
      inputs: [
        { label: '年度累计政策范围内个人自付', value: '50000.00' },
        { label: '救助比例', value: '65%' },
        { label: '大病保险起付线以上救助比例', value: '70%' },
        { label: '大病保险起付线', value: '10000.00' },
      ],
      operation: 'max(min(50000.00, 10000.00) − 3000.00, 0) × 65% + 40000.00 × 70%',
      result: '32550.00',
      steps: [],
    },
    {
      step: 'assistance.cap',
      label: '年度救助限额',
      clause: at('四'),
      inputs: [{ label: '限额', value: '20000.00' }],
      operation: 'min(32550.00, 20000.00)',
      result: '20000.00',
      steps: [],
    },
  ]);
});

test('one tier without a maximum explained', () => {
  expect(explain(ONE_TIER, 5000).map(({ step, operation, result }) => [step, operation, result])).toEqual([
    ['assistance.deductible', '', '3000.00'],
    ['assistance.share', 'max(5000.00 − 3000.00, 0) × 65%', '1300.00'],
    ['assistance.cap', '', '1300.00'],
  ]);
  expect(explain(ONE_TIER, 5000)[2]?.inputs).toEqual([{ label: '限额', value: '不设' }]);
});
