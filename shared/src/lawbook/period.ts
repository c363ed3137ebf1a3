/** Periods of whole days, first and last included; `null` is "since ever" and "for ever". */
import type { Day } from '../kernel/index.ts';
import { addDays } from '../kernel/index.ts';
import type { PolicyDocument } from '../policy/index.ts';

export type Period = { readonly from: Day | null; readonly to: Day | null };

/** The days on which a document is in force; an undated one is in force on any day (reading GEN-EFFECTIVE). */
export function periodOf({ document: { effective } }: PolicyDocument): Period {
  return 'undated' in effective ? { from: null, to: null } : readPeriod(effective);
}

/** Reads `from` and `to` of a document or of a dated entry. */
export function readPeriod({
  from,
  to,
}: {
  readonly from: string;
  readonly to?: string | undefined;
}): Period {
  return { from: from as Day, to: (to ?? null) as Day | null };
}

/** The days that two periods share, or null. */
export function shared(a: Period, b: Period): Period | null {
  const from = a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  return from !== null && to !== null && from > to ? null : { from, to };
}

/** The days inside `whole` that none of the periods covers. A bound that `whole` does not have is not looked beyond. */
export function listGaps(whole: Period, periods: readonly Period[]): Period[] {
  const inOrder = [...periods].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  const gaps: Period[] = [];
  let open: Day | null = whole.from;
  for (const { from, to } of inOrder) {
    if (from !== null && open !== null && from > open) gaps.push({ from: open, to: addDays(from, -1) });
    if (to === null) return gaps;
    const next = addDays(to, 1);
    open = open !== null && open > next ? open : next;
  }
  const ends = open !== null && (whole.to === null || open <= whole.to);
  return ends ? [...gaps, { from: open, to: whole.to }] : gaps;
}

/** `2023-02-01 至 2028-01-31`; one day stands by itself. */
export function inDays({ from, to }: Period): string {
  if (from === to) return from ?? '每一天';
  if (to === null) return `${from ?? ''} 起`;
  return from === null ? `${to} 以前（含这天）` : `${from} 至 ${to}`;
}
