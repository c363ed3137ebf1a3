import type { Day } from '@yijiutong/rules/kernel';
import type { Identity } from '@yijiutong/rules/ledger';
import { listThresholds, openYear, replayYear } from '@yijiutong/rules/ledger';
import type { Insurance, Law } from '@yijiutong/rules/policy';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

function listFor(region: string, category: string, spent: number, insurance: Insurance = 'resident') {
  const context = yearOfLaw(law, region, 2024, [always(category)], insurance);
  const { state } = replayYear(context, [bill('a', '2024-03-01', spent)]);
  return listThresholds(context, state, '2024-06-01' as Day);
}

/** Yuan, and the ratio in percent. */
const rows = (...list: Parameters<typeof listFor>) =>
  listFor(...list).map(({ id, label, kind, at, reached, left, ratio }) => [
    id,
    label,
    kind,
    ...[at, reached, left].map((fen) => fen / 100),
    ratio === null ? null : ratio / 100,
  ]);

test('宜昌 三类, between its deductible and the 大病 line', () => {
  // (10,000 − 3,000) × 65 % = 4,550; 5,450 remain.
  expect(rows('420500', '低保边缘家庭成员', 10_000)).toEqual([
    ['assistance.deductible', '年度救助起付标准', 'floor', 3000, 10_000, 0, 65],
    ['assistance.tierLine', '大病保险起付线', 'floor', 12_000, 10_000, 2000, 70],
    ['assistance.cap', '年度救助限额', 'ceiling', 80_000, 4550, 75_450, null],
    ['tilt.line', '倾斜救助起付线', 'floor', 7000, 5450, 1550, 70],
    ['tilt.cap', '倾斜救助年度限额', 'ceiling', 50_000, 0, 50_000, null],
  ]);
});

test('攀枝花 低保对象: no deductible, so that none is listed', () => {
  expect(rows('510400', '低保对象', 1000)).toEqual([
    ['assistance.cap', '年度救助限额', 'ceiling', 70_000, 700, 69_300, null],
    ['outpatient.cap', '普通门诊年度封顶线', 'ceiling', 800, 0, 800, null],
    ['tilt.line', '倾斜救助起付线', 'floor', 7500, 300, 7200, 50],
    ['tilt.cap', '倾斜救助年度限额', 'ceiling', 20_000, 0, 20_000, null],
  ]);
});

test('whoever is paid for in full has only tilt ahead', () => {
  expect(rows('510400', '特困人员', 1000).map(([id]) => id)).toEqual(['tilt.line', 'tilt.cap']);
});

test('a floor names the statistics behind it, a ceiling none, and each its clause', () => {
  const list = listFor('510400', '低保边缘家庭成员', 1000);
  const names = list.map(({ id, relies }) => [id, relies.map(({ name }) => name)]);
  expect(names).toContainEqual(['assistance.deductible', ['residentIncome']]);
  expect(names).toContainEqual(['tilt.line', ['monitoringLine']]);
  expect(list.find(({ id }) => id === 'tilt.cap')?.relies).toHaveLength(0);
  for (const { clause } of list)
    expect(
      law.documents.find(({ document }) => document.id === clause.document)?.articles[clause.article],
    ).toBeDefined();
});

test('the line is that of the own insurance', () => {
  const lines = (insurance: Insurance) =>
    listFor('420500', '低保对象', 1000, insurance).filter(({ id }) => id === 'assistance.tierLine');
  expect(lines('resident').map(({ at }) => at)).toEqual([600_000]);
  expect(lines('employee').map(({ at }) => at)).not.toEqual([600_000]);
});

test('without tilt its lines are left out', () => {
  const context = { ...yearOfLaw(law, '510400', 2024, [always('低保对象')]), withTilt: false };
  const ids = listThresholds(context, openYear('510400', 2024), '2024-06-01' as Day).map(({ id }) => id);
  // Strictly: to Jest's toEqual, a line more that is none would be as good as no line.
  expect(ids).toStrictEqual(['assistance.cap', 'outpatient.cap']);
});

test('two classes, and ordinary outpatient care alone: the lines of the one that was given something for it', () => {
  // 低保对象 70 of 100; 低保边缘家庭成员, who would have a deductible, nothing.
  const context = yearOfLaw(law, '510400', 2024, [always('低保边缘家庭成员'), always('低保对象')]);
  const { state } = replayYear(context, [bill('a', '2024-03-01', 100, { kind: 'ordinary_outpatient' })]);
  const list = listThresholds(context, state, '2024-06-01' as Day);
  expect(list.map(({ id, reached }) => [id, reached])).toStrictEqual([
    ['assistance.cap', 0],
    ['outpatient.cap', 7000],
    ['tilt.line', 0],
    ['tilt.cap', 0],
  ]);
});

test.each<[string, Identity[], string, string]>([
  ['in no class', [], '510400', '2024-06-01'],
  ['of an unknown category', [always('乡贤')], '510400', '2024-06-01'],
  [
    'before the class begins',
    [{ category: '低保对象', from: '2024-06-02' as Day, to: null }],
    '510400',
    '2024-06-01',
  ],
  ['outside the year', [always('低保对象')], '510400', '2025-06-01'],
])('nothing for somebody %s', (_, identities, region, on) => {
  const context = yearOfLaw(law, region, 2024, identities);
  expect(listThresholds(context, openYear(region, 2024), on as Day)).toEqual([]);
});

test('two classes: the lines of the one that the year comes to most under', () => {
  const context = yearOfLaw(law, '420500', 2024, [always('低保边缘家庭成员'), always('低保对象')]);
  const { state } = replayYear(context, [bill('a', '2024-03-01', 10_000)]);
  const ids = listThresholds(context, state, '2024-06-01' as Day).map(({ id }) => id);
  expect(ids).not.toContain('assistance.deductible');
  expect(ids).toContain('assistance.tierLine');
});
