// Leave to send subscribe messages, and receipts of SMS.
import { timingSafeEqual } from 'node:crypto';

import type { SmsReceipt, SubscriptionsReply } from '@yijiutong/rules/contract';

import { getAccount } from '../account/account.store.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../error.ts';
import { transact } from '../storage/mysql.ts';
import { changeAllowance } from './allowance.store.ts';
import { settleAttempt } from './delivery.outcome.ts';
import { findAttempt } from './delivery.store.ts';

/** Only who signed in by WeChat has somebody to ask. */
export async function presentSubscriptions(deps: Deps, accountId: number): Promise<SubscriptionsReply> {
  const { openid } = await getAccount(deps.db, deps.crypto, accountId);
  return { templateIds: openid === null ? [] : [...deps.messages.words.subscriptions] };
}

/** One accept is one message. A phone that reports more than it was given finds out when WeChat refuses: see 43101. */
export async function recordSubscriptions(
  deps: Deps,
  accountId: number,
  answers: readonly { templateId: string; answer: string }[],
): Promise<void> {
  const { openid } = await getAccount(deps.db, deps.crypto, accountId);
  if (openid === null) return;
  const known = answers.filter(({ templateId }) => deps.messages.words.subscriptions.includes(templateId));
  const now = deps.clock.now();
  await transact(deps.db, async (trx) => {
    for (const { templateId, answer } of known) {
      if (answer === 'filter') continue;
      const change = answer === 'accept' ? 1 : null;
      await changeAllowance(trx, deps.crypto, { openid, templateId, change, now });
    }
  });
}

/** Tencent Cloud does not sign what it pushes: the address is the secret. */
export async function takeReceipts(
  deps: Deps,
  secret: string,
  receipts: readonly SmsReceipt[],
): Promise<{ result: 0; errmsg: 'OK' }> {
  if (!isSecret(deps.config.sms.receiptSecret, secret)) throw notFound('address');
  for (const receipt of receipts) {
    // Of a sign-in code, or of another system of the same account: nothing that we wait for.
    const attempt = await findAttempt(deps.db, { mark: receipt.ext ?? null, serial: receipt.sid ?? null });
    if (attempt === undefined) continue;
    await settleAttempt(deps, {
      ...attempt,
      delivered: receipt.report_status === 'SUCCESS',
      code: receipt.errmsg ?? receipt.report_status,
      serial: receipt.sid ?? null,
    });
  }
  return { result: 0, errmsg: 'OK' };
}

function isSecret(expected: string | undefined, given: string): boolean {
  const [wanted, said] = [Buffer.from(expected ?? ''), Buffer.from(given)];
  return wanted.length > 0 && wanted.length === said.length && timingSafeEqual(wanted, said);
}
