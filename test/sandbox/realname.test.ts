import { credentials } from './credentials.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { grandmother, neighbour, smallWorld } from './world.fixture.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, families: smallWorld() });
});
afterEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

async function check(claim: object, key: string = credentials.realname.key) {
  const response = await fetch(`${sandbox.url}/realname/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(claim),
  });
  return { status: response.status, ...((await response.json()) as { code: number; result?: string }) };
}

const { name, certno, phone } = grandmother;

test.each([
  ['match', { name, certno, phone }],
  ['mismatch', { name: neighbour.name, certno, phone }],
  ['mismatch', { name, certno, phone: neighbour.phone }],
  ['not_found', { name, certno: '990421190001010000', phone }],
])('three factors: %s', async (result, claim) => {
  expect(await check(claim)).toMatchObject({ status: 200, code: 0, result });
});

test('an unknown key and a missing factor are refused', async () => {
  expect(await check({ name, certno, phone }, 'guess')).toMatchObject({ status: 401, code: 4010 });
  expect(await check({ name, certno })).toMatchObject({ status: 400, code: 4000 });
});

test('the source may be away', async () => {
  sandbox.control.set('realname', { mode: 'error', times: 1 });
  expect(await check({ name, certno, phone })).toMatchObject({ code: 5000 });
});

test('faults are set and seen over HTTP, and a word it does not know is refused', async () => {
  const put = (body: object) =>
    fetch(`${sandbox.url}/control`, { method: 'PUT', body: JSON.stringify(body) });
  expect((await put({ hsa: { mode: 'slow', delayMs: 5 }, sms: { mode: 'away' } })).status).toBe(200);
  const seen: unknown = await (await fetch(`${sandbox.url}/control`)).json();
  expect(seen).toMatchObject({
    hsa: { mode: 'slow', delayMs: 5 },
    sms: { mode: 'away', how: 'reset' },
    wechat: { mode: 'ok' },
  });
  expect((await put({ hsa: { mode: 'tired' } })).status).toBe(400);
});
