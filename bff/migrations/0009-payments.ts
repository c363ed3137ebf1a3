// Money on its way: one payment for each attempt to pay a claim, the batches that went to a bank, and the bank's answers.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const hash = sql`binary(32)`;
const instant = sql`datetime(3)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createBatch(db);
  await createPayment(db);
  await createAnswer(db);
  // What was paid a while ago is closed: found without reading what was closed before.
  await db.schema.createIndex('claim_in_state').on('claim').columns(['state', 'changed_at']).execute();
}

async function createBatch(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('payment_batch')
    .addColumn('batch_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    // Division code of who made it.
    .addColumn('place', 'varchar(12)', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('made_on', 'date', required)
    .addColumn('made_at', instant, required)
    // Which edition of which bank's format its file is written in.
    .addColumn('format', 'varchar(40)', required)
    .addColumn('payments', 'integer', required)
    .addColumn('total', 'bigint', required)
    // Of the file: written anew each time it is fetched, it is the same file.
    .addColumn('file_hash', hash, required)
    .addColumn('file_bytes', 'bigint', required)
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('payment_batch_place')
    .on('payment_batch')
    .columns(['place', 'batch_id'])
    .execute();
}

async function createPayment(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('payment')
    .addColumn('payment_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('claim_id', 'bigint', required)
    .addColumn('attempt', 'integer', required)
    // The claim while the money is due or on its way, null afterwards: the last guard against paying twice.
    .addColumn('live_claim_id', 'bigint', (column) => column.unique())
    .addColumn('person_id', 'bigint', required)
    .addColumn('place', 'char(6)', required)
    .addColumn('amount', 'bigint', required)
    .addColumn('state', 'varchar(8)', required)
    .addColumn('ordered_at', instant, required)
    .addColumn('batch_id', 'bigint')
    // Its row of the bank's file, from 1.
    .addColumn('line', 'integer')
    // The account as it went to the bank, sealed.
    .addColumn('payee', sql`varbinary(1024)`)
    .addColumn('failure', 'varchar(20)')
    // As the bank wrote it.
    .addColumn('bank_code', 'varchar(20)')
    .addColumn('settled_at', instant)
    .addUniqueConstraint('payment_attempt', ['claim_id', 'attempt'])
    .addUniqueConstraint('payment_line', ['batch_id', 'line'])
    .addForeignKeyConstraint('payment_claim', ['claim_id'], 'claim', ['claim_id'])
    .addForeignKeyConstraint('payment_of_batch', ['batch_id'], 'payment_batch', ['batch_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('payment_in_place')
    .on('payment')
    .columns(['place', 'state', 'payment_id'])
    .execute();
}

/** What the bank answered. A file that comes again gets the answer that it got. */
async function createAnswer(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('payment_answer')
    .addColumn('batch_id', 'bigint', required)
    .addColumn('file_hash', hash, required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('taken_at', instant, required)
    .addColumn('reply', sql`mediumtext`, required)
    .addPrimaryKeyConstraint('payment_answer_key', ['batch_id', 'file_hash'])
    .addForeignKeyConstraint('payment_answer_of', ['batch_id'], 'payment_batch', ['batch_id'])
    .modifyEnd(options)
    .execute();
}
