import type { NoticeOutcome } from '../notice.ts';

/** A notice from a template that the carrier has approved. */
export interface SmsNotice {
  phone: string;
  templateId: string;
  /** In the order of the template's places. */
  params: readonly string[];
  /** Comes back with the receipt, where the carrier gives it back. */
  mark: string;
}

/** What a carrier says became of an SMS. */
export interface SmsReport {
  serial: string;
  mark: string | null;
  delivered: boolean;
  /** The network's own word, such as DELIVRD. */
  code: string;
}

/** What we need of an SMS carrier. */
export interface SmsSender {
  /**
   * Sends a sign-in code that is good for some minutes.
   * @throws {AppError} 503 `upstream_unavailable`, 422 `sms_not_sent`, 429 `rate_limited`
   */
  sendCode(phone: string, code: string, minutes: number): Promise<void>;
  /** Sends a notice. Whatever happens is an outcome. */
  sendNotice(notice: SmsNotice): Promise<NoticeOutcome>;
  /**
   * What is known of the SMS to a number since an instant.
   * @throws {AppError} 503 `upstream_unavailable`
   */
  listReports(phone: string, since: number): Promise<SmsReport[]>;
}
