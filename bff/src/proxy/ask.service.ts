// A volunteer asks one person whether her organisation may help her. The person is found by name and citizen number, as
// in binding: nobody gets a list of people, and nobody learns who has an account here.
import type { ConsentAskReply, ConsentWay, MandateScope, clientRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { findCertnoIndexOf, phoneIndex } from '../account/account.store.ts';
import type { InsuredPerson } from '../account/identity-source.ts';
import { getPerson, upsertPerson } from '../account/person.store.ts';
import { recordAudit, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { queueMessage } from '../message/message.service.ts';
import type { Volunteer } from '../session/session.state.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import { isDuplicate, transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { checkHour, sendAsk, type SmsWay } from './ask-sms.service.ts';
import { presentClient } from './client.present.ts';
import { readOrganisation } from './give.service.ts';
import { standingOf } from './mandate.standing.ts';
import {
  findMandate,
  insertMandate,
  lockMandate,
  lockOpenMandate,
  phoneRow,
  signerRow,
  updateMandate,
  type MandateRow,
} from './mandate.store.ts';

type Asked = z.output<typeof clientRequest>;

/** Below this age a parent or guardian agrees for her (个人信息保护法第三十一条). */
const ageOfOwnConsent = 14;

export function volunteerActor({ session, volunteering }: Volunteer): AuditActor {
  return {
    kind: 'account',
    id: String(session.accountId),
    role: 'volunteer',
    organisationId: volunteering.organisationId,
  };
}

/**
 * @throws {AppError} 422 `real_name_mismatch`, `region_unknown`, `phone_not_hers`, `guardian_needed`, `claim_unknown`,
 * `sms_quiet_hours`, `sms_ceiling`,
 * `village_unknown`, `mandate_for_herself`; 409 `client_known` where the organisation acts for her already
 */
export async function addClient(deps: Deps, caller: Volunteer, asked: Asked): Promise<ConsentAskReply> {
  if (asked.village !== null && deps.directory.findVillage(asked.village) === undefined) {
    throw new AppError(422, 'village_unknown', 'no table of places has this village');
  }
  const person = await getInsured(deps, caller, asked);
  await checkWay(deps, person, asked);
  const publicId = await transact(deps.db, (trx) => openMandate(deps, trx, caller, person, asked)).catch(
    (error: unknown) => {
      throw isDuplicate(error) ? clientKnown() : error;
    },
  );
  return ask(deps, publicId, { way: asked.way, phone: asked.phone });
}

async function getInsured(deps: Deps, caller: Volunteer, { name, certno }: Asked): Promise<InsuredPerson> {
  const person = await deps.upstreams.hsa.findInsuredPerson({ name, certno });
  if (person?.certno !== certno || person.name !== name) {
    throw new AppError(422, 'real_name_mismatch', 'name and number do not belong together');
  }
  if (deps.law.findRegion(person.region) === null) {
    throw new AppError(422, 'region_unknown', 'she is insured in a region that this service does not serve');
  }
  const own = await getPerson(deps.db, deps.crypto, caller.session.personId);
  if (own.certno === certno) {
    throw new AppError(422, 'mandate_for_herself', 'her own case needs no mandate');
  }
  return person;
}

const isSms = (way: ConsentWay): way is SmsWay => way === 'sms_code' || way === 'sms_reply';

/** A number that anybody could have named proves nothing: it has to be registered to her. */
async function checkWay(
  deps: Deps,
  { name, certno }: Pick<InsuredPerson, 'name' | 'certno'>,
  asked: Pick<Asked, 'way' | 'phone'> & { signer?: Asked['signer'] },
): Promise<void> {
  const isChild = ageOn(certno, deps.clock.today()) < ageOfOwnConsent;
  if (isChild && (isSms(asked.way) || (asked.way === 'slip' && asked.signer === null))) {
    throw new AppError(422, 'guardian_needed', 'for a child a parent or guardian signs a slip');
  }
  const { phone } = asked;
  if (phone === null && isSms(asked.way)) throw invalidField('body.phone', 'needed for this way');
  if (isSms(asked.way)) checkHour(deps, asked.way);
  if (phone === null) return;
  const hers = await deps.upstreams.realName.verify({ name, certno, proof: { kind: 'phone', phone } });
  if (!hers) throw new AppError(422, 'phone_not_hers', 'the number is not registered to her: use a slip');
}

function invalidField(path: string, problem: string): AppError {
  return new AppError(422, 'invalid_request', 'the body is not as /docs describes it: see data.fields', {
    data: { fields: [{ path, problem }] },
  });
}

function ageOn(certno: string, today: string): number {
  const days = Number(today.replaceAll('-', ''));
  return Math.floor((days - Number(certno.slice(6, 14))) / 10_000);
}

/** The mandate that waits for her answer: what was asked for before, in other words now; or a new one. */
async function openMandate(
  deps: Deps,
  trx: Database,
  caller: Volunteer,
  person: InsuredPerson,
  asked: Asked,
): Promise<string> {
  const { crypto, clock } = deps;
  const now = clock.now();
  const personId = await upsertPerson(trx, crypto, person, now);
  const { organisationId, code } = caller.volunteering;
  const scope = await resolveScope(trx, personId, asked.scope);
  const known = await lockOpenMandate(trx, { organisationId, personId });
  if (known !== undefined) await closeForAnother(deps, trx, known);
  const publicId = newRecordId();
  await insertMandate(trx, {
    public_id: publicId,
    organisation_id: organisationId,
    person_id: personId,
    open_person: personId,
    asked_by: caller.session.accountId,
    asker_index: await findCertnoIndexOf(trx, caller.session.accountId),
    state: 'asked',
    way: asked.way,
    scope: JSON.stringify(scope),
    relation: asked.relation,
    village: asked.village ?? (code.length === 12 ? code : null),
    phone: asked.phone === null ? null : crypto.seal(asked.phone, phoneRow(publicId)),
    phone_index: asked.phone === null ? null : phoneIndex(crypto, asked.phone),
    signer: asked.signer === null ? null : crypto.seal(JSON.stringify(asked.signer), signerRow(publicId)),
    asked_at: toColumn(now),
    asked_until: toColumn(now + deps.mandates.answerTime),
    given_at: null,
    ends_on: null,
    ended_at: null,
    ended_by: null,
    call_message_id: null,
  });
  await recordAudit(trx, deps, {
    actor: volunteerActor(caller),
    act: 'mandate_asked',
    subject: { kind: 'mandate', id: publicId },
    place: code,
    detail: { way: asked.way },
  });
  return publicId;
}

/** What waits or has run out makes room; what lives stays. */
async function closeForAnother(deps: Deps, trx: Database, known: MandateRow): Promise<void> {
  const now = deps.clock.now();
  const { state, endedBy } = standingOf(known, { today: deps.clock.today(), now });
  if (state === 'live') throw clientKnown();
  await updateMandate(trx, known.mandate_id, {
    state: 'ended',
    open_person: null,
    ended_at: toColumn(now),
    ended_by: endedBy ?? 'unanswered',
  });
}

function clientKnown(): AppError {
  return new AppError(409, 'client_known', 'the organisation acts for her already: see the list of clients');
}

async function resolveScope(trx: Database, personId: number, scope: Asked['scope']): Promise<MandateScope> {
  if (scope.by === 'kinds') return { by: 'kinds', kinds: [...new Set(scope.kinds)] };
  const rows = await trx
    .selectFrom('claim')
    .select('public_id')
    .where('person_id', '=', personId)
    .where('number', 'in', scope.numbers)
    .execute();
  if (rows.length !== new Set(scope.numbers).size) {
    throw new AppError(422, 'claim_unknown', 'not all of these numbers are claims of hers');
  }
  return { by: 'claims', claims: rows.map((row) => row.public_id) };
}

/** Again, in another way if she likes; on a mandate that lives it is the question whether to go on. */
export async function askAgain(
  deps: Deps,
  caller: Volunteer,
  publicId: string,
  { way, phone }: { way: ConsentWay; phone: string | null },
): Promise<ConsentAskReply> {
  const { db, crypto, clock, mandates } = deps;
  const mandate = await findMandate(db, publicId);
  if (mandate === undefined) throw new Error('a mandate that was just found is gone');
  const kept = mandate.phone === null ? null : crypto.open(mandate.phone, phoneRow(publicId));
  const number = phone ?? kept;
  const person = await getPerson(db, crypto, mandate.person_id);
  await checkWay(deps, person, {
    way,
    phone: number,
    signer: mandate.signer === null ? null : { name: person.name, relation: 'guardian' },
  });
  await transact(db, async (trx) => {
    const locked = await lockMandate(trx, publicId);
    checkAskable(deps, locked);
    const asked = locked.state === 'asked';
    await updateMandate(trx, locked.mandate_id, {
      ...(asked ? { way, asked_until: toColumn(clock.now() + mandates.answerTime) } : {}),
      ...(number === null
        ? {}
        : { phone: crypto.seal(number, phoneRow(publicId)), phone_index: phoneIndex(crypto, number) }),
    });
    await recordAudit(trx, deps, {
      actor: volunteerActor(caller),
      act: 'mandate_asked',
      subject: { kind: 'mandate', id: publicId },
      place: caller.volunteering.code,
      detail: { way },
    });
  });
  return ask(deps, publicId, { way, phone: number });
}

/** One that nobody answered in time may be asked again; one that she has ended may not: that takes a new one. */
function checkAskable(deps: Deps, mandate: MandateRow): void {
  const { endedBy, state } = standingOf(mandate, { today: deps.clock.today(), now: deps.clock.now() });
  if (state !== 'ended' || (endedBy === 'unanswered' && mandate.open_person !== null)) return;
  throw new AppError(409, 'mandate_ended', 'the mandate has ended: ask her anew');
}

async function ask(
  deps: Deps,
  publicId: string,
  { way, phone }: { way: ConsentWay; phone: string | null },
): Promise<ConsentAskReply> {
  const mandate = await findMandate(deps.db, publicId);
  if (mandate === undefined) throw new Error('a mandate that was just written is not there');
  const { name } = await readOrganisation(deps.db, mandate.organisation_id);
  let expiresAt = fromColumn(mandate.asked_until);
  if (isSms(way) && phone !== null) {
    expiresAt = await sendAsk(deps, mandate, { way, phone, organisation: name });
  }
  if (way === 'account') {
    await transact(deps.db, (trx) =>
      queueMessage(trx, deps, {
        personId: mandate.person_id,
        template: 'mandate_asked',
        params: { organisation: name },
        claimId: null,
        key: `mandate-asked:${publicId}:${deps.clock.today()}`,
      }),
    );
  }
  return {
    client: await presentClient(deps, mandate),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
