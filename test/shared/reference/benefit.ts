/** Assistance and tilt as functions of what has come together in the year: the same shape in both cities. */
import type { Yuan } from './amounts.ts';
import { NOTHING, atLeastNothing, capped, toFen } from './amounts.ts';

/** A visit that counts: its in-scope self-pay and whether it belongs to the tilt (规范转诊且在省域内). */
export interface Counted {
  base: Yuan;
  /** What the person pays of it before assistance: 宜昌 leaves in the base what a commercial insurer paid (PZH-A9). */
  outOfPocket: Yuan;
  tilts: boolean;
}

/** The terms of one class in one year. */
export interface Terms {
  /** Assistance on a cumulative base, before the cap and before rounding. */
  assistanceOn: (base: Yuan) => Yuan;
  assistanceCap: Yuan | null;
  tilt: { line: Yuan; ratio: Yuan; cap: Yuan } | null;
}

export interface YearToDate {
  assistance: Yuan;
  tilt: Yuan;
}

/**
 * The whole year under one class. The residual of a visit is what assistance leaves of it, aid being
 * attributed to visits in the order of time (PZH-A5b, YC-A5b); amounts cut off by the cap stay with the
 * person and therefore enter the tilt (PZH-A5, YC-A5).
 */
export function yearUnder(terms: Terms, visits: readonly Counted[]): YearToDate {
  let base = NOTHING;
  let assistance = NOTHING;
  let residual = NOTHING;
  for (const visit of visits) {
    base = base.plus(visit.base);
    const total = capped(toFen(terms.assistanceOn(base)), terms.assistanceCap);
    if (visit.tilts) residual = residual.plus(visit.base).minus(total.minus(assistance));
    assistance = total;
  }
  return { assistance, tilt: tiltOn(terms, residual) };
}

function tiltOn(terms: Terms, residual: Yuan): Yuan {
  if (terms.tilt === null) return NOTHING;
  const { line, ratio, cap } = terms.tilt;
  return capped(toFen(atLeastNothing(residual.minus(line)).times(ratio)), cap);
}

/** The whole year under the class that brings most; a tie goes to the class that stands first (PZH-A7, YC-A8). */
export function bestYearUnder(held: readonly Terms[], visits: readonly Counted[]): YearToDate {
  const years = held.map((terms) => yearUnder(terms, visits));
  return years.reduce((best, one) => (together(one).greaterThan(together(best)) ? one : best));
}

export function together({ assistance, tilt }: YearToDate): Yuan {
  return assistance.plus(tilt);
}

/**
 * What one more visit brings under the classes of its day: by the class that the year comes to most under (PZH-A7,
 * YC-A8). Visits outside the province can turn the order of the classes within the year; the class that stands first
 * then keeps a visit that it gives more for, up to what the best class comes to, so that one identity more takes
 * nothing away.
 */
export function shareOfVisit(
  held: readonly Terms[],
  before: readonly Counted[],
  visit: Counted,
  paid: YearToDate,
): YearToDate {
  const offers = held.map((terms) => ({
    share: shareUnder(terms, before, visit, paid),
    year: together(yearUnder(terms, [...before, visit])),
  }));
  const best = offers.reduce((top, one) => (one.year.greaterThan(top.year) ? one : top));
  const first = offers[0]!;
  const mayKeep = together(first.share).lessThanOrEqualTo(best.year.minus(together(paid)));
  const givesMore = together(first.share).greaterThan(together(best.share));
  return givesMore && mayKeep ? first.share : best.share;
}

/** By one class, within what is left of the caps and of the bill. */
function shareUnder(terms: Terms, before: readonly Counted[], visit: Counted, paid: YearToDate): YearToDate {
  const was = yearUnder(terms, before);
  const now = yearUnder(terms, [...before, visit]);
  const share = withinCap(now.assistance.minus(was.assistance), terms.assistanceCap, paid.assistance);
  const assistance = capped(share, visit.outOfPocket);
  const tilt = withinCap(now.tilt.minus(was.tilt), terms.tilt?.cap ?? null, paid.tilt);
  return { assistance, tilt: capped(tilt, visit.outOfPocket.minus(assistance)) };
}

function withinCap(share: Yuan, cap: Yuan | null, paid: Yuan): Yuan {
  return cap === null ? share : capped(share, atLeastNothing(cap.minus(paid)));
}
