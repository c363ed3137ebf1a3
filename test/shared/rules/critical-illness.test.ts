import type { Day } from '@yijiutong/rules/kernel';
import { isMissing } from '@yijiutong/rules/kernel';
import type { Law, PolicyDocument } from '@yijiutong/rules/policy';
import { compileYear, findPolicy, parseStatistics } from '@yijiutong/rules/policy';
import { criticalIllnessTotal } from '@yijiutong/rules/rules';

import { readDocuments } from '../law.fixture.ts';
import { compileFrom, compileMadeUp, given, yuan } from './made-up-region.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

type Edges = 'absolute' | 'above_deductible';
/** The published example of 山东 2014: line 10,000, up to 100,000 half, above it 60 %, at most 200,000. */
function shandong(edges: Edges, region = '510400') {
  const year = {
    deductible: '10000',
    edges,
    brackets: [
      { from: edges === 'absolute' ? '10000' : '0', ratio: '50%' },
      { from: '100000', ratio: '60%' },
    ],
    cap: { amount: '200000' },
    status: 'published',
    source: '2014年公开报道的例子',
  };
  const statistics = parseStatistics({ region, criticalIllness: { by_year: { '2024': year } } }, 's.yaml');
  const known = findPolicy(
    compileYear({ ...law, statistics: [statistics] }, { region, year: 2024 }),
    '2024-06-01' as Day,
  );
  return given(known);
}

describe('brackets', () => {
  const standard = (edges: Edges, selfPay: number) =>
    criticalIllnessTotal(given(shandong(edges).standardCriticalIllness), yuan(selfPay));

  test.each<[Edges, number, number]>([
    ['absolute', 9999.99, 0],
    ['absolute', 10000, 0],
    ['absolute', 10000.02, 0.01],
    ['absolute', 100000, 45000],
    ['absolute', 100010, 45006],
    ['absolute', 170000, 87000],
    // Counted from the line: the second bracket begins at 110,000.
    ['above_deductible', 100010, 45005],
    ['above_deductible', 110000, 50000],
    ['above_deductible', 170000, 86000],
    ['absolute', 358333.33, 200000],
    ['absolute', 900000, 200000],
  ])('%s edges: %d yuan come to %d', (edges, selfPay, expected) => {
    expect(standard(edges, selfPay)).toBe(yuan(expected));
  });
});

describe('the tilt', () => {
  const tilted = (region: string, category: string, selfPay: number) => {
    const policy = shandong('absolute', region);
    const terms = policy.terms[policy.classOf[category] ?? -1]?.criticalIllness ?? null;
    return criticalIllnessTotal(given(terms), yuan(selfPay));
  };

  test('halves the first floor alone, and adds five points to every bracket', () => {
    // (100,000 − 5,000) × 55 % + 70,000 × 65 %
    expect(tilted('510400', '低保对象', 170000)).toBe(yuan(52250 + 45500));
    expect(tilted('510400', '低保对象', 5000)).toBe(0);
    expect(tilted('510400', '低保对象', 5001)).toBe(yuan(0.55));
    expect(tilted('510400', '低保边缘家庭成员', 170000)).toBe(yuan(87000));
  });

  test('lifts the cap in 宜昌, and not in 攀枝花', () => {
    expect(tilted('510400', '特困人员', 900000)).toBe(yuan(200000));
    expect(tilted('420500', '特困人员', 900000)).toBe(yuan(52250 + 520000));
    expect(tilted('420500', '低保边缘家庭成员', 900000)).toBe(yuan(200000));
  });

  test.each([
    ['2025-12-31', true],
    ['2026-01-01', false],
  ])('of the transition ends with it: %s', (on, expected) => {
    const known = compileMadeUp({}, on, {
      'criticalIllness.deductible': '10000',
      'criticalIllness.ratio': '50%',
      'transition.end': '2025-12-31',
    });
    const at = known.policy.classOf['低保边缘家庭成员'] ?? -1;
    expect(known.policy.terms[at]?.criticalIllness).toMatchObject({
      tilted: expected,
      deductible: yuan(expected ? 5000 : 10000),
    });
  });

  test('of the transition is open while nobody knows its end', () => {
    const { policy } = compileMadeUp();
    const terms = policy.terms[policy.classOf['低保边缘家庭成员'] ?? -1]?.criticalIllness;
    expect(terms?.deductible).toMatchObject({ name: 'transition.end' });
    expect(policy.standardCriticalIllness?.deductible).toBe(yuan(10000));
  });
});

describe('a tilt without figures', () => {
  const figures = { 'criticalIllness.deductible': '10000', 'criticalIllness.ratio': '50%' };
  const of = (region: string, on: string, category: string) => {
    const { policy } = compileFrom(law, region, on, { ...figures, 'transition.end': '2025-12-31' });
    return given(policy.terms[policy.classOf[category] ?? -1]?.criticalIllness ?? null);
  };

  test.each([
    ['450200', '2023-06-01', '一类人员', undefined],
    ['450200', '2023-06-01', '返贫致贫人口', undefined],
    ['450200', '2025-12-31', '脱贫不稳定人口', undefined],
    ['440000', '2023-06-01', '孤儿', '医疗保障待遇清单制度'],
    [
      '440000',
      '2018-06-01',
      '低保对象',
      '《广东省人民政府办公厅关于进一步完善我省城乡居民大病保险制度的通知》',
    ],
  ])('%s on %s: %s is given it, and the amount is open', (region, on, category, deferredTo) => {
    const terms = of(region, on, category);
    expect(terms.tilted).toBe(true);
    const total = criticalIllnessTotal(terms, yuan(30000));
    expect(total).toMatchObject({ name: 'criticalIllness.deductibleCut' });
    if (isMissing(total)) expect(total.deferredTo).toBe(deferredTo);
  });

  test.each([
    ['450200', '2026-01-01', '脱贫不稳定人口'],
    ['450200', '2023-06-01', '因病支出型困难家庭'],
    ['440000', '2023-06-01', '低保边缘家庭成员'],
    ['440000', '2018-06-01', '低收入救助对象'],
  ])('%s on %s: %s has the standard insurance, its figures are not the tilt’s', (region, on, category) => {
    const terms = of(region, on, category);
    expect(terms.tilted).toBe(false);
    expect(criticalIllnessTotal(terms, yuan(30000))).toBe(yuan(10000));
  });
});

test('the documents of the seeds keep or lift the cap as their clauses say', () => {
  const cap = ({ critical_illness: section }: PolicyDocument) => section?.cap ?? null;
  const found = Object.fromEntries(law.documents.map((file) => [file.document.id, cap(file)]));
  expect(found).toMatchObject({
    'panzhihua-2023': 'kept',
    'yichang-major-illness-2022': 'lifted',
    'guangdong-2022': 'lifted',
    'guangdong-2017': 'kept',
    'liuzhou-task-list': 'kept',
  });
});
