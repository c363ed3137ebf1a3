// A reviewer's own limits, and what makes a signature good: the matrix itself is permission.test.ts.
import { bodyExamples } from '../../bff/src/openapi/examples.ts';
import { credentials } from '../sandbox/credentials.ts';
import { newKey, startApp, type TestApp } from '../support/app.ts';
import { addPage, moveInApplicant, startDraft, type Applicant } from '../support/claims.ts';
import { makeRecords, type OwnedRecords } from '../support/records.ts';
import { signPush } from '../support/sign.ts';

interface Key {
  accessKey: string;
  secret: string;
}

let app: TestApp;
let own: OwnedRecords;

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_SMS_PER_ADDRESS: '100000' },
  });
  own = await makeRecords(app, { n: 1 });
});
afterAll(() => app.close());

const signature = (method: string, key: Key) => (path: string, body: string) =>
  signPush(key, { method, path, body }, app.clock.now());

describe('a reviewer', () => {
  const signedGet = async (path: string, key: Key = credentials.reviewer) =>
    (await fetch(`${app.url}${path}`, { headers: signature('GET', key)(path, '') })).status;
  let applicant: Applicant;
  let draft: string;

  beforeAll(async () => {
    applicant = await moveInApplicant(app, { n: 2 });
    draft = (await startDraft(app, applicant.token, [])).claimId;
  });

  test('sees no draft, though it is of her place; nor the city', async () => {
    expect(await signedGet(`/api/v1/claims/${draft}`)).toBe(404);
    expect(await signedGet(`/api/v1/claims/${draft}`, credentials.cityReviewer)).toBe(404);
  });

  test('sees no page before it was sent with a claim', async () => {
    const page = await addPage(app, applicant.personId, { paper: 'identity_card', bill: null });
    expect(await signedGet(`/api/v1/pages/${page}/link?size=full`)).toBe(404);
    expect(await signedGet(`/api/v1/pages/${own.page}/link?size=full`)).toBe(200);
  });

  test('signs the query too', async () => {
    const path = `/api/v1/pages/${own.page}/link`;
    const headers = signature('GET', credentials.reviewer)(`${path}?size=full`, '');
    const ask = async (query: string) => (await fetch(`${app.url}${path}${query}`, { headers })).status;
    expect([await ask('?size=full'), await ask('?size=thumbnail'), await ask('')]).toEqual([200, 401, 401]);
  });
});

describe.each([
  ['a sender', '/api/v1/settlements', credentials.intake, bodyExamples.receiveSettlement],
  ['a reviewer', 'correction', credentials.reviewer, bodyExamples.askCorrection],
] as const)('the signature of %s', (_who, where, key, example) => {
  const path = () => (where === 'correction' ? `/api/v1/claims/${own.claim}/correction` : where);
  const body = JSON.stringify(example);
  const post = (headers: Record<string, string>, sent = body) =>
    fetch(`${app.url}${path()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey(), ...headers },
      body: sent,
    });
  const minutes = (count: number) => app.clock.now() + count * 60_000;
  const sign = (change: Partial<{ method: string; path: string; body: string }>, at = 0, signer: Key = key) =>
    signPush(signer, { method: 'POST', path: path(), body, ...change }, minutes(at));

  test.each([
    ['of another body', () => post(sign({ body: '{}' }))],
    ['of another path', () => post(sign({ path: '/x' }))],
    ['of another query', () => post(sign({ path: `${path()}?x=1` }))],
    ['of another method', () => post(sign({ method: 'PUT' }))],
    ['six minutes old', () => post(sign({}, -6))],
    ['from six minutes ahead', () => post(sign({}, 6))],
    ['of an unknown key', () => post(sign({}, 0, { ...key, accessKey: 'nobody' }))],
    [
      "with another key's secret",
      () => post(sign({}, 0, { ...key, secret: credentials.cityReviewer.secret })),
    ],
    [
      'cut short',
      () => {
        const headers = sign({});
        return post({ ...headers, 'x-api-signature': (headers['x-api-signature'] ?? '').slice(0, 32) });
      },
    ],
    ['with another time', () => post({ ...sign({}), 'x-api-timestamp': String(minutes(1)) })],
  ])('%s is refused', async (_what, request) => {
    const reply = await request();
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: { code: 'signature_invalid' } });
  });

  test('four minutes old is good', async () => {
    const reply = await post(sign({}, -4));
    expect(reply.status).not.toBe(401);
  });
});
