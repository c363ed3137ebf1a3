import { reckon } from './reckon.ts';

test.each<[string, string | null]>([
  ['1000.00', '1000.00'],
  ['1000.00 − 400.50 − 0.50', '599.00'],
  ['max(1000.00 − 400.00, 0) × 65%', '390.00'],
  ['max(100.00 − 400.00, 0) × 65%', '0.00'],
  ['max(min(50000.00, 10000.00) − 3000.00, 0) × 65% + 40000.00 × 70%', '32550.00'],
  ['min(3.00, 2.00)', '2.00'],
  ['0.01 × 50%', '0.01'],
  // Each half would be rounded up on its own.
  ['0.01 × 50% + 0.01 × 50%', '0.01'],
  ['0.01 × 49.5%', '0.00'],
  ['(1.00 + 2.00) × 50%', '1.50'],
  ['不在省域内就医', null],
])('%s', (operation, result) => {
  expect(reckon(operation)).toBe(result);
});

test.each(['1.00 /', '(1.00', 'min 2.00', '+ 1.00', ''])('no operation: "%s"', (operation) => {
  expect(() => reckon(operation)).toThrow();
});
