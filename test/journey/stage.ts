/**
 * What a journey stands on, all of it real: MariaDB and Redis, the doubles of the outside world with their invented
 * families, the BFF as its own process on a database of its own, the built apps, the families' bills pushed in.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';

import type { LookUp } from '../../bff/src/identity/identity.cache.ts';
import { createFieldCrypto } from '../../bff/src/storage/crypto.ts';
import { ensureBuilt } from '../../config/local/build.mjs';
import { ownFolder, startChild, type Child } from '../../config/local/children.mjs';
import { startGround } from '../../config/local/ground.mjs';
import { root } from '../../config/local/main.mjs';
import { freePort, waitForHttp } from '../../config/local/port.mjs';
import { runProgram, startSandbox } from '../../config/local/services.mjs';
import { compileProgram } from '../support/compiled.ts';
import { createTestDatabase, createTestRedis } from '../support/database.ts';
import { openOutside, type Outside } from './outside.ts';

export type Stage = {
  /** Where the BFF serves the API and the H5 app. */
  url: string;
  outside: Outside;
  /** The folder of the build that the journey drives. */
  app: string;
  stopBff: () => Promise<void>;
  startBff: () => Promise<void>;
  /** The days go by: everybody finds herself on this one, and what was stored stays. */
  moveTo: (day: string) => Promise<void>;
  /** Redis loses everything, as after a restart without its data. */
  wipeCache: () => Promise<void>;
  /** What was looked up so far becomes so many minutes older. */
  ageLookUps: (minutes: number) => Promise<void>;
  /** The codes sent so far become so many minutes older: a number gets one a minute. */
  ageSmsCodes: (minutes: number) => Promise<void>;
  stop: () => Promise<void>;
};

/** More than a person does in an hour: the journeys all come from one address. */
const generousLimits = {
  LIMIT_PER_ADDRESS: '100000',
  LIMIT_PER_ACCOUNT: '100000',
  LIMIT_SMS_PER_ADDRESS: '1000',
};

/** Starts everything; what it started ends with `stop`, and with this process at the latest. */
export async function startStage(target: 'h5' | 'weapp'): Promise<Stage> {
  const [ground, app] = await Promise.all([startGround(), ensureBuilt(target)]);
  process.env.DATABASE_URL = ground.databaseUrl;
  process.env.MIGRATION_DATABASE_URL = ground.migrationUrl;
  process.env.REDIS_URL = ground.redisUrl;
  const [database, redisUrl] = await Promise.all([createTestDatabase(), createTestRedis()]);
  const logs = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-journey-'));
  const removeLogs = ownFolder(logs);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const configDir = path.join(root, 'config');
  const sandbox = await startSandbox({ env: { CONFIG_DIR: configDir }, logs });
  const keys = { field: randomBytes(16), index: randomBytes(32) };
  const env = {
    NODE_ENV: 'test',
    PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    CONFIG_DIR: configDir,
    OBJECT_DIR: path.join(logs, 'objects'),
    H5_DIR: path.join(root, 'miniapp', 'dist', 'h5'),
    FIELD_KEY: keys.field.toString('hex'),
    INDEX_KEY: keys.index.toString('hex'),
    // The families' bills are of 2025 and 2026: the journeys stay on the day they were written for.
    CLOCK_TODAY: '2026-11-21',
    LOG_LEVEL: 'warn',
    ...generousLimits,
    ...sandbox.environment,
  };
  const bff = createBff(url, env, await compileProgram('bff/src/main.ts', logs));
  await bff.start();
  await runProgram('loading the demonstration', 'test/sandbox/load-demo.ts', {
    args: [url],
    env: { ...env, SANDBOX_URL: sandbox.url, BFF_URL: url },
    logFile: path.join(logs, 'load-demo.log'),
  });
  return {
    url,
    outside: openOutside(sandbox.url),
    app,
    startBff: bff.start,
    stopBff: bff.stop,
    moveTo: async (day) => {
      await bff.stop();
      env.CLOCK_TODAY = day;
      await bff.start();
    },
    wipeCache: () => withRedis(redisUrl, (redis) => redis.flushdb()),
    ageLookUps: (minutes) => withRedis(redisUrl, (redis) => age(redis, keys, minutes)),
    ageSmsCodes: (minutes) => ageCodes(database.url, minutes),
    stop: async () => {
      await bff.stop();
      await database.drop();
      await ground.stop();
      await removeLogs();
    },
  };
}

async function withRedis(url: string, use: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url);
  try {
    await use(redis);
  } finally {
    redis.disconnect();
  }
}

async function ageCodes(databaseUrl: string, minutes: number): Promise<void> {
  const connection = await createConnection(databaseUrl);
  try {
    await connection.execute(
      'UPDATE sms_code SET sent_at = sent_at - INTERVAL ? MINUTE, sent_minute = sent_minute - ? ORDER BY sent_minute',
      [minutes, minutes],
    );
  } finally {
    await connection.end();
  }
}

/** The look-ups are sealed: they are opened, moved back in time, and sealed again as the BFF does it. */
async function age(redis: Redis, keys: { field: Buffer; index: Buffer }, minutes: number): Promise<void> {
  const crypto = createFieldCrypto({ current: 1, versions: new Map([[1, keys.field]]), index: keys.index });
  for (const key of await redis.keys('identity:v2:*')) {
    const row = `cache:${key}` as const;
    const sealed = Buffer.from((await redis.get(key)) ?? '', 'base64');
    const found = JSON.parse(crypto.open(sealed, row)) as LookUp;
    const older = JSON.stringify({ ...found, at: found.at - minutes * 60_000 });
    await redis.set(key, crypto.seal(older, row).toString('base64'), 'KEEPTTL');
  }
}

/** The BFF as its own process, which a journey may take away and bring back on the same port. */
function createBff(url: string, env: Record<string, string>, program: string) {
  let child: Child | undefined;
  return {
    start: async () => {
      child = startChild('the BFF', process.execPath, [program], {
        cwd: root,
        env: { ...process.env, ...env },
        // What it warns of belongs to the journey that made it.
        onLine: (line) => console.log(`       bff: ${shorten(line)}`),
      });
      if (await waitForHttp(`${url}/ready`, child)) return;
      throw new Error(`the BFF did not start. It said: ${child.tail().join(' | ')}`);
    },
    // Gone at once, as when its machine dies.
    stop: async () => {
      await child?.stop('SIGKILL');
    },
  };
}

/** A log line's own words; what is no log line stays whole. */
function shorten(line: string): string {
  try {
    const { level, msg, problem = '' } = JSON.parse(line) as Record<string, unknown>;
    return [level, msg, problem].join(' ');
  } catch {
    return line;
  }
}
