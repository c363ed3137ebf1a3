// Everybody who can knock at the API, each made straight in the database: signing in has its own tests.
import { createHash, randomBytes } from 'node:crypto';

import { bindAccount, findOrCreateAccount } from '../../bff/src/account/account.store.ts';
import { certnoIndex, upsertPerson } from '../../bff/src/account/person.store.ts';
import { recordAgreement } from '../../bff/src/consent/consent.service.ts';
import { queueMessage } from '../../bff/src/message/message.service.ts';
import { writeBankFile } from '../../bff/src/payment/bank-file.ts';
import { createSessions } from '../../bff/src/session/session.service.ts';
import { openStaffSession } from '../../bff/src/staff/staff-session.service.ts';
import { toColumn } from '../../bff/src/storage/instant.ts';
import { transact } from '../../bff/src/storage/mysql.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import { insertVolunteer } from '../../bff/src/volunteer/volunteer.store.ts';
import { consentKind, staffRole, type ConsentKind, type StaffRole } from '../../shared/src/contract/index.ts';
import { credentials } from '../sandbox/credentials.ts';
import type { Person } from '../sandbox/world.ts';
import type { Backstage, TestApp } from './app.ts';
import { sketchPerson } from './bills.ts';
import { signPush } from './sign.ts';
import { signInStaff, type SignedInStaff } from './staff.ts';

/** Somebody of the staff: her post, and the division of her organisation. */
export interface Post {
  role: StaffRole;
  code: string;
  /** The number of somebody whose family she is of. */
  certno?: string;
}

/** Where the records are: in a village of 东区, and in one of 西区. */
export const villages = { own: '510402901001', foreign: '510403901001' } as const;

/** Where the seat of each post is: over the village of the record, and somewhere else. */
const here: Record<StaffRole, string> = {
  village_clerk: '510402901001',
  township_officer: '510402901',
  county_reviewer: '510402',
  county_approver: '510402',
  civil_affairs: '510402',
  rural_affairs: '510402',
  fund_manager: '510402',
  auditor: '510402',
  administrator: '510402',
};
const elsewhere = { ...mapPosts('510403'), village_clerk: '510402901002', township_officer: '510402902' };
function mapPosts(code: string) {
  return Object.fromEntries(staffRole.options.map((role) => [role, code])) as Record<StaffRole, string>;
}

/** Stands in `posts` for the number of whom the records belong to. */
const owner = 'the owner';
export const posts: Record<string, Post> = {
  ...Object.fromEntries(staffRole.options.map((role) => [`${role} here`, { role, code: here[role] }])),
  ...Object.fromEntries(
    staffRole.options.map((role) => [`${role} elsewhere`, { role, code: elsewhere[role] }]),
  ),
  'the city’s reviewer': { role: 'county_reviewer', code: '5104' },
  'the city’s administrator': { role: 'administrator', code: '5104' },
  'a village’s administrator': { role: 'administrator', code: '510402901001' },
  'another city’s reviewer': { role: 'county_reviewer', code: '4205' },
  'a reviewer of her family': { role: 'county_reviewer', code: '510402', certno: owner },
};

/** Headers for one request: some callers sign it. */
export type Headers = (request: { method: string; path: string; body: string }) => Record<string, string>;

export const bearer =
  (token: string): Headers =>
  () => ({ Authorization: `Bearer ${token}` });

let personSerial = 500;

/** Somebody new whom the platform knows. */
export function inviteSomebody(app: Backstage): Person {
  const somebody = sketchPerson({ n: (personSerial += 1) });
  app.sandbox.families.people.push(somebody);
  return somebody;
}

export async function openAccount(
  app: Backstage,
  bound: Person | null,
  consents: readonly ConsentKind[] = consentKind.options,
): Promise<{ accountId: number; token: string }> {
  const { db, crypto, clock } = app.deps;
  const openid = randomBytes(8).toString('hex');
  const { accountId } = await findOrCreateAccount(db, crypto, { by: 'openid', value: openid }, clock.now());
  if (bound !== null) {
    const { psnNo, certno, name, region } = bound;
    const known = { psnNo, certno, name, region, insurance: 'resident' as const };
    const personId = await upsertPerson(db, crypto, known, clock.now());
    await db.updateTable('account').set({ person_id: null }).where('person_id', '=', personId).execute();
    await bindAccount(db, accountId, personId, clock.now());
  }
  for (const kind of consents) {
    const { version } = app.deps.notices.texts[kind];
    await recordAgreement(app.deps, db, { accountId, channel: 'weapp', kind, version });
  }
  const { token } = await createSessions(app.deps).open(db, accountId, 'weapp');
  return { accountId, token };
}

