import type { Clause, Day, Fen, Figure, Missing, Ratio } from '../kernel/index.ts';
import { InvalidInput, parseRatio, parseYuan, share } from '../kernel/index.ts';
import type { StatisticUse } from './compiled.ts';
import type { AmountFigure, OpenSection, RatioFigure } from './schema/figures.ts';
import type { StatisticSource } from './statistics.ts';

/** Where and when figures are read: one section of one document on one day. */
export type Reading = {
  readonly region: string;
  readonly on: Day;
  readonly year: number;
  readonly document: string;
  readonly statistics: StatisticSource;
};

/** A figure read on a day: fen, or why there is none; `null` when the law says that there is no such limit (不设). */
export type AmountRead = {
  readonly value: Figure<Fen> | null;
  readonly clause: Clause;
  readonly relies: readonly StatisticUse[];
};

type Dated<T> = { dated: readonly { from: string; to?: string | undefined; figure: T }[] };
type Plain<T> = Exclude<T, Dated<unknown>>;

/** The entry of a dated figure that is in force on the day; `null` when there is none. Never the nearest one. */
export function findEntry<T extends object>(figure: T, on: Day, name: string): Plain<T> | null {
  if (!('dated' in figure)) return figure as Plain<T>;
  const entries = (figure as Dated<Plain<T>>).dated.filter(
    ({ from, to }) => from <= on && (to === undefined || on <= to),
  );
  if (entries.length > 1) {
    throw new InvalidInput('invalid_policy', `${name} has ${entries.length} entries in force on ${on}`, name);
  }
  return entries[0]?.figure ?? null;
}

/**
 * Reads an amount on the day.
 * @param name the figure's stable name, carried by `Missing`
 * @param shareOf how a share of a statistic becomes fen: half-up, but a line of 超过 is cut (`wholeShare`)
 */
export function readAmount(
  reading: Reading,
  figure: AmountFigure,
  name: string,
  clause: string,
  shareOf: (amount: Fen, ratio: Ratio) => Fen = share,
): AmountRead {
  const entry = findEntry(figure, reading.on, name);
  const cited = (own?: string): Clause => ({ document: reading.document, article: own ?? clause });
  if (entry === null) return { value: missing(reading, name, cited()), clause: cited(), relies: [] };
  if ('deferred' in entry) {
    const here = cited(entry.deferred.clause);
    return { value: missing(reading, name, here, entry.deferred.to), clause: here, relies: [] };
  }
  if ('unstated' in entry) {
    const here = cited(entry.unstated.clause);
    return { value: missing(reading, name, here), clause: here, relies: [] };
  }
  const here = cited(entry.clause);
  if ('none' in entry) return { value: null, clause: here, relies: [] };
  if ('amount' in entry) return { value: parseYuan(entry.amount, name), clause: here, relies: [] };
  const year = entry.year === 'previous' ? reading.year - 1 : reading.year;
  const source = 'share' in entry ? entry.of : entry.statistic;
  const found = reading.statistics.find(source, year);
  if (found === null) {
    return { value: { ...missing(reading, source, here), year }, clause: here, relies: [] };
  }
  const value = 'share' in entry ? shareOf(found.amount, parseRatio(entry.share, name)) : found.amount;
  return { value, clause: here, relies: [found.use] };
}

/** Reads a ratio on the day. */
export function readRatio(
  reading: Reading,
  figure: RatioFigure,
  name: string,
  clause: string,
): { readonly value: Figure<Ratio>; readonly clause: Clause } {
  const entry = findEntry(figure, reading.on, name);
  const cited = (own?: string): Clause => ({ document: reading.document, article: own ?? clause });
  if (entry === null) return { value: missing(reading, name, cited()), clause: cited() };
  if ('deferred' in entry) {
    const here = cited(entry.deferred.clause);
    return { value: missing(reading, name, here, entry.deferred.to), clause: here };
  }
  if ('unstated' in entry) {
    const here = cited(entry.unstated.clause);
    return { value: missing(reading, name, here), clause: here };
  }
  return { value: parseRatio(entry.ratio, name), clause: cited(entry.clause) };
}

export function missing(reading: Reading, name: string, clause: Clause, deferredTo?: string): Missing {
  const { region, on } = reading;
  const base = { what: 'figure' as const, name, region, day: on, clause };
  return deferredTo === undefined ? base : { ...base, deferredTo };
}

/** What a document leaves open, as the figure that is missing. */
export function readOpen(reading: Reading, section: OpenSection, name: string): Missing {
  const { document } = reading;
  if ('unstated' in section) return missing(reading, name, { document, article: section.unstated.clause });
  const { to, clause } = section.deferred;
  return missing(reading, name, { document, article: clause }, to);
}
