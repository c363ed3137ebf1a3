import type { Insertable, Selectable, Updateable } from 'kysely';

import { toColumn } from '../storage/instant.ts';
import type {
  SettlementReversalTable,
  SettlementSourceTable,
  SettlementTable,
} from '../storage/ledger-tables.ts';
import type { Database } from '../storage/tables.ts';

export type StoredSettlement = Selectable<SettlementTable>;

export function findSettlement(db: Database, setlId: string): Promise<StoredSettlement | undefined> {
  return db.selectFrom('settlement').selectAll().where('setl_id', '=', setlId).executeTakeFirst();
}

/** As `findSettlement`, but waits for a transaction that is storing it at this moment. */
export function findSettlementLocked(trx: Database, setlId: string): Promise<StoredSettlement | undefined> {
  return trx
    .selectFrom('settlement')
    .selectAll()
    .where('setl_id', '=', setlId)
    .forUpdate()
    .executeTakeFirst();
}

export function getSettlement(db: Database, setlId: string): Promise<StoredSettlement> {
  return db.selectFrom('settlement').selectAll().where('setl_id', '=', setlId).executeTakeFirstOrThrow();
}

/** @throws the driver's duplicate error when the setl_id is known */
export async function insertSettlement(trx: Database, row: Insertable<SettlementTable>): Promise<number> {
  const { insertId } = await trx.insertInto('settlement').values(row).executeTakeFirstOrThrow();
  return Number(insertId);
}

export async function insertSource(trx: Database, row: Insertable<SettlementSourceTable>): Promise<void> {
  await trx.insertInto('settlement_source').values(row).execute();
}

/** Whether this very content has been received as a version of the settlement. */
export async function hasSource(db: Database, settlementId: number, contentHash: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('settlement_source')
    .select('revision')
    .where('settlement_id', '=', settlementId)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function changeSettlement(
  trx: Database,
  settlementId: number,
  change: Updateable<SettlementTable>,
): Promise<void> {
  await trx.updateTable('settlement').set(change).where('settlement_id', '=', settlementId).execute();
}

/** Marks a settlement reversed; whether it was standing until now. */
export async function reverseSettlement(trx: Database, settlementId: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('settlement')
    .set({ reversed_at: toColumn(now), changed_at: toColumn(now) })
    .where('settlement_id', '=', settlementId)
    .where('reversed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export function findReversal(
  db: Database,
  setlId: string,
  psnNoIndex: Buffer,
): Promise<Selectable<SettlementReversalTable> | undefined> {
  return db
    .selectFrom('settlement_reversal')
    .selectAll()
    .where('setl_id', '=', setlId)
    .where('psn_no_index', '=', psnNoIndex)
    .executeTakeFirst();
}

/** Keeps a reversal; the first stands. */
export async function keepReversal(trx: Database, row: Insertable<SettlementReversalTable>): Promise<void> {
  await trx.insertInto('settlement_reversal').ignore().values(row).execute();
}

export async function markForReading(db: Database, settlementId: number, now: number): Promise<void> {
  await changeSettlement(db, settlementId, { read_due_at: toColumn(now) });
}

/** Takes settlements that are to be read again, for as long as the lease. */
export async function leaseReadings(
  trx: Database,
  { now, lease, limit }: { now: number; lease: number; limit: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('settlement')
    .select(['settlement_id', 'setl_id'])
    .where('read_due_at', '<=', toColumn(now))
    .orderBy('read_due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const row of rows) {
    await changeSettlement(trx, row.settlement_id, { read_due_at: toColumn(now + lease) });
  }
  return rows.map((row) => row.setl_id);
}

/** Whose bill it is, for the permission table. */
export async function findBillOwner(db: Database, setlId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('settlement')
    .select('person_id')
    .where('setl_id', '=', setlId)
    .executeTakeFirst();
  return row?.person_id;
}
