// The rows of a delivery. Every change of a message locks its row first: two processes never work on one.
import type { FieldCrypto } from '../storage/crypto.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import type { DeliveryState, MessageAttemptTable } from '../storage/message-tables.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import type { Attempt } from './delivery.plan.ts';
import { openParams } from './message.store.ts';

/** How far ahead of the clock a row may have been written before the clock is held to have been moved back. */
const movedBack = 60_000;
/** How long carriers are tried with a message that nobody follows up. */
const patience = 3 * 24 * 60 * 60_000;

/** Takes messages that are due, oldest first, and leaves them to the caller for `lease`. Call it inside `transact`. */
export async function leaseDueMessages(
  trx: Database,
  { now, lease, limit }: { now: number; lease: number; limit: number },
): Promise<number[]> {
  const rows = await trx
    .selectFrom('message')
    .select('message_id')
    .where('next_at', 'is not', null)
    .where((where) =>
      where.or([where('next_at', '<=', toColumn(now)), where('planned_at', '>', toColumn(now + movedBack))]),
    )
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  const ids = rows.map((row) => row.message_id);
  if (ids.length > 0) {
    await trx
      .updateTable('message')
      .set({ next_at: toColumn(now + lease), planned_at: toColumn(now) })
      .where('message_id', 'in', ids)
      .execute();
  }
  return ids;
}

export async function lockMessage(trx: Database, crypto: FieldCrypto, messageId: number) {
  const row = await trx
    .selectFrom('message')
    .innerJoin('person', 'person.person_id', 'message.person_id')
    .select([
      'message_id',
      'message.public_id',
      'message.person_id',
      'claim_id',
      'template',
      'params',
      'read_at',
      'message.created_at',
      'state',
      'follow_up_at',
      'next_at',
      'person.region',
    ])
    .where('message_id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    messageId: row.message_id,
    personId: row.person_id,
    claimId: row.claim_id,
    region: row.region,
    template: row.template,
    params: openParams(crypto, row.public_id, row.params),
    read: row.read_at !== null,
    state: row.state,
    followUp: row.follow_up_at !== null,
    deadline:
      row.follow_up_at === null ? fromColumn(row.created_at) + patience : fromColumn(row.follow_up_at),
    isDue: row.next_at !== null,
  };
}
export type LockedMessage = NonNullable<Awaited<ReturnType<typeof lockMessage>>>;

export async function listAttempts(db: Database, messageId: number): Promise<Attempt[]> {
  const rows = await db
    .selectFrom('message_attempt')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('attempt_id')
    .execute();
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    publicId: row.public_id,
    channel: row.channel,
    state: row.state,
    code: row.code,
    asked: row.asked,
    startedAt: fromColumn(row.started_at),
  }));
}

export async function setDelivery(
  trx: Database,
  messageId: number,
  change: { state: DeliveryState; reason: string | null; nextAt: number | null },
  now: number,
): Promise<void> {
  await trx
    .updateTable('message')
    .set({
      state: change.state,
      reason: change.reason,
      next_at: change.nextAt === null ? null : toColumn(change.nextAt),
      planned_at: toColumn(now),
    })
    .where('message_id', '=', messageId)
    .execute();
}

export async function insertAttempt(
  trx: Database,
  row: { messageId: number; personId: number; channel: Attempt['channel']; now: number },
): Promise<{ attemptId: number; publicId: string }> {
  const publicId = newRecordId();
  const { insertId } = await trx
    .insertInto('message_attempt')
    .values({
      public_id: publicId,
      message_id: row.messageId,
      person_id: row.personId,
      channel: row.channel,
      state: 'sending',
      serial: null,
      code: null,
      asked: 0,
      started_at: toColumn(row.now),
      settled_at: null,
    })
    .executeTakeFirstOrThrow();
  return { attemptId: Number(insertId), publicId };
}

type AttemptChange = Partial<Pick<MessageAttemptTable, 'state' | 'serial' | 'code' | 'asked' | 'settled_at'>>;

export async function setAttempt(trx: Database, attemptId: number, change: AttemptChange): Promise<void> {
  await trx.updateTable('message_attempt').set(change).where('attempt_id', '=', attemptId).execute();
}

/** The instants of the messages that left for her since an instant, and those that the clock now calls the future. */
export async function listRecentSendings(db: Database, personId: number, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom('message_attempt')
    .select('started_at')
    .where('person_id', '=', personId)
    .where('started_at', '>', toColumn(since))
    .where('state', '!=', 'failed')
    .orderBy('started_at')
    .execute();
  return rows.map((row) => fromColumn(row.started_at));
}

/** The account of a person who has one. */
export async function findAccountOf(db: Database, personId: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row?.account_id;
}

/** The attempt that a receipt is about, by our mark, else by the carrier's serial. */
export async function findAttempt(
  db: Database,
  { mark, serial }: { mark: string | null; serial: string | null },
): Promise<{ attemptId: number; messageId: number } | undefined> {
  const by = async (column: 'public_id' | 'serial', value: string | null) =>
    value === null
      ? undefined
      : await db
          .selectFrom('message_attempt')
          .select(['attempt_id', 'message_id'])
          .where(column, '=', value)
          .where('channel', '=', 'sms')
          .executeTakeFirst();
  const row = (await by('public_id', mark)) ?? (await by('serial', serial));
  return row && { attemptId: row.attempt_id, messageId: row.message_id };
}
