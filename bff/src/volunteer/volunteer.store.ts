import type { Selectable } from 'kysely';

import type { OrganisationRow } from '../organisation/organisation.store.ts';
import type { Volunteering } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { VolunteerInvitationTable } from '../storage/staff-tables.ts';
import type { Database } from '../storage/tables.ts';

/** Where an account is a volunteer at this moment: always from MySQL, so that her leaving holds at once. */
export async function findVolunteering(db: Database, accountId: number): Promise<Volunteering | undefined> {
  const row = await db
    .selectFrom('volunteer')
    .innerJoin('organisation', 'organisation.organisation_id', 'volunteer.organisation_id')
    .select(['volunteer.volunteer_id', 'organisation.organisation_id', 'organisation.code'])
    .where('volunteer.active_account', '=', accountId)
    .where('organisation.closed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { volunteerId: row.volunteer_id, organisationId: row.organisation_id, code: row.code };
}

export interface Membership {
  publicId: string;
  accountId: number;
  personId: number | null;
  since: string;
  organisation: Pick<OrganisationRow, 'public_id' | 'name' | 'level' | 'kind' | 'code'>;
}

function memberships(db: Database) {
  return db
    .selectFrom('volunteer')
    .innerJoin('organisation', 'organisation.organisation_id', 'volunteer.organisation_id')
    .innerJoin('account', 'account.account_id', 'volunteer.account_id')
    .select([
      'volunteer.public_id as volunteer_public_id',
      'volunteer.account_id',
      'volunteer.since',
      'account.person_id',
      'organisation.public_id',
      'organisation.name',
      'organisation.level',
      'organisation.kind',
      'organisation.code',
    ])
    .where('volunteer.state', '=', 'active')
    .where('organisation.closed_at', 'is', null);
}
type Joined = Awaited<ReturnType<ReturnType<typeof memberships>['executeTakeFirstOrThrow']>>;

function membershipOf({
  volunteer_public_id,
  account_id,
  since,
  person_id,
  ...organisation
}: Joined): Membership {
  return {
    publicId: volunteer_public_id,
    accountId: account_id,
    personId: person_id,
    since,
    organisation,
  };
}

export async function findMembership(db: Database, accountId: number): Promise<Membership | undefined> {
  const row = await memberships(db).where('volunteer.active_account', '=', accountId).executeTakeFirst();
  return row && membershipOf(row);
}

/** Where an account was and is a volunteer, for her own export. */
export function listVolunteeringOf(db: Database, accountId: number) {
  return db
    .selectFrom('volunteer')
    .innerJoin('organisation', 'organisation.organisation_id', 'volunteer.organisation_id')
    .select([
      'organisation.name',
      'organisation.code',
      'volunteer.state',
      'volunteer.since',
      'volunteer.ended_at',
    ])
    .where('volunteer.account_id', '=', accountId)
    .orderBy('volunteer.volunteer_id')
    .execute();
}

export async function findMembershipById(db: Database, publicId: string): Promise<Membership | undefined> {
  const row = await memberships(db).where('volunteer.public_id', '=', publicId).executeTakeFirst();
  return row && membershipOf(row);
}

export async function listMembershipsBelow(db: Database, code: string): Promise<Membership[]> {
  const rows = await memberships(db)
    .where('organisation.code', 'like', `${code}%`)
    .orderBy('organisation.code')
    .orderBy('volunteer.since')
    .execute();
  return rows.map(membershipOf);
}

/** `false`: the account is a volunteer already. */
export async function insertVolunteer(
  db: Database,
  row: { accountId: number; organisationId: number; now: number },
): Promise<boolean> {
  try {
    await db
      .insertInto('volunteer')
      .values({
        public_id: newRecordId(),
        account_id: row.accountId,
        active_account: row.accountId,
        organisation_id: row.organisationId,
        state: 'active',
        since: toColumn(row.now),
        ended_at: null,
      })
      .execute();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Ends what the account is a volunteer of, whether or not its organisation is still open. */
export async function endVolunteer(
  db: Database,
  accountId: number,
  end: { state: 'left' | 'removed'; now: number },
): Promise<void> {
  await db
    .updateTable('volunteer')
    .set({ state: end.state, active_account: null, ended_at: toColumn(end.now) })
    .where('active_account', '=', accountId)
    .execute();
}

export async function insertInvitation(
  db: Database,
  row: { codeIndex: Buffer; organisationId: number; staffId: number; now: number; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('volunteer_invitation')
    .values({
      code_index: row.codeIndex,
      organisation_id: row.organisationId,
      invited_by: row.staffId,
      created_at: toColumn(row.now),
      expires_at: toColumn(row.expiresAt),
    })
    .execute();
}

/** The invitation of a code, locked: two who type it at once are not both in. */
export function lockInvitation(
  trx: Database,
  codeIndex: Buffer,
): Promise<Selectable<VolunteerInvitationTable> | undefined> {
  return trx
    .selectFrom('volunteer_invitation')
    .selectAll()
    .where('code_index', '=', codeIndex)
    .forUpdate()
    .executeTakeFirst();
}

export async function deleteInvitation(trx: Database, codeIndex: Buffer): Promise<void> {
  await trx.deleteFrom('volunteer_invitation').where('code_index', '=', codeIndex).execute();
}
