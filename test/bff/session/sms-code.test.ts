import { phoneIndex } from '../../../bff/src/account/account.store.ts';
import { attemptsPerCode, codesPerDay } from '../../../bff/src/session/sms-code.service.ts';
import { insertSmsCode } from '../../../bff/src/session/sms-code.store.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { inventedPhone } from '../../support/people.ts';
import { receiveCode, signInByPhone, textVersions } from '../../support/residents.ts';

const minute = 60_000;
let app: TestApp;
let privacyPolicyVersion: string;
let serial = 500;
const nextPhone = () => inventedPhone((serial += 1));
const send = (phone: string) => app.ask('POST', '/api/v1/sms-codes', { body: { phone } });
const signIn = (phone: string, code: string) =>
  app.ask<{ error: { code: string; data?: unknown } }>('POST', '/api/v1/sessions/phone', {
    body: { phone, code, privacyPolicyVersion },
  });
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

beforeAll(async () => {
  app = await startApp();
  privacyPolicyVersion = (await textVersions(app)).privacy_policy;
});
afterAll(() => app.close());

test('the answer is the same whether or not the number has an account', async () => {
  const known = nextPhone();
  await signInByPhone(app, known);
  app.clock.advance(minute);
  const replies = [await send(known), await send(nextPhone())];
  for (const { status, body } of replies) {
    expect(status).toBe(202);
    expect(body).toEqual({ resendAfterSeconds: 60, expiresInSeconds: 300 });
  }
});

test('six digits go out, and the database keeps none of them', async () => {
  const code = await receiveCode(app, nextPhone());
  expect(code).toMatch(/^\d{6}$/);
  const rows = await app.deps.db.selectFrom('sms_code').select('code_mac').execute();
  for (const row of rows) expect(row.code_mac.toString('latin1')).not.toContain(code);
});

test('a code works once', async () => {
  const phone = nextPhone();
  const code = await receiveCode(app, phone);
  expect((await signIn(phone, code)).status).toBe(201);
  expect((await signIn(phone, code)).body.error.code).toBe('sms_code_expired');
});

test('a code works up to five minutes and not beyond', async () => {
  const phone = nextPhone();
  const early = await receiveCode(app, phone);
  app.clock.advance(5 * minute - 1);
  expect((await signIn(phone, early)).status).toBe(201);
  const late = await receiveCode(app, phone);
  app.clock.advance(5 * minute);
  expect((await signIn(phone, late)).body.error.code).toBe('sms_code_expired');
});

test('five wrong attempts use a code up: then even the right one is refused', async () => {
  const phone = nextPhone();
  const code = await receiveCode(app, phone);
  for (let left = attemptsPerCode - 1; left >= 0; left -= 1) {
    const { status, body } = await signIn(phone, another(code));
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: 'sms_code_invalid', data: { attemptsLeft: left } });
  }
  expect((await signIn(phone, code)).body.error.code).toBe('sms_code_expired');
});

test('the fifth attempt may be the right one', async () => {
  const phone = nextPhone();
  const code = await receiveCode(app, phone);
  for (let attempt = 1; attempt < attemptsPerCode; attempt += 1) await signIn(phone, another(code));
  expect((await signIn(phone, code)).status).toBe(201);
});

test('twenty attempts at once are still five', async () => {
  const phone = nextPhone();
  const code = await receiveCode(app, phone);
  const replies = await Promise.all(Array.from({ length: 20 }, () => signIn(phone, another(code))));
  const counted = replies.filter(({ body }) => body.error.code === 'sms_code_invalid');
  expect(counted).toHaveLength(attemptsPerCode);
});

test('the right code twenty times at once opens one session', async () => {
  const phone = nextPhone();
  const code = await receiveCode(app, phone);
  const replies = await Promise.all(Array.from({ length: 20 }, () => signIn(phone, code)));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
});

