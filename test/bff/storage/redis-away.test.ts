import { Circuit } from '../../../bff/src/storage/circuit.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { createTestRedis } from '../../support/database.ts';
import { inventedPhone } from '../../support/people.ts';
import { agree, signInByPhone } from '../../support/residents.ts';
import { openProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

let proxy: TcpProxy;
let app: TestApp;
let serial = 6000;
const session = (token: string) => app.ask('GET', '/api/v1/session', { token });
/** Redis is noticed to be back by the next call that tries it. */
const redisBack = async () => {
  while (!app.deps.redis.isUp()) {
    await app.deps.redis.get('anything');
    await new Promise((resume) => setTimeout(resume, 50));
  }
};

beforeAll(async () => {
  proxy = await openProxy(await createTestRedis());
  app = await startApp({ env: { REDIS_URL: proxy.url } });
});
afterEach(async () => {
  await proxy.restore();
  await redisBack();
});
afterAll(async () => {
  await app.close();
  await proxy.close();
});

test('a pause of this process is not taken for Redis being away', async () => {
  while (!(await app.deps.redis.set('kept', 'value', 60_000))) await redisBack();
  const reading = app.deps.redis.get('kept');
  const until = performance.now() + 500;
  while (performance.now() < until);
  expect(await reading).toBe('value');
  expect(app.deps.redis.isUp()).toBe(true);
});

describe.each([
  ['stopped', () => proxy.cut()],
  ['silent', () => Promise.resolve().then(() => proxy.hold())],
])('Redis %s', (_what, fail) => {
  test('sessions are found, begun and ended all the same', async () => {
    const token = await signInByPhone(app, inventedPhone((serial += 1)));
    expect((await session(token)).status).toBe(200);
    await fail();
    expect((await session(token)).status).toBe(200);
    await agree(app, token, 'medical_records');
    const second = await signInByPhone(app, inventedPhone((serial += 1)));
    expect((await session(second)).status).toBe(200);
    await app.ask('DELETE', '/api/v1/session', { token });
    expect((await session(token)).status).toBe(401);
    expect((await session(second)).status).toBe(200);
  });

  test('a session revoked meanwhile stays revoked when Redis comes back with its old entry', async () => {
    const token = await signInByPhone(app, inventedPhone((serial += 1)));
    expect((await session(token)).status).toBe(200);
    await fail();
    expect((await app.ask('DELETE', '/api/v1/session', { token })).status).toBe(204);
    await proxy.restore();
    expect((await session(token)).status).toBe(401);
    await redisBack();
    expect((await session(token)).status).toBe(401);
  });

  test('a consent withdrawn meanwhile stays withdrawn', async () => {
    const token = await signInByPhone(app, inventedPhone((serial += 1)));
    await agree(app, token, 'identity_verification');
    expect((await session(token)).status).toBe(200);
    await fail();
    await app.ask('DELETE', '/api/v1/consents/identity_verification', { token });
    await proxy.restore();
    const body = { name: '王安', certno: '990101196503150026' };
    const reply = await app.ask('POST', '/api/v1/binding', { token, body });
    expect(reply.body.error).toMatchObject({ code: 'consent_required' });
  });

  test('limits still hold, each process for itself', async () => {
    const phone = inventedPhone((serial += 1));
    await fail();
    const first = await app.ask('POST', '/api/v1/sms-codes', { body: { phone } });
    const second = await app.ask('POST', '/api/v1/sms-codes', { body: { phone } });
    expect([first.status, second.status]).toEqual([202, 429]);
  });

  test('the service says that it is slower, and stays ready', async () => {
    await fail();
    const token = 'B'.repeat(43);
    await session(token);
    const { status, body } = await app.ask('GET', '/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'degraded', redis: 'away', database: 'up' });
  });

  test('nobody waits for it time and again', async () => {
    const token = await signInByPhone(app, inventedPhone((serial += 1)));
    await fail();
    await session(token);
    const before = app.lines.filter((line) => line.includes('Redis is away')).length;
    const admits = jest.spyOn(Circuit.prototype, 'admits');
    const started = performance.now();
    for (let count = 0; count < 20; count += 1) await session(token);
    const seconds = Math.ceil((performance.now() - started) / 1000);
    const tried = admits.mock.results.filter(({ value }) => value === true);
    expect(admits.mock.calls.length).toBeGreaterThanOrEqual(20);
    // One call a second tries it; everybody else goes on without.
    expect(tried.length).toBeLessThanOrEqual(1 + seconds);
    admits.mockRestore();
    expect(app.lines.filter((line) => line.includes('Redis is away')).length).toBe(before);
  });
});

test('Redis wiped: the next request asks MySQL', async () => {
  const token = await signInByPhone(app, inventedPhone((serial += 1)));
  await session(token);
  await createTestRedis();
  expect((await session(token)).status).toBe(200);
});
