// A volunteer is a resident whom an organisation of her village or township has invited. She belongs to one at a time.
import { randomInt } from 'node:crypto';

import type { InvitationReply, VolunteeringReply, VolunteersReply } from '@yijiutong/rules/contract';

import { takesVolunteers } from '../access/posts.ts';
import { getAccount, listPhones } from '../account/account.store.ts';
import { maskName, maskPhone } from '../account/mask.ts';
import { listPersonNames, openPersonName } from '../account/person.store.ts';
import {
  accountActor,
  recordAudit,
  recordView,
  staffActor,
  type AuditActor,
} from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { OrganisationOwner } from '../middleware/context.ts';
import { findOrganisation, presentOrganisation } from '../organisation/organisation.store.ts';
import type { Session, StaffSession } from '../session/session.state.ts';
import { fromColumn, presentInstant } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import {
  deleteInvitation,
  endVolunteer,
  findMembership,
  findMembershipById,
  insertInvitation,
  insertVolunteer,
  listMembershipsBelow,
  lockInvitation,
  type Membership,
} from './volunteer.store.ts';

const invitationLifetime = 7 * 24 * 60 * 60 * 1000;
/** Crockford's: nothing that is mistaken for something else. Ten of them are fifty bits. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 10;

const codeIndex = ({ crypto }: Pick<Deps, 'crypto'>, code: string) =>
  crypto.blindIndex('volunteer_invitation', code);

/** @throws {AppError} 404, 422 `role_out_of_place` */
export async function inviteVolunteer(
  deps: Deps,
  session: StaffSession,
  organisationId: string,
): Promise<InvitationReply> {
  const { db, clock } = deps;
  const code = Array.from({ length: codeLength }, () => signs[randomInt(signs.length)] ?? '').join('');
  const now = clock.now();
  const expiresAt = now + invitationLifetime;
  const organisation = await transact(db, async (trx) => {
    const found = await findOrganisation(trx, organisationId);
    if (found?.code.startsWith(session.code) !== true) throw notFound('organisation');
    if (!takesVolunteers(found)) {
      throw new AppError(422, 'role_out_of_place', 'volunteers belong to a village or to a volunteer body');
    }
    await insertInvitation(trx, {
      codeIndex: codeIndex(deps, code),
      organisationId: found.organisation_id,
      staffId: session.staffId,
      now,
      expiresAt,
    });
    await recordAudit(trx, deps, {
      actor: staffActor(session),
      act: 'volunteer_invited',
      subject: { kind: 'organisation', id: found.public_id },
      place: found.code,
    });
    return found;
  });
  return {
    code,
    expiresAt: new Date(expiresAt).toISOString(),
    organisation: presentOrganisation(organisation),
  };
}

/** @throws {AppError} 422 `invitation_invalid`, 409 `already_volunteer` */
export async function acceptInvitation(
  deps: Deps,
  session: Session,
  code: string,
): Promise<VolunteeringReply> {
  const { db, clock } = deps;
  const index = codeIndex(deps, code);
  const { accountId } = session;
  await transact(db, async (trx) => {
    const invitation = await lockInvitation(trx, index);
    if (invitation === undefined || fromColumn(invitation.expires_at) <= clock.now()) throw invalid();
    if ((await findMembership(trx, accountId)) !== undefined) throw alreadyVolunteer();
    // What is left then is of an organisation that has closed.
    await endVolunteer(trx, accountId, { state: 'left', now: clock.now() });
    const organisationId = invitation.organisation_id;
    if (!(await insertVolunteer(trx, { accountId, organisationId, now: clock.now() })))
      throw alreadyVolunteer();
    await deleteInvitation(trx, index);
    const membership = await findMembership(trx, accountId);
    // Closed since it invited.
    if (membership === undefined) throw invalid();
    await audit(deps, trx, membership, 'volunteer_joined', accountActor(session));
  });
  return presentVolunteering(db, accountId);
}

