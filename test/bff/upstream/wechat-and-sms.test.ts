import { createMetrics } from '../../../bff/src/health/metrics.ts';
import { createFieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { connectRedis, createRedisStore, type RedisStore } from '../../../bff/src/storage/redis.ts';
import { createTencentSms } from '../../../bff/src/upstream/sms/tencent.client.ts';
import { createWechatClient } from '../../../bff/src/upstream/wechat/wechat.client.ts';
import { credentials } from '../../sandbox/credentials.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { createTestRedis } from '../../support/database.ts';
import { citizenId, inventedPhone } from '../../support/people.ts';

const crypto = createFieldCrypto({
  current: 1,
  versions: new Map([[1, Buffer.alloc(16, 1)]]),
  index: Buffer.alloc(32, 2),
});
const person = { name: '安秀英', certno: citizenId('990421', '1950-03-14', 102) };
const { appid: appId, secret } = credentials.wechat;
let sandbox: Sandbox;
let redis: RedisStore;
const clients: { close(): void }[] = [];
const wechat = (given = { appId, secret }) => {
  const config = { url: `${sandbox.url}/wechat`, ...given };
  const client = createWechatClient({ config, redis, crypto, metrics: createMetrics() });
  clients.push(client);
  return client;
};

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
  redis = createRedisStore(connectRedis(await createTestRedis()));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  redis.close();
  await sandbox.stop();
});

describe('WeChat', () => {
  test.each([
    ['40029', 422, 'wechat_code_invalid'],
    ['-1', 503, 'upstream_unavailable'],
    ['45011', 503, 'upstream_unavailable'],
    ['40125', 503, 'upstream_unavailable'],
    ['40164', 503, 'upstream_unavailable'],
  ])('errcode %s is %i %s', async (code, status, problem) => {
    sandbox.control.set('wechat', { mode: 'error', code });
    await expect(wechat().exchangeCode('any')).rejects.toMatchObject({ status, code: problem });
  });

  test.each(['reset', 'gateway_page'] as const)('away (%s) is 503', async (how) => {
    sandbox.control.set('wechat', { mode: 'away', how });
    await expect(wechat().exchangeCode('any')).rejects.toMatchObject({ status: 503 });
  });

  test('is spared after it failed five times, and a wrong code is no failure', async () => {
    const client = wechat();
    for (let count = 0; count < 8; count += 1) {
      await expect(client.exchangeCode('wrong')).rejects.toMatchObject({ status: 422 });
    }
    sandbox.control.set('wechat', { mode: 'away' });
    for (let count = 0; count < 20; count += 1) {
      await expect(client.exchangeCode('any')).rejects.toMatchObject({ status: 503, retryAfter: 5 });
    }
    expect(sandbox.control.calls('wechat away')).toBeLessThan(20);
  });

  test('one access token serves all processes, sealed in Redis', async () => {
    await keep('wechat:connected', 'yes');
    const result = sandbox.wechat.faceResult('openid-1', person);
    expect(await wechat().findFaceCheck(result)).toMatchObject({ passed: true, openid: 'openid-1' });
    expect(await wechat().findFaceCheck(result)).toMatchObject({ passed: true });
    expect(sandbox.control.calls('wechat /cgi-bin/stable_token')).toBe(1);
    const kept = Buffer.from((await redis.get('wechat:token:v1')) ?? '', 'base64');
    expect(crypto.open(kept, 'wechat:token')).toHaveLength(128);
  });

  /** A store that has just been opened may not have its connection yet. */
  async function keep(key: string, value: string): Promise<void> {
    let kept = false;
    for (let turn = 0; turn < 50 && !kept; turn += 1) {
      await new Promise((resume) => setTimeout(resume, 50));
      kept = await redis.set(key, value, 60_000);
    }
    expect(kept).toBe(true);
  }
  const keepToken = (sealed: string) => keep('wechat:token:v1', sealed);

  test('a token that WeChat gave up is fetched anew, once', async () => {
    await keepToken(crypto.seal('given up', 'wechat:token').toString('base64'));
    const result = sandbox.wechat.faceResult('openid-1', person);
    expect(await wechat().findFaceCheck(result)).toMatchObject({ passed: true });
    expect(sandbox.control.calls('wechat /cgi-bin/stable_token')).toBe(1);
    // The first call went out with the old token, or nothing was given up.
    expect(sandbox.control.calls('wechat /cityservice/face/identify/getinfo')).toBe(2);
  });

  test('a token sealed under a key that was dropped is fetched anew', async () => {
    const older = createFieldCrypto({
      current: 9,
      versions: new Map([[9, Buffer.alloc(16, 9)]]),
      index: Buffer.alloc(32, 2),
    });
    const sealed = older.seal('unreadable', 'wechat:token').toString('base64');
    await keepToken(sealed);
    const result = sandbox.wechat.faceResult('openid-1', person);
    expect(await wechat().findFaceCheck(result)).toMatchObject({ passed: true });
    expect(sandbox.control.calls('wechat /cgi-bin/stable_token')).toBe(1);
  });

  test('an unknown face check is no check', async () => {
    await expect(wechat().findFaceCheck('made-up')).resolves.toBeUndefined();
  });
});

describe('SMS', () => {
  const sms = () => {
    const { secretId, secretKey, appId: smsAppId, sign, templateCode: template } = credentials.sms;
    const config = { endpoint: sandbox.url, secretId, secretKey, appId: smsAppId, sign, template };
    const client = createTencentSms(config, createMetrics());
    clients.push(client);
    return client;
  };

  test('goes out with code and minutes', async () => {
    const phone = inventedPhone(8001);
    await sms().sendCode(phone, '135790', 5);
    expect(sandbox.inbox(phone)).toMatchObject([{ params: ['135790', '5'] }]);
  });

  test("the carrier's own limit is 429", async () => {
    const phone = inventedPhone(8002);
    await sms().sendCode(phone, '135790', 5);
    await expect(sms().sendCode(phone, '135790', 5)).rejects.toMatchObject({
      status: 429,
      code: 'rate_limited',
    });
  });

  test('a number out of every segment is refused as not reachable', async () => {
    await expect(sms().sendCode('999', '135790', 5)).rejects.toMatchObject({
      status: 422,
      code: 'sms_not_sent',
    });
  });

  test.each([
    'AuthFailure.SignatureExpire',
    'FailedOperation.SignatureIncorrectOrUnapproved',
    'InternalError.OtherError',
  ])('%s is ours to mend: 503', async (code) => {
    sandbox.control.set('sms', { mode: 'error', code });
    await expect(sms().sendCode(inventedPhone(8003), '135790', 5)).rejects.toMatchObject({ status: 503 });
  });
});
