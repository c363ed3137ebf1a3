import { sumClaimable, writeClaimNumber } from '@yijiutong/rules/claim';
import { fen, MAX_FEN, parseDay } from '@yijiutong/rules/kernel';
import fc from 'fast-check';

const day = parseDay('2026-11-21');

/** Damm's own table, read for checking: a number is right when it leads back to 0. */
// prettier-ignore
const damm = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9], [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1], [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5], [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];
const isRight = (number: string) =>
  Array.from(number.slice(2)).reduce((interim, digit) => damm[interim]![Number(digit)]!, 0) === 0;

describe('the number of a claim', () => {
  test('is JZ, the day, six digits and a check digit', () => {
    expect(writeClaimNumber(day, 1)).toBe('JZ202611210000018');
    expect(writeClaimNumber(day, 999_999)).toMatch(/^JZ20261121999999\d$/);
  });

  test('has the check digit of the published example: 572 → 4', () => {
    expect(isRight('JZ5724')).toBe(true);
  });

  const numbers = fc.integer({ min: 1, max: 999_999 }).map((running) => writeClaimNumber(day, running));

  test('any single wrong digit is seen', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(isRight(number)).toBe(true);
        for (let at = 2; at < number.length; at += 1) {
          for (const digit of '0123456789') {
            if (digit === number[at]) continue;
            expect(isRight(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
          }
        }
      }),
    );
  });

  test('any two neighbours swapped are seen', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        for (let at = 2; at + 1 < number.length; at += 1) {
          const [a, b] = [number[at]!, number[at + 1]!];
          if (a === b) continue;
          expect(isRight(number.slice(0, at) + b + a + number.slice(at + 2))).toBe(false);
        }
      }),
    );
  });

  test.each([0, -1, 1_000_000, 1.5, Number.NaN])('%p is no running number', (running) => {
    expect(() => writeClaimNumber(day, running)).toThrow(/1 to 999999/);
  });
});

describe('what a claim can bring', () => {
  test('is the sum over the bills that can be reckoned', () => {
    expect(sumClaimable([fen(124_000), null, fen(1)])).toEqual({ claimable: 124_001, unknownBills: 1 });
    expect(sumClaimable([fen(0)])).toEqual({ claimable: 0, unknownBills: 0 });
  });

  test('is unknown, not nothing, when no bill can be reckoned', () => {
    expect(sumClaimable([null, null])).toEqual({ claimable: null, unknownBills: 2 });
    expect(sumClaimable([])).toEqual({ claimable: null, unknownBills: 0 });
  });

  test('stays within the bounds of money', () => {
    expect(() => sumClaimable([fen(MAX_FEN), fen(1)])).toThrow(/9,000,000,000/);
  });
});
