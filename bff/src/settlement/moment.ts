import { isDay } from '@yijiutong/rules/kernel';

/** Whether `2026-03-05 10:21:00` is a day of the calendar and a time of the clock, and not only of their form. */
export function isMoment(text: string): boolean {
  const [day = '', time = '', ...rest] = text.split(' ');
  return rest.length === 0 && isDay(day) && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time);
}
