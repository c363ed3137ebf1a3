// Her answers: in her own account, by the code that she reads out, by an SMS.
import { timingSafeEqual } from 'node:crypto';

import type { ClientReply, MandatesReply, SmsReply } from '@yijiutong/rules/contract';

import { phoneIndex } from '../account/account.store.ts';
import { accountActor } from '../audit/audit.service.ts';
import { dayInChina } from '../clock.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { Resident, Volunteer } from '../session/session.state.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { decideCode, macOf } from './ask-sms.service.ts';
import { volunteerActor } from './ask.service.ts';
import { getClientReply } from './client.service.ts';
import { endLocked } from './end.service.ts';
import { checkOpen, giveMandate } from './give.service.ts';
import {
  lockMandate,
  lockOpenOfPhone,
  lockReplyAsks,
  updateAsk,
  type AskRow,
  type MandateRow,
} from './mandate.store.ts';
import { presentMandates } from './own-mandates.service.ts';

/** @throws {AppError} 409 `consent_text_outdated`, `mandate_ended` */
export async function giveInAccount(
  deps: Deps,
  { session }: Resident,
  publicId: string,
  version: string,
): Promise<MandatesReply> {
  const newest = deps.mandates.text.version;
  if (version !== newest) {
    throw new AppError(409, 'consent_text_outdated', 'the text has changed: show the newest and ask again', {
      data: { version: newest },
    });
  }
  await transact(deps.db, async (trx) => {
    const mandate = await lockMandate(trx, publicId);
    checkOpen(deps, mandate);
    await giveMandate(deps, trx, mandate, {
      way: 'account',
      endsOn: deps.mandates.lastDay(deps.clock.today()),
      textVersion: version,
      evidence: { account: session.accountId, channel: session.channel },
      actor: accountActor(session),
    });
  });
  return presentMandates(deps, session.personId);
}

/** @throws {AppError} 422 `consent_code_invalid`, `consent_code_expired`; 409 `mandate_ended` */
export async function confirmCode(
  deps: Deps,
  caller: Volunteer,
  publicId: string,
  code: string,
): Promise<ClientReply> {
  const verdict = await transact(deps.db, async (trx) => {
    const mandate = await lockMandate(trx, publicId);
    checkOpen(deps, mandate);
    const decided = await decideCode(deps, trx, mandate.mandate_id, code);
    if (decided.right) {
      await giveMandate(deps, trx, mandate, {
        way: 'sms_code',
        endsOn: namedDay(deps, decided.ask),
        textVersion: decided.ask.text_version,
        evidence: { ...evidenceOf(decided.ask), typedBy: caller.session.accountId },
        actor: volunteerActor(caller),
      });
    }
    return decided;
  });
  if (!verdict.right) {
    throw new AppError(422, verdict.code, 'the code is wrong, used or too old: have a new one sent');
  }
  return getClientReply(deps, caller, publicId);
}

/** What the SMS said, though she answers days later. */
const namedDay = ({ mandates }: Pick<Deps, 'mandates'>, { ends_on: endsOn, sent_at: sentAt }: AskRow) =>
  endsOn ?? mandates.lastDay(dayInChina(fromColumn(sentAt)));

const evidenceOf = ({ ask_id: askId, sent_at: sentAt, attempts }: AskRow) => ({ askId, sentAt, attempts });

const stops = new Set(['取消', '停', '停止', '退订', 'T', 'TD']);
const taken = { result: 0, errmsg: 'OK' } as const;

/**
 * Whatever she writes, the carrier is told that it was taken: it would push it again. Tencent Cloud does not sign what it
 * pushes: the address is the secret, the same as that of the receipts.
 */
export async function takeSmsReply(deps: Deps, secret: string, reply: SmsReply): Promise<typeof taken> {
  if (!isSecret(deps.config.sms.receiptSecret, secret)) throw notFound('address');
  const phone = /(1[3-9]\d{9})$/.exec(reply.mobile.replaceAll(/\D/g, ''))?.[1];
  if (phone === undefined) return taken;
  const text = reply.text
    .normalize('NFKC')
    .replaceAll(/[\s。.!！]/g, '')
    .toUpperCase();
  const index = phoneIndex(deps.crypto, phone);
  const evidence = { text: reply.text.slice(0, 70), time: reply.time ?? null };
  if (stops.has(text)) await endByPhone(deps, index, evidence);
  else await agreeByPhone(deps, index, text, evidence);
  return taken;
}

type Evidence = Record<string, string | number | null>;

/** She need not say whom she means: everybody who acts or asks to act for her stops. */
async function endByPhone(deps: Deps, index: Buffer, evidence: Evidence): Promise<void> {
  await transact(deps.db, async (trx) => {
    for (const mandate of await lockOpenOfPhone(trx, index)) {
      await endLocked(deps, trx, mandate, { by: 'sms', actor: byCarrier, evidence });
    }
  });
}

const byCarrier = { kind: 'system', id: 'sms_reply' } as const;

async function agreeByPhone(deps: Deps, index: Buffer, text: string, evidence: Evidence): Promise<void> {
  const now = deps.clock.now();
  await transact(deps.db, async (trx) => {
    const ask = (await lockReplyAsks(trx, index, now)).find((one) =>
      timingSafeEqual(one.code_mac, macOf(deps, one.mandate_id, text)),
    );
    if (ask === undefined) return;
    await updateAsk(trx, ask.ask_id, { closed_at: toColumn(now) });
    const mandate = await lockById(trx, ask.mandate_id);
    checkOpen(deps, mandate);
    await giveMandate(deps, trx, mandate, {
      way: 'sms_reply',
      endsOn: namedDay(deps, ask),
      textVersion: ask.text_version,
      evidence: { ...evidenceOf(ask), ...evidence },
      actor: byCarrier,
    });
  }).catch((error: unknown) => {
    // She answered, but too late: there is nothing to give any more, and nobody to tell it to here.
    if (!(error instanceof AppError && error.code === 'mandate_ended')) throw error;
  });
}

function lockById(trx: Database, mandateId: number): Promise<MandateRow> {
  return trx
    .selectFrom('mandate')
    .selectAll()
    .where('mandate_id', '=', mandateId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

function isSecret(expected: string | undefined, given: string): boolean {
  const [known, said] = [Buffer.from(expected ?? ''), Buffer.from(given)];
  // In bytes: a letter that takes two of them would be no answer but a breakdown.
  return known.length > 0 && known.length === said.length && timingSafeEqual(known, said);
}
