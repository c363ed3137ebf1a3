// A case's whole life: its kind and road, who did what at each step and why, what was found, and what the county decided.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const json = sql`mediumtext`;
const sealed = sql`varbinary(4096)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await widenClaim(db);
  await widenHistory(db);
  await createReview(db);
  await createVisit(db);
  await createMeans(db);
  await createPublicity(db);
}

async function widenClaim(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('claim')
    .addColumn('kind', 'varchar(16)', (column) => column.notNull().defaultTo('reimbursement'))
    .addColumn('village', 'char(12)')
    .addColumn('appeal_of', 'bigint')
    // The refused case while its appeal is under way: nobody appeals twice at once.
    .addColumn('live_appeal_of', 'bigint', (column) => column.unique())
    // The case whose recognition opened this one by the law: it opens once.
    .addColumn('opened_by', 'bigint', (column) => column.unique())
    .addColumn('has_money', 'boolean', (column) => column.notNull().defaultTo(0))
    .addColumn('asked_in', 'varchar(20)')
    .addColumn('recognised_on', 'date')
    .addColumn('publicity_until', 'date')
    .addColumn('step_due_on', 'date')
    // The working days that were left when the clock stopped.
    .addColumn('days_left', 'integer')
    .addColumn('proposed', 'varchar(8)')
    .addColumn('proposed_amount', 'bigint')
    .addColumn('approved_amount', 'bigint')
    .addColumn('paid_amount', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('refusal_reason', 'varchar(40)')
    .addColumn('refusal_clause', 'varchar(120)')
    .execute();
  // Until now every claim was for bills.
  await sql`UPDATE claim SET has_money = 1 WHERE submitted_at IS NOT NULL`.execute(db);
  await db.schema.alterTable('claim_bill').addColumn('paper_settlement_id', 'bigint').execute();
  // One draft of each kind.
  await db.schema.alterTable('claim').dropIndex('draft_of').execute();
  await db.schema.createIndex('claim_draft').unique().on('claim').columns(['draft_of', 'kind']).execute();
  await db.schema
    .createIndex('claim_in_place')
    .on('claim')
    .columns(['place', 'state', 'step_due_on'])
    .execute();
  await db.schema
    .createIndex('claim_in_village')
    .on('claim')
    .columns(['village', 'state', 'step_due_on'])
    .execute();
  await db.schema.createIndex('claim_appeal').on('claim').columns(['appeal_of']).execute();
}

async function widenHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('claim_event')
    .addColumn('organisation_id', 'bigint')
    .addColumn('reason', 'varchar(40)')
    .addColumn('words', sealed)
    // The day whose policy it was done under.
    .addColumn('policy_on', 'date')
    .execute();
  // Until now a county's system asked for corrections; it was the reviewer's.
  await sql`UPDATE claim_event SET by_role = 'county_reviewer' WHERE by_role = 'reviewer'`.execute(db);
}

async function createReview(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_review')
    .addColumn('claim_id', 'bigint', required)
    // The version that it made.
    .addColumn('version', 'integer', required)
    .addColumn('stage', 'varchar(20)', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('verdict', 'varchar(12)', required)
    .addColumn('reason', 'varchar(40)')
    .addColumn('clause', 'varchar(120)')
    .addColumn('words', sealed)
    .addColumn('figures', json)
    .addColumn('amount', 'bigint')
    .addColumn('document', 'varchar(64)')
    .addColumn('document_version', 'varchar(64)')
    .addColumn('policy_on', 'date', required)
    .addColumn('explanation', json)
    .addColumn('made_at', instant, required)
    .addPrimaryKeyConstraint('claim_review_key', ['claim_id', 'version'])
    .addForeignKeyConstraint('claim_review_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}

async function createVisit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_visit')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('version', 'integer', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('visited_on', 'date', required)
    // JSON of what was found, sealed: members, income, house, illness.
    .addColumn('findings', sealed, required)
    .addPrimaryKeyConstraint('claim_visit_key', ['claim_id', 'version'])
    .addForeignKeyConstraint('claim_visit_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}

async function createMeans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_means')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('version', 'integer', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('checked_on', 'date', required)
    .addColumn('within_limit', 'boolean', required)
    // Twelve months of cost that the family paid itself, as checked; fen.
    .addColumn('self_paid', 'bigint')
    .addColumn('words', sealed)
    .addPrimaryKeyConstraint('claim_means_key', ['claim_id', 'version'])
    .addForeignKeyConstraint('claim_means_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}

async function createPublicity(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_publicity')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('version', 'integer', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('starts_on', 'date', required)
    // The last day.
    .addColumn('ends_on', 'date', required)
    .addColumn('ended_at', instant)
    .addPrimaryKeyConstraint('claim_publicity_key', ['claim_id', 'version'])
    .addForeignKeyConstraint('claim_publicity_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();

  await db.schema
    .createTable('publicity_objection')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('version', 'integer', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('words', sealed, required)
    .addColumn('received_at', instant, required)
    .addPrimaryKeyConstraint('publicity_objection_key', ['claim_id', 'version'])
    .addForeignKeyConstraint('publicity_objection_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}
