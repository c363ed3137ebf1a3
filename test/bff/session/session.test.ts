import { createHash } from 'node:crypto';

import { absoluteLimit, idleLimit } from '../../../bff/src/session/session.service.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { inventedPhone } from '../../support/people.ts';
import { agree, receiveCode, signInByPhone, signInByWechat, textVersions } from '../../support/residents.ts';

const hour = 60 * 60 * 1000;
const path = '/api/v1/session';
const hashOf = (token: string) => createHash('sha256').update(token).digest();

let app: TestApp;
let serial = 100;
const nextPhone = () => inventedPhone((serial += 1));
const code = async (token?: string) => {
  const { status, body } = await app.ask('GET', path, token === undefined ? {} : { token });
  return status === 200 ? 'ok' : (body.error as { code: string }).code;
};
/** As if the minute of the cache were over: the next request asks MySQL. */
const forgetCache = (token: string) => app.deps.redis.del(`session:v1:${hashOf(token).toString('hex')}`);

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('signing in by phone', () => {
  test('gives a token that says who one is, masked', async () => {
    const phone = nextPhone();
    const token = await signInByPhone(app, phone);
    const { status, body } = await app.ask('GET', path, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      phone: `142****${phone.slice(-4)}`,
      channel: 'h5',
      person: null,
      consents: [{ kind: 'privacy_policy', outdated: false }],
    });
  });

  test('keeps no token and no phone number in the database', async () => {
    const phone = nextPhone();
    const token = await signInByPhone(app, phone);
    const session = await app.deps.db
      .selectFrom('session')
      .selectAll()
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirstOrThrow();
    const account = await app.deps.db
      .selectFrom('account')
      .selectAll()
      .where('account_id', '=', session.account_id)
      .executeTakeFirstOrThrow();
    const replies = await app.deps.db.selectFrom('idempotency').selectAll().execute();
    const stored = JSON.stringify([session, account, replies], (_key, value: unknown) =>
      isBuffer(value) ? Buffer.from(value.data).toString('latin1') : value,
    );
    expect(account.phone).not.toBeNull();
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(phone);
  });

  test('finds the same account again', async () => {
    const phone = nextPhone();
    const first = await signInByPhone(app, phone);
    app.clock.advance(2 * 60_000);
    const second = await signInByPhone(app, phone);
    expect(await code(first)).toBe('ok');
    const accounts = await app.deps.db
      .selectFrom('session')
      .select('account_id')
      .where('token_hash', 'in', [hashOf(first), hashOf(second)])
      .execute();
    expect(new Set(accounts.map((row) => row.account_id)).size).toBe(1);
  });

  test('with an outdated privacy policy is refused and leaves the code usable', async () => {
    const phone = nextPhone();
    const right = await receiveCode(app, phone);
    const signIn = (privacyPolicyVersion: string) =>
      app.ask('POST', '/api/v1/sessions/phone', { body: { phone, code: right, privacyPolicyVersion } });
    const versions = await textVersions(app);
    const refused = await signIn('2020-01-01.1');
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      code: 'consent_text_outdated',
      data: { kind: 'privacy_policy', version: versions.privacy_policy },
    });
    expect((await signIn(versions.privacy_policy)).status).toBe(201);
  });
});

describe('signing in by WeChat', () => {
  test('gives a session of the mini-program', async () => {
    const token = await signInByWechat(app, 'openid-session-1');
    expect((await app.ask('GET', path, { token })).body).toMatchObject({ channel: 'weapp', phone: null });
  });

  test.each([
    ['a code that WeChat does not know', 'never-given', 'wechat_code_invalid', 422],
    ['an empty code', '', 'invalid_request', 422],
  ])('%s is refused', async (_what, given, expected, status) => {
    const { privacy_policy: privacyPolicyVersion } = await textVersions(app);
    const reply = await app.ask('POST', '/api/v1/sessions/wechat', {
      body: { code: given, privacyPolicyVersion },
    });
    expect(reply.status).toBe(status);
    expect(reply.body.error).toMatchObject({ code: expected });
  });

  test('a code works once', async () => {
    const { privacy_policy: privacyPolicyVersion } = await textVersions(app);
    const body = { code: app.sandbox.wechat.jsCode('openid-session-2'), privacyPolicyVersion };
    expect((await app.ask('POST', '/api/v1/sessions/wechat', { body })).status).toBe(201);
    expect((await app.ask('POST', '/api/v1/sessions/wechat', { body })).status).toBe(422);
  });

  test('WeChat away is 503, and well again afterwards', async () => {
    app.sandbox.control.set('wechat', { mode: 'away', times: 1 });
    const { privacy_policy: privacyPolicyVersion } = await textVersions(app);
    const body = { code: 'whatever', privacyPolicyVersion };
    const away = await app.ask('POST', '/api/v1/sessions/wechat', { body });
    expect(away.status).toBe(503);
    expect(away.body.error).toMatchObject({ code: 'upstream_unavailable', data: { system: 'wechat' } });
    await expect(signInByWechat(app, 'openid-session-3')).resolves.toHaveLength(43);
  });
});

