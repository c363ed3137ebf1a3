import type { StaffRole } from '@yijiutong/rules/contract';
import type { Selectable } from 'kysely';

import type { StaffSession } from '../session/session.state.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import type { StaffSessionTable } from '../storage/staff-tables.ts';
import type { Database } from '../storage/tables.ts';

export interface StoredStaffSession extends StaffSession {
  lastSeenAt: number;
}

const bytesOf = (tokenHash: string) => Buffer.from(tokenHash, 'hex');

export async function insertStaffSession(
  db: Database,
  row: {
    tokenHash: string;
    publicId: string;
    staffId: number;
    now: number;
    expiresAt: number;
    endsAt: number;
  },
): Promise<void> {
  await db
    .insertInto('staff_session')
    .values({
      token_hash: bytesOf(row.tokenHash),
      public_id: row.publicId,
      staff_id: row.staffId,
      created_at: toColumn(row.now),
      last_seen_at: toColumn(row.now),
      expires_at: toColumn(row.expiresAt),
      ends_at: toColumn(row.endsAt),
    })
    .execute();
}

/** The session of a token, expired or not, of somebody who may work: who was disabled, or whose organisation closed, has none. */
export async function loadStaffSession(
  db: Database,
  tokenHash: string,
): Promise<StoredStaffSession | undefined> {
  const row = await db
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.staff_id', 'staff_session.staff_id')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select([
      'staff_session.last_seen_at',
      'staff_session.expires_at',
      'staff_session.ends_at',
      'staff.staff_id',
      'staff.public_id',
      'staff.roles',
      'staff.certno_index',
      'organisation.organisation_id',
      'organisation.level',
      'organisation.code',
    ])
    .where('token_hash', '=', bytesOf(tokenHash))
    .where('staff.state', '=', 'active')
    .where('organisation.closed_at', 'is', null)
    .executeTakeFirst();
  return (
    row && {
      tokenHash,
      staffId: row.staff_id,
      publicId: row.public_id,
      organisationId: row.organisation_id,
      level: row.level,
      code: row.code,
      roles: JSON.parse(row.roles) as StaffRole[],
      certnoIndex: row.certno_index?.toString('hex') ?? null,
      lastSeenAt: fromColumn(row.last_seen_at),
      expiresAt: fromColumn(row.expires_at),
      endsAt: fromColumn(row.ends_at),
    }
  );
}

export async function touchStaffSession(
  db: Database,
  tokenHash: string,
  seen: { now: number; expiresAt: number },
): Promise<void> {
  await db
    .updateTable('staff_session')
    .set({ last_seen_at: toColumn(seen.now), expires_at: toColumn(seen.expiresAt) })
    .where('token_hash', '=', bytesOf(tokenHash))
    .execute();
}

export function listStaffSessionRows(
  db: Database,
  staffId: number,
  now: number,
): Promise<Selectable<StaffSessionTable>[]> {
  return db
    .selectFrom('staff_session')
    .selectAll()
    .where('staff_id', '=', staffId)
    .where('expires_at', '>', toColumn(now))
    .orderBy('created_at', 'desc')
    .execute();
}

/** Whose session it is, by what the API calls it. */
export async function findSessionHolder(db: Database, publicId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('staff_session')
    .select('staff_id')
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row?.staff_id;
}

export async function deleteStaffSession(
  db: Database,
  which: { tokenHash: string } | { publicId: string },
): Promise<void> {
  const removal = db.deleteFrom('staff_session');
  await (
    'tokenHash' in which
      ? removal.where('token_hash', '=', bytesOf(which.tokenHash))
      : removal.where('public_id', '=', which.publicId)
  ).execute();
}

/** @param but the session that stays, where one does */
export async function deleteStaffSessionsOf(db: Database, staffId: number, but?: string): Promise<void> {
  const removal = db.deleteFrom('staff_session').where('staff_id', '=', staffId);
  await (but === undefined ? removal : removal.where('token_hash', '!=', bytesOf(but))).execute();
}
