// A database of one's own for each test file, and a cache of one's own for each jest worker.
import { randomBytes } from 'node:crypto';

import { Redis } from 'ioredis';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

import { accountOf, grantTables, quoteAccount, writeGrants } from '../../bff/src/storage/grants.ts';
import { migrate } from '../../bff/src/storage/migrations.ts';
import { connectMysql } from '../../bff/src/storage/mysql.ts';
import type { Database } from '../../bff/src/storage/tables.ts';

export interface TestDatabase {
  /** What a BFF gets. */
  url: string;
  /** Of who may do everything, where a test has to change what the BFF cannot. */
  ownerUrl: string;
  /** In `afterAll`. */
  drop(): Promise<void>;
}

/** What the migrations and the grants leave behind, as statements that make the same. */
const recorded = Symbol.for('yijiutong.migrated');
/** Outlives a test file: a jest worker runs the migrations once, not for each of its files. */
const worker = globalThis as { [recorded]?: string[] };

/** A database beside the one of DATABASE_URL that holds what the migrations make, and nothing else. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const statements = (worker[recorded] ??= await recordMigrations());
  // Drawn for each database: by it an object store knows its own.
  const mark = `UPDATE store_mark SET mark = '${randomBytes(16).toString('hex')}'`;
  return newDatabase(async (server) => {
    await server.query([...statements, mark].join(';\n'));
  });
}

/** The same by the migrations themselves, however they are run. */
export async function migrateTestDatabase(
  run: (db: Database) => Promise<unknown> = migrate,
): Promise<TestDatabase> {
  return newDatabase((_, { url, ownerUrl }) =>
    asOwner(ownerUrl, async (db) => {
      await run(db);
      if (url !== ownerUrl) await grantTables(db, await accountOf(url));
    }),
  );
}

async function recordMigrations(): Promise<string[]> {
  const database = await migrateTestDatabase();
  const { url, ownerUrl } = database;
  const connection = await createConnection({ uri: ownerUrl, dateStrings: true });
  try {
    const statements = ['SET foreign_key_checks = 0'];
    const tables = await listTables(connection);
    for (const table of tables) {
      const [shown] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [table]);
      statements.push(String(shown[0]?.['Create Table']));
      const [rows] = await connection.query<RowDataPacket[]>('SELECT * FROM ??', [table]);
      for (const row of rows) statements.push(connection.format('INSERT INTO ?? SET ?', [table, row]));
    }
    // One user for both has every right already.
    return url === ownerUrl ? statements : [...statements, ...writeGrants(tables, await accountOf(url))];
  } finally {
    await connection.end();
    await database.drop();
  }
}

type Addresses = Pick<TestDatabase, 'url' | 'ownerUrl'>;
type Fill = (server: Connection, addresses: Addresses) => Promise<void>;

async function newDatabase(fill: Fill): Promise<TestDatabase> {
  const [server, ownServer] = [required('DATABASE_URL'), required('MIGRATION_DATABASE_URL')];
  const name = `${new URL(ownServer).pathname.slice(1)}_${randomBytes(6).toString('hex')}`;
  const addresses = { url: addressOf(server, name), ownerUrl: addressOf(ownServer, name) };
  await onServer(ownServer, async (owner) => {
    await owner.query(
      `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; USE \`${name}\``,
    );
    await fill(owner, addresses);
  });
  const drop = async () => {
    const account = addresses.url === addresses.ownerUrl ? null : await accountOf(addresses.url);
    await onServer(addresses.ownerUrl, async (owner) => {
      // A database that is dropped leaves its grants behind.
      const revokes = (account === null ? [] : await listTables(owner)).map(
        (table) => `REVOKE ALL PRIVILEGES ON \`${table}\` FROM ${quoteAccount(account ?? '')}`,
      );
      await owner.query([...revokes, `DROP DATABASE \`${name}\``].join(';\n'));
    });
  };
  return { ...addresses, drop };
}

async function listTables(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY name',
  );
  return rows.map(({ name }) => String(name));
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

/** Several statements may go in one query. */
async function onServer(url: string, work: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    await work(connection);
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
