// A database of one's own for each test file, and a cache of one's own for each jest worker.
import { randomBytes } from 'node:crypto';

import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';

import { migrate } from '../../bff/src/storage/migrations.ts';
import { connectMysql } from '../../bff/src/storage/mysql.ts';

/** Makes an empty, migrated database beside the one of DATABASE_URL. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<{
  url: string;
  drop(): Promise<void>;
}> {
  const server = new URL(required('DATABASE_URL'));
  const name = `${server.pathname.slice(1)}_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = connectMysql(url.href, 1, { answerTime: null });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  return {
    url: url.href,
    drop: () => onServer(server, `DROP DATABASE \`${name}\``),
  };
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

async function onServer(server: URL, statement: string): Promise<void> {
  const connection = await createConnection(server.href);
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
