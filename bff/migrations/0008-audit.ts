// The audit: who saw and changed what, each entry chained to the one before it. Who runs the service may add to it and
// read it, nothing else (see storage/grants.ts).
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const hash = sql`binary(32)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createEntry(db);
  await createHead(db);
}

async function createEntry(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_entry')
    // Counted by the head, not by the table: a number that is missing was taken away.
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('at', instant, required)
    .addColumn('actor_kind', 'varchar(16)', required)
    .addColumn('actor_id', 'varchar(80)', required)
    .addColumn('actor_role', 'varchar(160)')
    .addColumn('organisation_id', 'bigint')
    .addColumn('act', 'varchar(60)', required)
    .addColumn('subject_kind', 'varchar(24)', required)
    .addColumn('subject_id', 'varchar(80)', required)
    .addColumn('place', 'varchar(12)')
    .addColumn('request_id', 'varchar(64)')
    .addColumn('detail', sql`text`, required)
    .addColumn('prev_hash', hash, required)
    .addColumn('hash', hash, required)
    .modifyEnd(options)
    .execute();
  for (const [name, columns] of [
    ['audit_entry_subject', ['subject_kind', 'subject_id', 'seq']],
    ['audit_entry_actor', ['actor_kind', 'actor_id', 'seq']],
    ['audit_entry_place', ['place', 'seq']],
    ['audit_entry_at', ['at']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on('audit_entry')
      .columns([...columns])
      .execute();
  }
}

/** One row: the last entry's number and hash. Its lock is what puts the entries in one line. */
async function createHead(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_head')
    .addColumn('chain', 'integer', (column) => column.primaryKey())
    .addColumn('seq', 'bigint', required)
    .addColumn('hash', hash, required)
    .modifyEnd(options)
    .execute();
  await sql`INSERT INTO audit_head (chain, seq, hash) VALUES (1, 0, ${Buffer.alloc(32)})`.execute(db);
}
