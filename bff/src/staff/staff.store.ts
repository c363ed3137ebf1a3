import type { StaffRole } from '@yijiutong/rules/contract';
import type { Insertable, Selectable, Updateable } from 'kysely';

import type { OrganisationRow } from '../organisation/organisation.store.ts';
import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { StaffTable } from '../storage/staff-tables.ts';
import type { Database } from '../storage/tables.ts';

export type StaffRow = Selectable<StaffTable>;

type Sealed = 'name' | 'phone' | 'totp_secret';

export function rowOfStaff(publicId: string, column: Sealed): RowIdentity {
  return `staff:${publicId}:${column}`;
}

/** One of the staff with where she works. */
export interface StaffMember {
  row: StaffRow;
  organisation: OrganisationRow;
  roles: StaffRole[];
}

function joined(db: Database) {
  return db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .selectAll('staff')
    .select([
      'organisation.public_id as organisation_public_id',
      'organisation.level',
      'organisation.kind',
      'organisation.code',
      'organisation.slug',
      'organisation.name as organisation_name',
      'organisation.created_at as organisation_created_at',
      'organisation.closed_at',
    ]);
}
type Joined = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>;

function memberOf(joinedRow: Joined): StaffMember {
  const {
    organisation_public_id: public_id,
    organisation_name: name,
    organisation_created_at: created_at,
    level,
    kind,
    code,
    slug,
    closed_at,
    ...row
  } = joinedRow;
  const { organisation_id } = row;
  return {
    row,
    organisation: { organisation_id, public_id, level, kind, code, slug, name, created_at, closed_at },
    roles: JSON.parse(row.roles) as StaffRole[],
  };
}

export async function findStaffByLogin(db: Database, login: string): Promise<StaffMember | undefined> {
  const row = await joined(db).where('staff.login', '=', login).executeTakeFirst();
  return row && memberOf(row);
}

export async function findStaffByPublicId(db: Database, publicId: string): Promise<StaffMember | undefined> {
  const row = await joined(db).where('staff.public_id', '=', publicId).executeTakeFirst();
  return row && memberOf(row);
}

/** Whose first sign-in this is the second half of. */
export async function findStaffByEnrolment(db: Database, hash: Buffer): Promise<StaffMember | undefined> {
  const row = await joined(db).where('staff.enrolment_hash', '=', hash).executeTakeFirst();
  return row && memberOf(row);
}

/** Held until the transaction ends: nobody else changes her roles, her place or her password meanwhile. */
export async function lockStaff(trx: Database, staffId: number): Promise<StaffMember> {
  const row = await joined(trx).where('staff.staff_id', '=', staffId).forUpdate().executeTakeFirstOrThrow();
  return memberOf(row);
}

/** The staff of this division and of all below it. */
export async function listStaffBelow(db: Database, code: string): Promise<StaffMember[]> {
  const rows = await joined(db)
    .where('organisation.code', 'like', `${code}%`)
    .orderBy('organisation.code')
    .orderBy('staff.login')
    .execute();
  return rows.map(memberOf);
}

/** The roles that a person has under other logins. */
export async function listRolesOfPerson(
  db: Database,
  certnoIndex: Buffer,
  exceptLogin: string,
): Promise<StaffRole[]> {
  const rows = await db
    .selectFrom('staff')
    .select('roles')
    .where('certno_index', '=', certnoIndex)
    .where('state', '=', 'active')
    .where('login', '!=', exceptLogin)
    .execute();
  return rows.flatMap(({ roles }) => JSON.parse(roles) as StaffRole[]);
}

/** `undefined`: somebody has this login. */
export async function insertStaff(db: Database, row: Insertable<StaffTable>): Promise<number | undefined> {
  try {
    const { insertId } = await db.insertInto('staff').values(row).executeTakeFirstOrThrow();
    return Number(insertId);
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

export async function updateStaff(
  db: Database,
  staffId: number,
  change: Updateable<StaffTable>,
): Promise<void> {
  await db.updateTable('staff').set(change).where('staff_id', '=', staffId).execute();
}

/** Takes a code's step, once: `false` where it, or a later one, was taken before. */
export async function takeTotpStep(db: Database, staffId: number, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ totp_step: step })
    .where('staff_id', '=', staffId)
    .where((where) => where.or([where('totp_step', 'is', null), where('totp_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export function openStaffField(crypto: FieldCrypto, row: StaffRow, column: Sealed): string | undefined {
  const sealed = row[column];
  return sealed === null ? undefined : crypto.open(sealed, rowOfStaff(row.public_id, column));
}
