import { compareDays } from '../kernel/index.ts';
import type { Day } from '../kernel/index.ts';

type Placed = { readonly on: Day; readonly sequence: number; readonly id: string };

/** The order of bills: by day, then by their order within the day, then by id, so that it is always the same. */
export function compareEntries(a: Placed, b: Placed): number {
  return compareDays(a.on, b.on) || a.sequence - b.sequence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
