// Mandates and what was said of them.
import type { ConsentWay, MandateScope } from '@yijiutong/rules/contract';
import { sql, type ExpressionBuilder, type Insertable, type Selectable, type Updateable } from 'kysely';

import { findCertnoIndexOf } from '../account/account.store.ts';
import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { MandateAskTable, MandateConsentTable, MandateTable } from '../storage/proxy-tables.ts';
import type { Database, Tables } from '../storage/tables.ts';

export type MandateRow = Selectable<MandateTable>;
export type AskRow = Selectable<MandateAskTable>;

export const phoneRow = (publicId: string): RowIdentity => `mandate:${publicId}:phone`;
export const signerRow = (publicId: string): RowIdentity => `mandate:${publicId}:signer`;
const evidenceRow = (publicId: string): RowIdentity => `mandate_consent:${publicId}:evidence`;

export const scopeOf = ({ scope }: Pick<MandateRow, 'scope'>): MandateScope =>
  JSON.parse(scope) as MandateScope;

export function findMandate(db: Database, publicId: string): Promise<MandateRow | undefined> {
  return db.selectFrom('mandate').selectAll().where('public_id', '=', publicId).executeTakeFirst();
}

/** Call it inside `transact`. */
export function lockMandate(trx: Database, publicId: string): Promise<MandateRow> {
  return trx
    .selectFrom('mandate')
    .selectAll()
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The one that is not ended, in name: its last day may have passed. Call it inside `transact`. */
export function lockOpenMandate(
  trx: Database,
  of: { organisationId: number; personId: number },
): Promise<MandateRow | undefined> {
  return trx
    .selectFrom('mandate')
    .selectAll()
    .where('organisation_id', '=', of.organisationId)
    .where('open_person', '=', of.personId)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertMandate(trx: Database, row: Insertable<MandateTable>): Promise<void> {
  await trx.insertInto('mandate').values(row).execute();
}

/** Of a locked mandate. */
export async function updateMandate(
  trx: Database,
  mandateId: number,
  change: Updateable<MandateTable>,
): Promise<void> {
  await trx.updateTable('mandate').set(change).where('mandate_id', '=', mandateId).execute();
}

/** Newest first. */
export function listMandatesOf(db: Database, personId: number): Promise<MandateRow[]> {
  return db
    .selectFrom('mandate')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('mandate_id', 'desc')
    .limit(50)
    .execute();
}

/** As mandate.standing.ts has it: nobody has to end what has run out, or what nobody answered. */
export const notEndedBy =
  ({ today, now }: { today: string; now: number }) =>
  (of: ExpressionBuilder<Tables, 'mandate'>) =>
    of.or([
      of.and([of('mandate.state', '=', 'live'), of('mandate.ends_on', '>=', today)]),
      of.and([of('mandate.state', '=', 'asked'), of('mandate.asked_until', '>', toColumn(now))]),
      of.and([of('mandate.state', '=', 'ended'), of('mandate.ended_at', '>', toColumn(now))]),
    ]);

/** One organisation's that stood at an instant, or came after it: village by village. */
const ofOrganisation = (db: Database, organisationId: number, since: { today: string; now: number }) =>
  db
    .selectFrom('mandate')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(notEndedBy(since))
    .orderBy(villageFirst)
    .orderBy('mandate_id');

/** Where it is not known, first. */
const villageFirst = sql<string>`coalesce(mandate.village, '')`;

/** @param page.after only those behind this one */
export function listMandatesOfOrganisation(
  db: Database,
  organisationId: number,
  { since, after, limit }: { since: { today: string; now: number }; after: MandateRow | null; limit: number },
): Promise<MandateRow[]> {
  const query = ofOrganisation(db, organisationId, since).limit(limit);
  if (after === null) return query.execute();
  const village = after.village ?? '';
  return query
    .where((of) =>
      of.or([
        of(villageFirst, '>', village),
        of.and([of(villageFirst, '=', village), of('mandate_id', '>', after.mandate_id)]),
      ]),
    )
    .execute();
}

/** Those under which it may act on a day. */
export function listLiveMandatesOf(
  db: Database,
  organisationId: number,
  at: { today: string; now: number },
): Promise<MandateRow[]> {
  return ofOrganisation(db, organisationId, at).where('state', '=', 'live').execute();
}

/** All that are open of a person. Call it inside `transact`. */
export function lockOpenOf(trx: Database, personId: number): Promise<MandateRow[]> {
  return trx
    .selectFrom('mandate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '<>', 'ended')
    .orderBy('mandate_id')
    .forUpdate()
    .execute();
}

/** All that are open and whose answers come from this number: hers, or that of her account. */
export function lockOpenOfPhone(trx: Database, phoneIndex: Buffer): Promise<MandateRow[]> {
  return trx
    .selectFrom('mandate')
    .selectAll()
    .where('open_person', 'is not', null)
    .where((where) =>
      where.or([
        where('phone_index', '=', phoneIndex),
        where(
          'person_id',
          'in',
          where
            .selectFrom('account')
            .select('account.person_id')
            .where('account.phone_index', '=', phoneIndex)
            .where('account.person_id', 'is not', null)
            .$castTo<{ person_id: number }>(),
        ),
      ]),
    )
    .orderBy('mandate_id')
    .forUpdate()
    .execute();
}

export async function insertAsk(trx: Database, row: Insertable<MandateAskTable>): Promise<number> {
  const { insertId } = await trx.insertInto('mandate_ask').values(row).executeTakeFirstOrThrow();
  return Number(insertId);
}

/** An SMS that never left must neither be waited for nor count. */
export async function deleteAsk(db: Database, askId: number): Promise<void> {
  await db.deleteFrom('mandate_ask').where('ask_id', '=', askId).execute();
}

/** When this number was asked since an instant, newest first. */
export async function listAskTimes(db: Database, phoneIndex: Buffer, since: number): Promise<string[]> {
  const rows = await db
    .selectFrom('mandate_ask')
    .select('sent_at')
    .where('phone_index', '=', phoneIndex)
    .where('sent_at', '>', toColumn(since))
    .orderBy('sent_at', 'desc')
    .execute();
  return rows.map((row) => row.sent_at);
}

/** The newest SMS of a mandate with a code to read out, locked: an older one no longer counts. */
export function lockNewestAsk(trx: Database, mandateId: number): Promise<AskRow | undefined> {
  return trx
    .selectFrom('mandate_ask')
    .selectAll()
    .where('mandate_id', '=', mandateId)
    .orderBy('ask_id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/** The SMS to a number that wait for an answer, locked. */
export function lockReplyAsks(trx: Database, phoneIndex: Buffer, now: number): Promise<AskRow[]> {
  return trx
    .selectFrom('mandate_ask')
    .selectAll()
    .where('phone_index', '=', phoneIndex)
    .where('way', '=', 'sms_reply')
    .where('closed_at', 'is', null)
    .where('expires_at', '>', toColumn(now))
    .orderBy('ask_id', 'desc')
    .forUpdate()
    .execute();
}

export async function updateAsk(
  trx: Database,
  askId: number,
  change: Updateable<MandateAskTable>,
): Promise<void> {
  await trx.updateTable('mandate_ask').set(change).where('ask_id', '=', askId).execute();
}

/** What was asked is asked no more: she has answered, or it was asked anew. */
export async function closeAsks(trx: Database, mandateId: number, now: number): Promise<void> {
  await trx
    .updateTable('mandate_ask')
    .set({ closed_at: toColumn(now) })
    .where('mandate_id', '=', mandateId)
    .where('closed_at', 'is', null)
    .execute();
}

export interface ConsentAct {
  publicId: string;
  mandateId: number;
  act: MandateConsentTable['act'];
  way: ConsentWay | 'window';
  textVersion: string;
  purpose: string;
  scope: string;
  endsOn: string | null;
  evidence: Record<string, string | number | null>;
  pageId: number | null;
  /** The account of the volunteer who took it; null: the person did it herself, or at the window. */
  agent: number | null;
  now: number;
}

export async function insertConsentAct(trx: Database, crypto: FieldCrypto, act: ConsentAct): Promise<void> {
  const agent = act.agent === null ? null : await findCertnoIndexOf(trx, act.agent);
  await trx
    .insertInto('mandate_consent')
    .values({
      public_id: act.publicId,
      mandate_id: act.mandateId,
      act: act.act,
      way: act.way,
      text_version: act.textVersion,
      purpose: act.purpose,
      scope: act.scope,
      ends_on: act.endsOn,
      evidence: crypto.seal(JSON.stringify(act.evidence), evidenceRow(act.publicId)),
      page_id: act.pageId,
      at: toColumn(act.now),
      // As claim_event has it: she stays known when her account is closed.
      agent_index: agent,
    })
    .execute();
}

/** The page of the slip that a mandate rests on. */
export async function findSlipPage(db: Database, mandateId: number): Promise<number | null> {
  const row = await db
    .selectFrom('mandate_consent')
    .select('page_id')
    .where('mandate_id', '=', mandateId)
    .where('act', 'in', ['given', 'renewed'])
    .orderBy('consent_id', 'desc')
    .executeTakeFirst();
  return row?.page_id ?? null;
}
