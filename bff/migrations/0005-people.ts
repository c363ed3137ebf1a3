// Organisations of five levels, the staff who work in them, how they sign in, and the volunteers of a village.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const index = sql`binary(32)`;
const json = sql`mediumtext`;
const sealed = sql`varbinary(1024)`;
const required: ColumnBuilderCallback = (column) => column.notNull();
const named: ColumnBuilderCallback = (column) => column.notNull().unique();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createOrganisation(db);
  await createStaff(db);
  await createSignIn(db);
  await createVolunteer(db);
  await createFamily(db);
}

async function createOrganisation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organisation')
    .addColumn('organisation_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', named)
    .addColumn('level', 'varchar(12)', required)
    .addColumn('kind', 'varchar(24)', required)
    // 2, 4, 6, 9 or 12 digits: what begins with it lies below it.
    .addColumn('code', 'varchar(12)', required)
    .addColumn('slug', 'varchar(40)', required)
    .addColumn('name', 'varchar(100)', required)
    .addColumn('created_at', instant, required)
    .addColumn('closed_at', instant)
    .addUniqueConstraint('organisation_of_place', ['code', 'slug'])
    .modifyEnd(options)
    .execute();
}

async function createStaff(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staff')
    .addColumn('staff_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', named)
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('login', 'varchar(32)', named)
    .addColumn('name', sealed, required)
    .addColumn('phone', sealed, required)
    .addColumn('certno_index', index)
    .addColumn('roles', json, required)
    .addColumn('state', 'varchar(12)', required)
    .addColumn('password_hash', 'varchar(160)', required)
    // A password that somebody else made is good for the first sign-in, and not for long.
    .addColumn('temporary_until', instant)
    .addColumn('totp_secret', sealed)
    // The step of the last code that was taken: none is taken twice.
    .addColumn('totp_step', 'bigint')
    .addColumn('enrolment_hash', index, (column) => column.unique())
    .addColumn('enrolment_until', instant)
    .addColumn('created_at', instant, required)
    .addColumn('last_sign_in_at', instant)
    .addForeignKeyConstraint('staff_organisation', ['organisation_id'], 'organisation', ['organisation_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('staff_certno').on('staff').column('certno_index').execute();
}

async function createSignIn(db: Kysely<unknown>): Promise<void> {
  // By login and not by staff: a login that nobody has is locked as one that somebody has.
  await db.schema
    .createTable('staff_attempt')
    .addColumn('login_index', index, (column) => column.primaryKey())
    .addColumn('failed', 'integer', required)
    .addColumn('last_at', instant, required)
    .addColumn('locked_until', instant)
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('staff_attempt_age').on('staff_attempt').column('last_at').execute();

  await db.schema
    .createTable('staff_session')
    .addColumn('token_hash', index, (column) => column.primaryKey())
    .addColumn('public_id', 'char(22)', named)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('created_at', instant, required)
    .addColumn('last_seen_at', instant, required)
    .addColumn('expires_at', instant, required)
    .addColumn('ends_at', instant, required)
    .addForeignKeyConstraint('staff_session_of', ['staff_id'], 'staff', ['staff_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('staff_session_expiry').on('staff_session').column('expires_at').execute();
}

async function createVolunteer(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('volunteer')
    .addColumn('volunteer_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', named)
    .addColumn('account_id', 'bigint', required)
    // The account while she is one, null afterwards: the unique key keeps her to one organisation.
    .addColumn('active_account', 'bigint', (column) => column.unique())
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('state', 'varchar(12)', required)
    .addColumn('since', instant, required)
    .addColumn('ended_at', instant)
    .addForeignKeyConstraint('volunteer_account', ['account_id'], 'account', ['account_id'])
    .addForeignKeyConstraint('volunteer_organisation', ['organisation_id'], 'organisation', [
      'organisation_id',
    ])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('volunteer_invitation')
    .addColumn('code_index', index, (column) => column.primaryKey())
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('invited_by', 'bigint', required)
    .addColumn('created_at', instant, required)
    .addColumn('expires_at', instant, required)
    .addForeignKeyConstraint('volunteer_invitation_to', ['organisation_id'], 'organisation', [
      'organisation_id',
    ])
    .addForeignKeyConstraint('volunteer_invitation_by', ['invited_by'], 'staff', ['staff_id'])
    .modifyEnd(options)
    .execute();
}

/** Who lives with a person, as far as a case has told: kept as indexes, to find who must not handle it. */
async function createFamily(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('family')
    .addColumn('person_id', 'bigint', required)
    .addColumn('certno_index', index, required)
    .addColumn('told_at', instant, required)
    .addPrimaryKeyConstraint('family_key', ['person_id', 'certno_index'])
    .addForeignKeyConstraint('family_of', ['person_id'], 'person', ['person_id'])
    .modifyEnd(options)
    .execute();
}
