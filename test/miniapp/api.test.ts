import { api } from '../../miniapp/src/services/api';
import type { AppFailure } from '../../miniapp/src/services/failure';
import { session } from '../../miniapp/src/services/session';
import { findKeptReply, keepReply } from '../../miniapp/src/services/storage';
import { phone } from './taro-api';

const ok = (data: unknown, statusCode = 200) => Promise.resolve({ statusCode, data });
const refuse = (statusCode: number, code: string) =>
  Promise.resolve({ statusCode, data: { error: { code, message: 'for developers', requestId: 'r-1' } } });
/** WeChat rejects with a plain object, browsers with an error. */
const failed = (errMsg: string) => Promise.reject(Object.assign(new Error(), { errMsg }));
const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'no failure',
    (error: unknown) => (error as AppFailure).code,
  );
const keys = () => phone.sent.map(({ header }) => header['Idempotency-Key']);

beforeEach(() => phone.reset());

describe('what is sent', () => {
  test('a read carries the token and no key', async () => {
    session.begin('token-1', true);
    phone.answer = () => ok({});
    await api.getStatus();
    expect(phone.sent).toHaveLength(1);
    expect(phone.sent[0]).toMatchObject({ url: 'https://api.test/api/v1/status', method: 'GET' });
    expect(phone.sent[0]?.header.Authorization).toBe('Bearer token-1');
    expect(keys()).toEqual([undefined]);
    expect(phone.sent[0]?.timeout).toBeLessThanOrEqual(60_000);
  });

  test('without a session there is no Authorization', async () => {
    phone.answer = () => ok({ texts: [] });
    await api.listConsentTexts();
    expect(phone.sent[0]?.header).not.toHaveProperty('Authorization');
  });

  test('parameters and queries are written into the address, safely', async () => {
    phone.answer = () => ok({});
    await api.listBills({ year: 2026, cursor: 'a b&c' });
    await api.getBill('S-1');
    expect(phone.sent.map(({ url }) => url)).toEqual([
      'https://api.test/api/v1/bills?year=2026&cursor=a%20b%26c',
      'https://api.test/api/v1/bills/S-1',
    ]);
  });

  test('nothing personal is ever in an address', async () => {
    phone.answer = () => ok({ person: {} });
    await api.bindPerson({ name: '张桂兰', certno: '990101196503150012' });
    await api.sendSmsCode('14212345678');
    for (const { url } of phone.sent) expect(url).not.toMatch(/990101|142123|张/);
  });
});

describe('the key of a write', () => {
  const write = () => api.sendSmsCode('14212345678');

  test('has the form that the contract asks for', async () => {
    phone.answer = () => ok({ resendAfterSeconds: 60 }, 202);
    await write();
    expect(keys()[0]).toMatch(/^[\w-]{16,64}$/);
  });

  test('stays the same until the answer is definite, so that pressing again is the same write', async () => {
    const answers = [
      () => Promise.reject(new Error('request:fail')),
      () => Promise.reject(new Error('request:fail timeout')),
      () => refuse(503, 'storage_unavailable'),
      () => refuse(409, 'idempotency_in_progress'),
      () => ok({ resendAfterSeconds: 60 }, 202),
    ];
    phone.answer = () => answers[phone.sent.length - 1]!();
    const codes: string[] = [];
    while (codes.length < answers.length) codes.push(await codeOf(write()));
    expect(codes).toEqual([
      'offline',
      'timeout',
      'storage_unavailable',
      'idempotency_in_progress',
      'no failure',
    ]);
    expect(new Set(keys()).size).toBe(1);
  });

  test('is a new one after an answer, be it yes or no, and for other content', async () => {
    phone.answer = () => ok({}, 202);
    await write();
    phone.answer = () => refuse(400, 'sms_not_sent');
    await codeOf(write());
    phone.answer = () => Promise.reject(new Error('offline'));
    await codeOf(write());
    await codeOf(api.sendSmsCode('14287654321'));
    expect(new Set(keys()).size).toBe(4);
  });
});

describe('failures', () => {
  const failing = (answer: () => Promise<{ statusCode: number; data: unknown }>) => {
    phone.answer = answer;
    return codeOf(api.getStatus());
  };

  test('no network and no reply in time are told apart', async () => {
    expect(await failing(() => failed('request:fail'))).toBe('offline');
    expect(await failing(() => failed('request:fail timeout'))).toBe('timeout');
  });

  test('the code of the reply is kept, with its data', async () => {
    phone.answer = () =>
      ok(
        { error: { code: 'rate_limited', message: '', requestId: 'r', data: { retryAfterSeconds: 60 } } },
        429,
      );
    await expect(api.getStatus()).rejects.toMatchObject({
      code: 'rate_limited',
      data: { retryAfterSeconds: 60 },
    });
  });

  test('a proxy or a captive portal does not break the phone', async () => {
    expect(await failing(() => ok('<html>502</html>', 502))).toBe('shutting_down');
    expect(await failing(() => ok('<html>500</html>', 500))).toBe('internal_error');
    expect(await failing(() => ok('<html>please pay</html>'))).toBe('offline');
    expect(await failing(() => ok(null, 429))).toBe('rate_limited');
  });

  test('an ended session takes everything personal with it and leads to sign-in', async () => {
    session.begin('token-1', true);
    keepReply('status:now', { name: '张*兰' });
    phone.storage.set('display', { care: true, size: 1 });
    expect(await failing(() => refuse(401, 'session_expired'))).toBe('session_expired');
    expect(session.isSignedIn()).toBe(false);
    expect(findKeptReply('status:now')).toBeUndefined();
    expect([...phone.storage.keys()]).toEqual(['display']);
    expect(phone.visited).toEqual(['/pages/sign-in/index?ended=1']);
  });
});

describe('storage', () => {
  test('full storage keeps nothing and breaks nothing', () => {
    phone.storageFails = true;
    keepReply('status:now', { a: 1 });
    phone.storageFails = false;
    expect(findKeptReply('status:now')).toBeUndefined();
  });

  test('a new session does not see what the one before left', () => {
    keepReply('status:now', { name: '张*兰' });
    session.begin('token-2', false);
    expect(findKeptReply('status:now')).toBeUndefined();
  });
});
