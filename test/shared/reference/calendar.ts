/** Days of the reference: `YYYY-MM-DD`, reckoned by counting months, without a clock and without the engine. */
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
}

function lastOfMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1]!;
}

function parts(day: string): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number);
  return [year!, month!, date!];
}

function written(year: number, month: number, date: number): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

export function yearOfDay(day: string): number {
  return parts(day)[0];
}

export function dayBefore(day: string): string {
  const [year, month, date] = parts(day);
  if (date > 1) return written(year, month, date - 1);
  if (month > 1) return written(year, month - 1, lastOfMonth(year, month - 1));
  return written(year - 1, 12, 31);
}

/** The same day twelve months later or earlier; 29 February becomes the 28th where there is none. */
export function sameDayInYear(day: string, year: number): string {
  const [, month, date] = parts(day);
  return written(year, month, Math.min(date, lastOfMonth(year, month)));
}

/**
 * The twelfth month's last day of what begins on `from`: on all days of the calendar that is the day before the same date a year
 * on. 29 February has no such date: its year is over when that February is.
 */
export function endOfTwelveMonths(from: string): string {
  const [year, month, date] = parts(from);
  const isLeapDay = month === 2 && date === 29;
  return isLeapDay ? written(year + 1, 2, 28) : dayBefore(written(year + 1, month, date));
}

/** First and last day counted in. */
export interface Span {
  from: string | null;
  to: string | null;
}

export function holds(span: Span, day: string): boolean {
  return (span.from === null || span.from <= day) && (span.to === null || day <= span.to);
}
