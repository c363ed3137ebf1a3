// Messages: what people are told, how it was carried, and who goes to tell them when it did not arrive.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const sealed = sql`varbinary(2048)`;
const index = sql`binary(32)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createMessage(db);
  await createAttempt(db);
  await createAllowances(db);
  await createFollowUp(db);
}

async function createMessage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('message')
    .addColumn('message_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    // One event tells once, however often its transaction is tried.
    .addColumn('message_key', 'varchar(80)', (column) => column.notNull().unique())
    .addColumn('person_id', 'bigint', required)
    .addColumn('claim_id', 'bigint')
    .addColumn('template', 'varchar(40)', required)
    .addColumn('params', sealed, required)
    .addColumn('created_at', instant, required)
    .addColumn('read_at', instant)
    .addColumn('state', 'varchar(16)', required)
    // Why it is in that state: a code of ours or of the carrier.
    .addColumn('reason', 'varchar(80)')
    // When it is looked at again; null when nothing is left to do.
    .addColumn('next_at', instant)
    // When `next_at` was written: in the future, after the clock was moved back.
    .addColumn('planned_at', instant, required)
    // From when somebody calls her, if it did not arrive; null where nobody need.
    .addColumn('follow_up_at', instant)
    .addForeignKeyConstraint('message_person', ['person_id'], 'person', ['person_id'])
    .addForeignKeyConstraint('message_claim', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('message_of_person')
    .on('message')
    .columns(['person_id', 'message_id'])
    .execute();
  await db.schema.createIndex('message_due').on('message').column('next_at').execute();
  await db.schema.createIndex('message_planned').on('message').column('planned_at').execute();
}

async function createAttempt(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('message_attempt')
    .addColumn('attempt_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    // Travels with the SMS and comes back with its receipt.
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('message_id', 'bigint', required)
    .addColumn('person_id', 'bigint', required)
    .addColumn('channel', 'varchar(8)', required)
    .addColumn('state', 'varchar(12)', required)
    // What the carrier calls it.
    .addColumn('serial', 'varchar(64)', (column) => column.unique())
    .addColumn('code', 'varchar(80)')
    .addColumn('asked', 'integer', required)
    .addColumn('started_at', instant, required)
    .addColumn('settled_at', instant)
    .addForeignKeyConstraint('message_attempt_of', ['message_id'], 'message', ['message_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('message_attempt_recent')
    .on('message_attempt')
    .columns(['person_id', 'started_at'])
    .execute();
}

async function createAllowances(db: Kysely<unknown>): Promise<void> {
  // How many more subscribe messages of a template she has allowed: one accept is one message.
  await db.schema
    .createTable('wechat_allowance')
    .addColumn('openid_index', index, required)
    .addColumn('template_id', 'varchar(64)', required)
    .addColumn('accepted', 'integer', required)
    .addColumn('changed_at', instant, required)
    .addPrimaryKeyConstraint('wechat_allowance_key', ['openid_index', 'template_id'])
    .modifyEnd(options)
    .execute();

  // How many SMS a region has paid for: the row is the lock of its ceiling.
  await db.schema
    .createTable('sms_spending')
    .addColumn('region', 'char(6)', required)
    .addColumn('month', 'char(7)', required)
    .addColumn('sent', 'integer', required)
    .addPrimaryKeyConstraint('sms_spending_key', ['region', 'month'])
    .modifyEnd(options)
    .execute();
}

async function createFollowUp(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('follow_up')
    .addColumn('follow_up_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('message_id', 'bigint', required)
    .addColumn('person_id', 'bigint', required)
    .addColumn('kind', 'varchar(8)', required)
    .addColumn('place', 'char(6)', required)
    // Whose clerk goes there; null where nobody has said where she lives.
    .addColumn('village', 'char(12)')
    .addColumn('state', 'varchar(12)', required)
    .addColumn('version', 'integer', required)
    .addColumn('staff_id', 'bigint')
    .addColumn('tries', 'integer', required)
    .addColumn('outcome', 'varchar(16)')
    .addColumn('words', sealed)
    .addColumn('opened_at', instant, required)
    .addColumn('taken_at', instant)
    .addColumn('closed_at', instant)
    // One call and one visit a message, whoever asks for them at the same moment.
    .addUniqueConstraint('follow_up_once', ['message_id', 'kind'])
    .addForeignKeyConstraint('follow_up_message', ['message_id'], 'message', ['message_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('follow_up_queue')
    .on('follow_up')
    .columns(['state', 'place', 'opened_at'])
    .execute();
}
