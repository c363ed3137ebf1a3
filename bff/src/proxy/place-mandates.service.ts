// The window of her village, township or county: which mandates its staff see and may end.
import type { PlaceMandatesReply } from '@yijiutong/rules/contract';

import { maskCertno, maskName } from '../account/mask.ts';
import { listPersons } from '../account/person.store.ts';
import { listFamilyIndexes, listKeptFrom } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import type { Owner } from '../middleware/context.ts';
import type { StaffSession } from '../session/session.state.ts';
import type { Database } from '../storage/tables.ts';
import { readOrganisation } from './give.service.ts';
import { standingOf } from './mandate.standing.ts';
import { findMandate } from './mandate.store.ts';
import { listMandatesBelow, listPlacesOf } from './place-mandates.store.ts';

const pageLength = 100;

/** Never those of the asker's own family. @param after the last one that she has seen */
export async function presentPlaceMandates(
  deps: Deps,
  { code, certnoIndex }: StaffSession,
  after: string | undefined,
): Promise<PlaceMandatesReply> {
  const { db, crypto, clock } = deps;
  const at = { today: clock.today(), now: clock.now() };
  const last = after === undefined ? undefined : await findMandate(db, after);
  const rows = await listMandatesBelow(db, {
    code,
    keptFrom: await listKeptFrom(db, certnoIndex),
    at,
    before: last?.mandate_id ?? null,
    limit: pageLength + 1,
  });
  const shown = rows.slice(0, pageLength);
  const persons = await listPersons(
    db,
    crypto,
    shown.map((row) => row.person_id),
  );
  return {
    mandates: shown.map((row) => ({
      mandateId: row.public_id,
      name: maskName(persons.get(row.person_id)?.name ?? ''),
      certno: maskCertno(persons.get(row.person_id)?.certno ?? ''),
      organisation: row.organisation,
      state: standingOf(row, at).state,
      way: row.way,
      endsOn: row.ends_on,
    })),
    next: rows.length > pageLength ? (shown.at(-1)?.public_id ?? null) : null,
  };
}

/** Hers; at the window, of the organisation's place, of where she lives and of where somebody is to ask her about it. */
export async function findMandateOwner(db: Database, publicId: string): Promise<Owner | undefined> {
  const mandate = await findMandate(db, publicId);
  if (mandate === undefined) return undefined;
  const { code } = await readOrganisation(db, mandate.organisation_id);
  return {
    personId: mandate.person_id,
    place: code.slice(0, 6),
    village: code.length > 6 ? code : null,
    also: await listPlacesOf(db, mandate),
    excluded: await listFamilyIndexes(db, mandate.person_id),
  };
}
