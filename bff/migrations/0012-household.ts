// The household that an application is for, as the person names it; and why she does not agree with a refusal.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const index = sql`binary(32)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('claim')
    // Null until she has said whether anybody lives with her.
    .addColumn('lives_alone', 'boolean')
    // Sealed.
    .addColumn('appeal_words', sql`varbinary(4096)`)
    .execute();
  await db.schema
    .createTable('household_member')
    .addColumn('member_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('public_id', 'char(22)', (column) => column.notNull().unique())
    .addColumn('claim_id', 'bigint', required)
    .addColumn('certno_index', index, required)
    // JSON {name, certno}, sealed.
    .addColumn('who', sql`varbinary(512)`, required)
    .addColumn('relation', 'varchar(16)', required)
    .addColumn('told_at', instant, required)
    .addUniqueConstraint('household_member_once', ['claim_id', 'certno_index'])
    .addForeignKeyConstraint('household_member_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}
