// What a carrier said, written down: at once, or later by a receipt. A receipt that comes twice, or before the call was
// answered, changes nothing that stands.
import type { Deps } from '../deps.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import type { NoticeOutcome } from '../upstream/notice.ts';
import { changeAllowance, refundSms } from './allowance.store.ts';
import { finalCode, type Attempt } from './delivery.plan.ts';
import { listAttempts, lockMessage, setAttempt, setDelivery, type LockedMessage } from './delivery.store.ts';
import { cancelFollowUps } from './follow-up.opening.ts';
import type { Template } from './message.words.ts';
import type { Payer } from './spending.service.ts';

const minute = 60_000;
/** How long a carrier that does not work, or that refuses our settings, is left alone. */
const afterNotSent = minute;
const afterOurs = 15 * minute;

/** A call to a carrier that has been written down and is about to be made. */
export interface Sending {
  attemptId: number;
  publicId: string;
  channel: Attempt['channel'];
  to: string;
  message: LockedMessage;
  template: Template;
  payer: Payer;
}

type Ports = Pick<Deps, 'crypto' | 'clock' | 'messages'>;

export async function recordOutcome(
  trx: Database,
  deps: Ports,
  sending: Sending,
  outcome: NoticeOutcome,
): Promise<void> {
  const { attemptId, message } = sending;
  const { messageId } = message;
  const now = deps.clock.now();
  const standing = await lockMessage(trx, deps.crypto, messageId);
  const attempt = (await listAttempts(trx, messageId)).find((one) => one.attemptId === attemptId);
  // A receipt was faster: it knows more than the answer to the call.
  if (standing === undefined || attempt?.state !== 'sending') return;

  if (outcome.kind === 'accepted') {
    await recordAccepted(trx, deps, sending, outcome.serial);
    return;
  }
  const failed = outcome.kind !== 'unknown';
  const code =
    outcome.kind === 'refused' && outcome.why === 'number' ? finalCode(outcome.code) : outcome.code;
  const settled = failed
    ? { state: 'failed' as const, settled_at: toColumn(now) }
    : { state: 'unknown' as const };
  await setAttempt(trx, attemptId, { ...settled, code });
  if (failed) await giveBack(trx, deps, sending, outcome);
  const state = failed ? 'waiting' : 'unknown';
  const nextAt = now + waitAfter(deps, sending.channel, outcome);
  await setDelivery(trx, messageId, { state, reason: code, nextAt }, now);
}

async function recordAccepted(
  trx: Database,
  { clock }: Ports,
  { attemptId, channel, message }: Sending,
  serial: string | null,
): Promise<void> {
  const now = clock.now();
  // WeChat sends no receipts: what it takes, it shows.
  const arrived = channel === 'wechat';
  await setAttempt(trx, attemptId, {
    state: arrived ? 'delivered' : 'accepted',
    serial,
    settled_at: arrived ? toColumn(now) : null,
  });
  const nextAt = arrived || !message.followUp ? null : message.deadline;
  await setDelivery(
    trx,
    message.messageId,
    { state: arrived ? 'delivered' : 'sent', reason: null, nextAt },
    now,
  );
}

/** How long until the next step. WeChat has none but the SMS, and that need not wait. */
function waitAfter(
  { messages }: Ports,
  channel: Attempt['channel'],
  outcome: Exclude<NoticeOutcome, { kind: 'accepted' }>,
): number {
  if (channel === 'wechat') return 0;
  if (outcome.kind === 'unknown') return messages.rules.askAfter[0] ?? 0;
  if (outcome.kind === 'not_sent') return afterNotSent;
  if (outcome.why === 'later') return outcome.waitMs;
  return outcome.why === 'ours' ? afterOurs : 0;
}

/** What was spent on a message that was not sent. WeChat's word that nothing is left to spend stands. */
async function giveBack(
  trx: Database,
  { crypto, clock }: Ports,
  { channel, to, template, payer }: Sending,
  outcome: NoticeOutcome,
): Promise<void> {
  if (channel === 'sms') {
    await refundSms(trx, payer);
    return;
  }
  const none = outcome.kind === 'refused' && outcome.why === 'consent';
  const change = none ? null : 1;
  await changeAllowance(trx, crypto, { openid: to, templateId: template.wechatId, change, now: clock.now() });
}

export interface Settled {
  attemptId: number;
  messageId: number;
  delivered: boolean;
  code: string;
  serial: string | null;
}

/** What the network says became of an SMS. */
export async function settleAttempt(
  deps: Ports & Pick<Deps, 'db' | 'metrics'>,
  settled: Settled,
): Promise<void> {
  const news = await transact(deps.db, (trx) => recordReport(trx, deps, settled));
  if (news)
    deps.metrics.messages.inc({ channel: 'sms', outcome: settled.delivered ? 'delivered' : 'failed' });
}

/** Whether it says something new. */
async function recordReport(trx: Database, { crypto, clock }: Ports, settled: Settled): Promise<boolean> {
  const { attemptId, messageId, delivered, code, serial } = settled;
  const now = clock.now();
  const message = await lockMessage(trx, crypto, messageId);
  const attempt = (await listAttempts(trx, messageId)).find((one) => one.attemptId === attemptId);
  const said = attempt?.state === 'delivered' || (attempt?.state === 'failed' && !delivered);
  if (message === undefined || attempt === undefined || said) return false;
  await setAttempt(trx, attemptId, {
    state: delivered ? 'delivered' : 'failed',
    code: delivered ? code.slice(0, 80) : finalCode(code),
    settled_at: toColumn(now),
    ...(serial === null ? {} : { serial }),
  });
  if (message.state === 'delivered') return true;
  if (delivered) {
    await setDelivery(trx, messageId, { state: 'delivered', reason: null, nextAt: null }, now);
    await cancelFollowUps(trx, messageId, now);
  } else if (message.isDue || message.state === 'sent') {
    await setDelivery(trx, messageId, { state: 'waiting', reason: finalCode(code), nextAt: now }, now);
  }
  return true;
}
