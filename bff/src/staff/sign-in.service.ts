// Login, password and the authenticator's code, all three at once: which of them was wrong is not said, and takes no
// less time to find out when nobody has the login.
import { createHash, randomBytes } from 'node:crypto';

import type { StaffSignInReply, StaffTokenReply } from '@yijiutong/rules/contract';

import { recordAudit, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { AppError, sessionExpired } from '../error.ts';
import type { StaffSession } from '../session/session.state.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import {
  addressIndex,
  everywhere,
  forgetAttempts,
  keepAttempts,
  lockAttempts,
  loginIndex,
} from './attempt.store.ts';
import { decideAttempt, wrongOnes, wrongOnesEverywhere } from './lockout.ts';
import { checkNewPassword, hashPassword, verifyPassword } from './password.ts';
import { openStaffSession } from './staff-session.service.ts';
import { deleteStaffSessionsOf } from './staff-session.store.ts';
import {
  findStaffByEnrolment,
  findStaffByLogin,
  findStaffByPublicId,
  lockStaff,
  openStaffField,
  rowOfStaff,
  takeTotpStep,
  updateStaff,
  type StaffMember,
} from './staff.store.ts';
import { findTotpStep, newTotpSecret, totpUri } from './totp.ts';

const minute = 60_000;
/** To fetch a phone and read a picture. */
const enrolmentLifetime = 15 * minute;

interface Given {
  login: string;
  password: string;
  code?: string | undefined;
}

/** @throws {AppError} 422 `staff_sign_in_refused`, 429 `staff_locked` */
export async function signInStaff(deps: Deps, given: Given, address: string): Promise<StaffSignInReply> {
  const attempt = { login: given.login, address };
  await countAttempt(deps, attempt);
  const member = await findStaffByLogin(deps.db, given.login);
  const right = await verifyPassword(member?.row.password_hash, given.password);
  const secret = member && openStaffField(deps.crypto, member.row, 'totp_secret');
  const step = findTotpStep(secret, given.code ?? '', deps.clock.now());
  if (member === undefined || !right || !mayWork(member)) throw refused();
  if (member.row.totp_step === null) return beginEnrolment(deps, member, attempt);
  if (step === undefined) throw refused();
  return openSession(deps, member, step, attempt);
}

const mayWork = ({ row, organisation }: StaffMember) =>
  row.state === 'active' && organisation.closed_at === null;

async function openSession(
  deps: Deps,
  member: StaffMember,
  step: number,
  attempt: Attempt,
): Promise<StaffSignInReply> {
  const { row } = member;
  const opened = await transact(deps.db, async (trx) => {
    const now = await lockStaff(trx, row.staff_id);
    // What was checked before may have been changed by an administrator, or by another sign-in with this very code.
    const same = now.row.password_hash === row.password_hash && mayWork(now);
    if (!same || !(await takeTotpStep(trx, row.staff_id, step))) return undefined;
    return signedIn(deps, trx, now, { act: 'staff_sign_in', attempt });
  });
  if (opened === undefined) throw refused();
  return opened;
}

