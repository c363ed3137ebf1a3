// The people whom an organisation helps, as its volunteers see them. Whatever shows more than a masked name is in the audit.
import type { ClientReply, ClientsReply, DaySheetReply } from '@yijiutong/rules/contract';

import { recordView } from '../audit/audit.service.ts';
import { dayInChina } from '../clock.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { VolunteersOwner } from '../middleware/context.ts';
import { presentOrganisation } from '../organisation/organisation.store.ts';
import type { Volunteer, Volunteering } from '../session/session.state.ts';
import { presentInstant } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { volunteerActor } from './ask.service.ts';
import { presentClient, presentWithFacts, readFacts } from './client.present.ts';
import { isOfMandate, listScopedClaims } from './client.store.ts';
import { findContactPhone } from './contact.ts';
import { listFiledBy } from './filed-by.store.ts';
import { standingOf } from './mandate.standing.ts';
import {
  findMandate,
  listLiveMandatesOf,
  listMandatesOfOrganisation,
  type MandateRow,
} from './mandate.store.ts';
import { presentText } from './own-mandates.service.ts';

const oneDay = 24 * 60 * 60_000;
/** What has ended is still listed for so many days, so that nobody wonders where she went. */
const endedDays = 30;

const pageLength = 100;

/** @param after the last one that she has seen */
export async function presentClients(
  deps: Deps,
  { organisationId }: Volunteering,
  after: string | undefined,
): Promise<ClientsReply> {
  const { db, clock } = deps;
  const since = clock.now() - endedDays * oneDay;
  const last = after === undefined ? undefined : await findMandate(db, after);
  const rows = await listMandatesOfOrganisation(db, organisationId, {
    since: { today: dayInChina(since), now: since },
    after: last?.organisation_id === organisationId ? last : null,
    limit: pageLength + 1,
  });
  const shown = rows.slice(0, pageLength);
  const facts = await readFacts(deps, shown);
  return {
    organisation: await readPresented(deps, organisationId),
    clients: shown.map((row) => presentWithFacts(deps, row, facts)),
    next: rows.length > pageLength ? (shown.at(-1)?.public_id ?? null) : null,
  };
}

const isLive = (deps: Deps) => (row: MandateRow) =>
  standingOf(row, { today: deps.clock.today(), now: deps.clock.now() }).state === 'live';

async function readPresented({ db }: Deps, organisationId: number) {
  const row = await db
    .selectFrom('organisation')
    .select(['public_id', 'name', 'level', 'kind', 'code'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return presentOrganisation(row);
}

export async function getClientReply(deps: Deps, caller: Volunteer, publicId: string): Promise<ClientReply> {
  const mandate = await findMandate(deps.db, publicId);
  if (mandate === undefined) throw new Error('a mandate that was just found is gone');
  const live = isLive(deps)(mandate);
  const scoped = live ? await listScopedClaims(deps.db, [mandate.person_id]) : [];
  const claims = scoped.filter((claim) => isOfMandate(mandate, claim));
  const filed = await listFiledBy(
    deps.db,
    claims.map((claim) => claim.claim_id),
  );
  if (live) await view(deps, caller, 'view_client', publicId);
  return {
    client: await presentClient(deps, mandate),
    text: presentText(deps.mandates.text),
    claims: claims.map((claim) => ({
      claimId: claim.public_id,
      kind: claim.kind,
      state: claim.state,
      number: claim.number,
      changedAt: presentInstant(claim.changed_at),
      takenOver: claim.takenOver !== null,
      filedBy: filed.get(claim.claim_id) ?? null,
    })),
  };
}

function view(deps: Deps, caller: Volunteer, act: string, mandateId: string): Promise<void> {
  return recordView(deps, {
    actor: volunteerActor(caller),
    act,
    subject: { kind: 'mandate', id: mandateId },
    place: caller.volunteering.code,
  });
}

/** @throws {AppError} 403 `mandate_invalid`, 404 where nobody knows a number */
export async function getClientPhone(
  deps: Deps,
  caller: Volunteer,
  publicId: string,
): Promise<{ phone: string }> {
  const mandate = await findMandate(deps.db, publicId);
  if (mandate === undefined || !isLive(deps)(mandate)) throw mandateInvalid();
  const phone = await findContactPhone(deps.db, deps.crypto, mandate.person_id);
  if (phone === null) throw new AppError(404, 'not_found', 'nobody has told a number of hers');
  await view(deps, caller, 'view_phone', publicId);
  return { phone };
}

/** Not there, somebody else's, ended: one answer. */
export function mandateInvalid(): AppError {
  return new AppError(403, 'mandate_invalid', 'there is no mandate, or it has ended, or it is not for this');
}

/** Only those for whom something is to be done, and who have agreed. */
export async function presentDaySheet(deps: Deps, caller: Volunteer): Promise<DaySheetReply> {
  const { db, crypto, clock } = deps;
  const { organisationId, code } = caller.volunteering;
  const rows = await listLiveMandatesOf(db, organisationId, { today: clock.today(), now: clock.now() });
  const facts = await readFacts(deps, rows);
  const organisation = await readPresented(deps, organisationId);
  await recordView(deps, {
    actor: volunteerActor(caller),
    act: 'view_day_sheet',
    subject: { kind: 'organisation', id: organisation.organisationId },
    place: code,
    detail: { people: rows.length },
  });
  const villages = new Map<string | null, DaySheetReply['villages'][number]>();
  for (const row of rows) {
    const { village, villageName, tasks } = presentWithFacts(deps, row, facts);
    const toDo = tasks.filter(({ kind }) => kind !== 'wait');
    if (toDo.length === 0) continue;
    const name = facts.persons.get(row.person_id)?.name ?? '';
    const phone = await findContactPhone(db, crypto, row.person_id);
    const place = villages.get(village) ?? { code: village, name: villageName, people: [] };
    place.people.push({ name, phoneEnd: phone?.slice(-4) ?? null, tasks: toDo });
    villages.set(village, place);
  }
  return { on: clock.today(), organisation, villages: [...villages.values()] };
}

/** The volunteers of the organisation that has the mandate, whichever of them asked. */
export async function findClientOwner(db: Database, publicId: string): Promise<VolunteersOwner | undefined> {
  const mandate = await findMandate(db, publicId);
  return mandate && { volunteersOf: mandate.organisation_id };
}
