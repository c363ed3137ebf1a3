import type { Clause, Missing, Ratio } from '@yijiutong/rules/kernel';
import { Trace } from '@yijiutong/rules/kernel';
import type { OutpatientTerms, TiltTerms } from '@yijiutong/rules/policy';
import { missingOutpatient, missingTilt, outpatientTotal, tiltTotal } from '@yijiutong/rules/rules';

import { yuan } from './made-up-region.ts';

const clause: Clause = { document: 'made-up', article: '一' };
const lack = (name: string): Missing => ({
  what: 'figure',
  name,
  region: '999900',
  day: '2024-01-01' as never,
});
const line = {
  name: 'monitoringLine',
  title: '监测线',
  year: 2024,
  status: 'published',
  source: '民政局',
} as const;
const TILT: TiltTerms = { line: yuan(7000), ratio: 7000 as Ratio, cap: yuan(700), clause, relies: [line] };
const OUTPATIENT: OutpatientTerms = { ratio: 7000 as Ratio, cap: yuan(800), clause };

test.each([
  [6999.99, 0, 0],
  [7000, 0, 0],
  [7000.01, 0.01, 0.01],
  [7001, 0.7, 0.7],
  [7999.99, 699.99, 699.99],
  [8000, 700, 700],
  [8001, 700, 700.7],
])('of what remains, %d: %d within the maximum, %d without one', (residual, capped, open) => {
  expect(tiltTotal(TILT, yuan(residual))).toBe(yuan(capped));
  expect(tiltTotal({ ...TILT, cap: null }, yuan(residual))).toBe(yuan(open));
});

test.each([
  [0, 0, 0],
  [0.01, 0.01, 0.01],
  [1000, 700, 700],
  [1142.85, 800, 800],
  [1142.84, 799.99, 799.99],
  [2000, 800, 1400],
])('of ordinary outpatient care, %d: %d within the maximum, %d without one', (base, capped, open) => {
  expect(outpatientTotal(OUTPATIENT, yuan(base))).toBe(yuan(capped));
  expect(outpatientTotal({ ...OUTPATIENT, cap: null }, yuan(base))).toBe(yuan(open));
});

test.each(['line', 'ratio', 'cap'])('without its %s tilt has no amount', (name) => {
  const terms = { ...TILT, [name]: lack(name) };
  expect(missingTilt(terms)).toEqual(lack(name));
  expect(tiltTotal(terms, yuan(9000))).toEqual(lack(name));
});

test.each(['ratio', 'cap'])('without its %s outpatient care has no amount', (name) => {
  const terms = { ...OUTPATIENT, [name]: lack(name) };
  expect(missingOutpatient(terms)).toEqual(lack(name));
  expect(outpatientTotal(terms, yuan(100))).toEqual(lack(name));
});

test('tilt explained', () => {
  const [within, without] = [new Trace(), new Trace()];
  tiltTotal(TILT, yuan(9000), within);
  const shown = { clause, steps: [] };
  expect(within.steps).toEqual([
    {
      ...shown,
      step: 'tilt.line',
      label: '倾斜救助起付线',
      inputs: [{ label: expect.stringContaining('监测线') as string, value: expect.any(String) as string }],
      operation: '',
      result: '7000.00',
    },
    {
      ...shown,
      step: 'tilt.share',
      label: '年度累计应倾斜救助',
      inputs: [
        { label: '救助后年度累计政策范围内个人负担', value: '9000.00' },
        { label: '救助比例', value: '70%' },
      ],
      operation: 'max(9000.00 − 7000.00, 0) × 70%',
      result: '1400.00',
    },
    {
      ...shown,
      step: 'tilt.cap',
      label: '倾斜救助年度限额',
      inputs: [{ label: '限额', value: '700.00' }],
      operation: 'min(1400.00, 700.00)',
      result: '700.00',
    },
  ]);
  tiltTotal({ ...TILT, cap: null }, yuan(9000), without);
  expect(without.steps[2]).toMatchObject({
    inputs: [{ label: '限额', value: '不设' }],
    operation: '',
    result: '1400.00',
  });
});

test('ordinary outpatient care explained', () => {
  const [within, without] = [new Trace(), new Trace()];
  outpatientTotal(OUTPATIENT, yuan(2000), within);
  const shown = { clause, steps: [] };
  expect(within.steps).toEqual([
    {
      ...shown,
      step: 'outpatient.share',
      label: '普通门诊年度累计应救助',
      inputs: [
        { label: '年度累计普通门诊政策范围内个人自付', value: '2000.00' },
        { label: '救助比例', value: '70%' },
      ],
      operation: '2000.00 × 70%',
      result: '1400.00',
    },
    {
      ...shown,
      step: 'outpatient.cap',
      label: '普通门诊年度封顶线',
      inputs: [{ label: '封顶线', value: '800.00' }],
      operation: 'min(1400.00, 800.00)',
      result: '800.00',
    },
  ]);
  outpatientTotal({ ...OUTPATIENT, cap: null }, yuan(2000), without);
  expect(without.steps[1]).toMatchObject({ inputs: [{ label: '封顶线', value: '不设' }], operation: '' });
});
