// The access matrix: every route of the contract × every kind of caller × own, foreign and missing record × every
// consent taken away. What is expected stands here by itself, not read from the table that the app uses.
import { createHash, randomBytes } from 'node:crypto';

import { bindAccount, findOrCreateAccount } from '../../bff/src/account/account.store.ts';
import { upsertPerson } from '../../bff/src/account/person.store.ts';
import { recordAgreement } from '../../bff/src/consent/consent.service.ts';
import { bodyExamples } from '../../bff/src/openapi/examples.ts';
import { createSessions } from '../../bff/src/session/session.service.ts';
import {
  consentKind,
  routes,
  type ConsentKind,
  type Route,
  type RouteName,
} from '../../shared/src/contract/index.ts';
import { credentials } from '../sandbox/credentials.ts';
import type { Person } from '../sandbox/world.ts';
import { startApp, newKey, type TestApp } from '../support/app.ts';
import { send, sketchPerson, sketchPush } from '../support/bills.ts';
import { signPush } from '../support/sign.ts';

type Role = 'anonymous' | 'expired' | 'forged signature' | 'unbound' | 'bound' | 'sender';
const roles: readonly Role[] = ['anonymous', 'expired', 'forged signature', 'unbound', 'bound', 'sender'];
const records = ['own', 'foreign', 'missing'] as const;

/** What each caller is told; `in` = reaches the handler. */
const everybody = {
  anonymous: 'in',
  expired: 'in',
  'forged signature': 'in',
  unbound: 'in',
  bound: 'in',
  sender: 'in',
};
const signedIn = {
  anonymous: 'session_required',
  expired: 'session_expired',
  'forged signature': 'session_required',
  unbound: 'in',
  bound: 'in',
  sender: 'forbidden',
};
const person = { ...signedIn, unbound: 'binding_required' };
const platform = {
  anonymous: 'signature_invalid',
  expired: 'signature_invalid',
  'forged signature': 'signature_invalid',
  unbound: 'forbidden',
  bound: 'forbidden',
  sender: 'in',
};
const recordConsents: ConsentKind[] = ['privacy_policy', 'identity_verification', 'medical_records'];

interface Rule {
  callers: Record<Role, string>;
  consents: ConsentKind[];
  ownRecord: boolean;
}
const rule = (callers: Record<Role, string>, consents: ConsentKind[] = [], ownRecord = false): Rule => ({
  callers,
  consents,
  ownRecord,
});

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
  getBill: rule(person, recordConsents, true),
  refreshBill: rule(person, recordConsents, true),
  receiveSettlement: rule(platform),
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

const owner = sketchPerson({ n: 1 });
const stranger = sketchPerson({ n: 2 });
const bills = { own: 'S-PERMISSION-OWN', foreign: 'S-PERMISSION-FOREIGN', missing: 'S-PERMISSION-NONE' };

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

async function ask(
  name: RouteName,
  headersOf: (path: string, body: string) => Record<string, string>,
  setlId = bills.own,
) {
  const route: Route = routes[name];
  const path = route.path
    .replace(':kind', 'medical_records')
    .replace(':year', '2026')
    .replace(':setlId', setlId);
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
const signature = (method: string, secret: string) => (path: string, body: string) =>
  signPush({ accessKey: credentials.intake.accessKey, secret }, { method, path, body }, app.clock.now());

async function headersFor(
  role: Role,
  name: RouteName,
): Promise<(path: string, body: string) => Record<string, string>> {
  const { method } = routes[name];
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
    case 'forged signature':
      return signature(method, 'not the secret of this key');
    case 'unbound':
      return bearer(await openSession(null, consentKind.options));
    case 'bound':
      return bearer(await openSession(boundPerson(name), consentKind.options));
    case 'sender':
      return signature(method, credentials.intake.secret);
  }
}

/** Where a bill is named, its owner; elsewhere somebody new, whose account may be closed. */
function boundPerson(name: RouteName): Person {
  if (expected[name].ownRecord) return owner;
  const somebody = sketchPerson({ n: (personSerial += 1) });
  app.sandbox.families.people.push(somebody);
  return somebody;
}

