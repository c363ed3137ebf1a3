// She agrees, in whichever way: the mandate lives from now on, a consent is kept, and she is told.
import type { ConsentWay } from '@yijiutong/rules/contract';

import { recordAudit, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { openFollowUp } from '../message/follow-up.opening.ts';
import { queueMessage } from '../message/message.service.ts';
import { toColumn } from '../storage/instant.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { readCallBack } from './client.present.ts';
import { standingOf } from './mandate.standing.ts';
import { closeAsks, insertConsentAct, updateMandate, type MandateRow } from './mandate.store.ts';

export interface Agreement {
  way: ConsentWay;
  /** The last day, as she was told it. */
  endsOn: string;
  textVersion: string;
  /** Sealed: what shows that it was she. */
  evidence: Record<string, string | number | null>;
  pageId?: number;
  actor: AuditActor;
}

/** @throws {AppError} 409 `mandate_ended`: it was declined, or nobody answered in time */
export function checkOpen(deps: Pick<Deps, 'clock'>, mandate: MandateRow): void {
  const at = { today: deps.clock.today(), now: deps.clock.now() };
  if (standingOf(mandate, at).state === 'ended') {
    throw new AppError(409, 'mandate_ended', 'the mandate has ended: ask her anew');
  }
}

/** Of a locked mandate that is asked for or lives. Ends with the audit: call it last. */
export async function giveMandate(
  deps: Deps,
  trx: Database,
  mandate: MandateRow,
  { way, endsOn, textVersion, evidence, pageId, actor }: Agreement,
): Promise<void> {
  const { clock, crypto, mandates } = deps;
  const now = clock.now();
  const publicId = newRecordId();
  const act = mandate.state === 'live' ? 'renewed' : 'given';
  const { mandate_id: mandateId, scope } = mandate;
  await insertConsentAct(trx, crypto, {
    publicId,
    mandateId,
    act,
    way,
    textVersion,
    purpose: mandates.purpose,
    scope,
    endsOn,
    evidence,
    pageId: pageId ?? null,
    agent: actor.role === 'volunteer' ? Number(actor.id) : null,
    now,
  });
  await closeAsks(trx, mandateId, now);
  const key = `mandate:${publicId}`;
  const { name, code, public_id: organisationId } = await readOrganisation(trx, mandate.organisation_id);
  await queueMessage(trx, deps, {
    personId: mandate.person_id,
    template: 'mandate_given',
    params: { organisation: name, day: endsOn },
    claimId: null,
    key,
  });
  await updateMandate(trx, mandateId, { state: 'live', way, given_at: toColumn(now), ends_on: endsOn });
  const draw = way === 'slip' ? drawOf(deps, publicId) : null;
  const drawn = draw !== null && draw < mandates.callBackInTen;
  // After it lives: whom to send is asked of where the mandates that she has given say that she lives.
  const callMessage = drawn ? await openCallBack(deps, trx, mandate, key) : await keepWaiting(trx, mandate);
  await updateMandate(trx, mandateId, { call_message_id: callMessage });
  await recordAudit(trx, deps, {
    actor,
    act: `mandate_${act}`,
    subject: { kind: 'mandate', id: mandate.public_id },
    place: code,
    detail: { way, text: textVersion, until: endsOn, organisation: organisationId, consent: publicId, draw },
  });
}

/** Whoever was drawn once is called: another photograph, or another way, does not make that undone. */
async function keepWaiting(
  trx: Database,
  { call_message_id: messageId }: MandateRow,
): Promise<number | null> {
  return (await readCallBack(trx, messageId)) === 'waits' ? messageId : null;
}

/**
 * 0 to 9, from the consent's own random name under the index key: who keeps the key can draw again and finds the same;
 * nobody who hands in a slip can choose.
 */
export function drawOf({ crypto }: Pick<Deps, 'crypto'>, consent: string): number {
  return crypto.blindIndex('slip_call_back', consent).readUInt32BE(0) % 10;
}

/** Somebody calls her about the very message that tells her of it; where nobody knows a number, somebody goes. */
async function openCallBack(deps: Deps, trx: Database, mandate: MandateRow, key: string): Promise<number> {
  const { message_id: messageId } = await trx
    .selectFrom('message')
    .select('message_id')
    .where('message_key', '=', key)
    .executeTakeFirstOrThrow();
  const account = await trx
    .selectFrom('account')
    .select('phone_index')
    .where('person_id', '=', mandate.person_id)
    .executeTakeFirst();
  const reachable = mandate.phone !== null || (account?.phone_index ?? null) !== null;
  await openFollowUp(trx, {
    message: { messageId, personId: mandate.person_id, claimId: null },
    kind: reachable ? 'call' : 'visit',
    now: deps.clock.now(),
  });
  return messageId;
}

export function readOrganisation(
  db: Database,
  organisationId: number,
): Promise<{ public_id: string; name: string; code: string }> {
  return db
    .selectFrom('organisation')
    .select(['public_id', 'name', 'code'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
}