async function signedIn(
  deps: Deps,
  trx: Database,
  member: StaffMember,
  { act, attempt }: { act: string; attempt: Attempt },
): Promise<StaffTokenReply> {
  const { row, organisation } = member;
  const { token, expiresAt, endsAt } = await openStaffSession(trx, deps, row.staff_id);
  await updateStaff(trx, row.staff_id, { last_sign_in_at: toColumn(deps.clock.now()) });
  await forget(deps, trx, attempt);
  await recordAudit(trx, deps, {
    actor: memberActor(member),
    act,
    subject: { kind: 'staff', id: row.public_id },
    place: organisation.code,
  });
  return {
    state: 'signed_in',
    token,
    expiresAt: new Date(expiresAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  };
}

function memberActor({ row, organisation, roles }: StaffMember): AuditActor {
  return {
    kind: 'staff',
    id: row.public_id,
    role: roles.join(','),
    organisationId: organisation.organisation_id,
  };
}

/** With the password alone, and that for a few days: a new secret, which replaces one that was shown and never used. */
async function beginEnrolment(deps: Deps, { row }: StaffMember, attempt: Attempt): Promise<StaffSignInReply> {
  const { db, crypto, clock } = deps;
  const now = clock.now();
  if (row.temporary_until === null || fromColumn(row.temporary_until) <= now) throw refused();
  const secret = newTotpSecret();
  const enrolment = randomBytes(32).toString('base64url');
  const begun = await transact(db, async (trx) => {
    const { row: standing } = await lockStaff(trx, row.staff_id);
    // Another half of the same first sign-in has ended, or an administrator has made a new password, since it was checked.
    if (standing.totp_step !== null || standing.password_hash !== row.password_hash) return false;
    await updateStaff(trx, row.staff_id, {
      totp_secret: crypto.seal(secret, rowOfStaff(row.public_id, 'totp_secret')),
      enrolment_hash: hashOf(enrolment),
      enrolment_until: toColumn(now + enrolmentLifetime),
    });
    await forget(deps, trx, attempt);
    return true;
  });
  if (!begun) throw refused();
  return {
    state: 'enrolment',
    enrolment,
    otpauthUri: totpUri(secret, row.login),
    expiresAt: new Date(now + enrolmentLifetime).toISOString(),
  };
}

const hashOf = (enrolment: string) => createHash('sha256').update(enrolment).digest();

/** @throws {AppError} 422 `staff_enrolment_expired`, `staff_sign_in_refused`, `password_too_weak`; 429 `staff_locked` */
export async function enrolStaff(
  deps: Deps,
  given: { enrolment: string; code: string; newPassword: string },
  address: string,
): Promise<StaffTokenReply> {
  const hash = hashOf(given.enrolment);
  const member = await findStaffByEnrolment(deps.db, hash);
  if (member === undefined || !isOpen(deps, member)) throw enrolmentExpired();
  const { row } = member;
  checkNewPassword(given.newPassword, row.login);
  const attempt = { login: row.login, address };
  await countAttempt(deps, attempt);
  const secret = openStaffField(deps.crypto, row, 'totp_secret');
  const step = findTotpStep(secret, given.code, deps.clock.now());
  const known = await verifyPassword(row.password_hash, given.newPassword);
  if (step === undefined) throw refused();
  if (known) throw new AppError(422, 'password_too_weak', 'choose a password that nobody else has seen');
  const password_hash = await hashPassword(given.newPassword);
  const opened = await transact(deps.db, async (trx) => {
    const now = await lockStaff(trx, row.staff_id);
    // Another half of the same first sign-in, or a reset, was here before.
    if (now.row.enrolment_hash?.equals(hash) !== true || !isOpen(deps, now)) return undefined;
    await updateStaff(trx, row.staff_id, {
      password_hash,
      temporary_until: null,
      enrolment_hash: null,
      enrolment_until: null,
      totp_step: step,
    });
    return signedIn(deps, trx, now, { act: 'staff_enrolled', attempt });
  });
  if (opened === undefined) throw enrolmentExpired();
  return opened;
}

function isOpen({ clock }: Deps, member: StaffMember): boolean {
  const { enrolment_until: until } = member.row;
  return until !== null && fromColumn(until) > clock.now() && mayWork(member);
}

/** Every other session ends. @throws {AppError} 422 `staff_sign_in_refused`, `password_too_weak`; 429 `staff_locked` */
export async function changePassword(
  deps: Deps,
  session: Pick<StaffSession, 'staffId' | 'publicId' | 'tokenHash'>,
  given: { password: string; code: string; newPassword: string },
  address: string,
): Promise<void> {
  const member = await findStaffByPublicId(deps.db, session.publicId);
  if (member === undefined) throw sessionExpired();
  const { row } = member;
  checkNewPassword(given.newPassword, row.login);
  const attempt = { login: row.login, address };
  await countAttempt(deps, attempt);
  const right = await verifyPassword(row.password_hash, given.password);
  const step = findTotpStep(openStaffField(deps.crypto, row, 'totp_secret'), given.code, deps.clock.now());
  if (!right || step === undefined) throw refused();
  if (given.password === given.newPassword) {
    throw new AppError(422, 'password_too_weak', 'the new password is the old one');
  }
  const password_hash = await hashPassword(given.newPassword);
  const taken = await transact(deps.db, async (trx) => {
    const now = await lockStaff(trx, session.staffId);
    if (now.row.password_hash !== row.password_hash) return false;
    if (!(await takeTotpStep(trx, session.staffId, step))) return false;
    await updateStaff(trx, session.staffId, { password_hash });
    await deleteStaffSessionsOf(trx, session.staffId, session.tokenHash);
    await forget(deps, trx, attempt);
    await recordAudit(trx, deps, {
      actor: memberActor(now),
      act: 'staff_password_changed',
      subject: { kind: 'staff', id: row.public_id },
      place: now.organisation.code,
    });
    return true;
  });
  if (!taken) throw refused();
}

interface Attempt {
  login: string;
  address: string;
}

/**
 * Before anything is looked at: many guesses at once are many. Who guesses from elsewhere shuts nobody's own door, unless
 * from very many places.
 * @throws {AppError} 429 `staff_locked`, the same for a login that nobody has
 */
async function countAttempt({ db, crypto, clock, log }: Deps, { login, address }: Attempt): Promise<void> {
  const now = clock.now();
  const here = { login: loginIndex(crypto, login), address: addressIndex(crypto, address) };
  const all = { ...here, address: everywhere };
  const refusedFor = await transact(db, async (trx) => {
    // In this order for everybody.
    const ofAll = decideAttempt(await lockAttempts(trx, all, now), now, wrongOnesEverywhere);
    const ofHere = decideAttempt(await lockAttempts(trx, here, now), now);
    if (!('kept' in ofAll && 'kept' in ofHere)) return Math.max(ofAll.refusedFor, ofHere.refusedFor);
    await keepAttempts(trx, all, ofAll.kept);
    await keepAttempts(trx, here, ofHere.kept);
    if (ofHere.kept.failed > wrongOnes || ofAll.kept.failed >= wrongOnesEverywhere) {
      const failed = { here: ofHere.kept.failed, everywhere: ofAll.kept.failed };
      log.warn({ failed }, 'a login of staff was tried again after it was locked');
    }
    return 0;
  });
  if (refusedFor === 0) return;
  const retryAfter = Math.ceil(refusedFor / 1000);
  throw new AppError(429, 'staff_locked', `too many wrong sign-ins; try again in ${retryAfter} seconds`, {
    retryAfter,
    data: { retryAfterSeconds: retryAfter },
  });
}

const forget = ({ crypto }: Deps, trx: Database, { login, address }: Attempt): Promise<void> =>
  forgetAttempts(trx, loginIndex(crypto, login), addressIndex(crypto, address));

function refused(): AppError {
  return new AppError(
    422,
    'staff_sign_in_refused',
    'login, password or code is wrong; a code is taken once, so wait for the next one',
  );
}

function enrolmentExpired(): AppError {
  return new AppError(
    422,
    'staff_enrolment_expired',
    'the first sign-in took too long or was done already: begin it anew with login and password',
  );
}