test('only the newest code counts', async () => {
  const phone = nextPhone();
  const first = await receiveCode(app, phone);
  app.clock.advance(minute);
  const second = await receiveCode(app, phone);
  if (first !== second) expect((await signIn(phone, first)).body.error.code).toBe('sms_code_invalid');
  expect((await signIn(phone, second)).status).toBe(201);
});

test("a code of one number does not open another's account", async () => {
  const [mine, hers] = [nextPhone(), nextPhone()];
  const code = await receiveCode(app, mine);
  expect((await signIn(hers, code)).body.error.code).toBe('sms_code_expired');
});

test('the next code can be had after sixty seconds, not before', async () => {
  const phone = nextPhone();
  await receiveCode(app, phone);
  app.clock.advance(minute - 1000);
  const early = await send(phone);
  expect(early.status).toBe(429);
  expect(early.headers.get('retry-after')).toBe('1');
  expect(early.body.error).toMatchObject({ code: 'rate_limited', data: { retryAfterSeconds: 1 } });
  app.clock.advance(1000);
  expect((await send(phone)).status).toBe(202);
});

test('asking ten times at once sends one message', async () => {
  const phone = nextPhone();
  const replies = await Promise.all(Array.from({ length: 10 }, () => send(phone)));
  expect(replies.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(app.sandbox.inbox(phone)).toHaveLength(1);
});

test('a number gets ten codes a day', async () => {
  const phone = nextPhone();
  const index = phoneIndex(app.deps.crypto, phone);
  for (let sent = 0; sent < codesPerDay; sent += 1) {
    const now = app.clock.now();
    const row = { phoneIndex: index, codeMac: Buffer.alloc(32), now, expiresAt: now };
    expect(await insertSmsCode(app.deps.db, row)).toBeDefined();
    app.clock.advance(2 * minute);
  }
  const refused = await send(phone);
  expect(refused.status).toBe(429);
  app.clock.advance(24 * 60 * minute - 2 * codesPerDay * minute);
  expect((await send(phone)).status).toBe(202);
});

test('a message that the carrier refuses is no code sent: the next may be asked for at once', async () => {
  const phone = nextPhone();
  app.sandbox.control.set('sms', { mode: 'error', code: 'InternalError.OtherError', times: 1 });
  const refused = await send(phone);
  expect(refused.status).toBe(503);
  expect(refused.body.error).toMatchObject({ code: 'upstream_unavailable', data: { system: 'sms' } });
  expect((await send(phone)).status).toBe(202);
});

test('the carrier silent is 503 within its time limit', async () => {
  app.sandbox.control.set('sms', { mode: 'away', how: 'reset', times: 1 });
  expect((await send(nextPhone())).status).toBe(503);
});

test.each(['12345678901', '1420000000', '142000000011', '+8614200000001', ''])(
  '%p is no phone number',
  async (phone) => {
    const { status, body } = await send(phone);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: 'invalid_request', data: { fields: [{ path: 'body.phone' }] } });
  },
);

test('the service pays for a code that the carrier took, and sends it whatever has been spent', async () => {
  const spent = async () =>
    (
      await app.deps.db
        .selectFrom('sms_spending')
        .select('sent')
        .where('region', '=', '000000')
        .executeTakeFirst()
    )?.sent ?? 0;
  const { messages } = app.deps;
  app.deps.messages = {
    ...messages,
    rules: { ...messages.rules, mostSms: () => 0, quiet: { from: 0, to: 1440 } },
  };
  const before = await spent();
  await receiveCode(app, nextPhone());
  expect(await spent()).toBe(before + 1);
  expect(await app.deps.metrics.registry.metrics()).toContain('sms_month_spent_ratio{region="000000"} 1');
  const blocked = nextPhone();
  app.sandbox.blockPhone(blocked);
  expect((await send(blocked)).status).toBe(422);
  expect(await spent()).toBe(before + 1);
  app.deps.messages = messages;
});
