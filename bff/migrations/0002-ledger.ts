// Settlements, benefit years and decisions. Money is BIGINT fen. What is sealed or read whole stands in its own
// table or at the end of the row, so that the sums of a year read narrow rows.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const hash = sql`binary(32)`;
const instant = sql`datetime(3)`;
const json = sql`mediumtext`;
const required: ColumnBuilderCallback = (column) => column.notNull();

const amounts = [
  'total',
  'full_self_pay',
  'over_limit',
  'pre_self_pay',
  'in_scope',
  'basic_paid',
  'critical_illness_paid',
  'supplement_paid',
  'commercial_paid',
  'granted_assistance',
  'granted_tilt',
  'other_paid',
  'self_paid',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createSettlement(db);
  await createBenefitYear(db);
  await createDecision(db);
  await db.schema
    .createTable('upstream_sequence')
    .addColumn('name', 'varchar(32)', (column) => column.primaryKey())
    .addColumn('last', 'bigint', required)
    .modifyEnd(options)
    .execute();
}

async function createSettlement(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable('settlement')
    .addColumn('settlement_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('setl_id', 'varchar(30)', (column) => column.notNull().unique())
    .addColumn('person_id', 'bigint', required)
    .addColumn('region', 'char(6)', required)
    .addColumn('year', 'smallint', required)
    .addColumn('settled_at', 'datetime', required)
    .addColumn('kind', 'varchar(24)', required)
    .addColumn('insurance', 'varchar(16)', required)
    .addColumn('institution', 'char(12)', required)
    .addColumn('treated_in', 'char(6)', required)
    .addColumn('referral_flag', 'char(1)')
    .addColumn('filing_flag', 'char(1)');
  for (const amount of amounts) table = table.addColumn(amount, 'bigint', required);
  await table
    .addColumn('disagreeing_sums', 'varchar(8)', required)
    .addColumn('revision', 'integer', required)
    .addColumn('content_hash', hash, required)
    .addColumn('reversed_at', instant)
    .addColumn('held', 'varchar(64)')
    .addColumn('read_due_at', instant)
    .addColumn('state', 'varchar(16)', required)
    .addColumn('calculated', 'bigint')
    .addColumn('decision_id', 'bigint')
    .addColumn('received_at', instant, required)
    .addColumn('changed_at', instant, required)
    .addForeignKeyConstraint('settlement_person', ['person_id'], 'person', ['person_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('settlement_year')
    .on('settlement')
    .columns(['person_id', 'year', 'settled_at', 'setl_id'])
    .execute();
  // For the sweeper: what is to be read again, the longest waiting first.
  await db.schema.createIndex('settlement_read_due').on('settlement').column('read_due_at').execute();

  await db.schema
    .createTable('settlement_source')
    .addColumn('settlement_id', 'bigint', required)
    .addColumn('revision', 'integer', required)
    .addColumn('origin', 'varchar(8)', required)
    .addColumn('content_hash', hash, required)
    .addColumn('content', sql`mediumblob`, required)
    .addColumn('received_at', instant, required)
    .addPrimaryKeyConstraint('settlement_source_key', ['settlement_id', 'revision'])
    .addForeignKeyConstraint('settlement_source_of', ['settlement_id'], 'settlement', ['settlement_id'])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('settlement_reversal')
    .addColumn('setl_id', 'varchar(30)', required)
    .addColumn('psn_no_index', hash, required)
    .addColumn('content', sql`mediumblob`, required)
    .addColumn('received_at', instant, required)
    .addPrimaryKeyConstraint('settlement_reversal_key', ['setl_id', 'psn_no_index'])
    .modifyEnd(options)
    .execute();
}

async function createBenefitYear(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('benefit_year')
    .addColumn('person_id', 'bigint', required)
    .addColumn('year', 'smallint', required)
    .addColumn('region', 'char(6)', required)
    .addColumn('sequence', 'integer', required)
    .addColumn('context_hash', hash)
    .addColumn('calculated', 'bigint', required)
    .addColumn('granted', 'bigint', required)
    .addColumn('claimable', 'bigint', required)
    .addColumn('self_paid_in_scope', 'bigint', required)
    .addColumn('self_paid', 'bigint', required)
    .addColumn('undecided', 'integer', required)
    .addColumn('due_at', instant)
    .addColumn('decided_at', instant)
    .addColumn('figures', json)
    .addColumn('fold', json)
    .addPrimaryKeyConstraint('benefit_year_key', ['person_id', 'year'])
    .addForeignKeyConstraint('benefit_year_person', ['person_id'], 'person', ['person_id'])
    .modifyEnd(options)
    .execute();
  await db.schema.createIndex('benefit_year_due').on('benefit_year').column('due_at').execute();
}

async function createDecision(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('decision')
    .addColumn('decision_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('person_id', 'bigint', required)
    .addColumn('year', 'smallint', required)
    .addColumn('sequence', 'integer', required)
    .addColumn('settlement_id', 'bigint')
    .addColumn('revision', 'integer')
    .addColumn('reason', 'varchar(16)', required)
    .addColumn('document', 'varchar(64)')
    .addColumn('version', 'varchar(64)')
    .addColumn('on_day', 'date', required)
    .addColumn('state', 'varchar(16)', required)
    .addColumn('calculated', 'bigint')
    .addColumn('change', 'bigint', required)
    .addColumn('decided_at', instant, required)
    .addColumn('facts', json, required)
    .addColumn('outcome', json, required)
    .addColumn('explanation', json)
    // The last guard: two writers of one year cannot both append.
    .addUniqueConstraint('decision_order', ['person_id', 'year', 'sequence'])
    .addForeignKeyConstraint('decision_person', ['person_id'], 'person', ['person_id'])
    .addForeignKeyConstraint('decision_settlement', ['settlement_id'], 'settlement', ['settlement_id'])
    .modifyEnd(options)
    .execute();
}
