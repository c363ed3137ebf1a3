// The environment, read once. Every complaint names the variable, what is wrong with it and what to write instead.
import path from 'node:path';

import { z } from 'zod';

import type { FieldKeys } from './storage/crypto.ts';

/** Where to reach the national platform, and as whom. */
export interface HsaConfig {
  url: string;
  accessKey: string;
  secret: string;
  /** Who we are to the platform: the code and name of our place in its register. */
  fixmedinsCode: string;
  fixmedinsName: string;
  /** 就医地医保区划 of the envelope: the region that runs this service. */
  region: string;
  receiver: string;
  operator: string;
  operatorName: string;
}

export interface Config {
  environment: 'development' | 'test' | 'production';
  host: string;
  port: number;
  /** Reverse proxies in front of us whose X-Forwarded-For may be believed. */
  trustedProxies: number;
  databaseUrl: string;
  redisUrl: string;
  configDir: string;
  /** The folder of the object store. */
  objectDir: string;
  /** Where the head of the audit is written down, outside the database. */
  auditHeadFile: string | undefined;
  fixedDay: string | undefined;
  keys: FieldKeys;
  hsa: HsaConfig;
  wechat: { url: string; appId: string; secret: string };
  sms: {
    endpoint: string;
    secretId: string;
    secretKey: string;
    appId: string;
    sign: string;
    template: string;
    /** The last part of the address that the carrier pushes receipts to; without it there is none. */
    receiptSecret: string | undefined;
  };
  realName: { url: string; key: string };
  /** Secrets of the systems that may send settlements, by access key. */
  senders: ReadonlyMap<string, string>;
  metricsToken: string | undefined;
  h5Dir: string | undefined;
  logLevel: string;
  /** How often waiting decisions are looked at again, in seconds. */
  sweepSeconds: number;
  limits: { perAddressPerMinute: number; perAccountPerMinute: number; smsPerAddressPerHour: number };
}