export async function presentVolunteering(db: Database, accountId: number): Promise<VolunteeringReply> {
  const membership = await findMembership(db, accountId);
  if (membership === undefined) return { membership: null };
  const { organisation, since } = membership;
  return { membership: { organisation: presentOrganisation(organisation), since: presentInstant(since) } };
}

/** Of all below a province perhaps: numbers as far as a list needs them. One is told whole by `getVolunteerPhone`. */
export async function listVolunteers(deps: Deps, code: string): Promise<VolunteersReply> {
  const { db, crypto } = deps;
  const memberships = await listMembershipsBelow(db, code);
  const ids = memberships.map(({ accountId }) => accountId);
  const [phones, names] = await Promise.all([
    listPhones(db, crypto, ids),
    listPersonNames(
      db,
      memberships.flatMap(({ personId }) => personId ?? []),
    ),
  ]);
  const nameOf = (personId: number | null) =>
    personId === null ? '' : openPersonName(crypto, personId, names.get(personId) ?? null);
  return {
    volunteers: memberships.map(({ publicId, accountId, personId, organisation, since }) => ({
      volunteerId: publicId,
      name: maskName(nameOf(personId)),
      phone: maskedOf(phones.get(accountId)),
      organisation: presentOrganisation(organisation),
      since: presentInstant(since),
    })),
  };
}

const maskedOf = (phone: string | null | undefined): string | null =>
  phone === null || phone === undefined ? null : maskPhone(phone);

/** The number to call her on: each look is recorded. */
export async function getVolunteerPhone(
  deps: Deps,
  session: StaffSession,
  publicId: string,
): Promise<{ phone: string | null }> {
  const membership = await findMembershipById(deps.db, publicId);
  if (membership === undefined) throw notFound('volunteer');
  const { phone } = await getAccount(deps.db, deps.crypto, membership.accountId);
  await recordView(deps, {
    actor: staffActor(session),
    act: 'view_phone',
    subject: { kind: 'volunteer', id: publicId },
    place: membership.organisation.code,
  });
  return { phone };
}

export async function removeVolunteer(deps: Deps, session: StaffSession, publicId: string): Promise<void> {
  await transact(deps.db, async (trx) => {
    const membership = await findMembershipById(trx, publicId);
    if (membership === undefined) throw notFound('volunteer');
    const { accountId } = membership;
    await endVolunteer(trx, accountId, { state: 'removed', now: deps.clock.now() });
    await audit(deps, trx, membership, 'volunteer_removed', staffActor(session));
  });
}

export async function endMembership(deps: Deps, accountId: number): Promise<void> {
  await transact(deps.db, (trx) => leaveVolunteers(deps, trx, accountId));
}

/** Of her own will, or because her account goes. The last that a transaction does. */
export async function leaveVolunteers(deps: Deps, trx: Database, accountId: number): Promise<void> {
  const membership = await findMembership(trx, accountId);
  await endVolunteer(trx, accountId, { state: 'left', now: deps.clock.now() });
  if (membership !== undefined) {
    await audit(deps, trx, membership, 'volunteer_left', accountActor({ accountId }));
  }
}

export async function findVolunteerOwner(
  db: Database,
  publicId: string,
): Promise<OrganisationOwner | undefined> {
  const membership = await findMembershipById(db, publicId);
  return membership && { code: membership.organisation.code };
}

async function audit(
  deps: Deps,
  trx: Database,
  { publicId, organisation }: Membership,
  act: string,
  actor: AuditActor,
): Promise<void> {
  await recordAudit(trx, deps, {
    actor,
    act,
    subject: { kind: 'volunteer', id: publicId },
    place: organisation.code,
  });
}

function alreadyVolunteer(): AppError {
  return new AppError(409, 'already_volunteer', 'leave the organisation that you belong to first');
}

function invalid(): AppError {
  return new AppError(422, 'invitation_invalid', 'the code is wrong, used or too old: ask for a new one');
}
