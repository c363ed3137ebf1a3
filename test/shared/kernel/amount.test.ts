// What the rules do with amounts, and what is said of a text that is none: `money.test.ts` reads and adds them.
import type { Fen } from '@yijiutong/rules/kernel';
import {
  InvalidInput,
  MAX_FEN,
  ZERO,
  above,
  add,
  atMost,
  fen,
  formatYuan,
  parseSignedYuan,
  parseYuan,
  subtract,
} from '@yijiutong/rules/kernel';

const of = (amount: number) => amount as Fen;
const max = of(MAX_FEN);

function errorOf(work: () => unknown): InvalidInput {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error;
  }
  throw new Error('it was accepted');
}

test('above, below and at a limit', () => {
  expect([above(of(5), of(3)), above(of(3), of(3)), above(of(2), of(3))]).toEqual([2, 0, 0]);
  expect([atMost(of(5), of(3)), atMost(of(3), of(3)), atMost(of(2), of(3)), atMost(of(9), null)]).toEqual([
    3, 3, 2, 9,
  ]);
  expect([subtract(of(5), of(3)), subtract(of(3), of(5))]).toEqual([2, -2]);
});

test('a value that belongs to no field is said to belong to none', () => {
  expect(errorOf(() => parseSignedYuan('1.005'))).toMatchObject({ code: 'invalid_money', field: '' });
  expect(errorOf(() => fen(0.5))).toMatchObject({
    code: 'invalid_money',
    field: '',
    message: 'The value is not a whole number of fen: 0.5',
  });
});

test('a sum reaches the bound on either side and never passes it', () => {
  expect(add(of(MAX_FEN - 1), of(1))).toBe(MAX_FEN);
  expect(add(of(1 - MAX_FEN), of(-1))).toBe(-MAX_FEN);
  for (const beyond of [() => add(max, of(1)), () => add(of(-MAX_FEN), of(-1))])
    expect(errorOf(beyond)).toMatchObject({ code: 'money_too_large', field: '' });
  expect(errorOf(() => add(max, of(1))).message).toBe(
    'The value is above 9,000,000,000.00 yuan: "9000000000.01"',
  );
});

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [9, '0.09'],
  [10, '0.10'],
  [99, '0.99'],
  [100, '1.00'],
  [-5, '-0.05'],
  [-12_345, '-123.45'],
  [MAX_FEN, '9000000000.00'],
])('%d fen are written %s', (amount, text) => {
  expect(formatYuan(of(amount))).toBe(text);
  expect(parseSignedYuan(text)).toBe(amount);
});

test.each([
  ['0.00', 0],
  ['0.10', 10],
  ['9.99', 999],
  ['10.01', 1001],
  ['999999999.99', 99_999_999_999],
  ['1000000000.00', 100_000_000_000],
  ['12.3', 1230],
  ['-0.01', -1],
])('%s yuan are %d fen', (text, amount) => {
  expect(parseSignedYuan(text)).toBe(amount);
});

// Around each form that is read quickly: its length, its point, its first digit, what stands left and right of 0 and 9.
test.each([
  '01.00',
  '00.00',
  '1/.00',
  '1:.00',
  '/1.00',
  ':1.00',
  '1.0/',
  '1.:0',
  '.00',
  '1,00',
  '1.000',
  '1.00 ',
  '1.00x',
  'x1.00',
  '0000000001.00',
  '1..00',
  '--1.00',
  '+1.00',
  '1.2.34',
])('%j is no amount', (text) => {
  const { code, field, message } = errorOf(() => parseSignedYuan(text, 'total'));
  expect([code, field]).toEqual(['invalid_money', 'total']);
  expect(message).toBe(
    `total is not an amount in yuan with at most two decimals, such as "1240.00": ${JSON.stringify(text)}`,
  );
});

test.each([undefined, null, 12, {}])('%j is not even a text', (value) => {
  expect(errorOf(() => parseYuan(value as never)).code).toBe('invalid_money');
});

test('what is wrong names the field, or says that it has none', () => {
  expect(errorOf(() => parseYuan('-1.00', 'paid'))).toMatchObject({
    code: 'negative_money',
    field: 'paid',
    message: 'paid may not be negative: "-1.00"',
  });
  expect(errorOf(() => parseYuan('x')).message).toMatch(/^The value is not an amount/);
  expect(errorOf(() => parseSignedYuan('-9000000000.01', 'paid'))).toMatchObject({
    code: 'money_too_large',
    field: 'paid',
    message: 'paid is above 9,000,000,000.00 yuan: "-9000000000.01"',
  });
  expect(errorOf(() => fen(0.5, 'sum'))).toMatchObject({
    field: 'sum',
    message: 'sum is not a whole number of fen: 0.5',
  });
  expect(errorOf(() => fen(MAX_FEN + 1, 'sum'))).toMatchObject({ code: 'money_too_large', field: 'sum' });
  expect(fen(-MAX_FEN)).toBe(-MAX_FEN);
  expect(Object.is(add(ZERO, fen(-0)), 0)).toBe(true);
});
