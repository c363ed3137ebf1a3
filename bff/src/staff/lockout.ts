// How often somebody may be wrong. Pure.
import type { Attempts } from './attempt.store.ts';

const minute = 60_000;
/** So many wrong ones in a row from one address, and its door stays shut for a while: twice as long with every further one. */
export const wrongOnes = 5;
/** From all addresses together: who has that many of them guesses no faster, and shuts out whoever signs in elsewhere late. */
export const wrongOnesEverywhere = 100;
const firstLock = minute;
const longestLock = 60 * minute;
/** After a day without one, what was wrong is forgotten. */
const memory = 24 * 60 * minute;

/** What is kept before the password is looked at, so that many at once count as many; a right one clears it. */
export function decideAttempt(
  before: Attempts,
  now: number,
  allowed = wrongOnes,
): { refusedFor: number } | { refusedFor: 0; kept: Attempts } {
  if (before.lockedUntil !== null && before.lockedUntil > now)
    return { refusedFor: before.lockedUntil - now };
  const failed = (now - before.lastAt < memory ? before.failed : 0) + 1;
  const lock = Math.min(longestLock, firstLock * 2 ** (failed - allowed));
  const lockedUntil = failed < allowed ? null : now + lock;
  return { refusedFor: 0, kept: { failed, lastAt: now, lockedUntil } };
}
