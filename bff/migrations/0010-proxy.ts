// Mandates: which organisation may act for whom, how she said so, and which cases were sent for her.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const index = sql`binary(32)`;
const json = sql`mediumtext`;
const sealed = sql`varbinary(2048)`;
const required: ColumnBuilderCallback = (column) => column.notNull();
const named: ColumnBuilderCallback = (column) => column.notNull().unique();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createMandate(db);
  await createAsk(db);
  await createConsent(db);
  await createFiling(db);
}

async function createMandate(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mandate')
    .addColumn('mandate_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', named)
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('person_id', 'bigint', required)
    // The person until it has ended, null afterwards: an organisation has one mandate of hers at a time.
    .addColumn('open_person', 'bigint')
    .addColumn('asked_by', 'bigint', required)
    .addColumn('state', 'varchar(8)', required)
    .addColumn('way', 'varchar(12)', required)
    .addColumn('scope', json, required)
    .addColumn('relation', 'varchar(12)', required)
    .addColumn('village', 'varchar(12)')
    .addColumn('phone', sealed)
    .addColumn('phone_index', index)
    // Who signs for her, where she cannot herself.
    .addColumn('signer', sealed)
    .addColumn('asked_at', instant, required)
    .addColumn('asked_until', instant, required)
    .addColumn('given_at', instant)
    // The last day, in China.
    .addColumn('ends_on', 'date')
    .addColumn('ended_at', instant)
    .addColumn('ended_by', 'varchar(12)')
    // The message that somebody calls her about, where her slip was drawn.
    .addColumn('call_message_id', 'bigint')
    .addUniqueConstraint('mandate_open', ['organisation_id', 'open_person'])
    .addForeignKeyConstraint('mandate_organisation', ['organisation_id'], 'organisation', ['organisation_id'])
    .addForeignKeyConstraint('mandate_person', ['person_id'], 'person', ['person_id'])
    .addForeignKeyConstraint('mandate_call', ['call_message_id'], 'message', ['message_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('mandate_of_person').on('mandate').column('person_id').execute();
  await db.schema.createIndex('mandate_phone').on('mandate').column('phone_index').execute();
}

async function createAsk(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mandate_ask')
    .addColumn('ask_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('mandate_id', 'bigint', required)
    .addColumn('way', 'varchar(12)', required)
    .addColumn('text_version', 'varchar(40)', required)
    .addColumn('phone_index', index, required)
    .addColumn('code_mac', index, required)
    .addColumn('sent_at', instant, required)
    .addColumn('expires_at', instant, required)
    .addColumn('attempts', 'integer', required)
    .addColumn('closed_at', instant)
    .addForeignKeyConstraint('mandate_ask_of', ['mandate_id'], 'mandate', ['mandate_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('mandate_ask_phone')
    .on('mandate_ask')
    .columns(['phone_index', 'sent_at'])
    .execute();
}

async function createConsent(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mandate_consent')
    .addColumn('consent_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', named)
    .addColumn('mandate_id', 'bigint', required)
    .addColumn('act', 'varchar(12)', required)
    .addColumn('way', 'varchar(12)', required)
    .addColumn('text_version', 'varchar(40)', required)
    .addColumn('purpose', 'varchar(200)', required)
    .addColumn('scope', json, required)
    .addColumn('ends_on', 'date')
    .addColumn('evidence', sealed, required)
    .addColumn('page_id', 'bigint')
    .addColumn('at', instant, required)
    .addForeignKeyConstraint('mandate_consent_of', ['mandate_id'], 'mandate', ['mandate_id'])
    .addForeignKeyConstraint('mandate_consent_page', ['page_id'], 'paper_page', ['page_id'])
    .modifyEnd(options)
    .execute();
}

async function createFiling(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_filing')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('submission', 'integer', required)
    .addColumn('mandate_id', 'bigint', required)
    .addColumn('account_id', 'bigint', required)
    // agnter_name, agnter_certno, agnter_tel, agnter_rlts, sealed together.
    .addColumn('agent', sealed, required)
    .addColumn('filed_at', instant, required)
    .addPrimaryKeyConstraint('claim_filing_key', ['claim_id', 'submission'])
    .addForeignKeyConstraint('claim_filing_of', ['claim_id'], 'claim', ['claim_id'])
    .addForeignKeyConstraint('claim_filing_mandate', ['mandate_id'], 'mandate', ['mandate_id'])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('claim_takeover')
    .addColumn('claim_id', 'bigint', (column) => column.primaryKey())
    .addColumn('account_id', 'bigint', required)
    .addColumn('volunteer', 'varchar(8)', required)
    .addColumn('at', instant, required)
    .addForeignKeyConstraint('claim_takeover_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}
