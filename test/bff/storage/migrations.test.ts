// Test files are given a copy of what the migrations make: it has to be the same, to the last column, row and right.
import { createConnection, type RowDataPacket } from 'mysql2/promise';

import { accountOf, quoteAccount } from '../../../bff/src/storage/grants.ts';
import { migrate, pendingMigrations } from '../../../bff/src/storage/migrations.ts';
import {
  asOwner,
  createTestDatabase,
  migrateTestDatabase,
  type TestDatabase,
} from '../../support/database.ts';

const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

/** What is no database's twin: when it was migrated, and its mark. */
const drawn = (row: RowDataPacket) => ({
  ...('timestamp' in row ? { timestamp: 'some time' } : {}),
  ...('mark' in row ? { mark: String(row.mark).length } : {}),
});

async function describeDatabase({ url, ownerUrl }: TestDatabase) {
  const name = new URL(ownerUrl).pathname.slice(1);
  const connection = await createConnection({ uri: ownerUrl, dateStrings: true });
  const select = async (sql: string, values: unknown[] = []) => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, values);
    return rows;
  };
  try {
    const listed = await select('SHOW TABLES');
    const tables = listed.map((row) => String(Object.values(row)[0]));
    const shown = await Promise.all(
      tables.map(async (table) => ({
        form: (await select('SHOW CREATE TABLE ??', [table]))[0]?.['Create Table'] as string,
        rows: (await select('SELECT * FROM ??', [table])).map((row) => ({ ...row, ...drawn(row) })),
      })),
    );
    const rights = await select(
      `SELECT table_name, privilege_type FROM information_schema.table_privileges
       WHERE table_schema = ? AND grantee = ? ORDER BY table_name, privilege_type`,
      [name, quoteAccount(await accountOf(url))],
    );
    return { tables, shown, rights };
  } finally {
    await connection.end();
  }
}

test('a copied database is as a migrated one', async () => {
  databases.push(await createTestDatabase(), await migrateTestDatabase());
  const [copied, migrated] = await Promise.all(databases.map(describeDatabase));
  expect(migrated?.tables.length).toBeGreaterThan(50);
  expect(copied).toEqual(migrated);
  const marks = new Set<string>();
  for (const { ownerUrl } of databases)
    await asOwner(ownerUrl, async (db) => {
      expect(await pendingMigrations(db)).toEqual([]);
      expect(await migrate(db)).toEqual([]);
      marks.add((await db.selectFrom('store_mark').select('mark').executeTakeFirstOrThrow()).mark);
    });
  expect(marks.size).toBe(2);
});
