// A volunteer, somebody she helps, and what they send.
import { createHash } from 'node:crypto';

import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type {
  ClaimReply,
  ClientReply,
  ClientsReply,
  ConsentAskReply,
  ErrorReply,
  MandatesReply,
} from '../../../shared/src/contract/index.ts';
import { credentials } from '../../sandbox/credentials.ts';
import type { Person } from '../../sandbox/world.ts';
import { newKey, type Answer, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { openVolunteer } from '../../support/callers.ts';
import { citizenId } from '../../support/people.ts';

export const village = '510402901001';
/** Another village of the same township: an organisation of its own. */
export const otherVillage = '510402901002';

let serial = 300;

/** Somebody whom the platform knows, and who has no account here. */
export function newPerson(app: TestApp, born?: string): Person {
  const n = (serial += 1);
  const sketch = sketchPerson({ n, holds: [['2303', '2026-01-01']] });
  const person = born === undefined ? sketch : { ...sketch, born, certno: citizenId('990777', born, n) };
  app.sandbox.families.people.push(person);
  return person;
}

export interface Helper {
  token: string;
  volunteerId: string;
}
export const newVolunteer = (app: TestApp, code = village): Promise<Helper> => openVolunteer(app, code);

type Way = 'account' | 'sms_code' | 'sms_reply' | 'slip';
type Failing<T> = Answer<T & ErrorReply>;

export function addClient(
  app: TestApp,
  { token }: Helper,
  person: Person,
  change: Record<string, unknown> & { way: Way },
): Promise<Failing<ConsentAskReply>> {
  const sms = change.way === 'sms_code' || change.way === 'sms_reply';
  const body = {
    name: person.name,
    certno: person.certno,
    phone: sms ? person.phone : null,
    scope: { by: 'kinds', kinds: ['reimbursement', 'appeal'] },
    village: null,
    ...change,
  };
  return app.ask('POST', '/api/v1/volunteer/clients', { token, body });
}

/** The newest SMS to her, and the code in it. */
export function codeTo(app: TestApp, person: Person): string {
  const sms = app.sandbox.inbox(person.phone).at(-1);
  const code = sms?.params.at(-1);
  if (code === undefined || !/^\d+$/.test(code)) throw new Error(`no code came to her: ${sms?.text ?? ''}`);
  return code;
}

export function confirm(
  app: TestApp,
  { token }: Helper,
  mandateId: string,
  code: string,
): Promise<Failing<ClientReply>> {
  return app.ask('POST', `/api/v1/volunteer/clients/${mandateId}/consent-code`, { token, body: { code } });
}

/** An answer as the carrier pushes it. */
export function answerSms(
  app: TestApp,
  person: Person,
  text: string,
  secret: string = credentials.sms.receiptSecret,
): Promise<Failing<{ result: number }>> {
  const body = {
    extend: '',
    mobile: person.phone,
    nationcode: '86',
    sign: '医救通',
    text,
    time: 1_763_776_800,
  };
  return app.ask('POST', `/api/v1/sms-replies/${secret}`, { body });
}

export async function sendSlip(
  app: TestApp,
  { token }: Helper,
  mandateId: string,
  bytes: Buffer,
): Promise<Failing<ClientReply>> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reply = await fetch(`${app.url}/api/v1/volunteer/clients/${mandateId}/slip?sha256=${sha256}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/octet-stream',
      'Idempotency-Key': newKey(),
    },
    body: new Uint8Array(bytes),
  });
  return {
    status: reply.status,
    headers: reply.headers,
    body: (await reply.json()) as ClientReply & ErrorReply,
  };
}

/** A mandate that lives, by a code that she read out. */
export async function takeOn(
  app: TestApp,
  helper: Helper,
  person: Person,
  change: Record<string, unknown> = {},
): Promise<string> {
  const asked = await addClient(app, helper, person, { ...change, way: 'sms_code' });
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body));
  const { mandateId } = asked.body.client;
  const given = await confirm(app, helper, mandateId, codeTo(app, person));
  if (given.body.client.state !== 'live') throw new Error(JSON.stringify(given.body));
  return mandateId;
}

export const clientsOf = async (app: TestApp, { token }: Helper): Promise<ClientsReply['clients']> =>
  (await app.ask<ClientsReply>('GET', '/api/v1/volunteer/clients', { token })).body.clients;

/** As the volunteer, for the person of the mandate. */
export function askFor<Body = ClaimReply>(
  app: TestApp,
  { token }: Helper,
  mandateId: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Failing<Body>> {
  return app.ask(method, `/api/v1${path}`, {
    token,
    headers: { 'X-Mandate': mandateId },
    ...(body === undefined ? {} : { body }),
  });
}

export const ownMandates = async (app: TestApp, token: string): Promise<MandatesReply> =>
  (await app.ask<MandatesReply>('GET', '/api/v1/mandates', { token })).body;

export async function personIdOf(app: TestApp, person: Person): Promise<number> {
  const { person_id: personId } = await app.deps.db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(app.deps.crypto, person.certno))
    .executeTakeFirstOrThrow();
  return personId;
}

export const errorOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

/** Every consent that a mandate rests on. */
export async function consentsOf(app: TestApp, mandateId: string) {
  return app.deps.db
    .selectFrom('mandate_consent')
    .innerJoin('mandate', 'mandate.mandate_id', 'mandate_consent.mandate_id')
    .selectAll('mandate_consent')
    .where('mandate.public_id', '=', mandateId)
    .orderBy('consent_id')
    .execute();
}

/** News that reached her nowhere. */
export function putFailedMessage(app: TestApp, personId: number, claimId: number | null) {
  const { crypto, clock } = app.deps;
  const publicId = newRecordId();
  const now = toColumn(clock.now());
  return app.deps.db
    .insertInto('message')
    .values({
      public_id: publicId,
      message_key: `behalf:${publicId}`,
      person_id: personId,
      claim_id: claimId,
      template: 'payment_failed',
      params: crypto.seal(JSON.stringify({ number: 'JZ1' }), `message:${publicId}:params`),
      created_at: now,
      read_at: null,
      state: 'in_app',
      reason: 'nowhere',
      next_at: null,
      planned_at: now,
      follow_up_at: null,
    })
    .executeTakeFirstOrThrow();
}
