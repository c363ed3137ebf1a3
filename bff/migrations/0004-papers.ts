// Papers: what is being sent, what has arrived, and what was sent with a claim. The bytes lie in the object store,
// sealed under keys that only these rows hold.
import { randomBytes } from 'node:crypto';

import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const hash = sql`binary(32)`;
const instant = sql`datetime(3)`;
const sealed = sql`varbinary(255)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createObject(db);
  await createPage(db);
  await createUpload(db);
  await createStoreMark(db);
}

/** Names this database to the object store: bytes that another database does not know are none of its business. */
async function createStoreMark(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('store_mark')
    .addColumn('mark', 'char(32)', (column) => column.primaryKey())
    .modifyEnd(options)
    .execute();
  await sql`INSERT INTO store_mark (mark) VALUES (${randomBytes(16).toString('hex')})`.execute(db);
}

async function createObject(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper_object')
    .addColumn('object_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    // Blind index of the person and the bytes that are kept: sent twice by her, they are kept once.
    .addColumn('content_index', hash, (column) => column.notNull().unique())
    .addColumn('name', 'char(64)', (column) => column.notNull().unique())
    .addColumn('thumbnail_name', 'char(64)', (column) => column.unique())
    .addColumn('file_key', sealed, required)
    .addColumn('media_type', 'varchar(40)', required)
    .addColumn('bytes', 'integer', required)
    .addColumn('thumbnail_bytes', 'integer')
    .addColumn('pdf_pages', 'integer', required)
    .addColumn('kept_at', instant, required)
    .addColumn('unused_at', instant)
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('paper_object_unused').on('paper_object').column('unused_at').execute();
}

async function createPage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper_page')
    .addColumn('page_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('person_id', 'bigint', required)
    .addColumn('paper', 'varchar(40)', required)
    // '' = the person's own paper: a key column cannot be null.
    .addColumn('subject', 'varchar(30)', required)
    .addColumn('object_id', 'bigint')
    .addColumn('sha256', hash, required)
    .addColumn('arrived_at', instant, required)
    .addColumn('removed_at', instant)
    // 1 while it can still be taken back, null once it was sent with a claim or removed.
    .addColumn('unsent', 'integer')
    .addUniqueConstraint('paper_page_once', ['person_id', 'paper', 'subject', 'sha256', 'unsent'])
    .addForeignKeyConstraint('paper_page_person', ['person_id'], 'person', ['person_id'])
    .addForeignKeyConstraint('paper_page_object', ['object_id'], 'paper_object', ['object_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('paper_page_removed').on('paper_page').column('removed_at').execute();

  await db.schema
    .createTable('claim_page')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('submission', 'integer', required)
    .addColumn('page_id', 'bigint', required)
    .addPrimaryKeyConstraint('claim_page_key', ['claim_id', 'submission', 'page_id'])
    .addForeignKeyConstraint('claim_page_claim', ['claim_id'], 'claim', ['claim_id'])
    .addForeignKeyConstraint('claim_page_page', ['page_id'], 'paper_page', ['page_id'])
    .modifyEnd(options)
    .execute();
}

async function createUpload(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('upload')
    .addColumn('upload_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('person_id', 'bigint', required)
    .addColumn('claim_id', 'bigint', required)
    .addColumn('paper', 'varchar(40)', required)
    .addColumn('subject', 'varchar(30)', required)
    .addColumn('bill', 'varchar(30)')
    .addColumn('sha256', hash, required)
    .addColumn('length', 'integer', required)
    .addColumn('state', 'varchar(16)', required)
    .addColumn('refusal', 'varchar(40)')
    .addColumn('page_id', 'bigint')
    .addColumn('received', 'integer', required)
    // Goes up whenever what came is thrown away: a chunk of before never joins those of after.
    .addColumn('attempt', 'integer', required)
    .addColumn('file_key', sealed, required)
    .addColumn('expires_at', instant, required)
    .addUniqueConstraint('upload_once', ['claim_id', 'paper', 'subject', 'sha256', 'length'])
    .addForeignKeyConstraint('upload_person', ['person_id'], 'person', ['person_id'])
    .addForeignKeyConstraint('upload_claim', ['claim_id'], 'claim', ['claim_id'])
    .addForeignKeyConstraint('upload_page', ['page_id'], 'paper_page', ['page_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('upload_of_person').on('upload').columns(['person_id', 'state']).execute();
  await db.schema.createIndex('upload_expiry').on('upload').column('expires_at').execute();

  await db.schema
    .createTable('upload_chunk')
    .addColumn('upload_id', 'bigint', required)
    .addColumn('start', 'integer', required)
    .addColumn('length', 'integer', required)
    .addColumn('sha256', hash, required)
    .addColumn('name', 'char(64)', (column) => column.notNull().unique())
    .addPrimaryKeyConstraint('upload_chunk_key', ['upload_id', 'start'])
    .addForeignKeyConstraint('upload_chunk_of', ['upload_id'], 'upload', ['upload_id'])
    .modifyEnd(options)
    .execute();
}
