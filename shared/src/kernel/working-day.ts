import type { Day } from './day.ts';
import { addDays, isWeekend, yearOf } from './day.ts';

/** A year of the working calendar, as the State Council arranges it (国务院办公厅关于部分节假日安排的通知). */
export type CalendarYear = {
  /** `provisional`: not announced yet, only the statutory holidays are known */
  readonly status: 'published' | 'provisional';
  /** days on which nobody works, weekend days among them */
  readonly holidays: ReadonlySet<Day>;
  /** weekend days that are worked (调休上班) */
  readonly workedWeekends: ReadonlySet<Day>;
};

/** By calendar year. A year that is not there is unknown: nobody may say which of its days are worked. */
export type WorkCalendar = ReadonlyMap<number, CalendarYear>;

export type DueDay = {
  /** the last day of the period; null when it lies in, or beyond, a year that the calendar does not know */
  readonly on: Day | null;
  /** the holidays up to there are not all announced: the day may still move */
  readonly provisional: boolean;
};

/**
 * The last of `workingDays` working days (工作日) after `from`. The day itself does not count (民法典第二百零一条), and
 * neither do weekends and holidays; a weekend day that is worked does.
 * @param workingDays a whole number, at least 1
 * @returns `on: null` and `provisional: true` where the calendar ends before the period does
 */
export function dueDay(calendar: WorkCalendar, from: Day, workingDays: number): DueDay {
  if (!Number.isSafeInteger(workingDays) || workingDays < 1) {
    throw new RangeError(`a period has at least one working day, not ${workingDays}`);
  }
  let day = from;
  let provisional = false;
  for (let left = workingDays; left > 0;) {
    day = addDays(day, 1);
    const year = calendar.get(yearOf(day));
    if (year === undefined) return { on: null, provisional: true };
    provisional ||= year.status === 'provisional';
    if (isWorked(year, day)) left -= 1;
  }
  return { on: day, provisional };
}

/**
 * How many working days lie after `from`, up to and including `to`; 0 when `to` is not after it.
 * @returns null where the calendar ends before `to`
 */
export function countWorkingDays(calendar: WorkCalendar, from: Day, to: Day): number | null {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const year = calendar.get(yearOf(day));
    if (year === undefined) return null;
    if (isWorked(year, day)) count += 1;
  }
  return count;
}

function isWorked(year: CalendarYear, day: Day): boolean {
  return isWeekend(day) ? year.workedWeekends.has(day) : !year.holidays.has(day);
}
