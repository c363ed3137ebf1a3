/** One more thing that the queue is narrowed to, or one less. Pure. */
import type { QueueFilters } from '../queue-api';

/** Stands for no narrowing. */
export const ANY = 'any';

/** Without the name where nothing is chosen: a query says only what it means. */
export function withOne<N extends keyof QueueFilters>(
  filters: QueueFilters,
  name: N,
  value: NonNullable<QueueFilters[N]> | typeof ANY,
): QueueFilters {
  const others = Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name));
  return value === ANY ? others : { ...others, [name]: value };
}
