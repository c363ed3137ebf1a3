// Six random digits by SMS. MySQL keeps a keyed hash, for five minutes and five attempts, once.
import { randomInt, timingSafeEqual } from 'node:crypto';

import { phoneIndex } from '../account/account.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { refundSms } from '../message/allowance.store.ts';
import { chargeOwn } from '../message/spending.service.ts';
import type { Database } from '../storage/tables.ts';
import {
  closeCode,
  countAttempt,
  deleteSmsCode,
  insertSmsCode,
  listSendTimes,
  lockNewestCode,
} from './sms-code.store.ts';

const second = 1000;
const day = 24 * 60 * 60 * second;
const codeMinutes = 5;
const resendSeconds = 60;
export const codesPerDay = 10;
export const attemptsPerCode = 5;

/** Sends a code. The answer is the same whether or not the number has an account. */
export async function sendSmsCode(
  deps: Deps,
  phone: string,
): Promise<{ resendAfterSeconds: number; expiresInSeconds: number }> {
  const { db, crypto, clock, upstreams } = deps;
  const now = clock.now();
  const index = phoneIndex(crypto, phone);
  checkFrequency(await listSendTimes(db, index, now - day), now);

  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const smsCodeId = await insertSmsCode(db, {
    phoneIndex: index,
    codeMac: macOf(deps, phone, code),
    now,
    expiresAt: now + codeMinutes * 60 * second,
  });
  if (smsCodeId === undefined) throw tooOften(resendSeconds);
  const payer = await chargeOwn(deps, db, now);
  try {
    await upstreams.sms.sendCode(phone, code, codeMinutes);
  } catch (error) {
    await deleteSmsCode(db, smsCodeId);
    // Where the carrier does not answer, it may have gone out.
    if (error instanceof AppError && error.status < 500) await refundSms(db, payer);
    throw error;
  }
  return { resendAfterSeconds: resendSeconds, expiresInSeconds: codeMinutes * 60 };
}

function checkFrequency(newestFirst: number[], now: number): void {
  const [last] = newestFirst;
  if (last !== undefined && now - last < resendSeconds * second) {
    throw tooOften(Math.ceil((last + resendSeconds * second - now) / second));
  }
  const oldestOfDay = newestFirst[codesPerDay - 1];
  if (oldestOfDay !== undefined) throw tooOften(Math.ceil((oldestOfDay + day - now) / second));
}

function tooOften(wait: number): AppError {
  return new AppError(429, 'rate_limited', `this number was sent a code; the next one in ${wait} seconds`, {
    retryAfter: wait,
    data: { retryAfterSeconds: wait },
  });
}

export type CodeVerdict = { right: true } | { right: false; code: 'sms_code_expired' } | WrongCode;
interface WrongCode {
  right: false;
  code: 'sms_code_invalid';
  attemptsLeft: number;
}

/** Uses up the code, or one attempt: commit the transaction either way. Call it inside `transact`. */
export async function decideSmsCode(
  deps: Deps,
  trx: Database,
  given: { phone: string; code: string },
): Promise<CodeVerdict> {
  const now = deps.clock.now();
  const kept = await lockNewestCode(trx, phoneIndex(deps.crypto, given.phone));
  if (kept === undefined || kept.expiresAt <= now || kept.attempts >= attemptsPerCode) {
    return { right: false, code: 'sms_code_expired' };
  }
  if (timingSafeEqual(kept.codeMac, macOf(deps, given.phone, given.code))) {
    await closeCode(trx, kept.smsCodeId, now);
    return { right: true };
  }
  const attempts = kept.attempts + 1;
  await countAttempt(trx, kept.smsCodeId, attempts);
  return { right: false, code: 'sms_code_invalid', attemptsLeft: attemptsPerCode - attempts };
}

function macOf({ crypto }: Deps, phone: string, code: string): Buffer {
  return crypto.blindIndex('sms_code', `${phone}:${code}`);
}
