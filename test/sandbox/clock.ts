/** The doubles' clock: tests hand in their own. */
export type Clock = () => Date;

const HOURS_AHEAD = 8;

/** `2026-03-05 10:21:00` in Asia/Shanghai, which has no summer time. */
export function chinaTime(moment: Date): string {
  return new Date(moment.getTime() + HOURS_AHEAD * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