beforeAll(async () => {
  app = await startApp({
    families: { people: [owner, stranger], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_SMS_PER_ADDRESS: '100000' },
  });
  const sketch = { at: '2026-03-05', total: '1000.00', basic: '500.00' };
  for (const [who, setlId] of [
    [owner, bills.own],
    [stranger, bills.foreign],
  ] as const) {
    const { status, body } = await send(app, sketchPush(who, { ...sketch, setlId }));
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
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
    expect({ name, consents: [...routes[name].consents], owned: routes[name].owned !== null }).toEqual({
      name,
      consents: expected[name].consents,
      owned: expected[name].ownRecord,
    });
  }
});

describe.each(names)('%s', (name) => {
  test.each(roles)('asked by %s', async (role) => {
    const { told, status } = await ask(name, await headersFor(role, name));
    expect({ role, told }).toEqual({ role, told: expected[name].callers[role] });
    expect(status).toBeLessThan(500);
  });

  for (const missing of expected[name].consents) {
    test(`without the consent ${missing}`, async () => {
      const others = consentKind.options.filter((kind) => kind !== missing);
      const { told, error } = await ask(name, bearer(await openSession(boundPerson(name), others)));
      expect(told).toBe('consent_required');
      expect(error?.data).toEqual({ kinds: [missing] });
    });
  }
});

describe.each(names.filter((name) => expected[name].ownRecord))('%s', (name) => {
  test.each(roles.flatMap((role) => records.map((record) => [role, record] as const)))(
    'asked by %s for a record that is %s',
    async (role, record) => {
      const { told } = await ask(name, await headersFor(role, name), bills[record]);
      const allowed = expected[name].callers[role];
      expect(told).toBe(allowed === 'in' && record !== 'own' ? 'not_found' : allowed);
    },
  );

  test('foreign and missing cannot be told apart', async () => {
    const headers = bearer(await openSession(owner, consentKind.options));
    const foreign = await ask(name, headers, bills.foreign);
    const missing = await ask(name, headers, bills.missing);
    expect([foreign.status, foreign.error?.message]).toEqual([missing.status, missing.error?.message]);
  });
});

describe('a signature', () => {
  const path = '/api/v1/settlements';
  const body = JSON.stringify(bodyExamples.receiveSettlement);
  const key = { accessKey: credentials.intake.accessKey, secret: credentials.intake.secret };
  const post = (headers: Record<string, string>, sent = body) =>
    fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey(), ...headers },
      body: sent,
    });
  const minutes = (count: number) => app.clock.now() + count * 60_000;

  test.each([
    ['of another body', () => post(signPush(key, { method: 'POST', path, body: '{}' }, minutes(0)))],
    ['of another path', () => post(signPush(key, { method: 'POST', path: '/x', body }, minutes(0)))],
    ['of another method', () => post(signPush(key, { method: 'PUT', path, body }, minutes(0)))],
    ['six minutes old', () => post(signPush(key, { method: 'POST', path, body }, minutes(-6)))],
    ['from six minutes ahead', () => post(signPush(key, { method: 'POST', path, body }, minutes(6)))],
    [
      'of an unknown key',
      () => post(signPush({ ...key, accessKey: 'nobody' }, { method: 'POST', path, body }, minutes(0))),
    ],
    [
      'cut short',
      () => {
        const headers = signPush(key, { method: 'POST', path, body }, minutes(0));
        return post({ ...headers, 'x-api-signature': (headers['x-api-signature'] ?? '').slice(0, 32) });
      },
    ],
    [
      'with another time',
      () => {
        const headers = signPush(key, { method: 'POST', path, body }, minutes(0));
        return post({ ...headers, 'x-api-timestamp': String(minutes(1)) });
      },
    ],
  ])('%s is refused', async (_what, request) => {
    const reply = await request();
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: { code: 'signature_invalid' } });
  });

  test('four minutes old is good', async () => {
    const reply = await post(signPush(key, { method: 'POST', path, body }, minutes(-4)));
    expect(reply.status).not.toBe(401);
  });
});
