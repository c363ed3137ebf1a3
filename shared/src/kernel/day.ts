import { InvalidInput } from './invalid.ts';

declare const dayBrand: unique symbol;
/** A calendar day `YYYY-MM-DD`, without time or zone. Days compare as strings: `a < b` is "a is earlier". */
export type Day = string & { readonly [dayBrand]: true };

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a day of the (proleptic) Gregorian calendar.
 * @throws InvalidInput `invalid_day` when the text is no day that exists, e.g. `2023-02-29`
 */
export function parseDay(text: string, field = ''): Day {
  const match = typeof text === 'string' ? FORM.exec(text) : null;
  const [year, month, date] = (match?.slice(1) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined || !exists(year, month, date)) {
    const name = field === '' ? 'The value' : field;
    throw new InvalidInput(
      'invalid_day',
      `${name} is not a day such as "2024-03-05": ${JSON.stringify(text)}`,
      field,
    );
  }
  return text as Day;
}

/** Whether the text is a day that exists. */
export function isDay(text: string): text is Day {
  const match = FORM.exec(text);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The calendar year, e.g. 2024. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** The first day of a calendar year. */
export function firstDayOf(year: number): Day {
  return write(year, 1, 1);
}

/** The last day of a calendar year. */
export function lastDayOf(year: number): Day {
  return write(year, 12, 31);
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return fromNumber(toNumber(day) + count);
}

/** The same date `count` months later; a date that the month lacks becomes its last day (01-31 + 1 → 02-28 or 02-29). */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = read(day);
  const months = year * 12 + (month - 1) + count;
  const newYear = Math.floor(months / 12);
  const newMonth = months - newYear * 12 + 1;
  return write(newYear, newMonth, Math.min(date, lengthOf(newYear, newMonth)));
}

/**
 * The last day of a period of `count` months whose first day is `from`: the day before the corresponding one
 * (2023-03-01, 12 → 2024-02-29); in a month without that date its last day, from which nothing is taken off, so that the period
 * is not a day short (2024-02-29, 12 → 2025-02-28).
 */
export function lastDayOfMonths(from: Day, count: number): Day {
  const corresponding = addMonths(from, count);
  return corresponding.slice(8) === from.slice(8) ? addDays(corresponding, -1) : corresponding;
}

/** Negative when a is earlier than b, 0 when they are one day, positive when later: for sorting. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The earlier of two days; `null` stands for "never". */
export function earlier(a: Day, b: Day | null): Day {
  return b !== null && b < a ? b : a;
}

/** Whether the day is a Saturday or a Sunday. */
export function isWeekend(day: Day): boolean {
  // Day 0, 0000-03-01, is a Wednesday.
  const sinceMonday = (toNumber(day) + 2) % 7;
  return sinceMonday >= 5;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function lengthOf(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function exists(year: number, month: number, date: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(year, month);
}

function read(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function write(year: number, month: number, date: number): Day {
  if (year < 1 || year > 9999) {
    throw new InvalidInput('invalid_day', `The year ${year} is outside the calendar of four digits`);
  }
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}` as Day;
}

/** Days since 0000-03-01, counted in years that begin in March, so that the leap day comes last. */
function toNumber(day: Day): number {
  const [year, month, date] = read(day);
  const shiftedYear = month > 2 ? year : year - 1;
  const shiftedMonth = (month + 9) % 12;
  const leaps = Math.floor(shiftedYear / 4) - Math.floor(shiftedYear / 100) + Math.floor(shiftedYear / 400);
  return shiftedYear * 365 + leaps + Math.floor((shiftedMonth * 306 + 5) / 10) + (date - 1);
}

function fromNumber(count: number): Day {
  let year = Math.floor((count * 10_000 + 14_780) / 3_652_425);
  let rest = count - daysBefore(year);
  if (rest < 0) {
    year -= 1;
    rest = count - daysBefore(year);
  }
  const shiftedMonth = Math.floor((rest * 100 + 52) / 3060);
  const month = ((shiftedMonth + 2) % 12) + 1;
  const date = rest - Math.floor((shiftedMonth * 306 + 5) / 10) + 1;
  return write(month <= 2 ? year + 1 : year, month, date);
}

function daysBefore(shiftedYear: number): number {
  return (
    shiftedYear * 365 +
    Math.floor(shiftedYear / 4) -
    Math.floor(shiftedYear / 100) +
    Math.floor(shiftedYear / 400)
  );
}
