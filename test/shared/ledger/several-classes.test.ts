/**
 * Two classes held at once, where the maxima turn the order of what they come to. Worked by hand from the readings:
 * PZH-A7 / YC-A8 (every class held is reckoned; the one that comes to most in the year gives; ties go by the order of the
 * classes; never both), YC-A12 (a bill's share is f(B) − f(B before it), bounded by what is left of the maximum).
 */
import type { Fen } from '@yijiutong/rules/kernel';
import type { Bill, YearContext } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const fen = (yuan: number) => Math.round(yuan * 100) as Fen;
const POOR = always('低保对象');
const NEAR = always('低保边缘家庭成员');
const away: Partial<Bill> = { inProvince: false };
const both = (region: string, change: Partial<YearContext> = {}): YearContext => ({
  ...yearOfLaw(law, region, 2024, [NEAR, POOR]),
  ...change,
});
/** One bill a day, in the order given. */
const inOrder = (...list: [number, Partial<Bill>?][]) =>
  list.map(([yuan, facts], at) => bill(`b${at}`, `2024-03-${10 + at}`, yuan, facts));

/** Class, 医疗救助, 倾斜救助 and 普通门诊救助 of each bill, in yuan. */
function shares(context: YearContext, bills: readonly Bill[]) {
  return replayYear(context, bills).decisions.map(({ outcome }) => {
    if (outcome.status !== 'granted') return outcome.status;
    const { classId, assistance, tilt, outpatient } = outcome.value;
    return [classId, assistance / 100, tilt / 100, outpatient / 100];
  });
}

describe('攀枝花: 低保对象 70 %, 低保边缘家庭成员 50 % above 4,000; both 70,000, tilt 50 % above 7,500, 20,000', () => {
  const turning = inOrder(
    // 低保 42,000 + (18,000 − 7,500) × 50 % = 47,250; 边缘 28,000 + (32,000 − 7,500) × 50 % = 40,250.
    [60_000],
    // No tilt. 低保 up to 70,000: 75,250 in the year; 边缘 78,000, so 70,000: 82,250. 28,000 are left, whoever gives them.
    [100_000, away],
    // Ordinary outpatient care is compared apart: 低保 70 %, 边缘 none.
    [100, { kind: 'ordinary_outpatient' }],
    // 低保: 38,000 remain, 15,250 of tilt, 10,000 more: 85,250. 边缘: 52,000 remain, 20,000, 7,750 more: 90,000.
    // 边缘 comes to more, 低保 gives more; 75,250 + 10,000 is no more than 90,000, so that 低保 keeps the bill.
    [20_000],
    // 低保: 58,000 remain, 20,000 of tilt, 4,750 more: 90,000. 边缘: 90,000 as before. A tie: the first.
    [20_000],
  );

  test('with tilt the order turns at the maximum, and turns back', () => {
    expect(shares(both('510400'), turning)).toEqual([
      ['minimum_living', 42_000, 5250, 0],
      ['minimum_living_margin', 28_000, 0, 0],
      ['minimum_living', 0, 0, 70],
      ['minimum_living', 0, 10_000, 0],
      ['minimum_living', 0, 4750, 0],
    ]);
  });

  test('without tilt both come to 70,000, and the first gives all of it', () => {
    expect(shares(both('510400', { withTilt: false }), turning)).toEqual([
      ['minimum_living', 42_000, 0, 0],
      ['minimum_living', 28_000, 0, 0],
      ['minimum_living', 0, 0, 70],
      ['minimum_living', 0, 0, 0],
      ['minimum_living', 0, 0, 0],
    ]);
  });

  test('a lesser class gives a bill for which the better one has nothing', () => {
    const bills = inOrder(
      // 低保 14,000, 6,000 remain, below 7,500. 边缘 8,000 + (12,000 − 7,500) × 50 % = 10,250.
      [20_000],
      // 低保 70,000. 边缘 70,000 and its 2,250: 72,250.
      [130_000, away],
      // 低保: 7,500 remain, nothing above the line. 边缘: 13,500 remain, 3,000, 750 more.
      [1500],
      // 低保: 42,500 remain, 17,500. 边缘: 48,500 remain, 20,000, 17,000 more: 90,000. 70,750 + 17,500 is less.
      [35_000],
    );
    expect(shares(both('510400'), bills)).toEqual([
      ['minimum_living', 14_000, 0, 0],
      ['minimum_living_margin', 56_000, 0, 0],
      ['minimum_living_margin', 0, 750, 0],
      ['minimum_living', 0, 17_500, 0],
    ]);
  });
});

describe('宜昌: 二类 70 / 75 % at 6,000, 三类 above 3,000 65 / 70 % at 12,000; both 80,000; tilt above 7,000 90 / 70 %', () => {
  test('the better class keeps a bill that it gives more for', () => {
    const bills = inOrder(
      // 二类 44,700 + (15,300 − 7,000) × 90 % = 52,170. 三类 39,450 + (20,550 − 7,000) × 70 % = 48,935.
      [60_000],
      // 二类 80,000 + 7,470 = 87,470. 三类 109,450, so 80,000, + 9,485 = 89,485. 35,300 are left.
      [100_000, away],
      // 二类: 25,300 remain, 16,470, 9,000 more. 三类: 30,550 remain, 16,485, 7,000 more: 96,485. 87,470 + 9,000 is less.
      [10_000],
      // 二类 900 more: 97,370. 三类 700 more: 97,185.
      [1000],
    );
    expect(shares(both('420500'), bills)).toEqual([
      ['class_2', 44_700, 7470, 0],
      ['class_3', 35_300, 0, 0],
      ['class_2', 0, 9000, 0],
      ['class_2', 0, 900, 0],
    ]);
  });

  // 24,000: 二类 17,700, 6,300 remain; 三类 14,250 + (9,750 − 7,000) × 70 % = 16,175.
  // 100,000 without tilt: 二类 80,000; 三类 84,250, so 80,000, + 1,925 = 81,925. 62,300 are left.
  // 700: 二类 reaches 7,000, nothing; 三类 490 more: 82,415. Paid so far: 80,490.
  test.each<[string, number, string, number]>([
    // 二类 9,000; 三类 7,000: 89,415. 80,490 + 9,000 = 89,490 would be more than any class comes to.
    ['not where the year would come to more than any class', 10_000, 'class_3', 7000],
    // 二类 8,662.50; 三类 6,737.50: 89,152.50, which is 80,490 + 8,662.50 to the fen.
    ['where the year comes to just as much', 9625, 'class_2', 8662.5],
  ])('… %s', (_, last, classId, tilt) => {
    expect(shares(both('420500'), inOrder([24_000], [100_000, away], [700], [last]))).toEqual([
      ['class_2', 17_700, 0, 0],
      ['class_3', 62_300, 0, 0],
      ['class_3', 0, 490, 0],
      [classId, 0, tilt, 0],
    ]);
  });

  test('what a commercial insurer paid inside the base bounds tilt by what assistance leaves of the bill', () => {
    // 一类: 80,000, 20,000 remain, 13,000 of tilt; but the person pays 85,000 of the bill, and 5,000 after assistance.
    const context = yearOfLaw(law, '420500', 2024, [always('特困人员')]);
    const bills = inOrder([100_000, { commercialPaid: fen(15_000) }]);
    expect(shares(context, bills)).toEqual([['class_1', 80_000, 5000, 0]]);
  });
});
