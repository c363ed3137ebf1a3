// When, how often and for how much people are written to: config/notice/sending.yaml.
import type { FollowUpKind } from '@yijiutong/rules/contract';
import { z } from 'zod';

import { ConfigError } from '../config.ts';

/** Thousandths of a yuan: an SMS costs less than a fen counts. */
type Li = number;

export interface SendingRules {
  /** Minutes of the day in China. Nobody is written to from `from` to `to`. */
  quiet: { from: number; to: number };
  perHour: number;
  perDay: number;
  /** SMS that a region may pay for in a month. */
  mostSms(region: string): number;
  /** Minutes after which the carrier is asked for a receipt, one question after the other. */
  askAfter: readonly number[];
  /** SMS of one message at most, where the carrier could not say what became of the first. */
  sends: number;
  followUpAfter: number;
  /** Calls that nobody answers before somebody goes to the door. */
  calls: number;
  /** Milliseconds in which somebody should have called, or gone there. */
  doneWithin: Readonly<Record<FollowUpKind, number>>;
  illustrative: boolean;
}

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 21:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const yuan = z
  .string()
  .regex(/^(0|[1-9]\d{0,8})(\.\d{1,3})?$/, 'write yuan in quotes, such as 0.045')
  .transform((text): Li => {
    const [whole = '0', part = ''] = text.split('.');
    return Number(whole) * 1000 + Number(part.padEnd(3, '0'));
  });

const count = (most: number) => z.int().min(1).max(most);

const file = z.strictObject({
  quiet: z.strictObject({ from: clockTime, to: clockTime }),
  per_person: z.strictObject({ hour: count(100), day: count(100) }),
  sms: z.strictObject({
    status: z.enum(['official', 'illustrative']),
    price: yuan.refine((price) => price > 0, 'an SMS costs something'),
    ceiling: z.strictObject({ default: yuan, regions: z.record(z.string().regex(/^\d{6}$/), yuan) }),
  }),
  receipts: z.strictObject({ ask_after_minutes: z.array(count(10_000)).min(1), sends: count(5) }),
  follow_up: z.strictObject({
    after_hours: count(240),
    calls: count(10),
    call_within_hours: count(240),
    visit_within_hours: count(720),
  }),
});

const minute = 60_000;
const hour = 60 * minute;

/** @throws {ConfigError} naming what is wrong */
export function compileRules(value: unknown, where: string): SendingRules {
  const parsed = file.safeParse(value);
  if (!parsed.success) throw new ConfigError(`${where} cannot be used:\n${z.prettifyError(parsed.error)}`);
  const { quiet, per_person: person, sms, receipts, follow_up: followUp } = parsed.data;
  return {
    quiet,
    perHour: person.hour,
    perDay: person.day,
    mostSms: (region) => Math.floor((sms.ceiling.regions[region] ?? sms.ceiling.default) / sms.price),
    askAfter: receipts.ask_after_minutes.map((minutes) => minutes * minute),
    sends: receipts.sends,
    followUpAfter: followUp.after_hours * hour,
    calls: followUp.calls,
    doneWithin: {
      call: followUp.call_within_hours * hour,
      visit: followUp.visit_within_hours * hour,
    },
    illustrative: sms.status === 'illustrative',
  };
}

const dayLength = 24 * 60;
const chinaOffset = 8 * 60;

/** The instant from which one may be written to: `now` itself outside the quiet hours. */
export function afterQuiet({ from, to }: SendingRules['quiet'], now: number): number {
  const time = (Math.floor(now / minute) + chinaOffset) % dayLength;
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to;
  if (!isQuiet) return now;
  const wait = (to - time + dayLength) % dayLength;
  return (Math.floor(now / minute) + wait) * minute;
}
