// Carries one message one step further. What is about to be done is written down before a carrier is called, and what
// came of it afterwards: whoever is killed in between leaves a row that says so.
import { getAccount } from '../account/account.store.ts';
import type { Deps } from '../deps.ts';
import { findContactPhone } from '../proxy/contact.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import type { NoticeOutcome } from '../upstream/notice.ts';
import { changeAllowance, lockAllowance } from './allowance.store.ts';
import { askCarrier } from './delivery.ask.ts';
import { recordOutcome, type Sending } from './delivery.outcome.ts';
import { fullUntil, planDelivery, type Means, type Plan } from './delivery.plan.ts';
import {
  findAccountOf,
  insertAttempt,
  listAttempts,
  listRecentSendings,
  lockMessage,
  setAttempt,
  setDelivery,
  type LockedMessage,
} from './delivery.store.ts';
import { openFollowUp } from './follow-up.opening.ts';
import { measureSpending, payerOf, spend } from './spending.service.ts';

/** How long a message is left to the process that took it. Longer than any call to a carrier. */
export const lease = 60_000;
const oneDay = 24 * 60 * 60_000;

/** One step: sent, asked for, put off, or handed to somebody who goes. What it did, for who counts. */
export async function deliverMessage(deps: Deps, messageId: number): Promise<Plan['step']> {
  const taken = await transact(deps.db, (trx) => takeStep(trx, deps, messageId));
  if (taken === undefined) return 'rest';
  const { plan, sending, phone } = taken;
  if (plan.step === 'send' && sending !== undefined) {
    const outcome = await callCarrier(deps, sending);
    await transact(deps.db, (trx) => recordOutcome(trx, deps, sending, outcome));
    const said = outcome.kind === 'refused' ? outcome.why : outcome.kind;
    deps.metrics.messages.inc({ channel: sending.channel, outcome: said });
    if (outcome.kind === 'refused' && outcome.why === 'ours') {
      const { channel } = sending;
      deps.log.error({ channel, code: outcome.code }, 'a carrier refuses our messages: check its settings');
    }
  }
  if (plan.step === 'ask') await askCarrier(deps, { messageId, attempt: plan.attempt, phone });
  return plan.step;
}

interface Step {
  plan: Plan;
  sending: Sending | undefined;
  phone: string | null;
}

async function takeStep(trx: Database, deps: Deps, messageId: number): Promise<Step | undefined> {
  const message = await lockMessage(trx, deps.crypto, messageId);
  if (!message?.isDue) return undefined;
  const now = deps.clock.now();
  const attempts = await listAttempts(trx, messageId);
  const means = await findMeans(trx, deps, message, now);
  const plan = planDelivery({ ...message, attempts }, means, deps.messages.rules, now);
  const sending = await enact(trx, deps, { message, plan, means, now });
  return { plan, sending, phone: means.phone };
}

async function findMeans(trx: Database, deps: Deps, message: LockedMessage, now: number): Promise<Means> {
  const { words, rules } = deps.messages;
  const accountId = await findAccountOf(trx, message.personId);
  const account = accountId === undefined ? undefined : await getAccount(trx, deps.crypto, accountId);
  const openid = account?.openid ?? null;
  const { wechatId } = words.get(message.template);
  const payer = payerOf(deps, message.region, now);
  return {
    openid,
    phone: account?.phone ?? (await findContactPhone(trx, deps.crypto, message.personId)),
    allowed: openid === null ? 0 : await lockAllowance(trx, deps.crypto, openid, wechatId),
    fullUntil: fullUntil(await listRecentSendings(trx, message.personId, now - oneDay), rules, now),
    ...(await measureSpending(deps, trx, payer)),
  };
}

interface Enacted {
  message: LockedMessage;
  plan: Plan;
  means: Means;
  now: number;
}

async function enact(trx: Database, deps: Deps, enacted: Enacted): Promise<Sending | undefined> {
  const { message, plan, now } = enacted;
  const { messageId, state } = message;
  switch (plan.step) {
    case 'send':
      return beginSending(trx, deps, enacted, plan.channel);
    case 'wait':
      await setDelivery(trx, messageId, { state, reason: plan.reason, nextAt: plan.until }, now);
      return undefined;
    case 'ask':
      await setAttempt(trx, plan.attempt.attemptId, { state: 'unknown' });
      await setDelivery(trx, messageId, { state: 'unknown', reason: null, nextAt: now + lease }, now);
      return undefined;
    case 'give_up':
      await giveUp(trx, deps, enacted, plan.reason);
      return undefined;
    case 'rest':
      await setDelivery(trx, messageId, { state, reason: null, nextAt: null }, now);
      return undefined;
  }
}

async function beginSending(
  trx: Database,
  deps: Deps,
  { message, means, now }: Omit<Enacted, 'plan'>,
  channel: Sending['channel'],
): Promise<Sending | undefined> {
  const { messageId, personId } = message;
  const template = deps.messages.words.get(message.template);
  const to = channel === 'wechat' ? means.openid : means.phone;
  if (to === null) throw new Error(`message ${messageId} has no address for ${channel}`);
  const payer = payerOf(deps, message.region, now);
  if (channel === 'sms' && !(await spend(deps, trx, payer))) {
    await giveUp(trx, deps, { message, means, now }, 'ceiling');
    return undefined;
  }
  if (channel === 'wechat')
    await changeAllowance(trx, deps.crypto, { openid: to, templateId: template.wechatId, change: -1, now });
  const attempt = await insertAttempt(trx, { messageId, personId, channel, now });
  await setDelivery(trx, messageId, { state: 'sending', reason: null, nextAt: now + lease }, now);
  return { ...attempt, channel, to, message, template, payer };
}

/** Nothing more can be sent: the list in the app has it, and where she has to be told somebody goes. */
async function giveUp(
  trx: Database,
  deps: Deps,
  { message, means, now }: Omit<Enacted, 'plan'>,
  reason: string,
): Promise<void> {
  const { messageId, state } = message;
  const quietly = reason === 'ceiling' || reason === 'no_contact' ? 'in_app' : 'failed';
  const left = reason === 'no_receipt' ? state : quietly;
  await setDelivery(trx, messageId, { state: left, reason, nextAt: null }, now);
  deps.metrics.messages.inc({ channel: message.followUp ? 'person' : 'in_app', outcome: reason });
  if (message.followUp)
    await openFollowUp(trx, { message, kind: means.phone === null ? 'visit' : 'call', now });
}

function callCarrier({ upstreams, messages }: Deps, sending: Sending): Promise<NoticeOutcome> {
  const { channel, to, template, message, publicId } = sending;
  if (channel === 'wechat') {
    const data = template.wechat(message.params);
    return upstreams.wechat.sendNotice({
      openid: to,
      templateId: template.wechatId,
      page: messages.words.page,
      data,
    });
  }
  return upstreams.sms.sendNotice({ phone: to, ...template.sms(message.params), mark: publicId });
}
