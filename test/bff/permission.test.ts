// The access matrix: every route of the contract × every kind of caller, every post of the staff in several places ×
// own, foreign and missing record × every consent taken away. What is expected stands in permission.expected.ts.
import { bodyExamples } from '../../bff/src/openapi/examples.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import {
  consentKind,
  routes,
  type OwnedRecord,
  type Route,
  type RouteName,
} from '../../shared/src/contract/index.ts';
import type { Person } from '../sandbox/world.ts';
import { newKey, startApp, type TestApp } from '../support/app.ts';
import {
  bearer,
  inviteSomebody,
  makeBatch,
  makeFollowUp,
  makeMessage,
  openAccount,
  openDesk,
  openResidents,
  openVolunteer,
  posts,
  villages,
  type Desk,
  type Headers,
  type Post,
  type ResidentCaller,
} from '../support/callers.ts';
import { makeMandate } from '../support/mandates.ts';
import { makeRecords, type OwnedRecords } from '../support/records.ts';
import { everybody, expected } from './permission.expected.ts';

const records = ['own', 'foreign', 'missing'] as const;
type Which = (typeof records)[number];
/** The first test says which are missing. */
const names = (Object.keys(routes) as RouteName[]).filter((name) => Object.hasOwn(expected, name));
const owning = names.filter((name) => expected[name].owned !== null);
const refusals = new Set([
  'session_required',
  'session_expired',
  'signature_invalid',
  'forbidden',
  'binding_required',
  'consent_required',
]);
/** Those of a person, and of her alone: by an account, by her family. */
const personal: OwnedRecord[] = ['bill', 'claim', 'upload', 'page', 'message', 'follow_up', 'mandate'];

const owned = {} as Record<'own' | 'foreign', OwnedRecords>;
const desks = new Map<string, Desk>();
/** Whose sessions are nobody's else. */
let stranger: Desk;
let residents: ReturnType<typeof openResidents>;
let herself: Person;
let app: TestApp;
let cells = 0;

/** Which of the records a post reaches: what lies within its division, but for its own family's. */
function seesByPost({ code, certno }: Post, which: Which, kind: OwnedRecord): boolean {
  if (which === 'missing') return false;
  if (kind === 'staff_session') return which === 'own';
  if (kind === 'payment_batch') return villages[which].slice(0, 6).startsWith(code);
  if (certno !== undefined && which === 'own' && personal.includes(kind)) return false;
  return villages[which].startsWith(code);
}

function expectOf(name: RouteName, caller: string, which: Which): string {
  const { told, owned: kind } = expected[name];
  const post = posts[caller];
  const roles = told.staff;
  const entry =
    post === undefined
      ? told[caller as ResidentCaller]
      : typeof roles === 'string'
        ? roles
        : roles.includes(post.role)
          ? 'in'
          : 'forbidden';
  if (entry !== 'in' || kind === null) return entry;
  const owner = kind === 'client' ? 'volunteer' : 'bound';
  const sees = post === undefined ? caller === owner && which === 'own' : seesByPost(post, which, kind);
  return sees ? 'in' : 'not_found';
}

const sought: Record<OwnedRecord, (which: 'own' | 'foreign') => string | Promise<string>> = {
  bill: (which) => owned[which].bill,
  claim: (which) => owned[which].claim,
  page: (which) => owned[which].page,
  upload: (which) => owned[which].newUpload(),
  member: async (which) =>
    (await openDesk(app, { role: 'village_clerk', code: villages[which] })).member.publicId,
  volunteer: async (which) => (await openVolunteer(app, villages[which])).volunteerId,
  payment_batch: async (which) => {
    const { member } = desks.get('fund_manager here')!;
    return makeBatch(app, villages[which].slice(0, 6), member.staffId);
  },
  message: (which) => makeMessage(app, owned[which].person),
  follow_up: async (which) => makeFollowUp(app, await makeMessage(app, owned[which].person), villages[which]),
  mandate: (which) => makeMandate(app, owned[which].person, villages[which]),
  client: (which) => makeMandate(app, owned[which].person, villages[which]),
  staff_session: async () => (await stranger.open()).sessionId,
};

/** Sessions and records that no request has changed yet: the next cell may have them too. */
const untouched = new Map<string, unknown>();
async function share<T>(key: string, make: () => Promise<T>): Promise<T> {
  const made = (untouched.get(key) as T | undefined) ?? (await make());
  untouched.set(key, made);
  return made;
}
const keysOf = (name: RouteName, caller: string, which: Which) => {
  const kind = expected[name].owned;
  const named = kind !== null && personal.includes(kind);
  return {
    session: `${caller} of a path that names ${named ? 'hers' : 'nothing'}`,
    record: `${which} ${kind}`,
  };
};

/** What the caller sends with this request, and the name of the record that the path is to hold. */
async function prepare(
  name: RouteName,
  caller: string,
  which: Which,
): Promise<{ headers: Headers; record: string }> {
  const kind = expected[name].owned;
  const keys = keysOf(name, caller, which);
  const desk = desks.get(caller);
  const session = desk && (await share(keys.session, desk.open));
  const openResident = () => residents[caller as ResidentCaller](kind !== null && personal.includes(kind));
  // Whoever comes with a session that has ended comes for the first time.
  const once = caller === 'expired' || caller === 'expired staff';
  const headers =
    session === undefined
      ? await (once ? openResident() : share(keys.session, openResident))
      : bearer(session.token);
  if (kind === null || which === 'missing') {
    return { headers, record: kind === 'bill' ? 'S-PERMISSION-NONE' : newRecordId() };
  }
  if (kind === 'staff_session' && which === 'own' && session !== undefined) {
    return { headers, record: session.sessionId };
  }
  return { headers, record: await share(keys.record, async () => sought[kind](which)) };
}

