import type { Fen } from '@yijiutong/rules/kernel';
import {
  InvalidInput,
  MAX_FEN,
  ZERO,
  add,
  fen,
  formatPercent,
  formatRatio,
  formatYuan,
  parseRatio,
  parseSignedYuan,
  parseYuan,
  roundToFen,
  share,
} from '@yijiutong/rules/kernel';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof InvalidInput ? error.code : String(error);
  }
  return 'accepted';
};

describe('parseYuan', () => {
  test.each([
    ['0', 0],
    ['0.5', 50],
    ['0.05', 5],
    ['7000', 700_000],
    ['1240.00', 124_000],
    ['9000000000.00', MAX_FEN],
  ])('reads %s', (text, expected) => {
    expect(parseYuan(text)).toBe(expected);
  });

  test.each([
    ['', 'invalid_money'],
    ['1,240.00', 'invalid_money'],
    ['1240.001', 'invalid_money'],
    ['01', 'invalid_money'],
    ['1e3', 'invalid_money'],
    ['NaN', 'invalid_money'],
    ['Infinity', 'invalid_money'],
    [' 1', 'invalid_money'],
    ['.5', 'invalid_money'],
    ['5.', 'invalid_money'],
    ['-0.01', 'negative_money'],
    ['9000000000.01', 'money_too_large'],
    ['99999999999999999999', 'money_too_large'],
  ])('refuses %j as %s', (text, code) => {
    expect(codeOf(() => parseYuan(text))).toBe(code);
  });

  test('names the field', () => {
    expect(() => parseYuan('x', 'settlements[0].total')).toThrow(/settlements\[0\]\.total/);
  });

  test('agrees with decimal.js, and formatYuan takes it back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_FEN, max: MAX_FEN }), (amount) => {
        const text = new Decimal(amount).dividedBy(100).toFixed(2);
        const read = parseSignedYuan(text);
        return read === amount && formatYuan(read) === (amount === 0 ? '0.00' : text);
      }),
    );
  });
});

describe('fen and sums', () => {
  test.each([
    [0.5, 'invalid_money'],
    [Number.NaN, 'invalid_money'],
    [MAX_FEN + 1, 'money_too_large'],
    [-MAX_FEN - 1, 'money_too_large'],
    [MAX_FEN, 'accepted'],
  ])('fen(%d) is %s', (amount, code) => {
    expect(codeOf(() => fen(amount))).toBe(code);
  });

  test('minus zero is zero', () => {
    expect(Object.is(fen(-0), 0)).toBe(true);
    expect(Object.is(parseSignedYuan('-0.00'), 0)).toBe(true);
  });

  test('a sum may not leave the bounds', () => {
    expect(codeOf(() => add(MAX_FEN as Fen, 1 as Fen))).toBe('money_too_large');
    expect(add(MAX_FEN as Fen, ZERO)).toBe(MAX_FEN);
  });
});

describe('a ratio', () => {
  test.each([
    ['65%', 6500, '65%', '0.65'],
    ['0.65', 6500, '65%', '0.65'],
    ['12.5%', 1250, '12.5%', '0.13'],
    ['100%', 10_000, '100%', '1.00'],
    ['0%', 0, '0%', '0.00'],
  ])('%s', (text, parts, percent, two) => {
    const ratio = parseRatio(text);
    expect([ratio, formatPercent(ratio), formatRatio(ratio)]).toEqual([parts, percent, two]);
  });

  test.each(['101%', '1.01', '65', '-5%', '0.00001', '', 'x%'])('%s is none', (text) => {
    expect(codeOf(() => parseRatio(text))).toBe('invalid_ratio');
  });

  test.each([
    [4999, 0],
    [5000, 1],
    [14_999, 1],
    [15_000, 2],
  ])('%d ten-thousandths of a fen round half-up to %d', (parts, expected) => {
    expect(roundToFen(parts)).toBe(expected);
  });

  test('a share is exact over the whole range, as decimal.js has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MAX_FEN }),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, ratio) => {
          const exact = new Decimal(amount)
            .times(ratio)
            .dividedBy(10_000)
            .toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
          return share(amount as Fen, ratio as never) === exact.toNumber();
        },
      ),
    );
  });
});
