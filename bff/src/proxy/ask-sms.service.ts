// The two ways by SMS. The SMS says who asks, for what and until when; its code is kept as a keyed hash, for some minutes or
// days, a few attempts, once.
import { randomInt, timingSafeEqual } from 'node:crypto';

import { phoneIndex } from '../account/account.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { findPersonRow } from '../identity/identity.store.ts';
import { refundSms } from '../message/allowance.store.ts';
import { afterQuiet } from '../message/sending-rules.ts';
import { payerOf, spend } from '../message/spending.service.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import type { NoticeOutcome } from '../upstream/notice.ts';
import {
  closeAsks,
  deleteAsk,
  insertAsk,
  listAskTimes,
  lockNewestAsk,
  updateAsk,
  type AskRow,
  type MandateRow,
} from './mandate.store.ts';

export type SmsWay = 'sms_code' | 'sms_reply';

const second = 1000;
const oneDay = 24 * 60 * 60 * second;
const resendAfter = 60 * second;
const asksPerDay = 5;
export const attemptsPerCode = 5;

/** @returns until when she may answer @throws {AppError} 429 `rate_limited`, 422 `sms_not_sent`, `sms_ceiling` */
export async function sendAsk(
  deps: Deps,
  mandate: MandateRow,
  { way, phone, organisation }: { way: SmsWay; phone: string; organisation: string },
): Promise<number> {
  const { db, crypto, clock, mandates, upstreams } = deps;
  const now = clock.now();
  const index = phoneIndex(crypto, phone);
  checkFrequency(await listAskTimes(db, index, now - oneDay), now);
  const form = way === 'sms_code' ? mandates.smsCode : mandates.smsReply;
  const code = newCode(way);
  const expiresAt = now + form.lifetime;
  const endsOn = mandates.lastDay(clock.today());
  const { region } = await findPersonRow(db, mandate.person_id);
  const payer = payerOf(deps, region, now);
  const askId = await transact(db, async (trx) => {
    if (!(await spend(deps, trx, payer))) throw ceilingReached();
    await closeAsks(trx, mandate.mandate_id, now);
    return insertAsk(trx, {
      mandate_id: mandate.mandate_id,
      way,
      text_version: mandates.text.version,
      phone_index: index,
      code_mac: macOf(deps, mandate.mandate_id, code),
      sent_at: toColumn(now),
      expires_at: toColumn(expiresAt),
      ends_on: endsOn,
      attempts: 0,
      closed_at: null,
    });
  });
  const sms = form.fill({ organisation, day: presentDay(endsOn), code });
  const outcome = await upstreams.sms.sendNotice({ phone, ...sms, mark: `ask-${askId}` });
  if (outcome.kind === 'refused' || outcome.kind === 'not_sent') {
    await deleteAsk(db, askId);
    await refundSms(db, payer);
    throw refused(outcome);
  }
  return expiresAt;
}

/**
 * An SMS that she answers when she likes waits for the morning. One whose code she reads out is for whom she sits with.
 * @throws {AppError} 422 `sms_quiet_hours`
 */
export function checkHour({ clock, messages }: Pick<Deps, 'clock' | 'messages'>, way: SmsWay): void {
  const now = clock.now();
  if (way === 'sms_code' || afterQuiet(messages.rules.quiet, now) === now) return;
  throw new AppError(
    422,
    'sms_quiet_hours',
    'nobody is written to at this hour: ask by day, or in another way',
  );
}

function ceilingReached(): AppError {
  return new AppError(422, 'sms_ceiling', 'her region pays for no more SMS this month: take another way');
}

/** Six digits to be read out, four to be sent back. */
function newCode(way: SmsWay): string {
  const digits = way === 'sms_code' ? 6 : 4;
  return String(randomInt(10 ** digits)).padStart(digits, '0');
}

export function macOf({ crypto }: Pick<Deps, 'crypto'>, mandateId: number, code: string): Buffer {
  return crypto.blindIndex('mandate_code', `${mandateId}:${code}`);
}

function checkFrequency(newestFirst: readonly string[], now: number): void {
  const [last] = newestFirst;
  if (last !== undefined && now - fromColumn(last) < resendAfter) {
    throw tooOften(fromColumn(last) + resendAfter - now);
  }
  const oldestOfDay = newestFirst[asksPerDay - 1];
  if (oldestOfDay !== undefined) throw tooOften(fromColumn(oldestOfDay) + oneDay - now);
}

function tooOften(milliseconds: number): AppError {
  const wait = Math.ceil(milliseconds / second);
  return new AppError(429, 'rate_limited', `this number was asked; the next SMS in ${wait} seconds`, {
    retryAfter: wait,
    data: { retryAfterSeconds: wait },
  });
}

function refused(outcome: Extract<NoticeOutcome, { kind: 'refused' | 'not_sent' }>): Error {
  if (outcome.kind === 'not_sent') {
    return new AppError(503, 'upstream_unavailable', 'the SMS carrier cannot be reached; take another way');
  }
  switch (outcome.why) {
    case 'number':
      return new AppError(422, 'sms_not_sent', 'the carrier cannot reach this number; take another way');
    case 'later':
      return tooOften(outcome.waitMs);
    default:
      return new Error(`the SMS carrier refused the question: ${outcome.code}`);
  }
}

function presentDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year ?? ''}年${month ?? ''}月${date ?? ''}日`;
}

export type CodeVerdict =
  { right: true; ask: AskRow } | { right: false; code: 'consent_code_invalid' | 'consent_code_expired' };

/** Uses up the code, or one attempt: commit the transaction either way. */
export async function decideCode(
  deps: Pick<Deps, 'clock' | 'crypto'>,
  trx: Database,
  mandateId: number,
  code: string,
): Promise<CodeVerdict> {
  const now = deps.clock.now();
  const ask = await lockNewestAsk(trx, mandateId);
  const isOpen =
    ask?.way === 'sms_code' &&
    ask.closed_at === null &&
    fromColumn(ask.expires_at) > now &&
    ask.attempts < attemptsPerCode;
  if (!isOpen) return { right: false, code: 'consent_code_expired' };
  if (timingSafeEqual(ask.code_mac, macOf(deps, mandateId, code))) {
    await updateAsk(trx, ask.ask_id, { closed_at: toColumn(now) });
    return { right: true, ask };
  }
  await updateAsk(trx, ask.ask_id, { attempts: ask.attempts + 1 });
  return { right: false, code: 'consent_code_invalid' };
}
