// What makes a signature of the platform good: the matrix itself is permission.test.ts.
import { bodyExamples } from '../../bff/src/openapi/examples.ts';
import { credentials } from '../sandbox/credentials.ts';
import { newKey, startApp, type TestApp } from '../support/app.ts';
import { signPush, type IntakeKey } from '../support/sign.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
afterAll(() => app.close());

const path = '/api/v1/settlements';
const body = JSON.stringify(bodyExamples.receiveSettlement);
const post = (headers: Record<string, string>, query = '') =>
  fetch(`${app.url}${path}${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey(), ...headers },
    body,
  });
const minutes = (count: number) => app.clock.now() + count * 60_000;
const sign = (
  change: Partial<{ method: string; path: string; body: string }>,
  at = 0,
  signer: IntakeKey = credentials.intake,
) => signPush(signer, { method: 'POST', path, body, ...change }, minutes(at));

test.each([
  ['of another body', () => post(sign({ body: '{}' }))],
  ['of another path', () => post(sign({ path: '/x' }))],
  ['of another query', () => post(sign({ path: `${path}?x=1` }))],
  ['without its query', () => post(sign({}), '?x=1')],
  ['of another method', () => post(sign({ method: 'PUT' }))],
  ['six minutes old', () => post(sign({}, -6))],
  ['from six minutes ahead', () => post(sign({}, 6))],
  ['of an unknown key', () => post(sign({}, 0, { ...credentials.intake, accessKey: 'nobody' }))],
  [
    "with another key's secret",
    () => post(sign({}, 0, { ...credentials.intake, secret: credentials.hsa.secret })),
  ],
  [
    'cut short',
    () => {
      const headers = sign({});
      return post({ ...headers, 'x-api-signature': (headers['x-api-signature'] ?? '').slice(0, 32) });
    },
  ],
  ['with another time', () => post({ ...sign({}), 'x-api-timestamp': String(minutes(1)) })],
])('a signature %s is refused', async (_what, request) => {
  const reply = await request();
  expect(reply.status).toBe(401);
  expect(await reply.json()).toMatchObject({ error: { code: 'signature_invalid' } });
});

test('a signature four minutes old is good, and so is one over the query', async () => {
  expect((await post(sign({}, -4))).status).not.toBe(401);
  expect((await post(sign({ path: `${path}?x=1` }), '?x=1')).status).not.toBe(401);
});
