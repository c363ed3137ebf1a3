/** Everything a fault is played on: private servers, the doubles of the outside world, and the BFF as a process. */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import type { Law } from '@yijiutong/rules/policy';
import { Redis } from 'ioredis';
import { createPool, type Pool } from 'mysql2/promise';

import { readLaw } from '../../bff/src/storage/documents.ts';
import { accountOf, grantTables } from '../../bff/src/storage/grants.ts';
import { migrate } from '../../bff/src/storage/migrations.ts';
import { connectMysql } from '../../bff/src/storage/mysql.ts';
import { startGround, type Ground } from '../../config/local/ground.mjs';
import { root } from '../../config/local/main.mjs';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { emptyWorld } from '../sandbox/world.ts';
import { seededChance, type Chance } from '../support/seeded.ts';
import { prepareBff, type Bff } from './bff.ts';
import { Inventor, today, type Resident } from './invented.ts';

export type Stage = {
  ground: Ground;
  sandbox: Sandbox;
  bff: Bff;
  /** Reads the tables behind the BFF's back. */
  database: Pool;
  law: Law;
  chance: Chance;
  /** Invents residents whom the platform knows. */
  invent(count: number, bills: { low: number; high: number }): Resident[];
  /** Speaks to Redis itself: to wipe it, or to learn its process. */
  onRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T>;
  logFile: string;
  /** Where the BFF keeps the papers. */
  objectDir: string;
  /** What the BFF was started with, for a second look through its own code. */
  environment: Record<string, string>;
  stop(): Promise<void>;
};

/** @param settings of the BFF, above the usual ones */
export async function setStage(seed: number, settings: Record<string, string> = {}): Promise<Stage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-fault-'));
  const logFile = path.join(folder, 'bff.log');
  // A given database may be somebody's: what is killed and wiped here is always our own.
  const ground = await startGround({ env: {} });
  await bringUpToDate(ground);
  const sandbox = await startSandbox({ port: 0, families: emptyWorld() });
  const objectDir = path.join(folder, 'objects');
  const given = { ...environment(ground), OBJECT_DIR: objectDir, ...sandbox.environment, ...settings };
  const bff = await prepareBff(given, logFile);
  await bff.start();

  const chance = seededChance(seed);
  const inventor = new Inventor(chance, 0);
  const database = createPool({ uri: ground.databaseUrl, connectionLimit: 2, dateStrings: true });
  return {
    ground,
    sandbox,
    bff,
    database,
    law: await readLaw(path.join(root, 'config')),
    chance,
    invent: (count, bills) => {
      const residents = inventor.residents(count, bills);
      for (const { person, bills: own } of residents) {
        sandbox.families.people.push(person);
        sandbox.families.settlements.push(...own.map(({ settlement }) => settlement));
      }
      return residents;
    },
    onRedis: async (work) => {
      const redis = new Redis(ground.redisUrl);
      try {
        return await work(redis);
      } finally {
        redis.disconnect();
      }
    },
    logFile,
    objectDir,
    environment: given,
    stop: async () => {
      await database.end();
      await bff.stop();
      await sandbox.stop();
      await ground.stop();
    },
  };
}

async function bringUpToDate({ databaseUrl, migrationUrl }: Ground): Promise<void> {
  const db = connectMysql(migrationUrl, 1);
  try {
    await migrate(db);
    await grantTables(db, await accountOf(databaseUrl));
  } finally {
    await db.destroy();
  }
}

/** Open nothing but what the run itself has made. */
export const keys = { field: '0f'.repeat(16), index: '1e'.repeat(32) };

/** Fixed keys, and no rate limit in the way: the faults are to be the only thing that stops a request. */
function environment(ground: Ground): Record<string, string> {
  return {
    NODE_ENV: 'test',
    DATABASE_URL: ground.databaseUrl,
    REDIS_URL: ground.redisUrl,
    CONFIG_DIR: path.join(root, 'config'),
    CLOCK_TODAY: today,
    FIELD_KEY: keys.field,
    INDEX_KEY: keys.index,
    LOG_LEVEL: 'warn',
    SWEEP_SECONDS: '1',
    LIMIT_PER_ADDRESS: '9999999',
    LIMIT_PER_ACCOUNT: '9999999',
    LIMIT_SMS_PER_ADDRESS: '9999999',
  };
}
