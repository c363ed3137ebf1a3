// The row of each claim on the officers' desks, who has had it, and who has opened it.
import { sql, type Insertable, type Selectable } from 'kysely';

import type { Entered } from '../access/hands.ts';
import { indexOf, isHerHelp, listActorsOf, listPageHelp, type Hands } from '../staff/hands.store.ts';
import type { ClaimDeskTable, DeskAssignmentTable } from '../storage/desk-tables.ts';
import type { Database } from '../storage/tables.ts';

export type DeskRow = Selectable<ClaimDeskTable>;
export type AssignmentRow = Selectable<DeskAssignmentTable>;

export function findDesk(db: Database, claimId: number): Promise<DeskRow | undefined> {
  return db.selectFrom('claim_desk').selectAll().where('claim_id', '=', claimId).executeTakeFirst();
}

/** After the claim itself was locked. */
export function lockDesk(trx: Database, claimId: number): Promise<DeskRow | undefined> {
  return trx
    .selectFrom('claim_desk')
    .selectAll()
    .where('claim_id', '=', claimId)
    .forUpdate()
    .executeTakeFirst();
}

/** Of a locked claim. */
export async function putDesk(trx: Database, row: DeskRow): Promise<void> {
  const { claim_id, ...change } = row;
  await trx
    .insertInto('claim_desk')
    .values({ claim_id, ...change })
    .onDuplicateKeyUpdate(change)
    .execute();
}

/** Of a locked claim. */
export async function setAssigned(trx: Database, claimId: number, staffId: number | null): Promise<void> {
  await trx.updateTable('claim_desk').set({ assigned_to: staffId }).where('claim_id', '=', claimId).execute();
}

export async function insertAssignment(
  trx: Database,
  row: Omit<Insertable<DeskAssignmentTable>, 'assignment_id'>,
): Promise<void> {
  await trx.insertInto('desk_assignment').values(row).execute();
}

/** In their order. */
export function listAssignments(db: Database, claimId: number): Promise<AssignmentRow[]> {
  return db
    .selectFrom('desk_assignment')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('assignment_id')
    .execute();
}

/** Who had the claim last when it stood in this state, and still works here and is not away; null: nobody. */
export async function findFormerHolder(
  db: Database,
  { claimId, state, today }: { claimId: number; state: DeskRow['state']; today: string },
): Promise<number | null> {
  const last = await db
    .selectFrom('desk_assignment')
    .innerJoin('staff', 'staff.staff_id', 'desk_assignment.staff_id')
    .leftJoin('staff_away', (join) =>
      join
        .onRef('staff_away.live_staff_id', '=', 'staff.staff_id')
        .on('staff_away.from_on', '<=', today)
        .on('staff_away.until_on', '>=', today),
    )
    .select(['staff.staff_id', 'staff.state', 'staff_away.away_id'])
    .where(
      'desk_assignment.assignment_id',
      '=',
      db
        .selectFrom('desk_assignment as newest')
        .select((of) => of.fn.max('newest.assignment_id').as('id'))
        .where('newest.claim_id', '=', claimId)
        .where('newest.state', '=', state),
    )
    .executeTakeFirst();
  return last?.state === 'active' && last.away_id === null ? last.staff_id : null;
}

/** Claims that the migration has put on desks without weighing them. */
export async function listUnweighed(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('claim_desk')
    .innerJoin('claim', 'claim.claim_id', 'claim_desk.claim_id')
    .select('claim.public_id')
    .where('claim_desk.weighed_at', 'is', null)
    .limit(limit)
    .execute();
  return rows.map((row) => row.public_id);
}

/**
 * Claims under way whose promised day lies before today and was not told of, the oldest first. While the clock does not run
 * there is no such day.
 */
export async function listOverdue(db: Database, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('claim')
    .select('public_id')
    .where('due_on', '<', today)
    .where((where) =>
      where.or([where('overdue_told', 'is', null), where('overdue_told', '<>', where.ref('due_on'))]),
    )
    .where('working_days_provisional', '=', 0)
    .where('due_provisional', '=', 0)
    .where('number', 'is not', null)
    .orderBy('due_on')
    .limit(limit)
    .execute();
  return rows.map((row) => row.public_id);
}

/** Of a locked claim. */
export async function setOverdueTold(trx: Database, claimId: number, day: string): Promise<void> {
  await trx.updateTable('claim').set({ overdue_told: day }).where('claim_id', '=', claimId).execute();
}

export async function markOpened(
  db: Database,
  row: { claim_id: number; staff_id: number; version: number; opened_at: string },
): Promise<void> {
  const { version, opened_at } = row;
  await db.insertInto('claim_opened').values(row).onDuplicateKeyUpdate({ version, opened_at }).execute();
}

/** Whether she has seen the claim as it stands now. */
export async function hasOpened(
  db: Database,
  { claimId, staffId, version }: { claimId: number; staffId: number; version: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('claim_opened')
    .select('version')
    .where('claim_id', '=', claimId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  return row?.version === version;
}

/** What this person has done on these claims, under whichever login, and as a volunteer. */
export async function listOwnEvents(
  db: Database,
  hands: Hands,
  claimIds: readonly number[],
): Promise<Entered[]> {
  if (claimIds.length === 0) return [];
  const actors = await listActorsOf(db, hands);
  const events = await db
    .selectFrom('claim_event')
    .select(['claim_id', 'kind', 'actor', 'by_role', 'agent_index'])
    .where('claim_id', 'in', claimIds)
    .where((where) => where.or([where('actor', 'in', actors), isHerHelp(hands)]))
    .execute();
  return [...events, ...(await listPageHelp(db, claimIds, indexOf(hands)))];
}

/** `5104` covers 510402; `510402901` covers the village 510402901001. */
export function withinScope(scope: string) {
  const column = sql.ref(scope.length > 6 ? 'claim_desk.village' : 'claim_desk.place');
  return scope.length === 6 || scope.length === 12
    ? sql<boolean>`${column} = ${scope}`
    : sql<boolean>`${column} LIKE ${`${scope}%`}`;
}
