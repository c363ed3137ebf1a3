/** What the networks report of every SMS: kept for who asks (PullSmsSendStatus…), and pushed to the city's address. */
import { z } from 'zod';

import type { Clock } from '../clock.ts';
import { chinaTime } from '../clock.ts';

export const receiptsRequest = z.strictObject({
  /** Where reports are pushed to; null = nowhere, they can only be asked for. */
  url: z.url().nullable().optional(),
  /** Milliseconds after which the network reports. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** How often each report is pushed. */
  copies: z.int().min(0).max(10).optional(),
  /** The report arrives before the carrier has answered the call that it is about. */
  early: z.boolean().optional(),
  status: z.enum(['SUCCESS', 'FAIL']).optional(),
  description: z.string().optional(),
});
type Change = z.infer<typeof receiptsRequest>;
type ReceiptSettings = {
  url: string | null;
  delayMs: number;
  copies: number;
  early: boolean;
  status: 'SUCCESS' | 'FAIL';
  description: string;
};

export type Report = {
  phone: string;
  serial: string;
  mark: string;
  at: number;
  status: string;
  words: string;
};

export type Receipts = {
  set(change: Change): void;
  /** An SMS went out. Resolves when what must come early has come. */
  note(sent: { phone: string; serial: string; mark: string }): Promise<void>;
  /** What the networks have reported of a number's SMS since an instant. */
  list(phone: string, since: number): Report[];
  /** Pushes that were answered with `result: 0`, and those that were not. */
  pushes(): { taken: number; refused: number };
};

const initial: ReceiptSettings = {
  url: null,
  delayMs: 0,
  copies: 1,
  early: false,
  status: 'SUCCESS',
  description: 'DELIVRD',
};

export function openReceipts(clock: Clock): Receipts {
  let settings = initial;
  const reports: Report[] = [];
  const count = { taken: 0, refused: 0 };

  const push = async (report: Report, { url, copies }: ReceiptSettings) => {
    for (let copy = 0; url !== null && copy < copies; copy += 1) {
      const taken = await deliver(url, report);
      if (taken) count.taken += 1;
      else count.refused += 1;
    }
  };
  return {
    set: (change) => void (settings = { ...settings, ...(change as Partial<ReceiptSettings>) }),
    note: async ({ phone, serial, mark }) => {
      const at = clock().getTime() + settings.delayMs;
      const report = { phone, serial, mark, at, status: settings.status, words: settings.description };
      reports.push(report);
      const pushed = settings;
      if (pushed.early) return push(report, pushed);
      setTimeout(() => void push(report, pushed), pushed.delayMs).unref();
    },
    list: (phone, since) =>
      reports.filter(
        (report) => report.phone === phone && report.at >= since && report.at <= clock().getTime(),
      ),
    pushes: () => ({ ...count }),
  };
}

async function deliver(url: string, report: Report): Promise<boolean> {
  const body = [
    {
      user_receive_time: chinaTime(new Date(report.at)),
      nationcode: '86',
      mobile: report.phone,
      report_status: report.status,
      errmsg: report.words,
      description: report.status === 'SUCCESS' ? '用户短信送达成功' : '用户短信送达失败',
      sid: report.serial,
      ext: report.mark,
    },
  ];
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply = z.object({ result: z.literal(0) }).safeParse(await response.json());
    return reply.success;
  } catch {
    return false;
  }
}
