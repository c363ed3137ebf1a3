import type { Database } from '../storage/tables.ts';

export interface NamedStaff {
  public_id: string;
  name: Buffer;
  organisation: string;
}

/** Whoever they were: also those who have left. */
export async function listNames(db: Database, staffIds: readonly number[]): Promise<Map<number, NamedStaff>> {
  if (staffIds.length === 0) return new Map();
  const rows = await named(db).where('staff.staff_id', 'in', staffIds).execute();
  return new Map(rows.map(({ staff_id: id, ...one }) => [id, one]));
}

/** As the audit has written them down. */
export function listNamesByPublicId(db: Database, publicIds: readonly string[]): Promise<NamedStaff[]> {
  if (publicIds.length === 0) return Promise.resolve([]);
  return named(db).where('staff.public_id', 'in', publicIds).execute();
}

const named = (db: Database) =>
  db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select(['staff.staff_id', 'staff.public_id', 'staff.name', 'organisation.name as organisation']);
