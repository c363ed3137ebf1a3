// config/organisations says which organisations there are; the table gives each a row that staff and cases can point to.
import type { Deps } from '../deps.ts';
import { toColumn } from '../storage/instant.ts';
import type { Directory } from './directory.ts';
import type { NamedOrganisation } from './organisation.files.ts';
import {
  insertOrganisations,
  listAllOrganisations,
  updateOrganisation,
  type OrganisationRow,
} from './organisation.store.ts';

const rowsAtOnce = 500;

export interface Synced {
  added: number;
  changed: number;
  /** No file names them any more: nobody of theirs can sign in. Named again, they are open again. */
  closed: number;
}

/** Run it as often as you like, on as many machines: what already stands is left alone. */
export async function syncOrganisations({
  db,
  clock,
  directory,
}: Pick<Deps, 'db' | 'clock'> & { directory: Pick<Directory, 'organisations'> }): Promise<Synced> {
  const rows = await listAllOrganisations(db);
  const known = new Map(rows.map((row) => [keyOf(row), row]));
  const named = new Set(directory.organisations.map(keyOf));
  const added = directory.organisations.filter((one) => !known.has(keyOf(one)));
  const changed = directory.organisations.flatMap((one) => {
    const row = known.get(keyOf(one));
    return row === undefined || isAsNamed(row, one) ? [] : [{ row, one }];
  });
  const closed = rows.filter((row) => row.closed_at === null && !named.has(keyOf(row)));

  for (let from = 0; from < added.length; from += rowsAtOnce) {
    await insertOrganisations(db, added.slice(from, from + rowsAtOnce), clock.now());
  }
  for (const { row, one } of changed) {
    const { level, kind, name } = one;
    await updateOrganisation(db, row.organisation_id, { level, kind, name, closed_at: null });
  }
  for (const { organisation_id: id, level, kind, name } of closed) {
    await updateOrganisation(db, id, { level, kind, name, closed_at: toColumn(clock.now()) });
  }
  return { added: added.length, changed: changed.length, closed: closed.length };
}

const keyOf = ({ code, slug }: Pick<OrganisationRow, 'code' | 'slug'>) => `${code} ${slug}`;

function isAsNamed(row: OrganisationRow, one: NamedOrganisation): boolean {
  return row.closed_at === null && row.name === one.name && row.kind === one.kind && row.level === one.level;
}
