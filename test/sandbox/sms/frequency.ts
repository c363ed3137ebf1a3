/** How often one number may be written to. The service's defaults; a console may set others. */
const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const PER_HOUR = 5;
const PER_DAY = 10;

export type Limit = 'PhoneNumberThirtySecondLimit' | 'PhoneNumberOneHourLimit' | 'PhoneNumberDailyLimit';

export type Frequency = {
  /** The limit that another message of this content would break; null when it may go. */
  findLimit(phone: string, content: string, now: number): Limit | null;
  record(phone: string, content: string, now: number): void;
};

export function openFrequency(): Frequency {
  const sent = new Map<string, { content: string; at: number }[]>();
  return {
    findLimit: (phone, content, now) => {
      const since = (span: number) => (sent.get(phone) ?? []).filter(({ at }) => now - at < span);
      if (since(30 * SECOND_MS).some((row) => row.content === content)) return 'PhoneNumberThirtySecondLimit';
      if (since(HOUR_MS).length >= PER_HOUR) return 'PhoneNumberOneHourLimit';
      return since(DAY_MS).length >= PER_DAY ? 'PhoneNumberDailyLimit' : null;
    },
    record: (phone, content, now) => {
      const kept = (sent.get(phone) ?? []).filter(({ at }) => now - at < DAY_MS);
      sent.set(phone, [...kept, { content, at: now }]);
    },
  };
}
