import { parseDay, type Day } from '@yijiutong/rules/kernel';

/** The one place where the shell learns what time it is. Tests and the demo can fix the day. */
export interface Clock {
  /** This instant, in milliseconds since 1970. */
  now(): number;
  /** The civil day in China: the day that the law means. */
  today(): Day;
}

// China has one time zone, and no summer time since 1991.
const chinaOffset = 8 * 60 * 60 * 1000;

/** The civil day in China at an instant. */
export function dayInChina(instant: number): Day {
  return parseDay(new Date(instant + chinaOffset).toISOString().slice(0, 10));
}

/** The machine's clock; `fixedDay` pins the civil day, never the instants: a session still expires in real time. */
export function systemClock(fixedDay?: string): Clock {
  const pinned = fixedDay === undefined ? undefined : parseDay(fixedDay);
  return {
    now: () => Date.now(),
    today: () => pinned ?? dayInChina(Date.now()),
  };
}

/** The same clock, on the day that it is now: what is done as one belongs to one day, though midnight comes meanwhile. */
export function onOneDay(clock: Clock): Clock {
  const today = clock.today();
  return { now: () => clock.now(), today: () => today };
}
