// The access matrix: every route of the contract × every kind of caller × own, foreign and missing record × every
// consent taken away. What is expected stands here by itself, not read from the table that the app uses. `foreign` is
// somebody's in another county: its reviewer and the city's may see what of it was sent.
import { createHash, randomBytes } from 'node:crypto';

import { bindAccount, findOrCreateAccount } from '../../bff/src/account/account.store.ts';
import { upsertPerson } from '../../bff/src/account/person.store.ts';
import { recordAgreement } from '../../bff/src/consent/consent.service.ts';
import { bodyExamples } from '../../bff/src/openapi/examples.ts';
import { createSessions } from '../../bff/src/session/session.service.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import {
  consentKind,
  routes,
  type ConsentKind,
  type OwnedRecord,
  type Route,
  type RouteName,
} from '../../shared/src/contract/index.ts';
import { credentials } from '../sandbox/credentials.ts';
import type { Person } from '../sandbox/world.ts';
import { startApp, newKey, type TestApp } from '../support/app.ts';
import { sketchPerson } from '../support/bills.ts';
import { makeRecords, type OwnedRecords } from '../support/records.ts';
import { signPush } from '../support/sign.ts';

const roles = [
  'anonymous',
  'expired',
  'forged signature',
  'unbound',
  'bound',
  'sender',
  "the county's reviewer",
  "the city's reviewer",
  "another county's reviewer",
] as const;
type Role = (typeof roles)[number];
const records = ['own', 'foreign', 'missing'] as const;
type Which = (typeof records)[number];

/** What each caller is told; `in` = reaches the handler. */
const reviewers = (told: string) => ({
  "the county's reviewer": told,
  "the city's reviewer": told,
  "another county's reviewer": told,
});
const everybody = {
  anonymous: 'in',
  expired: 'in',
  'forged signature': 'in',
  unbound: 'in',
  bound: 'in',
  sender: 'in',
  ...reviewers('in'),
};
/** Nobody is asked who she is: the token says it all, and one that is made up leads nowhere. */
const byToken = Object.fromEntries(roles.map((role) => [role, 'not_found'])) as Record<Role, string>;
const signedIn = {
  anonymous: 'session_required',
  expired: 'session_expired',
  'forged signature': 'session_required',
  unbound: 'in',
  bound: 'in',
  sender: 'forbidden',
  ...reviewers('forbidden'),
};
const person = { ...signedIn, unbound: 'binding_required' };
const party = { ...person, 'forged signature': 'signature_invalid', ...reviewers('in') };
const signed = {
  anonymous: 'signature_invalid',
  expired: 'signature_invalid',
  'forged signature': 'signature_invalid',
  unbound: 'forbidden',
  bound: 'forbidden',
  sender: 'forbidden',
  ...reviewers('forbidden'),
};
const platform = { ...signed, sender: 'in' };
const reviewer = { ...signed, ...reviewers('in') };
const recordConsents: ConsentKind[] = ['privacy_policy', 'identity_verification', 'medical_records'];
const claimConsents: ConsentKind[] = [...recordConsents, 'claim_papers'];

/** Whose records those who get in may see. */
const sees: Partial<Record<Role, readonly Which[]>> = {
  bound: ['own'],
  "the county's reviewer": ['own'],
  "the city's reviewer": ['own', 'foreign'],
  "another county's reviewer": ['foreign'],
};

interface Rule {
  callers: Record<Role, string>;
  consents: ConsentKind[];
  owned: OwnedRecord | null;
}
const rule = (
  callers: Record<Role, string>,
  consents: ConsentKind[] = [],
  owned: OwnedRecord | null = null,
): Rule => ({ callers, consents, owned });
const ofClaim = rule(person, claimConsents, 'claim');
const ofUpload = rule(person, claimConsents, 'upload');

