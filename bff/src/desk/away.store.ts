// Who of the staff is away, and who could stand in for her.
import { sql, type Insertable, type Selectable } from 'kysely';

import type { StaffAwayTable } from '../storage/desk-tables.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

export type AwayRow = Selectable<StaffAwayTable>;

export async function isAway(db: Database, staffId: number, today: string): Promise<boolean> {
  return (await listAway(db, [staffId])).some((row) => covers(row, today));
}

const covers = ({ from_on: from, until_on: until }: AwayRow, day: string) => from <= day && until >= day;

/** Whether nothing may wait for her: she is away, or no longer works here. */
export async function isGone(db: Database, staffId: number, today: string): Promise<boolean> {
  return (await listGone(db, [staffId], today)).has(staffId);
}

/** Those of them for whom nothing may wait. */
export async function listGone(
  db: Database,
  staffIds: readonly number[],
  today: string,
): Promise<Set<number>> {
  if (staffIds.length === 0) return new Set();
  const active = await db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select('staff.staff_id')
    .where('staff.staff_id', 'in', staffIds)
    .where('staff.state', '=', 'active')
    .where('organisation.closed_at', 'is', null)
    .execute();
  const away = (await listAway(db, staffIds)).filter((row) => covers(row, today));
  const here = new Set<number | null>(active.map((row) => row.staff_id));
  for (const { live_staff_id: id } of away) here.delete(id);
  return new Set(staffIds.filter((id) => !here.has(id)));
}

export function listAway(db: Database, staffIds: readonly number[]): Promise<AwayRow[]> {
  return db.selectFrom('staff_away').selectAll().where('live_staff_id', 'in', staffIds).execute();
}

/** `undefined`: two say at once that she is away. */
export async function insertAway(
  trx: Database,
  row: Insertable<StaffAwayTable>,
): Promise<number | undefined> {
  try {
    const { insertId } = await trx.insertInto('staff_away').values(row).executeTakeFirstOrThrow();
    return Number(insertId);
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

/** Whether there was anything to end. */
export async function endAwayRow(trx: Database, staffId: number, at: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('staff_away')
    .set({ ended_at: at, live_staff_id: null })
    .where('live_staff_id', '=', staffId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function markMoved(trx: Database, awayId: number, at: string): Promise<void> {
  await trx.updateTable('staff_away').set({ moved_at: at }).where('away_id', '=', awayId).execute();
}

/** Those that have begun and whose cases are still with them. */
export function listUnmoved(db: Database, today: string): Promise<AwayRow[]> {
  return db
    .selectFrom('staff_away')
    .selectAll()
    .where('live_staff_id', 'is not', null)
    .where('moved_at', 'is', null)
    .where('from_on', '<=', today)
    .execute();
}

/** Those that are over: she can be away again. */
export async function endPassed(db: Database, today: string, at: string): Promise<void> {
  await db
    .updateTable('staff_away')
    .set({ ended_at: at, live_staff_id: null })
    .where('live_staff_id', 'is not', null)
    .where('until_on', '<', today)
    .execute();
}

/** The claims that she has, by their public names. */
export async function listHeld(db: Database, staffId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('claim_desk')
    .innerJoin('claim', 'claim.claim_id', 'claim_desk.claim_id')
    .select('claim.public_id')
    .where('claim_desk.assigned_to', '=', staffId)
    .orderBy('claim_desk.claim_id')
    .execute();
  return rows.map((row) => row.public_id);
}

/** How many each of them has. */
export async function countHeld(db: Database, staffIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('claim_desk')
    .select(['assigned_to', (of) => of.fn.countAll<number>().as('open')])
    .where('assigned_to', 'in', staffIds)
    .groupBy('assigned_to')
    .execute();
  return new Map(rows.map((row) => [row.assigned_to ?? 0, row.open]));
}

/** Active staff of the organisations of exactly this division. */
export function listStaffAt(db: Database, code: string) {
  return db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select([
      'staff.staff_id',
      'staff.public_id',
      'staff.name',
      'staff.roles',
      'organisation.name as organisation',
    ])
    .where('organisation.code', '=', code)
    .where('staff.state', '=', 'active')
    .orderBy(sql`staff.staff_id`)
    .execute();
}
