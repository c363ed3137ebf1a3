// Redis holds nothing of staff: without it they come in, are counted and locked out as always.
import { startApp, type TestApp } from '../../support/app.ts';
import { createTestRedis } from '../../support/database.ts';
import { codeOf, signInStaff, staffPassword, type SignedInStaff } from '../../support/staff.ts';
import { openProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

let proxy: TcpProxy;
let app: TestApp;

beforeAll(async () => {
  proxy = await openProxy(await createTestRedis());
  app = await startApp({ env: { REDIS_URL: proxy.url } });
});
afterEach(async () => {
  await proxy.restore();
  while (!app.deps.redis.isUp()) {
    await app.deps.redis.get('anything');
    await new Promise((resume) => setTimeout(resume, 50));
  }
});
afterAll(async () => {
  await app.close();
  await proxy.close();
});

const signIn = async (who: SignedInStaff, code: string) => {
  const body = { login: who.login, password: staffPassword, code };
  return app.ask<{ token: string }>('POST', '/api/v1/staff/sessions', { body });
};
const statusOf = async (token: string) => (await app.ask('GET', '/api/v1/staff/session', { token })).status;

describe.each([
  ['stopped', () => proxy.cut()],
  ['silent', () => Promise.resolve().then(() => proxy.hold())],
])('Redis %s', (_what, fail) => {
  test('they sign in, and out', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402');
    await fail();
    const { status, body } = await signIn(who, codeOf(app, who));
    expect(status).toBe(201);
    expect(await statusOf(body.token)).toBe(200);
    await app.ask('DELETE', '/api/v1/staff/session', { token: body.token });
    expect(await statusOf(body.token)).toBe(401);
  });

  test('a code is taken once, and five wrong ones shut the door', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402');
    await fail();
    expect((await signIn(who, codeOf(app, who))).status).toBe(201);
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) statuses.push((await signIn(who, codeOf(app, who))).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });

  test('who is disabled meanwhile is out at once, and stays out when Redis is back', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402');
    expect(await statusOf(who.token)).toBe(200);
    await fail();
    await app.deps.db
      .updateTable('staff')
      .set({ state: 'disabled' })
      .where('staff_id', '=', who.staffId)
      .execute();
    expect(await statusOf(who.token)).toBe(401);
    await proxy.restore();
    expect(await statusOf(who.token)).toBe(401);
  });
});
