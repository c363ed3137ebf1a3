// Opaque tokens as residents have them, told apart by their beginning. Always from MySQL: there are few staff, and who is
// disabled, moved or signed out is out with her next request, on every machine and while Redis is away.
import { createHash, randomBytes } from 'node:crypto';

import type { StaffSessionReply, StaffSessionsReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { sessionExpired } from '../error.ts';
import type { StaffOwner } from '../middleware/context.ts';
import { presentOrganisation } from '../organisation/organisation.store.ts';
import type { StaffSession } from '../session/session.state.ts';
import { presentInstant } from '../storage/instant.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import {
  deleteStaffSession,
  deleteStaffSessionsOf,
  findSessionHolder,
  insertStaffSession,
  listStaffSessionRows,
  loadStaffSession,
  touchStaffSession,
} from './staff-session.store.ts';
import { findStaffByPublicId, openStaffField } from './staff.store.ts';

const minute = 60_000;
/** Left alone for this long, a desk is locked. */
export const staffIdleLimit = 30 * minute;
/** A working day: after it she signs in anew. */
export const staffAbsoluteLimit = 12 * 60 * minute;
/** Being seen is written no oftener than this. */
const touchStep = minute;

type Ports = Pick<Deps, 'db' | 'clock'>;

/** The token is given out once and never kept. */
export async function openStaffSession(
  trx: Database,
  { clock }: Pick<Deps, 'clock'>,
  staffId: number,
): Promise<{ token: string; expiresAt: number; endsAt: number }> {
  const token = `staff_${randomBytes(32).toString('base64url')}`;
  const now = clock.now();
  const times = { expiresAt: now + staffIdleLimit, endsAt: now + staffAbsoluteLimit };
  await insertStaffSession(trx, {
    tokenHash: hashToken(token),
    publicId: newRecordId(),
    staffId,
    now,
    ...times,
  });
  return { token, ...times };
}

export function findStaffSession(ports: Ports, token: string): Promise<StaffSession | undefined> {
  return findStaffSessionByHash(ports, hashToken(token));
}

/** The same by the hash of the token, for what is bound to a session and must end with it. */
export async function findStaffSessionByHash(
  { db, clock }: Ports,
  tokenHash: string,
): Promise<StaffSession | undefined> {
  const stored = await loadStaffSession(db, tokenHash);
  const now = clock.now();
  if (stored === undefined || stored.expiresAt <= now || stored.endsAt <= now) return undefined;
  const { lastSeenAt, ...session } = stored;
  if (now - lastSeenAt < touchStep) return session;
  const expiresAt = Math.min(now + staffIdleLimit, session.endsAt);
  await touchStaffSession(db, tokenHash, { now, expiresAt });
  return { ...session, expiresAt };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export async function presentStaffSession(
  { db, crypto }: Pick<Deps, 'db' | 'crypto'>,
  session: StaffSession,
): Promise<StaffSessionReply> {
  const member = await findStaffByPublicId(db, session.publicId);
  if (member === undefined) throw sessionExpired();
  const { row, organisation, roles } = member;
  return {
    staffId: row.public_id,
    login: row.login,
    name: openStaffField(crypto, row, 'name') ?? '',
    roles,
    organisation: presentOrganisation(organisation),
    expiresAt: new Date(session.expiresAt).toISOString(),
    endsAt: new Date(session.endsAt).toISOString(),
  };
}

export async function listStaffSessions(
  { db, clock }: Ports,
  session: StaffSession,
): Promise<StaffSessionsReply> {
  const rows = await listStaffSessionRows(db, session.staffId, clock.now());
  return {
    sessions: rows.map((row) => ({
      sessionId: row.public_id,
      openedAt: presentInstant(row.created_at),
      lastSeenAt: presentInstant(row.last_seen_at),
      expiresAt: presentInstant(row.expires_at),
      current: row.token_hash.toString('hex') === session.tokenHash,
    })),
  };
}

export async function endStaffSession(
  { db }: Pick<Deps, 'db'>,
  which: { tokenHash: string } | { publicId: string },
): Promise<undefined> {
  await deleteStaffSession(db, which);
  return undefined;
}

export async function endAllStaffSessions({ db }: Pick<Deps, 'db'>, staffId: number): Promise<undefined> {
  await deleteStaffSessionsOf(db, staffId);
  return undefined;
}

export async function findSessionOwner(db: Database, publicId: string): Promise<StaffOwner | undefined> {
  const staffId = await findSessionHolder(db, publicId);
  return staffId === undefined ? undefined : { staffId };
}