const expected: Record<RouteName, Rule> = {
  sendSmsCode: rule(everybody),
  signInByWechat: rule(everybody),
  signInByPhone: rule(everybody),
  listConsentTexts: rule(everybody),
  getSession: rule(signedIn),
  signOut: rule(signedIn),
  grantConsent: rule(signedIn),
  withdrawConsent: rule(signedIn),
  bindPerson: rule(signedIn, ['identity_verification']),
  exportAccount: rule(signedIn),
  closeAccount: rule(signedIn),
  getStatus: rule(person, recordConsents),
  getBenefitYear: rule(person, recordConsents),
  listBills: rule(person, recordConsents),
  getBill: rule(person, recordConsents, 'bill'),
  refreshBill: rule(person, recordConsents, 'bill'),
  listClaims: rule(person, claimConsents),
  startClaim: rule(person, claimConsents),
  getClaim: rule(party, claimConsents, 'claim'),
  setClaimBills: ofClaim,
  setPayee: ofClaim,
  setExcuse: ofClaim,
  submitClaim: ofClaim,
  withdrawClaim: ofClaim,
  askCorrection: rule(reviewer, [], 'claim'),
  beginUpload: ofClaim,
  getUpload: ofUpload,
  sendChunk: ofUpload,
  finishUpload: ofUpload,
  cancelUpload: ofUpload,
  removePage: rule(person, claimConsents, 'page'),
  linkPage: rule(party, claimConsents, 'page'),
  openFile: rule(byToken),
  receiveSettlement: rule(platform),
  listPolicyRegions: rule(everybody),
  getPolicyPack: rule(everybody),
};
const names = Object.keys(routes) as RouteName[];
const refusals = new Set([
  'session_required',
  'session_expired',
  'signature_invalid',
  'forbidden',
  'binding_required',
  'consent_required',
  'not_found',
]);

const owned = {} as Record<'own' | 'foreign', OwnedRecords>;

let owner: Person;
let app: TestApp;
let cells = 0;
let personSerial = 100;

/** An account with a session, made straight in the database: signing in has its own tests. */
async function openSession(bound: Person | null, consents: readonly ConsentKind[]): Promise<string> {
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
  return (await createSessions(app.deps).open(db, accountId, 'weapp')).token;
}

/** The name of the record that a path is to hold. */
async function nameOf(kind: OwnedRecord | null, which: Which): Promise<string> {
  if (kind === null || which === 'missing') return kind === 'bill' ? 'S-PERMISSION-NONE' : newRecordId();
  return kind === 'upload' ? owned[which].newUpload() : owned[which][kind];
}

async function pathOf(name: RouteName, which: Which): Promise<string> {
  const record = await nameOf(expected[name].owned, which);
  return (routes[name] as Route).path
    .replace(':kind', 'medical_records')
    .replace(':year', '2026')
    .replace(':region', '510400')
    .replace(/:(setlId|claimId|uploadId|pageId)/, record)
    .replace(':offset', '0')
    .replace(':token', 'a'.repeat(86));
}

async function ask(
  name: RouteName,
  headersOf: (path: string, body: string) => Record<string, string>,
  which: Which = 'own',
) {
  const route: Route = routes[name];
  const path = await pathOf(name, which);
  const examples: Partial<Record<RouteName, unknown>> = bodyExamples;
  const body = examples[name] === undefined ? '' : JSON.stringify(examples[name]);
  const reply = await fetch(`${app.url}${path}`, {
    method: route.method,
    headers: {
      ...(route.method === 'GET' ? {} : { 'Idempotency-Key': newKey() }),
      ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
      ...headersOf(path, body),
    },
    ...(body === '' ? {} : { body }),
  });
  const text = await reply.text();
  const { error } = (text === '' ? {} : JSON.parse(text)) as {
    error?: { code: string; message: string; data?: unknown };
  };
  cells += 1;
  return {
    status: reply.status,
    error,
    told: error !== undefined && refusals.has(error.code) ? error.code : 'in',
  };
}

const bearer = (token: string) => () => ({ Authorization: `Bearer ${token}` });
interface Key {
  accessKey: string;
  secret: string;
}
const signature = (method: string, key: Key) => (path: string, body: string) =>
  signPush(key, { method, path, body }, app.clock.now());