/** The settings cannot be used. The message is meant for the operator's terminal. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const text = (example: string) =>
  z
    .string({ error: `is missing; write for example ${example}` })
    .min(1, `is empty; write for example ${example}`);

const address = (protocols: string[], example: string) =>
  text(example).refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
    `is not an address; write for example ${example}`,
  );
const http = (example: string) => address(['http:', 'https:'], example);

const count = (fallback: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, 'is not a whole number')
    .default(String(fallback))
    .transform(Number)
    .refine((value) => value <= most, `is above ${most}`);

const keyHint = 'write 32 hex digits, made by: openssl rand -hex 16 (to rotate: 2:<new>,1:<old>)';
const fieldKeys = text('32 hex digits').transform((value, context) => {
  const versions = new Map<number, Buffer>();
  for (const part of value.split(',')) {
    const match = /^(?:(\d{1,3}):)?([0-9a-f]{32})$/i.exec(part.trim());
    const version = Number(match?.[1] ?? 1);
    if (match?.[2] === undefined || version < 1 || version > 255 || versions.has(version)) {
      context.addIssue(`is not a key; ${keyHint}`);
      return z.NEVER;
    }
    versions.set(version, Buffer.from(match[2], 'hex'));
  }
  return versions;
});

const senders = z
  .string()
  .default('{}')
  .transform((value, context) => {
    try {
      const record = z.record(z.string().min(1), z.string().min(16)).parse(JSON.parse(value));
      return new Map(Object.entries(record));
    } catch {
      context.addIssue('is not usable; write JSON {"<access key>": "<secret of 16 characters or more>"}');
      return z.NEVER;
    }
  });

const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'is none of development, test, production')
    .default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: count(8080, 65_535),
  TRUSTED_PROXIES: count(0, 10),
  DATABASE_URL: address(['mysql:'], 'mysql://user:password@127.0.0.1:3306/yijiutong'),
  REDIS_URL: address(['redis:', 'rediss:'], 'redis://127.0.0.1:6379'),
  CONFIG_DIR: text('/srv/yijiutong/config').transform((value) => path.resolve(value)),
  OBJECT_DIR: text('/srv/yijiutong/objects').transform((value) => path.resolve(value)),
  AUDIT_HEAD_FILE: z
    .string()
    .transform((value) => path.resolve(value))
    .optional(),
  CLOCK_TODAY: z.iso.date('is not a day; write for example 2026-03-05').optional(),
  FIELD_KEY: fieldKeys,
  INDEX_KEY: text('64 hex digits').regex(
    /^[0-9a-f]{64}$/i,
    'is not 64 hex digits; make one by: openssl rand -hex 32',
  ),
  HSA_URL: http('https://hsa.example.gov.cn/fsi'),
  HSA_ACCESS_KEY: text('the access key the platform gave'),
  HSA_SECRET: text('the secret the platform gave'),
  HSA_FIXMEDINS_CODE: text('H51040000001').regex(/^[HP]\d{11}$/, 'is not H or P and eleven digits'),
  HSA_FIXMEDINS_NAME: text('攀枝花市医疗保障局'),
  HSA_REGION: text('510400').regex(/^\d{6}$/, 'is not six digits'),
  HSA_RECEIVER: z.string().max(10).default('MBS_LOCAL'),
  HSA_OPERATOR: z.string().max(30).default('yijiutong'),
  HSA_OPERATOR_NAME: z.string().max(50).default('医救通'),
  WECHAT_URL: http('https://api.weixin.qq.com'),
  WECHAT_APPID: text('wx0123456789abcdef'),
  WECHAT_SECRET: text('the secret of the mini-program'),
  SMS_ENDPOINT: http('https://sms.tencentcloudapi.com'),
  SMS_SECRET_ID: text('the SecretId of the SMS account'),
  SMS_SECRET_KEY: text('the SecretKey of the SMS account'),
  SMS_APP_ID: text('1400000000'),
  SMS_SIGN: text('攀枝花医保'),
  SMS_TEMPLATE_CODE: text('1000001'),
  SMS_RECEIPT_SECRET: z
    .string()
    .regex(/^[\w-]{24,64}$/, 'is not 24 to 64 letters, digits, _ or -; make one by: openssl rand -hex 16')
    .optional(),
  REALNAME_URL: http('https://realname.example.gov.cn'),
  REALNAME_KEY: text('the key of the real-name service'),
  INTAKE_KEYS: senders,
  METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
  H5_DIR: z.string().optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'is no log level; write for example info',
    )
    .default('info'),
  SWEEP_SECONDS: count(5, 3600),
  LIMIT_PER_ADDRESS: count(600, 9_999_999),
  LIMIT_PER_ACCOUNT: count(240, 9_999_999),
  LIMIT_SMS_PER_ADDRESS: count(60, 9_999_999),
});
type Environment = z.output<typeof environment>;

const overTheNetwork = ['HSA_URL', 'WECHAT_URL', 'SMS_ENDPOINT', 'REALNAME_URL'] as const;

/** What is right on a laptop and wrong where real people's data live. */
function productionProblems(env: Environment): string[] {
  const problems = overTheNetwork
    .filter((name) => new URL(env[name]).protocol !== 'https:')
    .map((name) => `${name} is not https; production talks to the real service only, never to a sandbox`);
  if (env.CLOCK_TODAY !== undefined) {
    problems.push('CLOCK_TODAY fixes the day; remove it: production lives on the real one');
  }
  if (env.METRICS_TOKEN === undefined) {
    problems.push('METRICS_TOKEN is missing; write 16 characters or more, made by: openssl rand -hex 16');
  }
  if (env.AUDIT_HEAD_FILE === undefined) {
    problems.push(
      'AUDIT_HEAD_FILE is missing; name a file on a disk that the database’s keepers do not have',
    );
  }
  return problems;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function readConfig(source: Record<string, string | undefined>): Config {
  // An empty variable is an absent one: shells and compose files write them so.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const problems = parsed.data.NODE_ENV === 'production' ? productionProblems(parsed.data) : [];
  if (problems.length > 0) throw refuse(problems);
  return arrange(parsed.data);
}

/** The keys alone, for a program that needs nothing else. @throws {ConfigError} */
export function readFieldKeys(source: Record<string, string | undefined>): FieldKeys {
  const parsed = environment.pick({ FIELD_KEY: true, INDEX_KEY: true }).safeParse(source);
  if (parsed.success) return arrangeKeys(parsed.data);
  throw refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
}

function arrangeKeys(env: Pick<Environment, 'FIELD_KEY' | 'INDEX_KEY'>): FieldKeys {
  return {
    current: Math.max(...env.FIELD_KEY.keys()),
    versions: env.FIELD_KEY,
    index: Buffer.from(env.INDEX_KEY, 'hex'),
  };
}

function refuse(problems: string[]): ConfigError {
  return new ConfigError(['The settings cannot be used:', ...problems.map((line) => `  ${line}`)].join('\n'));
}

function arrange(env: Environment): Config {
  return {
    environment: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    trustedProxies: env.TRUSTED_PROXIES,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    configDir: env.CONFIG_DIR,
    objectDir: env.OBJECT_DIR,
    auditHeadFile: env.AUDIT_HEAD_FILE,
    fixedDay: env.CLOCK_TODAY,
    keys: arrangeKeys(env),
    hsa: {
      url: env.HSA_URL,
      accessKey: env.HSA_ACCESS_KEY,
      secret: env.HSA_SECRET,
      fixmedinsCode: env.HSA_FIXMEDINS_CODE,
      fixmedinsName: env.HSA_FIXMEDINS_NAME,
      region: env.HSA_REGION,
      receiver: env.HSA_RECEIVER,
      operator: env.HSA_OPERATOR,
      operatorName: env.HSA_OPERATOR_NAME,
    },
    wechat: { url: env.WECHAT_URL, appId: env.WECHAT_APPID, secret: env.WECHAT_SECRET },
    sms: {
      endpoint: env.SMS_ENDPOINT,
      secretId: env.SMS_SECRET_ID,
      secretKey: env.SMS_SECRET_KEY,
      appId: env.SMS_APP_ID,
      sign: env.SMS_SIGN,
      template: env.SMS_TEMPLATE_CODE,
      receiptSecret: env.SMS_RECEIPT_SECRET,
    },
    realName: { url: env.REALNAME_URL, key: env.REALNAME_KEY },
    senders: env.INTAKE_KEYS,
    metricsToken: env.METRICS_TOKEN,
    h5Dir: env.H5_DIR,
    logLevel: env.LOG_LEVEL,
    sweepSeconds: env.SWEEP_SECONDS,
    limits: {
      perAddressPerMinute: env.LIMIT_PER_ADDRESS,
      perAccountPerMinute: env.LIMIT_PER_ACCOUNT,
      smsPerAddressPerHour: env.LIMIT_SMS_PER_ADDRESS,
    },
  };
}
