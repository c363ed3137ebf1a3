// The officers' desk: a row for each claim that queues are read from, who has it, who is away, and the lane for clean cases.
import { sql, type ColumnBuilderCallback, type Kysely } from 'kysely';

const options = sql`DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`;
const instant = sql`datetime(3)`;
const index = sql`binary(32)`;
const required: ColumnBuilderCallback = (column) => column.notNull();

export async function up(db: Kysely<unknown>): Promise<void> {
  await createDesk(db);
  await fillDesk(db);
  await createAssignment(db);
  await createAway(db);
  await createOpened(db);
  await createLane(db);
  // Duplicates: the same bytes sent by two people, and bills on paper that are alike.
  await db.schema.createIndex('paper_page_bytes').on('paper_page').column('sha256').execute();
  await db.schema.createIndex('claim_bill_alike').on('claim_bill').columns(['on_day', 'total']).execute();
}

async function createDesk(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_desk')
    .addColumn('claim_id', 'bigint', (column) => column.primaryKey())
    .addColumn('person_id', 'bigint', required)
    .addColumn('place', 'char(6)', required)
    .addColumn('village', 'char(12)')
    .addColumn('state', 'varchar(20)', required)
    .addColumn('kind', 'varchar(16)', required)
    .addColumn('number', 'char(17)')
    .addColumn('due_on', 'date')
    .addColumn('harm', sql`tinyint`, required)
    .addColumn('ease', sql`tinyint`, required)
    .addColumn('weight', 'smallint', required)
    .addColumn('amount', 'bigint')
    .addColumn('account_index', index)
    .addColumn('weighed_at', instant)
    .addColumn('assigned_to', 'bigint')
    .addForeignKeyConstraint('claim_desk_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
  // What a queue filters by stands in its index: those that a filter leaves out are passed over without being read.
  const filters = ['due_on', 'assigned_to', 'kind', 'village', 'person_id'];
  await sql`CREATE INDEX claim_desk_urgent ON claim_desk
    (place, state, weight DESC, claim_id, ${sql.raw(filters.join(', '))})`.execute(db);
  await sql`CREATE INDEX claim_desk_overdue ON claim_desk
    (place, state, due_on, weight DESC, claim_id, ${sql.raw(filters.slice(1).join(', '))})`.execute(db);
  await db.schema
    .createIndex('claim_desk_village')
    .on('claim_desk')
    .columns(['village', 'state', 'due_on'])
    .execute();
  await db.schema.createIndex('claim_desk_person').on('claim_desk').columns(['person_id']).execute();
  await db.schema.createIndex('claim_desk_account').on('claim_desk').columns(['account_index']).execute();
  await db.schema.createIndex('claim_desk_assigned').on('claim_desk').columns(['assigned_to']).execute();
  await db.schema.createIndex('claim_desk_weighed').on('claim_desk').columns(['weighed_at']).execute();
}

/** Claims that were sent before there were desks; the sweeper weighs them. */
async function fillDesk(db: Kysely<unknown>): Promise<void> {
  await sql`INSERT INTO claim_desk
      (claim_id, person_id, place, village, state, kind, number, due_on, harm, ease, weight)
    SELECT claim_id, person_id, place, village, state, kind, number,
           LEAST(COALESCE(step_due_on, due_on), COALESCE(due_on, step_due_on)), 1, 1, 1
    FROM claim WHERE submitted_at IS NOT NULL OR state NOT IN ('draft', 'withdrawn')`.execute(db);
}

async function createAssignment(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('desk_assignment')
    .addColumn('assignment_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('claim_id', 'bigint', required)
    .addColumn('state', 'varchar(20)', required)
    .addColumn('staff_id', 'bigint')
    .addColumn('by_staff', 'bigint')
    .addColumn('why', 'varchar(12)', required)
    .addColumn('at', instant, required)
    .addForeignKeyConstraint('desk_assignment_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('desk_assignment_claim')
    .on('desk_assignment')
    .columns(['claim_id', 'assignment_id'])
    .execute();
}

async function createAway(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staff_away')
    .addColumn('away_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('staff_id', 'bigint', required)
    .addColumn('live_staff_id', 'bigint', (column) => column.unique())
    .addColumn('from_on', 'date', required)
    .addColumn('until_on', 'date', required)
    .addColumn('hand_to', 'bigint')
    .addColumn('set_by', 'bigint', required)
    .addColumn('set_at', instant, required)
    .addColumn('moved_at', instant)
    .addColumn('ended_at', instant)
    .addForeignKeyConstraint('staff_away_of', ['staff_id'], 'staff', ['staff_id'])
    .modifyEnd(options)
    .execute();
}

async function createOpened(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claim_opened')
    .addColumn('claim_id', 'bigint', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('version', 'integer', required)
    .addColumn('opened_at', instant, required)
    .addPrimaryKeyConstraint('claim_opened_key', ['claim_id', 'staff_id'])
    .addForeignKeyConstraint('claim_opened_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
}

async function createLane(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lane_approval')
    .addColumn('lane_id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('claim_id', 'bigint', required)
    .addColumn('live_claim_id', 'bigint', (column) => column.unique())
    .addColumn('version', 'integer', required)
    .addColumn('amount', 'bigint', required)
    .addColumn('staff_id', 'bigint', required)
    .addColumn('staff_public_id', 'char(22)', required)
    .addColumn('organisation_id', 'bigint', required)
    .addColumn('approved_at', instant, required)
    .addColumn('effective_at', instant, required)
    .addColumn('state', 'varchar(8)', required)
    .addColumn('why', 'varchar(40)')
    .addColumn('settled_at', instant)
    .addForeignKeyConstraint('lane_approval_of', ['claim_id'], 'claim', ['claim_id'])
    .modifyEnd(options)
    .execute();
  await db.schema
    .createIndex('lane_approval_due')
    .on('lane_approval')
    .columns(['state', 'effective_at'])
    .execute();
  await db.schema
    .createIndex('lane_approval_staff')
    .on('lane_approval')
    .columns(['staff_id', 'state', 'settled_at'])
    .execute();
}
