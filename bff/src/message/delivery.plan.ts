// What is to be done next with a message. Pure: the row, what was tried and what is allowed, in; one step, out.
import type { DeliveryState } from '../storage/message-tables.ts';
import { afterQuiet, type SendingRules } from './sending-rules.ts';

const hour = 60 * 60_000;

export interface Attempt {
  attemptId: number;
  publicId: string;
  channel: 'wechat' | 'sms';
  state: 'sending' | 'unknown' | 'accepted' | 'delivered' | 'failed';
  code: string | null;
  asked: number;
  startedAt: number;
}

export interface Standing {
  state: DeliveryState;
  read: boolean;
  /** Whether somebody goes and tells her, where nothing brings it. */
  followUp: boolean;
  /** From when no carrier is waited for any longer. Milliseconds since 1970. */
  deadline: number;
  attempts: readonly Attempt[];
}

/** What may be used to reach her at this moment. */
export interface Means {
  openid: string | null;
  phone: string | null;
  /** How many subscribe messages of this template she still allows. */
  allowed: number;
  /** When the earliest of the messages that fill a limit falls out of it; null: there is room. */
  fullUntil: number | null;
  /** The region's money for SMS of this month is spent. */
  ceilingReached: boolean;
}

export type Plan =
  | { step: 'send'; channel: 'wechat' | 'sms' }
  | { step: 'wait'; until: number; reason: string }
  /** The carrier is asked what became of an attempt. */
  | { step: 'ask'; attempt: Attempt }
  /** Nothing more can be sent. `reason`: why nobody could be told. */
  | { step: 'give_up'; reason: string }
  /** It was read, or has arrived: nothing is left to do. */
  | { step: 'rest' };

/** A call to a carrier has ended after this, one way or the other. */
const callTime = 30_000;

export function planDelivery(standing: Standing, means: Means, rules: SendingRules, now: number): Plan {
  const { attempts, read, state, deadline } = standing;
  if (read || state === 'delivered') return { step: 'rest' };
  const called = attempts.find(
    (one) => one.state === 'sending' && one.startedAt <= now && now < one.startedAt + callTime,
  );
  if (called !== undefined) return { step: 'wait', until: called.startedAt + callTime, reason: 'calling' };
  const open = attempts.find(
    (one) => one.channel === 'sms' && (one.state === 'sending' || one.state === 'unknown'),
  );
  if (open !== undefined && open.asked < rules.askAfter.length) {
    return now < deadline ? { step: 'ask', attempt: open } : { step: 'give_up', reason: 'unknown' };
  }
  if (state === 'sent' && attempts.at(-1)?.state === 'accepted') return awaitReceipt(standing, now);
  if (attempts.some(({ code }) => code !== null && isFinal(code))) {
    return { step: 'give_up', reason: 'number' };
  }
  return planSending(standing, means, rules, now);
}

/** The carrier has it and its network has not said: whoever has to be told is called, the others will see it. */
function awaitReceipt({ followUp, deadline }: Standing, now: number): Plan {
  return followUp && now < deadline
    ? { step: 'wait', until: deadline, reason: 'no_receipt' }
    : { step: 'give_up', reason: 'no_receipt' };
}

function planSending(standing: Standing, means: Means, rules: SendingRules, now: number): Plan {
  const { deadline, attempts } = standing;
  const channel = chooseChannel(attempts, means);
  if (channel === null) return { step: 'give_up', reason: 'no_contact' };
  // Nobody is left waiting for a carrier that does not work.
  if (now >= deadline) return { step: 'give_up', reason: 'too_late' };
  if (channel === 'sms' && attempts.filter(isSentSms).length >= rules.sends) {
    return { step: 'give_up', reason: 'unknown' };
  }
  if (channel === 'sms' && means.ceilingReached) return { step: 'give_up', reason: 'ceiling' };
  const until = Math.max(afterQuiet(rules.quiet, now), means.fullUntil ?? now);
  if (until > now) return { step: 'wait', until, reason: means.fullUntil === null ? 'quiet' : 'limit' };
  return { step: 'send', channel };
}

/** WeChat while she allows it, once: whether it arrived there cannot be asked, so the next one is an SMS. */
function chooseChannel(
  attempts: readonly Attempt[],
  { openid, phone, allowed }: Means,
): Attempt['channel'] | null {
  const tried = attempts.some(({ channel }) => channel === 'wechat');
  if (openid !== null && allowed > 0 && !tried) return 'wechat';
  return phone === null ? null : 'sms';
}

/** An SMS that may have reached the network; one that was refused or never left does not count. */
function isSentSms({ channel, state }: Attempt): boolean {
  return channel === 'sms' && state !== 'failed';
}

/** Until when she has been written to as often as she may be; null: there is room. `sent`: in the last day. */
export function fullUntil(sent: readonly number[], rules: SendingRules, now: number): number | null {
  const full = ([span, most]: readonly [number, number]) => {
    const within = sent.filter((at) => at > now - span);
    const first = within[within.length - most];
    // After the clock was moved back the instants lie ahead: it is looked at again in an hour.
    return first === undefined ? null : Math.min(first + span, now + span);
  };
  const waits = [full([hour, rules.perHour]), full([24 * hour, rules.perDay])].flatMap((wait) => wait ?? []);
  return waits.length === 0 ? null : Math.max(...waits);
}

/** `final:` stands before the codes of a number that cannot be reached, and of receipts that say so. */
export const finalCode = (code: string): string => `final:${code}`.slice(0, 80);
const isFinal = (code: string): boolean => code.startsWith('final:');
