// What Tencent Cloud's codes mean for a notice: try later, never, or mend our own settings first.
import type { NoticeOutcome } from '../notice.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Limits of the carrier, and after how long it takes the message. */
const limits: Readonly<Record<string, number>> = {
  'LimitExceeded.PhoneNumberThirtySecondLimit': minute,
  'LimitExceeded.DeliveryFrequencyLimit': minute,
  'LimitExceeded.AppMainlandChinaDailyLimit': 6 * hour,
  'LimitExceeded.PhoneNumberOneHourLimit': hour,
  'LimitExceeded.PhoneNumberDailyLimit': 12 * hour,
  'LimitExceeded.PhoneNumberSameContentDailyLimit': 12 * hour,
  RequestLimitExceeded: minute,
};

/** She cannot be reached at this number, however often it is tried. */
const badNumber = new Set([
  'InvalidParameterValue.IncorrectPhoneNumber',
  'FailedOperation.PhoneNumberInBlacklist',
  'FailedOperation.PhoneNumberOnBlacklist',
  'UnsupportedOperation.UnsupportedRegion',
]);

export function noticeRefusal(code: string): NoticeOutcome {
  const waitMs = limits[code] ?? (code.startsWith('LimitExceeded') ? hour : undefined);
  if (waitMs !== undefined) return { kind: 'refused', why: 'later', code, waitMs };
  // Sign, template, parameters, balance, credentials …
  return { kind: 'refused', why: badNumber.has(code) ? 'number' : 'ours', code };
}

/**
 * The code with which the carrier refused a call as a whole: it took nothing. Undefined where nobody knows: `InternalError`
 * says nothing; and what has no RequestId is not the carrier's word but that of the wire, such as ECONNRESET of an answer
 * that broke off.
 */
export function refusalOf(error: unknown): string | undefined {
  const { code, requestId } = error as { code?: string; requestId?: string };
  const answered = requestId !== undefined && requestId !== '';
  return answered && code !== undefined && !code.startsWith('InternalError') ? code : undefined;
}
