/** What stays on the phone for a day: dropped after it by whoever looks for it, and whenever the app comes to the front. */
import { findKeptReply, forgetReply, type Kept } from './storage';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** The answers of an estimate: how a family lives, and what it fell ill of. */
export const ESTIMATE = 'estimate';

export function findOfToday<T>(name: string): Kept<T> | undefined {
  const kept = findKeptReply<T>(name);
  if (kept === undefined) return undefined;
  if (Date.now() - Date.parse(kept.at) < KEPT_FOR_MS) return kept;
  forgetReply(name);
  return undefined;
}

export function dropOutdated(): void {
  findOfToday(ESTIMATE);
}
