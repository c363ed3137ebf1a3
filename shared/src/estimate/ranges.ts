/** From the rows of all completions: the ends of each sum, and how far each unknown answer alone moves the total. */
import type { Fen } from '../kernel/index.ts';
import type { Question } from './answers.ts';
import type { Choice } from './completions.ts';
import { FARTHER } from './completions.ts';
import type { Range, Widening } from './estimate.types.ts';
import type { Row } from './year-of-facts.ts';

/** The first of the rows with the least, and with the most; `high` null where the most still grows with an unknown amount. */
export function findEnds(rows: readonly Row[], sumOf: (row: Row) => Fen): { low: Row; high: Row | null } {
  const [first] = rows;
  if (first === undefined) throw new Error('there is no completion');
  const near = rows.filter((row) => !isFarther(row));
  const low = near.reduce((least, row) => (sumOf(row) < sumOf(least) ? row : least), near[0] ?? first);
  const high = near.reduce((most, row) => (sumOf(row) > sumOf(most) ? row : most), near[0] ?? first);
  const grows = rows.some((row) => isFarther(row) && sumOf(row) > sumOf(high));
  return { low, high: grows ? null : high };
}

export function toRange(rows: readonly Row[], sumOf: (row: Row) => Fen): Range {
  const { low, high } = findEnds(rows, sumOf);
  return { low: sumOf(low), high: high === null ? null : sumOf(high) };
}

/** @param rows in the order of `combine(choices)` */
export function listWidenings(choices: readonly Choice[], rows: readonly Row[]): Widening[] {
  const widenings: { question: Question; by: Fen | null }[] = [];
  let stride = rows.length;
  for (const { question, values } of choices) {
    stride /= values.length;
    if (values.length > 1) {
      const by = swing(rows, stride, values.length);
      if (by !== 0) widenings.push({ question, by });
    }
  }
  return widenings.sort((a, b) => (b.by ?? Infinity) - (a.by ?? Infinity));
}

/** The most that one answer moves the total while all others stay as they are. */
function swing(rows: readonly Row[], stride: number, count: number): Fen | null {
  let widest = 0;
  for (let at = 0; at < rows.length; at += 1) {
    if (Math.floor(at / stride) % count !== 0) continue;
    const turned = Array.from({ length: count }, (_, turn) => rows[at + turn * stride]);
    const { low, high } = findEnds(
      turned.filter((row) => row !== undefined),
      ({ total }) => total,
    );
    if (high === null) return null;
    widest = Math.max(widest, high.total - low.total);
  }
  return widest as Fen;
}

function isFarther({ facts }: Row): boolean {
  return facts.selfPaid === FARTHER || facts.earlierSelfPaid === FARTHER;
}