describe('a session ends', () => {
  test('without a token there is none', async () => expect(await code()).toBe('session_required'));

  test.each(['x', 'a'.repeat(43), `${'a'.repeat(42)} `, 'ä'.repeat(43)])('%p is no token', async (token) => {
    const reply = await fetch(`${app.url}${path}`, {
      headers: { Authorization: encodeURI(`Bearer ${token}`) },
    });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('when it was not used for seven days, to the millisecond', async () => {
    const token = await signInByPhone(app, nextPhone());
    app.clock.advance(idleLimit - 1);
    expect(await code(token)).toBe('ok');
    const other = await signInByPhone(app, nextPhone());
    app.clock.advance(idleLimit);
    expect(await code(other)).toBe('session_expired');
  });

  test('in the cache at the same moment as in MySQL', async () => {
    const token = await signInByPhone(app, nextPhone());
    app.clock.advance(idleLimit - 1000);
    // This use prolongs it for another seven days, and fills the cache.
    expect(await code(token)).toBe('ok');
    app.clock.advance(idleLimit);
    expect(await code(token)).toBe('session_expired');
  });

  test('after thirty days, however often it was used', async () => {
    const token = await signInByPhone(app, nextPhone());
    const end = app.clock.now() + absoluteLimit;
    while (app.clock.now() + 24 * hour < end) {
      app.clock.advance(24 * hour);
      await forgetCache(token);
      expect(await code(token)).toBe('ok');
    }
    app.clock.set(new Date(end).toISOString());
    await forgetCache(token);
    expect(await code(token)).toBe('session_expired');
  });

  test('at once when it is signed out, cached or not', async () => {
    const token = await signInByPhone(app, nextPhone());
    expect(await code(token)).toBe('ok');
    expect(await code(token)).toBe('ok');
    expect((await app.ask('DELETE', path, { token })).status).toBe(204);
    expect(await code(token)).toBe('session_expired');
    await forgetCache(token);
    expect(await code(token)).toBe('session_expired');
  });

  test('and a reader that began before the sign-out cannot put it back into the cache', async () => {
    const token = await signInByPhone(app, nextPhone());
    const key = `session:v1:${hashOf(token).toString('hex')}`;
    expect(await code(token)).toBe('ok');
    const read = await app.deps.redis.get(key);
    await app.ask('DELETE', path, { token });
    // What the slow reader does last.
    expect(await app.deps.redis.setIfAbsent(key, read ?? '', 60_000)).toBe(false);
    expect(await code(token)).toBe('session_expired');
  });

  test('for others only when they sign out themselves', async () => {
    const phone = nextPhone();
    const phoneToken = await signInByPhone(app, phone);
    app.clock.advance(2 * 60_000);
    const tabletToken = await signInByPhone(app, phone);
    await app.ask('DELETE', path, { token: phoneToken });
    expect(await code(phoneToken)).toBe('session_expired');
    expect(await code(tabletToken)).toBe('ok');
  });
});

describe('the cache', () => {
  test('answers without MySQL', async () => {
    const token = await signInByPhone(app, nextPhone());
    await agree(app, token, 'medical_records');
    await forgetCache(token);
    await code(token);
    await app.deps.db.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute();
    expect(await code(token)).toBe('ok');
    await forgetCache(token);
    expect(await code(token)).toBe('session_expired');
  });

  test('remembers an unknown token for a moment', async () => {
    const token = 'A'.repeat(43);
    expect(await code(token)).toBe('session_expired');
    expect(await app.deps.redis.get(`session:v1:${hashOf(token).toString('hex')}`)).toBe('void');
  });
});

interface JsonBuffer {
  type: 'Buffer';
  data: number[];
}
function isBuffer(value: unknown): value is JsonBuffer {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer';
}
