// No ALTER is taken back when a later statement fails: a migration that stopped half way is run again, and makes what is not
// there yet. (MySQL knows no IF NOT EXISTS of a column or an index.)
import { sql, type ColumnBuilderCallback, type Expression, type Kysely } from 'kysely';

type ColumnType = 'bigint' | 'integer' | Expression<unknown>;

export async function addMissingColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  type: ColumnType,
  build: ColumnBuilderCallback = (same) => same,
): Promise<void> {
  const { rows } = await sql`
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = ${table} AND column_name = ${column}`.execute(db);
  if (rows.length === 0) await db.schema.alterTable(table).addColumn(column, type, build).execute();
}

export async function createMissingIndex(
  db: Kysely<unknown>,
  table: string,
  name: string,
  columns: string[],
): Promise<void> {
  const { rows } = await sql`
    SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = ${table} AND index_name = ${name}`.execute(db);
  if (rows.length === 0) await db.schema.createIndex(name).on(table).columns(columns).execute();
}
