import type { Organisation } from '@yijiutong/rules/contract';
import type { Selectable } from 'kysely';

import { toColumn } from '../storage/instant.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { OrganisationTable } from '../storage/staff-tables.ts';
import type { Database } from '../storage/tables.ts';
import type { NamedOrganisation } from './organisation.files.ts';

export type OrganisationRow = Selectable<OrganisationTable>;

/** Every organisation, closed ones too. */
export function listAllOrganisations(db: Database): Promise<OrganisationRow[]> {
  return db.selectFrom('organisation').selectAll().execute();
}

/** The open organisations whose code begins with this one, from the top. */
export function listOrganisationsBelow(db: Database, code: string): Promise<OrganisationRow[]> {
  return db
    .selectFrom('organisation')
    .selectAll()
    .where('code', 'like', `${code}%`)
    .where('closed_at', 'is', null)
    .orderBy('code')
    .orderBy('organisation_id')
    .execute();
}

export function findOrganisation(db: Database, publicId: string): Promise<OrganisationRow | undefined> {
  return db
    .selectFrom('organisation')
    .selectAll()
    .where('public_id', '=', publicId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

/** Rows that another process has written meanwhile are left as they are. */
export async function insertOrganisations(
  db: Database,
  named: readonly NamedOrganisation[],
  now: number,
): Promise<void> {
  await db
    .insertInto('organisation')
    .ignore()
    .values(
      named.map((one) => ({
        ...one,
        public_id: newRecordId(),
        created_at: toColumn(now),
        closed_at: null,
      })),
    )
    .execute();
}

export async function updateOrganisation(
  db: Database,
  organisationId: number,
  change: Pick<NamedOrganisation, 'level' | 'kind' | 'name'> & { closed_at: string | null },
): Promise<void> {
  await db.updateTable('organisation').set(change).where('organisation_id', '=', organisationId).execute();
}

export function presentOrganisation(
  row: Pick<OrganisationRow, 'public_id' | 'name' | 'level' | 'kind' | 'code'>,
): Organisation {
  const { public_id: organisationId, name, level, kind, code } = row;
  return { organisationId, name, level, kind, code };
}
