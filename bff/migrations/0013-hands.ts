// Whose hands have been on a case: the volunteer who helped with it, asked for the mandate or took the slip is known by her
// number. What the office of 乡村振兴 says of a family. And when an approval of the lane that could not take effect is
// tried again.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

import { addMissingColumn } from './missing.ts';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const index = sql`binary(32)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

/** Run again after it broke off, it comes to the same: what waits for locks of others is last, and fills only what is empty. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // They stay when her account is closed.
  await addMissingColumn(db, 'claim_event', 'agent_index', index);
  await addMissingColumn(db, 'mandate', 'asker_index', index);
  await addMissingColumn(db, 'mandate_consent', 'agent_index', index);
  await createRuralWord(db);
  await addMissingColumn(db, 'lane_approval', 'attempts', 'integer', (column) =>
    column.notNull().defaultTo(0),
  );
  // Null: it has not failed yet.
  await addMissingColumn(db, 'lane_approval', 'next_try_at', instant);
  await nameAgents(db);
  await nameAskers(db);
  await nameTakers(db);
}

async function nameAgents(db: Kysely<unknown>): Promise<void> {
  await sql`
    UPDATE claim_event
    JOIN account ON account.account_id =
      CASE WHEN claim_event.actor LIKE 'account:%' THEN CAST(SUBSTRING(claim_event.actor, 9) AS UNSIGNED) END
    JOIN person ON person.person_id = account.person_id
    SET claim_event.agent_index = person.certno_index
    WHERE claim_event.by_role = 'volunteer' AND claim_event.agent_index IS NULL`.execute(db);
}

async function nameAskers(db: Kysely<unknown>): Promise<void> {
  await sql`
    UPDATE mandate
    JOIN account ON account.account_id = mandate.asked_by
    JOIN person ON person.person_id = account.person_id
    SET mandate.asker_index = person.certno_index
    WHERE mandate.asker_index IS NULL`.execute(db);
}

/** Who took a slip or typed a code is sealed in the evidence; the audit says it too, with the consent's name. */
async function nameTakers(db: Kysely<unknown>): Promise<void> {
  await sql`
    UPDATE mandate_consent
    JOIN mandate ON mandate.mandate_id = mandate_consent.mandate_id
    JOIN audit_entry ON audit_entry.subject_kind = 'mandate' AND audit_entry.subject_id = mandate.public_id
      AND audit_entry.actor_role = 'volunteer' AND INSTR(audit_entry.detail, mandate_consent.public_id) > 0
    JOIN account ON account.account_id =
      CASE WHEN audit_entry.actor_role = 'volunteer' THEN CAST(audit_entry.actor_id AS UNSIGNED) END
    JOIN person ON person.person_id = account.person_id
    SET mandate_consent.agent_index = person.certno_index
    WHERE mandate_consent.agent_index IS NULL`.execute(db);
}

/** Said once or corrected: the newest counts, and none is changed. */
async function createRuralWord(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_rural_word')
    .ifNotExists()
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
