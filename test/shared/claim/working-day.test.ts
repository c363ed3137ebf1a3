import { addDays, dueDay, isWeekend, parseDay } from '@yijiutong/rules/kernel';
import type { CalendarYear, WorkCalendar } from '@yijiutong/rules/kernel';
import fc from 'fast-check';

import { readClaimData } from '../../../bff/src/storage/claim-data.ts';
import { configDir } from '../law.fixture.ts';

let calendar: WorkCalendar;
beforeAll(async () => {
  ({ calendar } = await readClaimData(configDir));
});

const due = (from: string, days: number) => dueDay(calendar, parseDay(from), days);

test.each([
  ['2026-11-20', false, 'a Friday'],
  ['2026-11-21', true, 'a Saturday'],
  ['2026-11-22', true, 'a Sunday'],
  ['2026-11-23', false, 'a Monday'],
  ['2000-02-29', false, 'a Tuesday'],
  ['0001-01-01', false, 'a Monday'],
  ['9999-12-26', true, 'a Sunday'],
])('%s is a weekend day: %s, for it is %s', (text, expected) => {
  expect(isWeekend(parseDay(text))).toBe(expected);
});

// Below, at and above each edge; the first day counted is the one after.
test.each<[string, number, string, string]>([
  ['2026-11-19', 1, '2026-11-20', 'Thursday → Friday'],
  ['2026-11-20', 1, '2026-11-23', 'Friday → Monday'],
  ['2026-11-21', 1, '2026-11-23', 'Saturday → Monday'],
  ['2026-11-22', 1, '2026-11-23', 'Sunday → Monday'],
  ['2026-11-23', 1, '2026-11-24', 'the day itself does not count'],
  ['2026-11-16', 4, '2026-11-20', 'four days within a week'],
  ['2026-11-16', 5, '2026-11-23', 'five days go over the weekend'],
  ['2026-11-21', 10, '2026-12-04', 'ten days'],
  ['2026-11-21', 20, '2026-12-18', 'twenty days'],
  ['2025-12-31', 1, '2026-01-04', 'year change: 元旦 to the worked Sunday'],
  ['2025-12-31', 2, '2026-01-05', 'year change, a day on'],
  ['2025-12-30', 1, '2025-12-31', 'the last day of the year'],
  ['2026-02-12', 1, '2026-02-13', 'the Friday before 春节'],
  ['2026-02-12', 2, '2026-02-14', 'the worked Saturday before 春节'],
  ['2026-02-12', 3, '2026-02-24', 'the first day after 春节'],
  ['2026-02-14', 1, '2026-02-24', 'from the eve of the break'],
  ['2026-02-18', 1, '2026-02-24', 'from within the break'],
  ['2026-02-23', 1, '2026-02-24', 'from its last day'],
  ['2026-02-27', 1, '2026-02-28', 'the worked Saturday after 春节'],
  ['2026-02-28', 1, '2026-03-02', 'the Sunday after it is free'],
  ['2026-04-03', 1, '2026-04-07', '清明'],
  ['2026-04-30', 1, '2026-05-06', '劳动节'],
  ['2026-05-08', 1, '2026-05-09', 'the worked Saturday after 劳动节'],
  ['2026-05-08', 2, '2026-05-11', 'the Sunday after it is free'],
  ['2026-06-18', 1, '2026-06-22', '端午'],
  ['2026-09-18', 1, '2026-09-20', 'the worked Sunday before 国庆'],
  ['2026-09-24', 1, '2026-09-28', '中秋'],
  ['2026-09-30', 1, '2026-10-08', '国庆'],
  ['2026-10-09', 1, '2026-10-10', 'the worked Saturday after 国庆'],
  ['2024-12-31', 1, '2025-01-02', '2025: 元旦, from the last day before the calendar begins'],
  ['2025-01-24', 1, '2025-01-26', '2025: the worked Sunday before 春节'],
  ['2025-01-27', 1, '2025-02-05', '2025: 春节'],
  ['2025-02-07', 1, '2025-02-08', '2025: the worked Saturday after 春节'],
  ['2025-04-25', 1, '2025-04-27', '2025: the worked Sunday before 劳动节'],
  ['2025-05-30', 1, '2025-06-03', '2025: 端午'],
  ['2025-09-26', 1, '2025-09-28', '2025: the worked Sunday before 国庆'],
  ['2025-09-30', 1, '2025-10-09', '2025: 国庆 and 中秋'],
  ['2025-10-10', 1, '2025-10-11', '2025: the worked Saturday after 国庆'],
])('%s and %i working days: %s (%s)', (from, days, on) => {
  expect(due(from, days)).toEqual({ on, provisional: false });
});

test.each<[string, number, string]>([
  ['2026-12-31', 1, '2027-01-04'],
  ['2027-02-04', 1, '2027-02-09'],
  ['2027-12-30', 1, '2027-12-31'],
])('%s and %i working days fall on %s, in a year that is not announced', (from, days, on) => {
  expect(due(from, days)).toEqual({ on, provisional: true });
});

test('the last working day of an announced year is not provisional, the next one is', () => {
  expect(due('2026-12-30', 1)).toEqual({ on: '2026-12-31', provisional: false });
  expect(due('2026-12-30', 2)).toEqual({ on: '2027-01-04', provisional: true });
});

test.each<[string, number]>([
  ['2027-12-31', 1],
  ['2027-12-20', 10],
  ['2031-05-01', 1],
  ['2024-12-30', 1],
])('%s and %i working days: nobody can say where no calendar is', (from, days) => {
  expect(due(from, days)).toEqual({ on: null, provisional: true });
});

test.each([0, -1, 1.5, Number.NaN])('%p working days are no period', (days) => {
  expect(() => due('2026-11-21', days)).toThrow(RangeError);
});

test('in any calendar the due day is worked, and the days before it add up', () => {
  const start = parseDay('2026-01-01');
  const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 120 });
  fc.assert(
    fc.property(
      offsets,
      offsets,
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 40 }),
      (off, on, at, days) => {
        const year: CalendarYear = {
          status: 'published',
          holidays: new Set(off.map((offset) => addDays(start, offset))),
          workedWeekends: new Set(on.map((offset) => addDays(start, offset)).filter(isWeekend)),
        };
        const from = addDays(start, at);
        const { on: last } = dueDay(new Map([[2026, year]]), from, days);
        if (last === null) return;
        const worked: string[] = [];
        for (let day = addDays(from, 1); day <= last; day = addDays(day, 1)) {
          const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
          const weekend = weekday === 0 || weekday === 6;
          if (weekend ? year.workedWeekends.has(day) : !year.holidays.has(day)) worked.push(day);
        }
        expect(worked.length).toBe(days);
        expect(worked.at(-1)).toBe(last);
      },
    ),
  );
});
