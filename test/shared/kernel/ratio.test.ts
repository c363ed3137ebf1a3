import type { Fen, Ratio } from '@yijiutong/rules/kernel';
import {
  addRatio,
  formatPercent,
  formatRatio,
  parseRatio,
  roundToFen,
  share,
  subtractRatio,
  wholeShare,
} from '@yijiutong/rules/kernel';

const ratio = (parts: number) => parts as Ratio;
const fen = (amount: number) => amount as Fen;

test.each([
  [0, '0%', '0.00'],
  [1, '0.01%', '0.00'],
  [9, '0.09%', '0.00'],
  [10, '0.1%', '0.00'],
  [50, '0.5%', '0.01'],
  [99, '0.99%', '0.01'],
  [100, '1%', '0.01'],
  [1250, '12.5%', '0.13'],
  [6505, '65.05%', '0.65'],
  [6512, '65.12%', '0.65'],
  [10_000, '100%', '1.00'],
])('%d ten-thousandths read %s and %s', (parts, percent, two) => {
  expect(formatPercent(ratio(parts))).toBe(percent);
  expect(formatRatio(ratio(parts))).toBe(two);
});

test.each([
  ['0.01%', 1],
  ['00.5%', 50],
  ['1', 10_000],
  ['0', 0],
  ['0.0001', 1],
  ['12.34%', 1234],
])('%s is %d ten-thousandths', (text, parts) => {
  expect(parseRatio(text)).toBe(parts);
});

test.each([
  '100.01%',
  '1.0001',
  '2',
  '0.001%',
  '0.00001',
  '65 %',
  ' 65%',
  '65%.',
  '.5',
  '5.',
  '6x5%',
  '0x1',
  '65%%',
  'a0.5',
])('%s is no ratio', (text) => {
  const expected = { name: 'InvalidInput', code: 'invalid_ratio', field: 'ratio' };
  expect(() => parseRatio(text, 'ratio')).toThrow(expect.objectContaining(expected) as Error);
});

test('the error names the field and quotes the text', () => {
  const about = ' is not a ratio between 0% and 100%, such as "65%": "x"';
  expect(() => parseRatio('x', 'assistance.ratio')).toThrow(`assistance.ratio${about}`);
  expect(() => parseRatio('x')).toThrow(`The value${about}`);
});

test('ratios add up to the whole at most, and take away to nothing at least', () => {
  expect(addRatio(ratio(6500), ratio(500))).toBe(7000);
  expect(addRatio(ratio(9800), ratio(500))).toBe(10_000);
  expect(subtractRatio(ratio(6500), ratio(1000))).toBe(5500);
  expect(subtractRatio(ratio(500), ratio(1000))).toBe(0);
});

// 65 % of 1.00 and of the fen around it: a half fen is rounded up, a line is cut.
test.each([
  [0, 6500, 0, 0],
  [1, 4999, 0, 0],
  [1, 5000, 1, 0],
  [1, 9999, 1, 0],
  [1, 10_000, 1, 1],
  [10, 6500, 7, 6],
  [101, 6500, 66, 65],
  [900_000_000_000, 10_000, 900_000_000_000, 900_000_000_000],
])('%d fen × %d: rounded %d, cut %d', (amount, parts, rounded, cut) => {
  expect(share(fen(amount), ratio(parts))).toBe(rounded);
  expect(roundToFen(amount * parts)).toBe(rounded);
  expect(wholeShare(fen(amount), ratio(parts))).toBe(cut);
});