const signers: Partial<Record<Role, Key>> = {
  sender: credentials.intake,
  'forged signature': { accessKey: credentials.intake.accessKey, secret: 'not the secret of this key' },
  "the county's reviewer": credentials.reviewer,
  "the city's reviewer": credentials.cityReviewer,
  "another county's reviewer": credentials.otherReviewer,
};

async function headersFor(
  role: Role,
  name: RouteName,
): Promise<(path: string, body: string) => Record<string, string>> {
  const signer = signers[role];
  if (signer !== undefined) return signature(routes[name].method, signer);
  switch (role) {
    case 'anonymous':
      return () => ({});
    case 'expired': {
      const token = await openSession(null, []);
      const hash = createHash('sha256').update(token).digest();
      await app.deps.db
        .updateTable('session')
        .set({ expires_at: '2020-01-01 00:00:00.000' })
        .where('token_hash', '=', hash)
        .execute();
      return bearer(token);
    }
    case 'unbound':
      return bearer(await openSession(null, consentKind.options));
    case 'bound':
      return bearer(await openSession(boundPerson(name), consentKind.options));
    default:
      throw new Error(`nobody asks as ${role}`);
  }
}

/** Where a record is named, its owner; elsewhere somebody new, whose account may be closed. */
function boundPerson(name: RouteName): Person {
  if (expected[name].owned !== null) return owner;
  const somebody = sketchPerson({ n: (personSerial += 1) });
  app.sandbox.families.people.push(somebody);
  return somebody;
}

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_SMS_PER_ADDRESS: '100000' },
  });
  owned.own = await makeRecords(app, { n: 1 });
  owned.foreign = await makeRecords(app, { n: 2, region: '510403' });
  owner = owned.own.person;
});
afterAll(async () => {
  console.log(`access matrix: ${cells} cells`);
  await app.close();
});

test('every route of the contract has an entry, and no entry is left over', () => {
  expect(Object.keys(expected).sort()).toEqual([...names].sort());
});

test('the contract says the same of consents and owners', () => {
  for (const name of names) {
    const { consents, owned: record } = expected[name];
    expect({ name, consents: [...routes[name].consents], record: routes[name].owned }).toEqual({
      name,
      consents,
      record,
    });
  }
});

describe.each(names.filter((name) => expected[name].owned === null))('%s', (name) => {
  test.each(roles)('asked by %s', async (role) => {
    const { told, status } = await ask(name, await headersFor(role, name));
    expect({ role, told }).toEqual({ role, told: expected[name].callers[role] });
    expect(status).toBeLessThan(500);
  });
});

describe.each(names)('%s', (name) => {
  for (const missing of expected[name].consents) {
    test(`without the consent ${missing}`, async () => {
      const others = consentKind.options.filter((kind) => kind !== missing);
      const { told, error } = await ask(name, bearer(await openSession(boundPerson(name), others)));
      expect(told).toBe('consent_required');
      expect(error?.data).toEqual({ kinds: [missing] });
    });
  }
});

describe.each(names.filter((name) => expected[name].owned !== null))('%s', (name) => {
  test.each(roles.flatMap((role) => records.map((record) => [role, record] as const)))(
    'asked by %s for a record that is %s',
    async (role, record) => {
      const { told, status } = await ask(name, await headersFor(role, name), record);
      const allowed = expected[name].callers[role];
      const seen = sees[role]?.includes(record) === true;
      expect(told).toBe(allowed === 'in' && !seen ? 'not_found' : allowed);
      expect(status).toBeLessThan(500);
    },
  );

  test('foreign and missing cannot be told apart', async () => {
    const role = expected[name].callers.bound === 'in' ? 'bound' : "the county's reviewer";
    const headers = await headersFor(role, name);
    const foreign = await ask(name, headers, 'foreign');
    const missing = await ask(name, headers, 'missing');
    expect(foreign.status).toBe(404);
    expect([foreign.status, foreign.error?.message]).toEqual([missing.status, missing.error?.message]);
  });
});
