import { ConfigError, readConfig } from '../../bff/src/config.ts';
import { sandboxEnvironment } from '../sandbox/credentials.ts';

const usable: Record<string, string> = {
  ...sandboxEnvironment('http://127.0.0.1:4100'),
  DATABASE_URL: 'mysql://app:secret@127.0.0.1:3306/yijiutong',
  REDIS_URL: 'redis://127.0.0.1:6379',
  CONFIG_DIR: '/srv/yijiutong/config',
  OBJECT_DIR: '/srv/yijiutong/objects',
  FIELD_KEY: 'a'.repeat(32),
  INDEX_KEY: 'b'.repeat(64),
};
const production: Record<string, string> = {
  ...usable,
  NODE_ENV: 'production',
  HSA_URL: 'https://hsa.example.gov.cn/fsi',
  WECHAT_URL: 'https://api.weixin.qq.com',
  SMS_ENDPOINT: 'https://sms.tencentcloudapi.com',
  REALNAME_URL: 'https://realname.example.gov.cn',
  METRICS_TOKEN: 'c'.repeat(32),
  AUDIT_HEAD_FILE: '/srv/evidence/audit-head.json',
};

function complaintOf(env: Record<string, string | undefined>): string {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
}

test('usable settings are read, with defaults for the rest', () => {
  const config = readConfig(usable);
  expect(config).toMatchObject({
    environment: 'development',
    host: '127.0.0.1',
    port: 8080,
    trustedProxies: 0,
  });
  expect(config.keys.current).toBe(1);
  expect(config.senders.size).toBe(1);
  expect(config.metricsToken).toBeUndefined();
});

test('production settings are read', () => {
  expect(readConfig(production).environment).toBe('production');
});

test('every missing variable is named at once', () => {
  const complaint = complaintOf({});
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'FIELD_KEY', 'INDEX_KEY', 'HSA_URL', 'WECHAT_SECRET']) {
    expect(complaint).toContain(`${name} is missing`);
  }
});

test.each([
  ['PORT', '70000', 'PORT is above 65535'],
  ['PORT', 'http', 'PORT is not a whole number'],
  ['DATABASE_URL', 'postgres://localhost/x', 'DATABASE_URL is not an address'],
  ['REDIS_URL', 'localhost:6379', 'REDIS_URL is not an address'],
  ['FIELD_KEY', 'short', 'FIELD_KEY is not a key'],
  ['FIELD_KEY', `1:${'a'.repeat(32)},1:${'b'.repeat(32)}`, 'FIELD_KEY is not a key'],
  ['FIELD_KEY', `256:${'a'.repeat(32)}`, 'FIELD_KEY is not a key'],
  ['INDEX_KEY', 'b'.repeat(63), 'INDEX_KEY is not 64 hex digits'],
  ['CLOCK_TODAY', '2026-02-30', 'CLOCK_TODAY is not a day'],
  ['HSA_FIXMEDINS_CODE', 'X123', 'HSA_FIXMEDINS_CODE is not H or P and eleven digits'],
  ['INTAKE_KEYS', '{"a":', 'INTAKE_KEYS is not usable'],
  ['INTAKE_KEYS', '{"a":"short"}', 'INTAKE_KEYS is not usable'],
  ['METRICS_TOKEN', 'short', 'METRICS_TOKEN is shorter than 16 characters'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL is no log level'],
  ['NODE_ENV', 'staging', 'NODE_ENV is none of development, test, production'],
])('%s=%s is refused', (name, value, complaint) => {
  expect(complaintOf({ ...usable, [name]: value })).toContain(complaint);
});

test.each([
  ['HSA_URL', 'http://127.0.0.1:4100', 'HSA_URL is not https'],
  ['WECHAT_URL', 'http://127.0.0.1:4100', 'WECHAT_URL is not https'],
  ['SMS_ENDPOINT', 'http://127.0.0.1:4100', 'SMS_ENDPOINT is not https'],
  ['REALNAME_URL', 'http://127.0.0.1:4100', 'REALNAME_URL is not https'],
  ['CLOCK_TODAY', '2026-03-05', 'CLOCK_TODAY fixes the day'],
  ['METRICS_TOKEN', '', 'METRICS_TOKEN is missing'],
  ['AUDIT_HEAD_FILE', '', 'AUDIT_HEAD_FILE is missing'],
])('production refuses %s=%s', (name, value, complaint) => {
  expect(complaintOf({ ...production, [name]: value })).toContain(complaint);
});

test('a rotated key: new values under the highest version, old ones still open', () => {
  const { keys } = readConfig({ ...usable, FIELD_KEY: `2:${'c'.repeat(32)},1:${'a'.repeat(32)}` });
  expect(keys.current).toBe(2);
  expect([...keys.versions.keys()].sort()).toEqual([1, 2]);
});

test('no complaint repeats the value of a secret', () => {
  const complaint = complaintOf({ ...usable, FIELD_KEY: 'very-secret-but-wrong', INDEX_KEY: 'also-secret' });
  expect(complaint).not.toMatch(/very-secret|also-secret/);
});
