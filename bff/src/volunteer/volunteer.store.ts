import type { Volunteering } from '../session/session.state.ts';
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
