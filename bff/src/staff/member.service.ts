// Who is on the staff. An administrator looks after her own place and what lies below it, and never after herself.
import type {
  MemberPasswordReply,
  MemberReply,
  MembersReply,
  OrganisationsReply,
  StaffRole,
} from '@yijiutong/rules/contract';

import { goTogether, listRolesOf, takesVolunteers } from '../access/posts.ts';
import { maskPhone } from '../account/mask.ts';
import { certnoIndex } from '../account/person.store.ts';
import { recordAudit, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { listAway } from '../desk/away.store.ts';
import { AppError, notFound } from '../error.ts';
import { releaseFollowUps } from '../message/follow-up.store.ts';
import type { OrganisationOwner } from '../middleware/context.ts';
import {
  findOrganisation,
  listOrganisationsBelow,
  presentOrganisation,
  type OrganisationRow,
} from '../organisation/organisation.store.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { forgetAttempts, loginIndex } from './attempt.store.ts';
import { hashPassword, newTemporaryPassword } from './password.ts';
import { deleteStaffSessionsOf } from './staff-session.store.ts';
import {
  findStaffByPublicId,
  insertStaff,
  listRolesOfPerson,
  listStaffBelow,
  lockStaff,
  openStaffField,
  rowOfStaff,
  updateStaff,
  type StaffMember,
} from './staff.store.ts';

type Ports = Pick<Deps, 'db' | 'crypto' | 'clock'>;

/** A weekend lies in between; longer, and it lies about. */
const temporaryLifetime = 3 * 24 * 60 * 60 * 1000;

/** Who looks after the staff: an administrator, or the operator at the machine, who has no place above her. */
export interface Keeper {
  actor: AuditActor;
  /** Everything that begins with it is hers; '' = all. */
  code: string;
  /** She does not look after herself; null: she is not on the staff. */
  staffId: number | null;
}

export interface NewMember {
  organisationId: string;
  login: string;
  name: string;
  phone: string;
  certno: string | null;
  roles: readonly StaffRole[];
}

export async function listOrganisations(db: Database, code: string): Promise<OrganisationsReply> {
  const rows = await listOrganisationsBelow(db, code);
  return {
    organisations: rows.map((row) => ({
      ...presentOrganisation(row),
      roles: listRolesOf(row),
      takesVolunteers: takesVolunteers(row),
    })),
  };
}

export async function listMembers(deps: Pick<Deps, 'db' | 'crypto'>, code: string): Promise<MembersReply> {
  return { members: await presentMembers(deps, await listStaffBelow(deps.db, code)) };
}

/** @throws {AppError} 404, 409 `login_taken`, 422 `certno_required`, `role_out_of_place`, `roles_not_together` */
export async function addMember(deps: Ports, keeper: Keeper, given: NewMember): Promise<MemberPasswordReply> {
  const { db, crypto, clock } = deps;
  if (given.certno === null) throw certnoRequired();
  const password = newTemporaryPassword();
  const password_hash = await hashPassword(password);
  const until = clock.now() + temporaryLifetime;
  const publicId = newRecordId();
  const index = certnoIndex(crypto, given.certno);
  const member = await transact(db, async (trx) => {
    const organisation = await getOrganisation(trx, keeper, given.organisationId);
    await checkRoles(trx, organisation, { roles: given.roles, certnoIndex: index, login: given.login });
    const staffId = await insertStaff(trx, {
      public_id: publicId,
      organisation_id: organisation.organisation_id,
      login: given.login,
      name: crypto.seal(given.name, rowOfStaff(publicId, 'name')),
      phone: crypto.seal(given.phone, rowOfStaff(publicId, 'phone')),
      certno_index: index,
      roles: JSON.stringify(given.roles),
      state: 'active',
      password_hash,
      temporary_until: toColumn(until),
      totp_secret: null,
      totp_step: null,
      enrolment_hash: null,
      enrolment_until: null,
      created_at: toColumn(clock.now()),
      last_sign_in_at: null,
    });
    if (staffId === undefined) {
      throw new AppError(409, 'login_taken', `somebody signs in as ${given.login} already`);
    }
    await audit(trx, deps, keeper, { act: 'member_added', publicId, organisation, roles: given.roles });
    return lockStaff(trx, staffId);
  });
  return presentPassword(deps, member, password, until);
}

export interface MemberChange {
  organisationId: string;
  roles: readonly StaffRole[];
  state: 'active' | 'disabled';
  /** Left out, what is on file stays. */
  certno?: string | undefined;
}

/**
 * Her sessions end, and calls that she has taken are for others: what she may see is another thing from now on.
 * @throws {AppError} 404, 409 `own_membership`, 422 as above
 */
export async function changeMember(
  deps: Ports,
  keeper: Keeper,
  publicId: string,
  change: MemberChange,
): Promise<MemberReply> {
  const member = await transact(deps.db, async (trx) => {
    const { row } = await lockMember(trx, keeper, publicId);
    const organisation = await getOrganisation(trx, keeper, change.organisationId);
    const entered = change.certno === undefined ? null : certnoIndex(deps.crypto, change.certno);
    const index = entered ?? row.certno_index;
    // Whoever is put out of work needs none.
    if (index === null && change.state === 'active') throw certnoRequired();
    await checkRoles(trx, organisation, { roles: change.roles, certnoIndex: index, login: row.login });
    await updateStaff(trx, row.staff_id, {
      organisation_id: organisation.organisation_id,
      roles: JSON.stringify(change.roles),
      state: change.state,
      certno_index: index,
    });
    await deleteStaffSessionsOf(trx, row.staff_id);
    await releaseFollowUps(trx, row.staff_id);
    const changed = await lockStaff(trx, row.staff_id);
    const { roles, state } = change;
    await audit(trx, deps, keeper, { act: 'member_changed', publicId, organisation, roles, state });
    // The number itself is in no audit: that somebody is another person from now on is.
    if (entered !== null && row.certno_index?.equals(entered) !== true) {
      const act = row.certno_index === null ? 'member_certno_entered' : 'member_certno_corrected';
      await audit(trx, deps, keeper, { act, publicId, organisation, roles });
    }
    return changed;
  });
  return presentMember(deps, member);
}

/** A new first sign-in: password, authenticator and sessions of before are void. @throws {AppError} 404, 409 `own_membership` */
export async function resetMember(
  deps: Ports,
  keeper: Keeper,
  publicId: string,
): Promise<MemberPasswordReply> {
  const password = newTemporaryPassword();
  const password_hash = await hashPassword(password);
  const until = deps.clock.now() + temporaryLifetime;
  const member = await transact(deps.db, async (trx) => {
    const { row, organisation, roles } = await lockMember(trx, keeper, publicId);
    await updateStaff(trx, row.staff_id, {
      password_hash,
      temporary_until: toColumn(until),
      totp_secret: null,
      totp_step: null,
      enrolment_hash: null,
      enrolment_until: null,
    });
    await deleteStaffSessionsOf(trx, row.staff_id);
    await forgetAttempts(trx, loginIndex(deps.crypto, row.login));
    const changed = await lockStaff(trx, row.staff_id);
    await audit(trx, deps, keeper, { act: 'member_reset', publicId, organisation, roles });
    return changed;
  });
  return presentPassword(deps, member, password, until);
}

export async function findMemberOwner(
  db: Database,
  publicId: string,
): Promise<OrganisationOwner | undefined> {
  const member = await findStaffByPublicId(db, publicId);
  return member && { code: member.organisation.code };
}

async function lockMember(trx: Database, keeper: Keeper, publicId: string): Promise<StaffMember> {
  const found = await findStaffByPublicId(trx, publicId);
  if (found === undefined) throw notFound('member');
  const member = await lockStaff(trx, found.row.staff_id);
  // She may have been moved between the look and the lock.
  if (!member.organisation.code.startsWith(keeper.code)) throw notFound('member');
  if (member.row.staff_id === keeper.staffId) {
    throw new AppError(
      409,
      'own_membership',
      'nobody looks after her own account: ask another administrator',
    );
  }
  return member;
}

async function getOrganisation(trx: Database, keeper: Keeper, publicId: string): Promise<OrganisationRow> {
  const organisation = await findOrganisation(trx, publicId);
  if (organisation?.code.startsWith(keeper.code) === true) return organisation;
  throw notFound('organisation');
}

async function checkRoles(
  trx: Database,
  organisation: OrganisationRow,
  given: { roles: readonly StaffRole[]; certnoIndex: Buffer | null; login: string },
): Promise<void> {
  const { roles, certnoIndex: index, login } = given;
  const fitting = listRolesOf(organisation);
  const strange = roles.filter((role) => !fitting.includes(role));
  if (strange.length > 0) {
    throw new AppError(422, 'role_out_of_place', 'this organisation has no such post', {
      data: { roles: strange, fitting },
    });
  }
  const others = index === null ? [] : await listRolesOfPerson(trx, index, login);
  if (!goTogether([...roles, ...others])) {
    throw new AppError(
      422,
      'roles_not_together',
      'whoever runs the accounts, audits, or handles cases does neither of the others, under no other login either',
    );
  }
}

function certnoRequired(): AppError {
  return new AppError(
    422,
    'certno_required',
    'give her citizen number (certno): by it nobody handles her own family’s case, nor decides what she has reviewed',
  );
}

interface Recorded {
  act: string;
  publicId: string;
  organisation: OrganisationRow;
  roles: readonly StaffRole[];
  state?: string;
}

async function audit(trx: Database, deps: Ports, { actor }: Keeper, done: Recorded): Promise<void> {
  const { act, publicId, organisation, roles, state = null } = done;
  await recordAudit(trx, deps, {
    actor,
    act,
    subject: { kind: 'staff', id: publicId },
    place: organisation.code,
    detail: { organisation: organisation.public_id, roles: roles.join(','), state },
  });
}

type Shown = Pick<Deps, 'db' | 'crypto'>;

async function presentMembers(
  { db, crypto }: Shown,
  members: readonly StaffMember[],
): Promise<MemberReply[]> {
  if (members.length === 0) return [];
  const marks = await listAway(
    db,
    members.map(({ row }) => row.staff_id),
  );
  return members.map(({ row, organisation, roles }) => {
    const mark = marks.find(({ staff_id: of }) => of === row.staff_id);
    return {
      staffId: row.public_id,
      login: row.login,
      name: openStaffField(crypto, row, 'name') ?? '',
      phone: maskPhone(openStaffField(crypto, row, 'phone') ?? ''),
      roles,
      state: row.state,
      enrolled: row.totp_step !== null,
      numbered: row.certno_index !== null,
      lastSignInAt: row.last_sign_in_at === null ? null : presentInstant(row.last_sign_in_at),
      away: mark === undefined ? null : { from: mark.from_on, until: mark.until_on },
      organisation: presentOrganisation(organisation),
    };
  });
}

async function presentMember(deps: Shown, member: StaffMember): Promise<MemberReply> {
  const [reply] = await presentMembers(deps, [member]);
  if (reply === undefined) throw new Error('a member was presented as nobody');
  return reply;
}

async function presentPassword(
  deps: Shown,
  member: StaffMember,
  temporaryPassword: string,
  until: number,
): Promise<MemberPasswordReply> {
  return {
    member: await presentMember(deps, member),
    temporaryPassword,
    expiresAt: new Date(until).toISOString(),
  };
}
