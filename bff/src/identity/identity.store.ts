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

/** Two recognitions of one day are one row, which rests on the later one. */
export async function putRosterIdentity(trx: Database, row: Insertable<RosterIdentityTable>): Promise<void> {
  const { valid_to, certifier, claim_id } = row;
  await trx
    .insertInto('roster_identity')
    .values(row)
    .onDuplicateKeyUpdate({ valid_to, certifier, claim_id })
    .execute();
}

export async function hasStandingRoster(db: Database, claimId: number, on: string): Promise<boolean> {
  const row = await db
    .selectFrom('roster_identity')
    .select('roster_identity_id')
    .where('claim_id', '=', claimId)
    .where('valid_from', '<=', on)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', on)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** The days from which a recognition has held: more than one where it was ended and made again. */
export async function listRosterDays(db: Database, claimId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('roster_identity')
    .select('valid_from')
    .where('claim_id', '=', claimId)
    .execute();
  return rows.map(({ valid_from: day }) => day);
}

/** What began after its last day never held at all. Whether anything came to an end. */
export async function endRosterIdentity(trx: Database, claimId: number, lastDay: string): Promise<boolean> {
  const gone = await trx
    .deleteFrom('roster_identity')
    .where('claim_id', '=', claimId)
    .where('valid_from', '>', lastDay)
    .executeTakeFirstOrThrow();
  const ended = await trx
    .updateTable('roster_identity')
    .set({ valid_to: lastDay })
    .where('claim_id', '=', claimId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', lastDay)]))
    .executeTakeFirstOrThrow();
  return gone.numDeletedRows + ended.numUpdatedRows > 0n;
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
