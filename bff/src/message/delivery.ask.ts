// An SMS of which nobody knows whether it left: the carrier is asked before another one is sent.
import type { Deps } from '../deps.ts';
import { transact } from '../storage/mysql.ts';
import type { SmsReport } from '../upstream/sms/sms.ts';
import { settleAttempt } from './delivery.outcome.ts';
import type { Attempt } from './delivery.plan.ts';
import { setAttempt, setDelivery } from './delivery.store.ts';

/** The carrier's clock and ours need not agree. */
const margin = 60_000;

interface Asked {
  messageId: number;
  attempt: Attempt;
  phone: string | null;
}

export async function askCarrier(deps: Deps, { messageId, attempt, phone }: Asked): Promise<void> {
  const reports = phone === null ? [] : await listReports(deps, phone, attempt.startedAt - margin);
  // It did not answer: that question does not count, and the lease brings the next one.
  if (reports === undefined) return;
  // Only our own mark counts: another SMS to her, a sign-in code for one, must not pass for this.
  const report = reports.find(({ mark }) => mark === attempt.publicId);
  if (report !== undefined) {
    await settleAttempt(deps, { attemptId: attempt.attemptId, messageId, ...report });
    return;
  }
  const asked = attempt.asked + 1;
  const now = deps.clock.now();
  const next = deps.messages.rules.askAfter[asked];
  await transact(deps.db, async (trx) => {
    await setAttempt(trx, attempt.attemptId, { asked });
    const nextAt = next === undefined ? now : Math.max(attempt.startedAt + next, now);
    await setDelivery(trx, messageId, { state: 'unknown', reason: 'no_receipt', nextAt }, now);
  });
}

async function listReports(
  { upstreams, log }: Deps,
  phone: string,
  since: number,
): Promise<SmsReport[] | undefined> {
  try {
    return await upstreams.sms.listReports(phone, since);
  } catch (error) {
    log.warn({ err: error }, 'the SMS carrier could not be asked for receipts');
    return undefined;
  }
}
