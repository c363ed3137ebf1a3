import { createHash } from 'node:crypto';

import { abandonedAfter } from '../../../bff/src/middleware/idempotency.ts';
import { sweep } from '../../../bff/src/storage/sweep.ts';
import { startApp, newKey, type TestApp } from '../../support/app.ts';
import { inventedPhone } from '../../support/people.ts';
import { receiveCode, signInByPhone, textVersions } from '../../support/residents.ts';

let app: TestApp;
let serial = 3000;
const nextPhone = () => inventedPhone((serial += 1));
const consentPath = '/api/v1/consents/medical_records';
let token: string;
let version: string;
const agree = (key: string, body: object = { version }) => app.ask('PUT', consentPath, { token, key, body });
const acts = async () => {
  const { body } = await app.ask<{ consents: unknown[] }>('GET', '/api/v1/account/export', { token });
  return body.consents.length;
};

beforeAll(async () => {
  app = await startApp();
  version = (await textVersions(app)).medical_records;
});
beforeEach(async () => {
  token = await signInByPhone(app, nextPhone());
});
afterAll(() => app.close());

test.each([
  ['none', undefined],
  ['too short', 'a'.repeat(15)],
  ['too long', 'a'.repeat(65)],
  ['with other characters', 'a'.repeat(15) + '!'],
])('a write needs a key: %s', async (_what, key) => {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
  };
  if (key !== undefined) headers['Idempotency-Key'] = key;
  const reply = await fetch(`${app.url}${consentPath}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ version }),
  });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ error: { code: 'idempotency_key_required' } });
});

test('a replay gets the first reply and changes nothing', async () => {
  const key = newKey();
  const first = await agree(key);
  await app.ask('DELETE', consentPath, { token });
  const before = await acts();
  const second = await agree(key);
  expect(second).toMatchObject({ status: first.status, body: first.body });
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect(await acts()).toBe(before);
});

test('a refusal is replayed as well', async () => {
  const key = newKey();
  const first = await agree(key, { version: 'older' });
  const second = await agree(key, { version: 'older' });
  expect(second.status).toBe(409);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  const withoutId = (error: unknown) => ({ ...(error as object), requestId: 'any' });
  expect(withoutId(second.body.error)).toEqual(withoutId(first.body.error));
});

test('what is kept of a body gives no number away: a hash that everybody can make of it is not there', async () => {
  const body = { phone: nextPhone() };
  const path = '/api/v1/sms-codes';
  await app.ask('POST', path, { key: newKey(), body });
  const plain = createHash('sha256')
    .update(`${path}?\n\n${JSON.stringify(body)}`)
    .digest('hex');
  const kept = await app.deps.db.selectFrom('idempotency').select(['body_hash', 'key_hash']).execute();
  const hashes = kept.map(({ body_hash: hash }) => hash.toString('hex'));
  expect(hashes).toContain(app.deps.crypto.blindIndex('idempotency_body', plain).toString('hex'));
  expect(hashes).not.toContain(plain);
});

test('another body under the same key is a conflict', async () => {
  const key = newKey();
  await agree(key);
  const reply = await agree(key, { version: `${version}x` });
  expect(reply.status).toBe(409);
  expect(reply.body.error).toMatchObject({ code: 'idempotency_key_conflict' });
});

test('another path under the same key and route is a conflict', async () => {
  const key = newKey();
  await agree(key);
  const reply = await app.ask('PUT', '/api/v1/consents/identity_verification', {
    token,
    key,
    body: { version },
  });
  expect(reply.body.error).toMatchObject({ code: 'idempotency_key_conflict' });
});

test('the same key of another account is another key', async () => {
  const key = newKey();
  await agree(key);
  const other = await signInByPhone(app, nextPhone());
  const reply = await app.ask('PUT', consentPath, { token: other, key, body: { version } });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('idempotency-replayed')).toBeNull();
});

test('twenty at once with one key happen once', async () => {
  const key = newKey();
  const before = await acts();
  const replies = await Promise.all(Array.from({ length: 20 }, () => agree(key)));
  expect(await acts()).toBe(before + 1);
  const done = replies.filter(({ status }) => status === 200);
  const fresh = done.filter(({ headers }) => headers.get('idempotency-replayed') === null);
  expect(fresh).toHaveLength(1);
  for (const { status, body, headers } of replies.filter((reply) => !done.includes(reply))) {
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: 'idempotency_in_progress' });
    expect(headers.get('retry-after')).toBe('1');
  }
});

test('a failure on our side gives the key back', async () => {
  const phone = nextPhone();
  const key = newKey();
  app.sandbox.control.set('sms', { mode: 'away', times: 1 });
  const ask = () => app.ask('POST', '/api/v1/sms-codes', { key, body: { phone } });
  expect((await ask()).status).toBe(503);
  expect((await ask()).status).toBe(202);
  const replayed = await ask();
  expect(replayed.status).toBe(202);
  expect(app.sandbox.inbox(phone)).toHaveLength(1);
});

test('"too often" gives the key back', async () => {
  const phone = nextPhone();
  await receiveCode(app, phone);
  const key = newKey();
  expect((await app.ask('POST', '/api/v1/sms-codes', { key, body: { phone } })).status).toBe(429);
  app.clock.advance(60_000);
  expect((await app.ask('POST', '/api/v1/sms-codes', { key, body: { phone } })).status).toBe(202);
});

test('the claim of a request that was killed is taken over after a minute, by one', async () => {
  const key = newKey();
  app.clock.advance(1);
  await agree(key);
  // As kill −9 leaves it: claimed, never answered.
  const { key_hash: hash } = await app.deps.db
    .selectFrom('idempotency')
    .select('key_hash')
    .orderBy('claimed_at', 'desc')
    .where('reply', 'is not', null)
    .limit(1)
    .executeTakeFirstOrThrow();
  await app.deps.db
    .updateTable('idempotency')
    .set({ status: null, reply: null })
    .where('key_hash', '=', hash)
    .execute();
  app.clock.advance(abandonedAfter - 1);
  expect((await agree(key)).body.error).toMatchObject({ code: 'idempotency_in_progress' });
  app.clock.advance(1);
  const replies = await Promise.all(Array.from({ length: 5 }, () => agree(key)));
  const fresh = replies.filter(
    ({ status, headers }) => status === 200 && headers.get('idempotency-replayed') === null,
  );
  expect(fresh).toHaveLength(1);
});

test('a sign-in that was lost on the way back gives the same session again, kept sealed', async () => {
  const phone = nextPhone();
  const code = await receiveCode(app, phone);
  const { privacy_policy: privacyPolicyVersion } = await textVersions(app);
  const key = newKey();
  const body = { phone, code, privacyPolicyVersion };
  const first = await app.ask<{ token: string }>('POST', '/api/v1/sessions/phone', { key, body });
  const second = await app.ask<{ token: string }>('POST', '/api/v1/sessions/phone', { key, body });
  expect(second.body).toEqual(first.body);
  const rows = await app.deps.db.selectFrom('idempotency').select('reply').execute();
  for (const { reply } of rows) expect(reply?.toString('latin1') ?? '').not.toContain(first.body.token);
});

test('replies are swept after a day, sessions and codes when they ended', async () => {
  app.clock.advance(8 * 24 * 60 * 60 * 1000);
  await sweep(app.deps.db, app.deps.clock);
  for (const table of ['idempotency', 'sms_code', 'session'] as const) {
    const left = await app.deps.db.selectFrom(table).selectAll().execute();
    expect(left).toEqual([]);
  }
});
