// Accounts, sessions, consents, sign-in codes, idempotency, persons and rosters.
// The common subset of MySQL 8, MariaDB, TiDB and OceanBase: utf8mb4_bin, no JSON operators, no RETURNING.
import { sql, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const index = sql`binary(32)`;
const instant = sql`datetime(3)`;
/** Longest sealed value: 1 + 16 + 32 bytes around at most 200 characters of UTF-8. */
const sealed = sql`varbinary(1024)`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createPerson(db);
  await createAccount(db);
  await createSignIn(db);
  await createIdempotency(db);
}

async function createPerson(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('person')
    .addColumn('person_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('psn_no_index', index, (column) => column.notNull().unique())
    .addColumn('certno_index', index, (column) => column.notNull().unique())
    // Sealed under the row's own number, which exists only after the insert: hence nullable.
    .addColumn('psn_no', sealed)
    .addColumn('certno', sealed)
    .addColumn('name', sealed)
    .addColumn('region', 'char(6)', (column) => column.notNull())
    .addColumn('insurance', 'varchar(16)', (column) => column.notNull())
    .addColumn('created_at', instant, (column) => column.notNull())
    .addColumn('updated_at', instant, (column) => column.notNull())
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('roster_identity')
    .addColumn('roster_identity_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('certno_index', index, (column) => column.notNull())
    .addColumn('region', 'char(6)', (column) => column.notNull())
    .addColumn('category', 'varchar(64)', (column) => column.notNull())
    .addColumn('valid_from', 'date', (column) => column.notNull())
    .addColumn('valid_to', 'date')
    .addColumn('certifier', 'varchar(100)', (column) => column.notNull())
    .addColumn('created_at', instant, (column) => column.notNull())
    .addUniqueConstraint('roster_identity_once', ['certno_index', 'region', 'category', 'valid_from'])
    .modifyEnd(options)
    .execute();
}

async function createAccount(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('account_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('person_id', 'bigint', (column) => column.unique())
    .addColumn('phone_index', index, (column) => column.unique())
    .addColumn('phone', sealed)
    .addColumn('openid_index', index, (column) => column.unique())
    .addColumn('openid', sealed)
    .addColumn('created_at', instant, (column) => column.notNull())
    .addColumn('bound_at', instant)
    .addColumn('closed_at', instant)
    .addForeignKeyConstraint('account_person', ['person_id'], 'person', ['person_id'])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('consent')
    .addColumn('consent_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('account_id', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'varchar(32)', (column) => column.notNull())
    .addColumn('version', 'varchar(40)', (column) => column.notNull())
    .addColumn('action', 'varchar(16)', (column) => column.notNull())
    .addColumn('channel', 'varchar(16)', (column) => column.notNull())
    .addColumn('on_day', 'date', (column) => column.notNull())
    .addColumn('at', instant, (column) => column.notNull())
    .addForeignKeyConstraint('consent_account', ['account_id'], 'account', ['account_id'])
    .modifyEnd(options)
    .execute();
}

async function createSignIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('session')
    .addColumn('token_hash', index, (column) => column.primaryKey())
    .addColumn('account_id', 'bigint', (column) => column.notNull())
    .addColumn('channel', 'varchar(16)', (column) => column.notNull())
    .addColumn('created_at', instant, (column) => column.notNull())
    .addColumn('expires_at', instant, (column) => column.notNull())
    .addColumn('ends_at', instant, (column) => column.notNull())
    .addForeignKeyConstraint('session_account', ['account_id'], 'account', ['account_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('session_expiry').on('session').column('expires_at').execute();

  await db.schema
    .createTable('sms_code')
    .addColumn('sms_code_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('phone_index', index, (column) => column.notNull())
    .addColumn('sent_minute', 'bigint', (column) => column.notNull())
    .addColumn('code_mac', index, (column) => column.notNull())
    .addColumn('sent_at', instant, (column) => column.notNull())
    .addColumn('expires_at', instant, (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('closed_at', instant)
    .addUniqueConstraint('sms_code_once_a_minute', ['phone_index', 'sent_minute'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('sms_code_phone').on('sms_code').columns(['phone_index', 'sent_at']).execute();
  // For the sweep, as idempotency_age and session_expiry are.
  await db.schema.createIndex('sms_code_age').on('sms_code').column('sent_at').execute();
}

async function createIdempotency(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('idempotency')
    .addColumn('key_hash', index, (column) => column.primaryKey())
    .addColumn('body_hash', index, (column) => column.notNull())
    .addColumn('claim', sql`binary(16)`, (column) => column.notNull())
    .addColumn('claimed_at', instant, (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('reply', sql`mediumblob`)
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('idempotency_age').on('idempotency').column('claimed_at').execute();
}
