// How the promised days of a case look on a desk. Pure.
import type { DeskClock } from '@yijiutong/rules/contract';
import { countWorkingDays, dueDay, type Day, type WorkCalendar } from '@yijiutong/rules/kernel';

import { clockOf } from '../claim/claim.lifecycle.ts';
import type { ClaimRow } from '../claim/claim.store.ts';

type Timed = Pick<ClaimRow, 'state' | 'step_due_on' | 'due_on' | 'due_provisional' | 'days_left'>;

/** The day that a queue goes by; null while the clock does not run. */
export function deskDueOn({ state, step_due_on: step, due_on: due }: Timed): string | null {
  if (clockOf(state) !== 'runs') return null;
  if (step === null || due === null) return step ?? due;
  return step < due ? step : due;
}

/** Up to the end of the third working day from now; null where the calendar does not reach. */
export function soonUntil(calendar: WorkCalendar, today: Day): string | null {
  return dueDay(calendar, today, 3).on;
}

/** For claims of one page: days that many of them share are counted once. */
export function createDeskClock(calendar: WorkCalendar, today: Day): (claim: Timed) => DeskClock {
  const counted = new Map<string, number | null>();
  const daysLeft = (on: string | null) => {
    if (on === null) return null;
    const known = counted.get(on);
    if (known !== undefined) return known;
    const days = daysTo(calendar, today, on as Day);
    counted.set(on, days);
    return days;
  };
  return (claim) => presentClock(today, claim, daysLeft);
}

function presentClock(today: Day, claim: Timed, daysLeft: (on: string | null) => number | null): DeskClock {
  const clock = clockOf(claim.state);
  const state = clock === 'none' ? 'over' : clock;
  const on = deskDueOn(claim);
  const overdue = on !== null && on < today;
  return {
    state,
    stepDueOn: claim.step_due_on,
    dueOn: claim.due_on,
    daysLeft: state === 'waits' ? claim.days_left : daysLeft(on),
    overdue,
    provisional: claim.due_provisional === 1,
  };
}

/** Below zero: so many working days ago. */
function daysTo(calendar: WorkCalendar, today: Day, on: Day): number | null {
  if (on >= today) return countWorkingDays(calendar, today, on);
  const late = countWorkingDays(calendar, on, today);
  // One day late at least, even where both lie in one weekend.
  return late === null ? null : -Math.max(late, 1);
}
