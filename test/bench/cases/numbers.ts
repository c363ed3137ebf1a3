import { citizenId } from '../../support/people.ts';

/** A citizen number of its own for each: 999 a day. */
export function certnoOf(at: number): string {
  const day = new Date(Date.UTC(1950, 0, 1 + Math.floor(at / 999)));
  return citizenId('990888', day.toISOString().slice(0, 10), 1 + (at % 999));
}

export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * at), sorted.length) - 1]!;
}
