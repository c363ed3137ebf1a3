import type { CalendarYear, Day, WorkCalendar } from '@yijiutong/rules/kernel';
import {
  addDays,
  addMonths,
  compareDays,
  dueDay,
  earlier,
  firstDayOf,
  isDay,
  isWeekend,
  lastDayOf,
  parseDay,
} from '@yijiutong/rules/kernel';

const day = (text: string): Day => parseDay(text);
const year = (status: CalendarYear['status'], holidays: string[], worked: string[]): CalendarYear => ({
  status,
  holidays: new Set(holidays.map(day)),
  workedWeekends: new Set(worked.map(day)),
});
// 2024-01-01 is a Monday. Its Monday is a holiday, Saturday the 6th is worked; 2025 is not announced.
const calendar: WorkCalendar = new Map([
  [2024, year('published', ['2024-01-01', '2024-01-06', '2024-12-31'], ['2024-01-06'])],
  [2025, year('provisional', ['2025-01-01'], [])],
]);

test.each([
  ['2023-12-31', 1, '2024-01-02', false],
  ['2024-01-02', 1, '2024-01-03', false],
  ['2024-01-05', 1, '2024-01-06', false],
  ['2024-01-05', 2, '2024-01-08', false],
  ['2024-01-12', 1, '2024-01-15', false],
  ['2024-01-12', 5, '2024-01-19', false],
  ['2024-12-30', 1, '2025-01-02', true],
  ['2025-12-31', 1, null, true],
])('from %s, %d working days end on %s (provisional: %s)', (from, count, on, provisional) => {
  expect(dueDay(calendar, day(from), count)).toEqual({ on, provisional });
});

test.each([0, -1, 0.5, Number.NaN])('a period of %d working days is refused', (count) => {
  expect(() => dueDay(calendar, day('2024-01-02'), count)).toThrow(
    new RangeError(`a period has at least one working day, not ${count}`),
  );
});

test('the days of a week', () => {
  const week = [
    '2024-01-01',
    '2024-01-02',
    '2024-01-03',
    '2024-01-04',
    '2024-01-05',
    '2024-01-06',
    '2024-01-07',
  ];
  expect(week.map((text) => isWeekend(day(text)))).toEqual([false, false, false, false, false, true, true]);
  expect(['2000-02-27', '2000-02-28', '2000-03-04'].map((text) => isWeekend(day(text)))).toEqual([
    true,
    false,
    true,
  ]);
});

test.each(['2024-01-01', '2024-12-31', '0001-01-01', '9999-12-31', '2024-01-31', '2024-11-30'])(
  '%s is a day',
  (text) => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  },
);

test.each([
  '2024-01-32',
  '2024-01-00',
  '2024-11-31',
  '2024-00-01',
  '12024-01-01',
  '2024-01-011',
  'x2024-01-01',
  '2024-1a-01',
])('%s is no day', (text) => {
  expect(isDay(text)).toBe(false);
  const expected = {
    code: 'invalid_day',
    field: 'on',
    message: `on is not a day such as "2024-03-05": "${text}"`,
  };
  expect(() => parseDay(text, 'on')).toThrow(expect.objectContaining(expected) as Error);
});

test('a value without a name, and one that is no text', () => {
  expect(() => parseDay('x')).toThrow('The value is not a day such as "2024-03-05": "x"');
  expect(() => parseDay(20240305 as never)).toThrow('The value is not a day such as "2024-03-05": 20240305');
});

test('the calendar has four digits', () => {
  expect(addDays(day('0001-01-02'), -1)).toBe('0001-01-01');
  expect(addDays(day('9999-12-30'), 1)).toBe('9999-12-31');
  expect([firstDayOf(1), lastDayOf(9999)]).toEqual(['0001-01-01', '9999-12-31']);
  const outside = (at: number) => `The year ${at} is outside the calendar of four digits`;
  expect(() => addDays(day('0001-01-01'), -1)).toThrow(outside(0));
  expect(() => addMonths(day('9999-12-01'), 1)).toThrow(outside(10_000));
  expect(() => firstDayOf(0)).toThrow(expect.objectContaining({ code: 'invalid_day' }) as Error);
});

test('which day is the earlier one', () => {
  const [a, b] = [day('2024-03-05'), day('2024-03-06')];
  expect([compareDays(a, b), compareDays(b, a), compareDays(a, a)]).toEqual([-1, 1, 0]);
  expect([earlier(a, b), earlier(b, a), earlier(a, a), earlier(a, null)]).toEqual([a, a, a, a]);
});
