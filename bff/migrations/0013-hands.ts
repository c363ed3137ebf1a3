// Whose hands have been on a case: the volunteer who helped with it is known by her number. What the office of 乡村振兴 says
// of a family. And when an approval of the lane that could not take effect is tried again.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const index = sql`binary(32)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await nameAgents(db);
  await createRuralWord(db);
  await db.schema
    .alterTable('lane_approval')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    // Null: it has not failed yet.
    .addColumn('next_try_at', instant)
    .execute();
}

/** It stays when her account is closed. */
async function nameAgents(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('claim_event').addColumn('agent_index', index).execute();
  await sql`
    UPDATE claim_event
    JOIN account ON claim_event.actor = CONCAT('account:', account.account_id)
    JOIN person ON person.person_id = account.person_id
    SET claim_event.agent_index = person.certno_index
    WHERE claim_event.by_role = 'volunteer'`.execute(db);
}

/** Said once or corrected: the newest counts, and none is changed. */
async function createRuralWord(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_rural_word')
    .addColumn('word_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('claim_id', 'bigint', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('listed', 'varchar(12)', required)
    .addColumn('since', 'char(10)')
    // Sealed.
    .addColumn('words', sql`varbinary(2048)`)
    .addColumn('said_at', instant, required)
    .addForeignKeyConstraint('claim_rural_word_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}