/** One cell: what this caller is told. Who came in and did more than look leaves neither session nor record for others. */
async function askAs(name: RouteName, caller: string, which: Which) {
  const { headers, record } = await prepare(name, caller, which);
  const answer = await ask(name, headers, record);
  if (answer.told === 'in' && routes[name].method !== 'GET') {
    const keys = keysOf(name, caller, which);
    untouched.delete(keys.session);
    untouched.delete(keys.record);
  }
  return answer;
}

async function ask(name: RouteName, headersOf: Headers, record: string) {
  const { method, path: form, takesBytes }: Route = routes[name];
  const path = form
    .replace(':kind', 'medical_records')
    .replace(':year', '2026')
    .replace(':region', '510400')
    .replace(/:(\w+Id)/, record)
    .replace(':offset', '0')
    .replace(':token', 'a'.repeat(86))
    .replace(':secret', 'made-up');
  const examples: Partial<Record<RouteName, unknown>> = bodyExamples;
  const body = examples[name] === undefined || takesBytes !== undefined ? '' : JSON.stringify(examples[name]);
  const reply = await fetch(`${app.url}${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'Idempotency-Key': newKey() }),
      ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
      ...headersOf({ method, path, body }),
    },
    ...(body === '' ? {} : { body }),
  });
  const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true;
  const text = await reply.text();
  const { error } = (isJson ? JSON.parse(text) : {}) as {
    error?: { code: string; message: string; data?: unknown };
  };
  cells += 1;
  return { status: reply.status, error, told: toldBy(name, error) };
}

/** The handler has its own "not found", of what a body names: only that of the path's record keeps somebody out. */
function toldBy(name: RouteName, error: { code: string; message: string } | undefined): string {
  const hidden = error?.code === 'not_found' && error.message === `${expected[name].owned} was not found`;
  return error !== undefined && (hidden || refusals.has(error.code)) ? error.code : 'in';
}

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '1000000', LIMIT_PER_ACCOUNT: '1000000', LIMIT_SMS_PER_ADDRESS: '1000000' },
  });
  owned.own = await makeRecords(app, { n: 1 });
  owned.foreign = await makeRecords(app, { n: 2, region: '510403' });
  herself = owned.own.person;
  residents = openResidents(app, herself);
  for (const which of ['own', 'foreign'] as const) {
    await app.deps.db
      .updateTable('claim')
      .set({ village: villages[which] })
      .where('public_id', '=', owned[which].claim)
      .execute();
  }
  stranger = await openDesk(app, { role: 'auditor', code: '510402' });
  for (const [name, post] of Object.entries(posts)) {
    const { certno, ...seat } = post;
    desks.set(name, await openDesk(app, certno === undefined ? seat : { ...seat, certno: herself.certno }));
  }
}, 120_000);
afterAll(async () => {
  console.log(`access matrix: ${cells} cells`);
  await app.close();
});

const callers = [...Object.keys(everybody).filter((caller) => caller !== 'staff'), ...Object.keys(posts)];

test('every route of the contract has an entry, and no entry is left over', () => {
  expect(Object.keys(expected).sort()).toEqual(Object.keys(routes).sort());
});

test('the contract says the same of consents, owners and posts', () => {
  for (const name of names) {
    const { consents, owned: record, told } = expected[name];
    const { roles = [], ...route }: Route = routes[name];
    const posted = typeof told.staff === 'string' ? [] : told.staff;
    expect({ name, consents: [...route.consents], record: route.owned, roles: [...roles].sort() }).toEqual({
      name,
      consents,
      record,
      roles: [...posted].sort(),
    });
  }
});

describe.each(names)('%s', (name) => {
  const asked = expected[name].owned === null ? (['own'] as const) : records;

  test.each(asked)(
    'of a record that is %s, asked by everybody',
    async (which) => {
      for (const caller of callers) {
        const { told, status } = await askAs(name, caller, which);
        const answered = { caller, told, broken: status >= 500 };
        expect(answered).toEqual({ caller, told: expectOf(name, caller, which), broken: false });
      }
    },
    120_000,
  );

  for (const missing of expected[name].consents) {
    test(`without the consent ${missing}`, async () => {
      const others = consentKind.options.filter((kind) => kind !== missing);
      const named = expected[name].owned !== null;
      const { token } = await openAccount(app, named ? herself : inviteSomebody(app), others);
      // Her former account is bound to nobody now.
      untouched.clear();
      const { told, error } = await ask(name, bearer(token), newRecordId());
      expect(told).toBe('consent_required');
      expect(error?.data).toEqual({ kinds: [missing] });
    });
  }
});

describe.each(owning)('%s', (name) => {
  test('tells foreign and missing apart to nobody', async () => {
    for (const caller of callers.filter((one) => expectOf(name, one, 'foreign') === 'not_found')) {
      const answers: unknown[] = [];
      for (const which of ['foreign', 'missing'] as const) {
        const { status, error } = await askAs(name, caller, which);
        expect({ caller, status }).toEqual({ caller, status: 404 });
        answers.push({ caller, told: error?.message });
      }
      expect(answers[0]).toEqual(answers[1]);
    }
  }, 120_000);
});
