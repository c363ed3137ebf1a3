// Batches, their files, and what the bank has answered.
import { sql, type Insertable, type Selectable } from 'kysely';

import type { PaymentAnswerTable, PaymentBatchTable } from '../storage/payment-tables.ts';
import type { Database } from '../storage/tables.ts';
import type { PaymentRow } from './payment.store.ts';

export type BatchRow = Selectable<PaymentBatchTable>;

export async function insertBatch(trx: Database, batch: Insertable<PaymentBatchTable>): Promise<number> {
  const { insertId } = await trx.insertInto('payment_batch').values(batch).executeTakeFirstOrThrow();
  return Number(insertId);
}

export function findBatch(db: Database, publicId: string): Promise<BatchRow | undefined> {
  return db.selectFrom('payment_batch').selectAll().where('public_id', '=', publicId).executeTakeFirst();
}

export function getBatch(db: Database, publicId: string): Promise<BatchRow> {
  return db
    .selectFrom('payment_batch')
    .selectAll()
    .where('public_id', '=', publicId)
    .executeTakeFirstOrThrow();
}

/** One answer of the bank's at a time. Call it inside `transact`. */
export function lockBatch(trx: Database, publicId: string): Promise<BatchRow> {
  return trx
    .selectFrom('payment_batch')
    .selectAll()
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Whether money for one of these persons is in it. */
export async function isForOneOf(
  db: Database,
  batchId: number,
  personIds: readonly number[],
): Promise<boolean> {
  if (personIds.length === 0) return false;
  const row = await db
    .selectFrom('payment')
    .select('payment_id')
    .where('batch_id', '=', batchId)
    .where('person_id', 'in', personIds)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of the places that begin with `scope`, the newest first. */
export function listBatchRows(
  db: Database,
  scope: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<BatchRow[]> {
  let query = db
    .selectFrom('payment_batch')
    .selectAll()
    .where('place', 'like', sql<string>`${`${scope}%`}`);
  if (after !== undefined) {
    query = query.where(
      'batch_id',
      '<',
      db.selectFrom('payment_batch as last').select('last.batch_id').where('last.public_id', '=', after),
    );
  }
  return query.orderBy('batch_id', 'desc').limit(limit).execute();
}

export interface Tally {
  batch_id: number;
  state: PaymentRow['state'];
  count: number;
  total: number;
}

export async function listTallies(db: Database, batchIds: readonly number[]): Promise<Tally[]> {
  if (batchIds.length === 0) return [];
  const rows = await db
    .selectFrom('payment')
    .select(['batch_id', 'state'])
    .select((of) => [of.fn.countAll<number>().as('count'), of.fn.sum<string>('amount').as('total')])
    .where('batch_id', 'in', batchIds)
    .groupBy(['batch_id', 'state'])
    .execute();
  return rows.map(({ batch_id: batchId, state, count, total }) => ({
    batch_id: batchId ?? 0,
    state,
    count,
    total: Number(total),
  }));
}

/** The rows of a batch's file after `line`, in their order. */
export function listLines(db: Database, batchId: number, line: number, limit: number): Promise<PaymentRow[]> {
  return db
    .selectFrom('payment')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('line', '>', line)
    .orderBy('line')
    .limit(limit)
    .execute();
}

/** The payments of any batch that have these identifiers. */
export function findAnswered(db: Database, publicIds: readonly string[]): Promise<PaymentRow[]> {
  return db.selectFrom('payment').selectAll().where('public_id', 'in', publicIds).execute();
}

export async function findAnswer(
  db: Database,
  batchId: number,
  fileHash: Buffer,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('payment_answer')
    .select('reply')
    .where('batch_id', '=', batchId)
    .where('file_hash', '=', fileHash)
    .executeTakeFirst();
  return row?.reply;
}

export async function insertAnswer(trx: Database, answer: Selectable<PaymentAnswerTable>): Promise<void> {
  await trx.insertInto('payment_answer').values(answer).execute();
}
