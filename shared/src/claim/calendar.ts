import { z } from 'zod';

import type { CalendarYear, Day, WorkCalendar } from '../kernel/index.ts';
import { addDays, isDay, isWeekend, parseDay, yearOf } from '../kernel/index.ts';
import { checkFile, invalidFile } from '../policy/check-file.ts';

const day = z.string().refine(isDay, '日期要加引号，如 "2026-01-01"');
const yearSchema = z
  .strictObject({
    year: z.string().regex(/^\d{4}$/, 'the year as four quoted digits'),
    status: z.enum(['published', 'provisional']),
    source: z.string().min(1),
    holidays: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          from: day,
          to: day.describe('the last day'),
          work: z.array(day).describe('weekend days that are worked instead').optional(),
        }),
      )
      .min(1),
  })
  .describe('The holidays of a year, as the State Council arranges them');

type Holiday = z.infer<typeof yearSchema>['holidays'][number];

/**
 * Checks one `config/calendar/<year>.yaml`.
 * @throws InvalidInput `invalid_policy` naming the file and the holiday: a day of another year, a holiday that ends before
 * it begins, a worked day that is no Saturday or Sunday, a day that stands twice
 */
export function parseCalendarYear(value: unknown, file: string): { year: number } & CalendarYear {
  const { year: digits, status, holidays } = checkFile(yearSchema, value, file);
  const year = Number(digits);
  const free = new Set<Day>();
  const worked = new Set<Day>();
  holidays.forEach((holiday, at) => {
    const refuse = (reason: string) => invalidFile(file, ['holidays', at], `${holiday.name}: ${reason}`);
    for (const [one, set] of daysOf(holiday, refuse)) {
      if (yearOf(one) !== year) throw refuse(`${one} belongs into the file of ${yearOf(one)}`);
      if (free.has(one) || worked.has(one)) throw refuse(`${one} stands twice`);
      if (set === 'worked' && !isWeekend(one)) {
        throw refuse(`${one} is no Saturday or Sunday: it is worked anyway`);
      }
      (set === 'worked' ? worked : free).add(one);
    }
  });
  return { year, status, holidays: free, workedWeekends: worked };
}

function daysOf(
  { from, to, work = [] }: Holiday,
  refuse: (reason: string) => Error,
): (readonly [Day, 'free' | 'worked'])[] {
  const [first, last] = [parseDay(from), parseDay(to)];
  if (last < first) throw refuse(`it ends on ${to}, before it begins on ${from}`);
  // Longer than any holiday there ever was: a wrong month, which would otherwise free a whole season.
  if (last > addDays(first, 14)) throw refuse(`it would be longer than two weeks, ${from} to ${to}`);
  const free: (readonly [Day, 'free'])[] = [];
  for (let one = first; one <= last; one = addDays(one, 1)) free.push([one, 'free']);
  return [...free, ...work.map((one) => [parseDay(one), 'worked'] as const)];
}

/** Puts the years together. @throws InvalidInput `invalid_policy` when two files are of one year */
export function compileCalendar(
  files: readonly { readonly file: string; readonly content: { year: number } & CalendarYear }[],
): WorkCalendar {
  const calendar = new Map<number, CalendarYear>();
  for (const { file, content } of files) {
    if (calendar.has(content.year)) throw invalidFile(file, ['year'], `${content.year} has a file already`);
    calendar.set(content.year, content);
  }
  return calendar;
}
