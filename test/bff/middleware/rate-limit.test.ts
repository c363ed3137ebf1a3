import { startApp, type TestApp } from '../../support/app.ts';
import { inventedPhone } from '../../support/people.ts';
import { signInByPhone } from '../../support/residents.ts';

const perAccount = 8;
const perAddress = 60;
const smsPerAddress = 3;
let app: TestApp;

beforeEach(async () => {
  app = await startApp({
    env: {
      LIMIT_PER_ADDRESS: String(perAddress),
      LIMIT_PER_ACCOUNT: String(perAccount),
      LIMIT_SMS_PER_ADDRESS: String(smsPerAddress),
      TRUSTED_PROXIES: '1',
    },
  });
});
afterEach(() => app.close());

/** A request that a proxy in front of us received from this address. */
const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });

test('an address is held at its limit, and another is not', async () => {
  const ask = (address: string) => app.ask('GET', '/api/v1/consent-texts', from(address));
  for (let count = 0; count < perAddress; count += 1) expect((await ask('203.0.113.1')).status).toBe(200);
  const held = await ask('203.0.113.1');
  expect(held.status).toBe(429);
  expect(held.body.error).toMatchObject({ code: 'rate_limited' });
  const wait = Number(held.headers.get('retry-after'));
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(60);
  expect((await ask('203.0.113.2')).status).toBe(200);
});

test('an address in front of the trusted proxy cannot be made up', async () => {
  const ask = (forged: number) =>
    app.ask('GET', '/api/v1/consent-texts', from(`198.51.100.${forged}, 203.0.113.3`));
  for (let count = 0; count < perAddress; count += 1) await ask(count);
  expect((await ask(250)).status).toBe(429);
});

test('an account is held wherever it asks from', async () => {
  const token = await signInByPhone(app, inventedPhone(5001));
  const ask = (address: number) =>
    app.ask('GET', '/api/v1/session', { token, ...from(`203.0.113.${address}`) });
  const statuses = [];
  for (let count = 0; count <= perAccount; count += 1) statuses.push((await ask(10 + count)).status);
  expect(statuses).toEqual([...Array<number>(perAccount).fill(200), 429]);
});

test('codes are held by address, whatever the number', async () => {
  const ask = (n: number) =>
    app.ask('POST', '/api/v1/sms-codes', {
      body: { phone: inventedPhone(5100 + n) },
      ...from('203.0.113.4'),
    });
  for (let count = 0; count < smsPerAddress; count += 1) expect((await ask(count)).status).toBe(202);
  expect((await ask(99)).status).toBe(429);
});

test('those who run the service are not held', async () => {
  for (let count = 0; count <= perAddress; count += 1)
    await app.ask('GET', '/api/v1/consent-texts', from('203.0.113.5'));
  expect((await app.ask('GET', '/health', from('203.0.113.5'))).status).toBe(200);
  expect((await app.ask('GET', '/ready', from('203.0.113.5'))).status).toBe(200);
});
