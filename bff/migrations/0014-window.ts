// Pages that were brought to the window; and bills that look like one, with what an officer said of them.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

import { addMissingColumn, createMissingIndex } from './missing.ts';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  // The claim for which the office took it; null: she has sent it herself.
  await addMissingColumn(db, 'paper_page', 'brought_for', 'bigint');
  await db.schema
    .createTable('claim_bill_twin')
    .ifNotExists()
    .addColumn('claim_id', 'bigint', required)
    .addColumn('ref', 'varchar(30)', required)
    .addColumn('other', 'varchar(30)', required)
    .addColumn('same', 'boolean', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('decided_at', sql`datetime(3)`, required)
    .addPrimaryKeyConstraint('claim_bill_twin_key', ['claim_id', 'ref', 'other'])
    .addForeignKeyConstraint('claim_bill_twin_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
  await createMissingIndex(db, 'settlement', 'settlement_alike', ['person_id', 'total']);
}
