import type { Day } from '@yijiutong/rules/kernel';
import {
  addDays,
  addMonths,
  compareDays,
  earlier,
  firstDayOf,
  isDay,
  lastDayOfMonths,
  lastDayOf,
  parseDay,
  yearOf,
} from '@yijiutong/rules/kernel';
import fc from 'fast-check';

const day = (text: string): Day => parseDay(text);

test.each([
  '2023-02-29',
  '1900-02-29',
  '2023-13-01',
  '2023-00-10',
  '2023-04-31',
  '2023-1-1',
  '',
  '0000-01-01',
])('%s is no day', (text) => {
  expect(isDay(text)).toBe(false);
  expect(() => parseDay(text, 'on')).toThrow(/^on is not a day/);
});

test('a day is a text: what only reads like one, as JSON from outside may hold it, is none', () => {
  for (const value of [['2024-03-05'], 20240305, null, undefined, {}])
    expect(() => parseDay(value as never, 'on')).toThrow(/^on is not a day/);
});

test.each(['2024-02-29', '2000-02-29', '2023-12-31'])('%s is a day', (text) => {
  expect(parseDay(text)).toBe(text);
});

test.each([
  ['2023-12-31', 1, '2024-01-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2023-02-28', 1, '2023-03-01'],
  ['2024-03-01', -1, '2024-02-29'],
  ['2023-01-01', -1, '2022-12-31'],
  ['2023-02-01', 1826, '2028-02-01'],
])('%s and %d days is %s', (from, count, to) => {
  expect(addDays(day(from), count)).toBe(to);
});

test.each([
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2023-11-15', -12, '2022-11-15'],
  ['2023-03-31', -1, '2023-02-28'],
  ['2023-12-15', 1, '2024-01-15'],
])('%s and %d months is %s', (from, count, to) => {
  expect(addMonths(day(from), count)).toBe(to);
});

test.each([
  ['2023-02-28', 12, '2024-02-27', 'of a common year into a leap year'],
  ['2023-03-01', 12, '2024-02-29', 'to the leap day'],
  ['2024-02-28', 12, '2025-02-27', 'of a leap year into a common one'],
  ['2024-02-29', 12, '2025-02-28', 'from the leap day: nothing is taken off the last of February'],
  ['2024-03-01', 12, '2025-02-28', 'the day after the leap day ends on the same day'],
  ['2024-02-29', 48, '2028-02-28', 'from leap day to leap day there is a corresponding day'],
  ['2023-08-31', 6, '2024-02-29', 'from a 31st'],
  ['2023-12-31', 12, '2024-12-30', 'over New Year'],
])('from %s, %d months end on %s: %s', (from, count, last) => {
  expect(lastDayOfMonths(day(from), count)).toBe(last);
});

test('years and order', () => {
  expect([yearOf(day('2024-03-05')), firstDayOf(2024), lastDayOf(2024)]).toEqual([
    2024,
    '2024-01-01',
    '2024-12-31',
  ]);
  expect(compareDays(day('2024-03-05'), day('2024-03-06'))).toBeLessThan(0);
  expect(compareDays(day('2024-03-05'), day('2024-03-05'))).toBe(0);
  expect(earlier(day('2024-03-05'), null)).toBe('2024-03-05');
  expect(earlier(day('2024-03-05'), day('2024-03-04'))).toBe('2024-03-04');
});

test('the calendar is the one of the machine, over four thousand years', () => {
  const epoch = Date.UTC(1600, 0, 1);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 800_000 }),
      fc.integer({ min: -100_000, max: 100_000 }),
      (start, count) => {
        const iso = (days: number) => new Date(epoch + days * 86_400_000).toISOString().slice(0, 10);
        fc.pre(start + count >= 0);
        return addDays(day(iso(start)), count) === iso(start + count);
      },
    ),
  );
});
