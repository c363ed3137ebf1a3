import type { Database } from '../storage/tables.ts';

/** The blind indexes (hex) of the citizen numbers of a person and of her family: staff with one of them keep away. */
export async function listExcluded(db: Database, personId: number): Promise<string[]> {
  const own = db.selectFrom('person').select('certno_index').where('person_id', '=', personId);
  const family = db.selectFrom('family').select('certno_index').where('person_id', '=', personId);
  const rows = await own.unionAll(family).execute();
  return rows.map((row) => row.certno_index.toString('hex'));
}