/** A volunteer of the first organisation of this division. */
export async function openVolunteer(
  app: Backstage,
  code: string,
): Promise<{ token: string; volunteerId: string }> {
  const { db, clock } = app.deps;
  const { accountId, token } = await openAccount(app, inviteSomebody(app));
  const { organisation_id: organisationId } = await db
    .selectFrom('organisation')
    .select('organisation_id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  await insertVolunteer(db, { accountId, organisationId, now: clock.now() });
  const { public_id: volunteerId } = await db
    .selectFrom('volunteer')
    .select('public_id')
    .where('active_account', '=', accountId)
    .executeTakeFirstOrThrow();
  return { token, volunteerId };
}

export interface Desk {
  member: SignedInStaff;
  /** A session of its own for a request that may end it. */
  open: () => Promise<{ token: string; sessionId: string }>;
}

export async function openDesk(app: Backstage, { role, code, certno }: Post): Promise<Desk> {
  const { db, clock } = app.deps;
  const member = await signInStaff(app, role, code, certno);
  return {
    member,
    open: async () => {
      const { token } = await openStaffSession(db, { clock }, member.staffId);
      const { public_id: sessionId } = await db
        .selectFrom('staff_session')
        .select('public_id')
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirstOrThrow();
      return { token, sessionId };
    },
  };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();
const longAgo = '2020-01-01 00:00:00.000';

/** Callers without a post: what they send. @param owner who is meant by "her own" */
export function openResidents(app: TestApp, owner: Person) {
  const { db, clock } = app.deps;
  const signed =
    (secret: string): Headers =>
    (request) =>
      signPush({ accessKey: credentials.intake.accessKey, secret }, request, clock.now());
  return {
    anonymous: () => Promise.resolve<Headers>(() => ({})),
    expired: async () => {
      const { token } = await openAccount(app, null, []);
      await db
        .updateTable('session')
        .set({ expires_at: longAgo })
        .where('token_hash', '=', hashOf(token))
        .execute();
      return bearer(token);
    },
    'expired staff': async () => {
      const { token } = await signInStaff(app, 'county_reviewer', '510402');
      await db
        .updateTable('staff_session')
        .set({ expires_at: longAgo })
        .where('token_hash', '=', hashOf(token))
        .execute();
      return bearer(token);
    },
    'invented staff': () => Promise.resolve(bearer(`staff_${randomBytes(32).toString('base64url')}`)),
    'forged signature': () => Promise.resolve(signed('not the secret of this key')),
    unbound: async () => bearer((await openAccount(app, null)).token),
    /** Where a record is named, its owner; elsewhere somebody new, whose account may be closed. */
    bound: async (named: boolean) =>
      bearer((await openAccount(app, named ? owner : inviteSomebody(app))).token),
    volunteer: async () => bearer((await openVolunteer(app, '510402901001')).token),
    sender: () => Promise.resolve(signed(credentials.intake.secret)),
  };
}

export type ResidentCaller = keyof ReturnType<typeof openResidents>;

/** A batch without payments that somebody of this division made: there is a file to fetch. */
export async function makeBatch(app: Backstage, place: string, staffId: number): Promise<string> {
  const { db, banks, clock } = app.deps;
  const publicId = newRecordId();
  const day = clock.today();
  const format = banks.find('510400', day);
  if (format === null) throw new Error('config/bank tells of no bank of 510400');
  const pieces: Buffer[] = [];
  for await (const piece of writeBankFile(format, { batch: publicId, day, count: 0, total: 0 }, [])) {
    pieces.push(piece);
  }
  const file = Buffer.concat(pieces);
  await db
    .insertInto('payment_batch')
    .values({
      public_id: publicId,
      place,
      staff_id: staffId,
      made_on: day,
      made_at: toColumn(clock.now()),
      format: format.id,
      payments: 0,
      total: 0,
      file_hash: createHash('sha256').update(file).digest(),
      file_bytes: file.length,
    })
    .execute();
  return publicId;
}

/** A message to her that waits to be sent. */
export async function makeMessage(app: Backstage, { certno }: Person): Promise<string> {
  const { db, crypto } = app.deps;
  const key = `test:${newRecordId()}`;
  const { person_id: personId } = await db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(crypto, certno))
    .executeTakeFirstOrThrow();
  const params = { number: '20261122000000001', day: '2026-12-20' };
  await transact(db, (trx) =>
    queueMessage(trx, app.deps, { personId, template: 'claim_submitted', params, claimId: null, key }),
  );
  const { public_id: messageId } = await db
    .selectFrom('message')
    .select('public_id')
    .where('message_key', '=', key)
    .executeTakeFirstOrThrow();
  return messageId;
}

/** Somebody is to go and tell her in this village what the message says. */
export async function makeFollowUp(app: Backstage, message: string, village: string): Promise<string> {
  const { db, clock } = app.deps;
  const { message_id, person_id } = await db
    .selectFrom('message')
    .select(['message_id', 'person_id'])
    .where('public_id', '=', message)
    .executeTakeFirstOrThrow();
  const publicId = newRecordId();
  await db
    .insertInto('follow_up')
    .values({
      public_id: publicId,
      message_id,
      person_id,
      kind: 'call',
      place: village.slice(0, 6),
      village,
      state: 'open',
      version: 1,
      staff_id: null,
      tries: 0,
      outcome: null,
      words: null,
      opened_at: toColumn(clock.now()),
      taken_at: null,
      closed_at: null,
    })
    .execute();
  return publicId;
}
