import type { Selectable } from 'kysely';

import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database, PersonTable } from '../storage/tables.ts';
import type { InsuredPerson } from './identity-source.ts';

export interface Person extends InsuredPerson {
  personId: number;
}

const sealedColumns = ['psn_no', 'certno', 'name'] as const;
type SealedColumn = (typeof sealedColumns)[number];

/** The platform gave one psn_no to two citizens, or the database holds such a pair: nothing is written. */
export class PersonConflict extends Error {
  override name = 'PersonConflict';
}

export const certnoIndex = (crypto: FieldCrypto, certno: string) => crypto.blindIndex('certno', certno);
export const psnNoIndex = (crypto: FieldCrypto, psnNo: string) => crypto.blindIndex('psn_no', psnNo);

function identityOf(personId: number, column: SealedColumn): RowIdentity {
  return `person:${personId}:${column}`;
}

/**
 * Writes what the national platform says of a person, and returns her number here. A citizen number is one person;
 * her psn_no, name and region may change. Call it inside `transact`.
 * @throws {PersonConflict} when the psn_no belongs to another citizen
 */
export async function upsertPerson(
  trx: Database,
  crypto: FieldCrypto,
  person: InsuredPerson,
  now: number,
): Promise<number> {
  const index = certnoIndex(crypto, person.certno);
  const personId = (await lockPerson(trx, index)) ?? (await insertPerson(trx, crypto, person, now));
  const seal = (column: SealedColumn, value: string) => crypto.seal(value, identityOf(personId, column));
  try {
    await trx
      .updateTable('person')
      .set({
        psn_no_index: psnNoIndex(crypto, person.psnNo),
        psn_no: seal('psn_no', person.psnNo),
        certno: seal('certno', person.certno),
        name: seal('name', person.name),
        region: person.region,
        insurance: person.insurance,
        updated_at: toColumn(now),
      })
      .where('person_id', '=', personId)
      .execute();
  } catch (error) {
    throw isDuplicate(error)
      ? new PersonConflict('one psn_no stands for two citizens', { cause: error })
      : error;
  }
  return personId;
}

async function lockPerson(trx: Database, index: Buffer): Promise<number | undefined> {
  const row = await trx
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', index)
    .forUpdate()
    .executeTakeFirst();
  return row?.person_id;
}

async function insertPerson(
  trx: Database,
  crypto: FieldCrypto,
  person: InsuredPerson,
  now: number,
): Promise<number> {
  const index = certnoIndex(crypto, person.certno);
  try {
    const { insertId } = await trx
      .insertInto('person')
      .values({
        certno_index: index,
        psn_no_index: psnNoIndex(crypto, person.psnNo),
        psn_no: null,
        certno: null,
        name: null,
        region: person.region,
        insurance: person.insurance,
        created_at: toColumn(now),
        updated_at: toColumn(now),
      })
      .executeTakeFirstOrThrow();
    return Number(insertId);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Another request was first with the same citizen, or the psn_no is somebody else's.
    const winner = await lockPerson(trx, index);
    if (winner !== undefined) return winner;
    throw new PersonConflict('one psn_no stands for two citizens', { cause: error });
  }
}

/** '' where the platform has not told it. */
export function openPersonName(crypto: FieldCrypto, personId: number, sealed: Buffer | null): string {
  return sealed === null ? '' : crypto.open(sealed, identityOf(personId, 'name'));
}

/** The sealed names of persons. */
export async function listPersonNames(
  db: Database,
  personIds: readonly number[],
): Promise<Map<number, Buffer | null>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select(['person_id', 'name'])
    .where('person_id', 'in', personIds)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.name]));
}

const told = ['person_id', ...sealedColumns, 'region', 'insurance'] as const;
type ToldRow = Pick<Selectable<PersonTable>, (typeof told)[number]>;

function openPerson(crypto: FieldCrypto, row: ToldRow): Person {
  const open = (column: SealedColumn) => {
    const sealed = row[column];
    return sealed === null ? '' : crypto.open(sealed, identityOf(row.person_id, column));
  };
  return {
    personId: row.person_id,
    psnNo: open('psn_no'),
    certno: open('certno'),
    name: open('name'),
    region: row.region,
    insurance: row.insurance,
  };
}

/** @throws when there is no such person: a person's row is never removed. */
export async function getPerson(db: Database, crypto: FieldCrypto, personId: number): Promise<Person> {
  const row = await db
    .selectFrom('person')
    .select(told)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return openPerson(crypto, row);
}

/** Many persons at once. */
export async function listPersons(
  db: Database,
  crypto: FieldCrypto,
  personIds: readonly number[],
): Promise<Map<number, Person>> {
  if (personIds.length === 0) return new Map();
  const rows = await db.selectFrom('person').select(told).where('person_id', 'in', personIds).execute();
  return new Map(rows.map((row) => [row.person_id, openPerson(crypto, row)]));
}
