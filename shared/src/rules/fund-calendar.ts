/**
 * 宜昌 市级统筹 二、（三）2、二、（三）6: by when the fund's work is due: subsidies by 30 September, next month's plan by the 20th, audit and
 * transfer on fixed days.
 * Reading YC-F3. Read here: the day that the document names (日前、之前) is itself the last one.
 * Not modelled: weekends and holidays: the document does not move its days.
 */
import type { Clause, Day } from '../kernel/index.ts';
import { addDays, addMonths, parseDay, yearOf } from '../kernel/index.ts';
import type { FundTask } from '../policy/benefits.ts';

/** One piece of work and its last day. */
export type FundDeadline = { readonly task: string; readonly on: Day; readonly clause: Clause };

/** What is due from the first to the last day, both included, in order of days. */
export function listFundDeadlines(tasks: readonly FundTask[], from: Day, to: Day): FundDeadline[] {
  return tasks
    .flatMap(({ task, by, clause }) =>
      listDays(by, from, to)
        .filter((on) => on >= from && on <= to)
        .map((on) => ({ task, on, clause })),
    )
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function listDays(by: FundTask['by'], from: Day, to: Day): Day[] {
  if ('day' in by) return [by.day];
  const days: Day[] = [];
  if ('eachYear' in by) {
    for (let year = yearOf(from); year <= yearOf(to); year += 1)
      days.push(parseDay(`${year}-${by.eachYear}`));
    return days;
  }
  const first = parseDay(`${from.slice(0, 7)}-01`);
  for (let month = 0; addMonths(first, month) <= to; month += 1) {
    days.push(addDays(addMonths(first, month), by.eachMonth - 1));
  }
  return days;
}
