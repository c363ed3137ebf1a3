// A database of one's own for each test file, and a cache of one's own for each jest worker.
import { randomBytes } from 'node:crypto';

import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';

import { accountOf, grantTables, revokeTables } from '../../bff/src/storage/grants.ts';
import { migrate } from '../../bff/src/storage/migrations.ts';
import { connectMysql } from '../../bff/src/storage/mysql.ts';
import type { Database } from '../../bff/src/storage/tables.ts';

/**
 * Makes an empty, migrated database beside the one of DATABASE_URL. Drop it in `afterAll`. `url` is what a BFF gets;
 * `ownerUrl` is that of who may do everything, where a test has to change what the BFF cannot.
 */
export async function createTestDatabase(): Promise<{
  url: string;
  ownerUrl: string;
  drop(): Promise<void>;
}> {
  const [server, ownServer] = [required('DATABASE_URL'), required('MIGRATION_DATABASE_URL')];
  const name = `${new URL(ownServer).pathname.slice(1)}_${randomBytes(6).toString('hex')}`;
  await onServer(ownServer, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const [url, ownerUrl] = [addressOf(server, name), addressOf(ownServer, name)];
  const account = await accountOf(url);
  // One user for both has every right already.
  const restricted = url !== ownerUrl;
  await asOwner(ownerUrl, async (db) => {
    await migrate(db);
    if (restricted) await grantTables(db, account);
  });
  return {
    url,
    ownerUrl,
    drop: async () => {
      if (restricted) await asOwner(ownerUrl, (db) => revokeTables(db, account));
      await onServer(ownServer, `DROP DATABASE \`${name}\``);
    },
  };
}

function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function asOwner(url: string, work: (db: Database) => Promise<unknown>): Promise<void> {
  const db = connectMysql(url, 1, { answerTime: null });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

/** An empty cache that no other jest worker uses: worker 1 has database 1 of REDIS_URL's server, and so on. */
export async function createTestRedis(): Promise<string> {
  const url = new URL(required('REDIS_URL'));
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '1'}`;
  const redis = new Redis(url.href);
  try {
    await redis.flushdb();
  } finally {
    redis.disconnect();
  }
  return url.href;
}

async function onServer(server: string, statement: string): Promise<void> {
  const connection = await createConnection(server);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run through npm test, or jest with its config`);
  return value;
}
