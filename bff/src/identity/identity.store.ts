import type { Insertable } from 'kysely';

import type { Database, RosterIdentityTable } from '../storage/tables.ts';
import type { RosterRow } from './identity.types.ts';

/** What the departments' rosters of a region say of a citizen, in a fixed order. */
export function listRosterIdentities(
  db: Database,
  certnoIndex: Buffer,
  region: string,
): Promise<RosterRow[]> {
  return db
    .selectFrom('roster_identity')
    .select(['category', 'valid_from', 'valid_to', 'certifier'])
    .where('certno_index', '=', certnoIndex)
    .where('region', '=', region)
    .orderBy('category')
    .orderBy('valid_from')
    .execute();
}

export async function insertRosterIdentity(
  trx: Database,
  row: Insertable<RosterIdentityTable>,
): Promise<void> {
  await trx.insertInto('roster_identity').values(row).execute();
}

export function findPersonRow(db: Database, personId: number) {
  return db
    .selectFrom('person')
    .select(['person_id', 'certno_index', 'psn_no_index', 'region', 'insurance'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
}

export function findPersonRowByCertno(db: Database, certnoIndex: Buffer) {
  return db
    .selectFrom('person')
    .select(['person_id', 'psn_no_index'])
    .where('certno_index', '=', certnoIndex)
    .executeTakeFirst();
}
