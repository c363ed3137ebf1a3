// Claims for manual reimbursement: what is claimed, what was said of papers, and what happened when.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const json = sql`mediumtext`;
const sealed = sql`varbinary(1024)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createClaim(db);
  await createClaimBill(db);
  await createExcuse(db);
  await createCorrection(db);
  await createHistory(db);
}

async function createClaim(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim')
    .addColumn('claim_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('person_id', 'bigint', required)
    // The person while it is a draft, null afterwards: two phones cannot begin two drafts.
    .addColumn('draft_of', 'bigint', (column) => column.unique())
    .addColumn('region', 'char(6)', required)
    .addColumn('place', 'char(6)', required)
    .addColumn('state', 'varchar(20)', required)
    .addColumn('version', 'integer', required)
    .addColumn('number', 'char(17)', (column) => column.unique())
    .addColumn('submissions', 'integer', required)
    .addColumn('payee', sealed)
    .addColumn('created_at', instant, required)
    .addColumn('changed_at', instant, required)
    .addColumn('submitted_at', instant)
    .addColumn('working_days', 'integer')
    .addColumn('working_days_provisional', 'boolean', required)
    .addColumn('due_on', 'date')
    .addColumn('due_provisional', 'boolean', required)
    .addColumn('needs', json)
    .addColumn('submitted_estimate', json)
    .addForeignKeyConstraint('claim_person', ['person_id'], 'person', ['person_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('claim_of_person').on('claim').columns(['person_id', 'created_at']).execute();
}

async function createClaimBill(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_bill')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('ref', 'varchar(30)', required)
    .addColumn('position', 'integer', required)
    .addColumn('settlement_id', 'bigint')
    // The settlement while the claim is under way: the last guard against one bill in two claims.
    .addColumn('live_settlement_id', 'bigint', (column) => column.unique())
    .addColumn('institution', 'varchar(60)')
    .addColumn('on_day', 'date')
    .addColumn('kind', 'varchar(24)')
    .addColumn('total', 'bigint')
    .addColumn('injury', 'boolean')
    .addPrimaryKeyConstraint('claim_bill_key', ['claim_id', 'ref'])
    .addForeignKeyConstraint('claim_bill_of', ['claim_id'], 'claim', ['claim_id'])
    .addForeignKeyConstraint('claim_bill_settlement', ['settlement_id'], 'settlement', ['settlement_id'])
    .modifyEnd(options)
    .execute();
}

async function createExcuse(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_excuse')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('paper', 'varchar(40)', required)
    // '' = the person's own paper: a key column cannot be null.
    .addColumn('bill', 'varchar(30)', required)
    .addColumn('submission', 'integer', required)
    .addColumn('reason', 'varchar(20)', required)
    .addColumn('words', sealed)
    .addColumn('given_at', instant, required)
    .addPrimaryKeyConstraint('claim_excuse_key', ['claim_id', 'paper', 'bill', 'submission'])
    .addForeignKeyConstraint('claim_excuse_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}

async function createCorrection(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_correction')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('submission', 'integer', required)
    .addColumn('words', sealed)
    .addColumn('asked_at', instant, required)
    .addPrimaryKeyConstraint('claim_correction_key', ['claim_id', 'submission'])
    .addForeignKeyConstraint('claim_correction_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('claim_correction_paper')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('submission', 'integer', required)
    .addColumn('paper', 'varchar(40)', required)
    .addColumn('bill', 'varchar(30)', required)
    .addColumn('reason', 'varchar(20)', required)
    .addColumn('words', sealed)
    .addPrimaryKeyConstraint('claim_correction_paper_key', ['claim_id', 'submission', 'paper', 'bill'])
    .addForeignKeyConstraint('claim_correction_paper_of', ['claim_id', 'submission'], 'claim_correction', [
      'claim_id',
      'submission',
    ])
    .modifyEnd(options)
    .execute();
}

async function createHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_event')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('version', 'integer', required)
    .addColumn('kind', 'varchar(20)', required)
    .addColumn('by_role', 'varchar(16)', required)
    .addColumn('actor', 'varchar(80)', required)
    .addColumn('happened_at', instant, required)
    // Two changes cannot both have made one version.
    .addPrimaryKeyConstraint('claim_event_key', ['claim_id', 'version'])
    .addForeignKeyConstraint('claim_event_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('claim_number')
    .addColumn('day', 'date', (column) => column.primaryKey())
    .addColumn('last', 'integer', required)
    .modifyEnd(options)
    .execute();
}
