import type { Database } from '../storage/tables.ts';

export interface NamedStaff {
  public_id: string;
  name: Buffer;
  organisation: string;
}

/** Whoever they were: also those who have left. */
export async function listNames(db: Database, staffIds: readonly number[]): Promise<Map<number, NamedStaff>> {
  if (staffIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select(['staff.staff_id', 'staff.public_id', 'staff.name', 'organisation.name as organisation'])
    .where('staff.staff_id', 'in', staffIds)
    .execute();
  return new Map(rows.map(({ staff_id: id, ...named }) => [id, named]));
}
