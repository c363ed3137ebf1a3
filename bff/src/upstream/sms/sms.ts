/** What we need of an SMS carrier. */
export interface SmsSender {
  /**
   * Sends a sign-in code that is good for some minutes.
   * @throws {AppError} 503 `upstream_unavailable`, 422 `sms_not_sent`, 429 `rate_limited`
   */
  sendCode(phone: string, code: string, minutes: number): Promise<void>;
}
