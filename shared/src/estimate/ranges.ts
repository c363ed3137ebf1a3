/** From the rows of all completions: the ends of each sum, and how far each unknown answer alone moves the total. */
import type { Fen } from '../kernel/index.ts';
import type { StatisticUse } from '../policy/compiled.ts';
import type { Question } from './answers.ts';
import type { Choice } from './completions.ts';
import { FARTHER } from './completions.ts';
import type { Range, Widening } from './estimate.types.ts';
import type { Row } from './year-of-facts.ts';

/**
 * A row with the least and one with the most: of several the one with the smallest amounts, and of those the first. `high` null
 * where the most still grows with an unknown amount.
 */
export function findEnds(rows: readonly Row[], sumOf: (row: Row) => Fen): { low: Row; high: Row | null } {
  const [first] = rows;
  if (first === undefined) throw new Error('there is no completion');
  const near = rows.filter((row) => !isFarther(row));
  const [start = first] = near;
  const low = near.reduce(
    (least, row) => (comesFirst(row, least, sumOf(row) - sumOf(least)) ? row : least),
    start,
  );
  const high = near.reduce(
    (most, row) => (comesFirst(row, most, sumOf(most) - sumOf(row)) ? row : most),
    start,
  );
  const grows = rows.some((row) => isFarther(row) && sumOf(row) > sumOf(high));
  return { low, high: grows ? null : high };
}

export function toRange(rows: readonly Row[], sumOf: (row: Row) => Fen): Range {
  const { low, high } = findEnds(rows, sumOf);
  return { low: sumOf(low), high: high === null ? null : sumOf(high) };
}

function comesFirst(row: Row, other: Row, by: number): boolean {
  return by < 0 || (by === 0 && paidOf(row) < paidOf(other));
}

const paidOf = ({ facts }: Row): number => facts.selfPaid + facts.earlierSelfPaid;

/** The statistics behind rows, each once. */
export function listRelied(rows: readonly Row[]): StatisticUse[] {
  const found = new Map<string, StatisticUse>();
  for (const use of rows.flatMap(({ relies }) => relies)) found.set(`${use.name} ${use.year}`, use);
  return [...found.values()];
}

/** @param rows in the order of `combine(choices)` */
export function listWidenings(choices: readonly Choice[], rows: readonly Row[]): Widening[] {
  const widenings: { question: Question; by: Fen | null }[] = [];
  const totals = Float64Array.from(rows, ({ total }) => total);
  const farther = Uint8Array.from(rows, (row) => Number(isFarther(row)));
  let stride = rows.length;
  for (const { question, values } of choices) {
    stride /= values.length;
    if (values.length > 1) {
      const by = swing({ totals, farther, stride, count: values.length });
      if (by !== 0) widenings.push({ question, by });
    }
  }
  return widenings.sort((a, b) => (b.by ?? Infinity) - (a.by ?? Infinity));
}

/** Of thousands of rows, as plain numbers: the total, and whether an amount stands for "without an end". */
type Turning = {
  readonly totals: Float64Array;
  readonly farther: Uint8Array;
  /** rows between one value of the answer and the next */
  readonly stride: number;
  readonly count: number;
};

/** The most that one answer moves the total while all others stay as they are; null where it moves it further the more was paid. */
function swing(of: Turning): Fen | null {
  let widest = 0;
  let widestFarther = 0;
  for (let at = 0; at < of.totals.length; at += 1) {
    if (Math.floor(at / of.stride) % of.count !== 0) continue;
    const near = spread(of, at, 0);
    const far = spread(of, at, 1);
    if (near.most === -Infinity) {
      widestFarther = Math.max(widestFarther, far.most - far.least);
      continue;
    }
    if (far.most > near.most) return null;
    widest = Math.max(widest, near.most - near.least);
  }
  return widestFarther > widest ? null : (widest as Fen);
}

/** The ends of the totals as one answer turns, of the rows without an end or of the others. */
function spread({ totals, farther, stride, count }: Turning, from: number, which: 0 | 1) {
  let [least, most] = [Infinity, -Infinity];
  for (let at = from; at < from + count * stride; at += stride) {
    const total = totals[at];
    if (total === undefined || farther[at] !== which) continue;
    if (total < least) least = total;
    if (total > most) most = total;
  }
  return { least, most };
}

function isFarther({ facts }: Row): boolean {
  return facts.selfPaid === FARTHER || facts.earlierSelfPaid === FARTHER;
}
