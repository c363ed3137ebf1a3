// Claims as a phone makes them, and pages as if they had been photographed: what the tests of claims stand on.
import { createHash, randomBytes } from 'node:crypto';

import { certnoIndex } from '../../bff/src/account/person.store.ts';
import { toColumn } from '../../bff/src/storage/instant.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import type { ClaimReply, ClaimsReply, ErrorReply } from '../../shared/src/contract/index.ts';
import type { Person } from '../sandbox/world.ts';
import { newKey, type Answer, type TestApp } from './app.ts';
import { send, sketchPerson, sketchPush, type BillSketch, type PersonSketch } from './bills.ts';
import { agree, moveIn } from './residents.ts';
import { signInStaff, type SignedInStaff } from './staff.ts';

/** 低保对象 since the beginning of 2026: known to the platform. */
export const minimumLiving = [['2303', '2026-01-01']] as const;
/** A card number of no bank that Luhn accepts. */
export const account = '6230000000000000015';

export type ClaimAnswer = Answer<ClaimReply & ErrorReply>;

export interface Applicant {
  person: Person;
  token: string;
  personId: number;
}

/** Signed in, bound, all consents given, her bills pushed. */
export async function moveInApplicant(
  app: TestApp,
  sketch: PersonSketch,
  bills: readonly BillSketch[] = [],
): Promise<Applicant> {
  const person = sketchPerson({ holds: minimumLiving, ...sketch });
  app.sandbox.families.people.push(person);
  for (const bill of bills) await pushBill(app, person, bill);
  const token = await moveIn(app, person);
  await agree(app, token, 'claim_papers');
  const { person_id: personId } = await app.deps.db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(app.deps.crypto, person.certno))
    .executeTakeFirstOrThrow();
  return { person, token, personId };
}

export async function pushBill(app: TestApp, person: Person, bill: BillSketch): Promise<void> {
  const { status, body } = await send(app, sketchPush(person, bill));
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** 1000.00, of which the basic insurance paid 600.00 and the assistance fund nothing. */
export const sketchBill = (setlId: string, change: Partial<BillSketch> = {}): BillSketch => ({
  setlId,
  at: '2026-03-05',
  total: '1000.00',
  basic: '600.00',
  ...change,
});

export function askClaim(
  app: TestApp,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  key = newKey(),
): Promise<ClaimAnswer> {
  return app.ask(method, `/api/v1/claims${path}`, { token, key, ...(body === undefined ? {} : { body }) });
}

export async function listClaims(app: TestApp, token: string): Promise<ClaimsReply> {
  const { status, body } = await app.ask<ClaimsReply>('GET', '/api/v1/claims', { token });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

/** The reply of a request that must succeed. */
export async function taken(answer: Promise<ClaimAnswer>): Promise<ClaimReply> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export const readClaim = (app: TestApp, token: string, claimId: string): Promise<ClaimReply> =>
  taken(askClaim(app, token, 'GET', `/${claimId}`));

export const startDraft = (app: TestApp, token: string, bills: string[]): Promise<ClaimReply> =>
  taken(askClaim(app, token, 'POST', '', { bills }));

/** A page has arrived: its rows, without the bytes that no claim looks at. */
export async function addPage(
  app: Pick<TestApp, 'deps'>,
  personId: number,
  { paper, bill }: { paper: string; bill: string | null },
): Promise<string> {
  const { db, clock } = app.deps;
  const sha256 = createHash('sha256').update(randomBytes(16)).digest();
  const now = toColumn(clock.now());
  const { insertId } = await db
    .insertInto('paper_object')
    .values({
      content_index: sha256,
      name: sha256.toString('hex'),
      thumbnail_name: null,
      file_key: Buffer.alloc(32),
      media_type: 'image/jpeg',
      bytes: 412_345,
      thumbnail_bytes: null,
      pdf_pages: 1,
      kept_at: now,
      unused_at: null,
    })
    .executeTakeFirstOrThrow();
  const publicId = newRecordId();
  await db
    .insertInto('paper_page')
    .values({
      public_id: publicId,
      person_id: personId,
      paper,
      subject: bill ?? '',
      object_id: Number(insertId),
      sha256,
      arrived_at: now,
      removed_at: null,
      unsent: 1,
    })
    .execute();
  return publicId;
}

/** A draft with these bills in which nothing is open. */
export async function prepareDraft(
  app: TestApp,
  { token, personId }: Applicant,
  setlIds: readonly string[],
): Promise<ClaimReply> {
  const { claimId, version } = await startDraft(app, token, []);
  const bills = setlIds.map((setlId) => ({ setlId, injury: false }));
  const chosen = await taken(askClaim(app, token, 'PUT', `/${claimId}/bills`, { version, bills }));
  for (const { paper, bill, what } of chosen.open) {
    if (what === 'paper' && paper !== null) await addPage(app, personId, { paper, bill });
  }
  const payee = { version: chosen.version, bank: '攀枝花农商银行', account };
  return taken(askClaim(app, token, 'PUT', `/${claimId}/payee`, payee));
}

export async function submitNew(
  app: TestApp,
  applicant: Applicant,
  setlIds: readonly string[],
): Promise<ClaimReply> {
  const { claimId, version } = await prepareDraft(app, applicant, setlIds);
  return taken(askClaim(app, applicant.token, 'POST', `/${claimId}/submission`, { version }));
}

/** Of the draft of a recognition: she says that nobody lives with her, or who does. */
export const sayHousehold = (
  app: TestApp,
  token: string,
  { claimId, version }: Pick<ClaimReply, 'claimId' | 'version'>,
  members: readonly object[] = [],
): Promise<ClaimReply> =>
  taken(
    askClaim(app, token, 'PUT', `/${claimId}/household`, { version, alone: members.length === 0, members }),
  );

const reviewers = new WeakMap<TestApp, Promise<SignedInStaff>>();

/** The reviewer of 东区, the same for all of an app's tests. */
function countyReviewer(app: TestApp): Promise<SignedInStaff> {
  const known = reviewers.get(app) ?? signInStaff(app, 'county_reviewer', '510402');
  reviewers.set(app, known);
  return known;
}

/** As a reviewer asks: the one of 东区 where nobody else is named. */
export async function askAsReviewer(
  app: TestApp,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  reviewer?: SignedInStaff,
): Promise<ClaimAnswer> {
  const { token } = reviewer ?? (await countyReviewer(app));
  const where = method === 'GET' ? `/api/v1/claims${path}` : `/api/v1/staff/claims${path}`;
  return app.ask(method, where, { token, ...(body === undefined ? {} : { body }) });
}

export interface Asked {
  paper: string;
  bill: string | null;
  reason?: string;
  words?: string | null;
}

/** A notice of correction that names these papers. */
export function askCorrection(
  app: TestApp,
  claim: Pick<ClaimReply, 'claimId' | 'version'>,
  papers: readonly Asked[],
  words: string | null = null,
): Promise<ClaimAnswer> {
  const { claimId, version } = claim;
  const named = papers.map((paper) => ({ reason: 'unclear', ...paper }));
  return askAsReviewer(app, 'POST', `/${claimId}/correction`, { version, words, papers: named });
}
