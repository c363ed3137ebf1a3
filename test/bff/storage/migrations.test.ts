// Test files are given a copy of what the migrations make: it has to be the same, to the last column, row and right.
import { sql, type KyselyPlugin } from 'kysely';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

import { accountOf, quoteAccount } from '../../../bff/src/storage/grants.ts';
import { migrate, pendingMigrations } from '../../../bff/src/storage/migrations.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import {
  asOwner,
  createTestDatabase,
  migrateTestDatabase,
  type TestDatabase,
} from '../../support/database.ts';

jest.setTimeout(60_000);

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

/** The last release knows the migrations up to here; from here on each can be run again when it broke off. */
const released = '0012-household';

/** Loses the connection after every statement that changes something and never ran before. */
function breakAfterEach(): { plugin: KyselyPlugin; broken: string[] } {
  const broken: string[] = [];
  const running = new WeakMap<object, string>();
  let begun = false;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      running.set(queryId, JSON.stringify(node));
      return node;
    },
    transformResult: ({ queryId, result }) => {
      const text = running.get(queryId) ?? '';
      if (begun && isChange(text) && !broken.includes(text)) {
        broken.push(text);
        throw new Error('the connection is lost');
      }
      begun ||= text.includes('InsertQueryNode') && text.includes(released);
      return Promise.resolve(result);
    },
  };
  return { plugin, broken };
}

const isChange = (node: string): boolean =>
  /^\{"kind":"(?:Alter|Create|Update)/.test(node) || /\bUPDATE\b/.test(node);

function isLost(error: unknown): true {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.message === 'the connection is lost') return true;
  throw error;
}

test('a migration that broke off after any of its statements is run again, and comes to the same', async () => {
  const { plugin, broken } = breakAfterEach();
  let runs = 0;
  const runUntilDone = async (db: Database) => {
    const lost = () => migrate(db.withPlugin(plugin)).then(() => false, isLost);
    do runs += 1;
    while (await lost());
  };
  const [mended, migrated] = [await migrateTestDatabase(runUntilDone), await migrateTestDatabase()];
  databases.push(mended, migrated);
  expect(broken.length).toBeGreaterThanOrEqual(12);
  expect(runs).toBe(broken.length + 1);
  expect(await describeDatabase(mended)).toEqual(await describeDatabase(migrated));
});

const index = (digit: string) => Buffer.from(digit.repeat(64), 'hex');
const at = '2026-06-01 00:00:00.000';

/** Account 7 is of somebody; that of 8 is closed. Each has helped with a case and asked for a slip. */
async function putHelpers(db: Database): Promise<void> {
  await sql`INSERT INTO person (person_id, psn_no_index, certno_index, region, insurance, created_at, updated_at)
    VALUES (5, ${index('1')}, ${index('a')}, '510402', 'resident', ${at}, ${at})`.execute(db);
  await sql`INSERT INTO account (account_id, person_id, created_at) VALUES (7, 5, ${at}), (8, NULL, ${at})`.execute(
    db,
  );
  for (const [version, actor] of ['account:7', 'account:8', 'staff:7', 'system'].entries()) {
    const role = actor.startsWith('account') ? 'volunteer' : 'system';
    await sql`INSERT INTO claim_event (claim_id, version, kind, by_role, actor, happened_at)
      VALUES (1, ${version}, 'submitted', ${role}, ${actor}, ${at})`.execute(db);
  }
  for (const [id, account] of [
    [1, 7],
    [2, 8],
  ] as const) {
    await sql`INSERT INTO mandate
      (mandate_id, public_id, organisation_id, person_id, asked_by, state, way, scope, relation, asked_at, asked_until)
      VALUES (${id}, ${`mandate-${id}`}, 1, 9, ${account}, 'live', 'slip', '{}', 'volunteer', ${at}, ${at})`.execute(
      db,
    );
    await sql`INSERT INTO mandate_consent
      (public_id, mandate_id, act, way, text_version, purpose, scope, evidence, at)
      VALUES (${`consent-${id}`}, ${id}, 'given', 'slip', '1', '', '{}', '', ${at})`.execute(db);
  }
}

/** The first was given by an SMS; the slip of the second was taken by account 7. */
async function putAudit(db: Database): Promise<void> {
  const entries = [
    [1, 'system', 'sms_reply', null, 'mandate-1', 'consent-1'],
    [2, 'account', '7', 'volunteer', 'mandate-2', 'consent-2'],
  ] as const;
  for (const [seq, kind, id, role, mandate, consent] of entries) {
    const detail = JSON.stringify({ consent });
    await sql`INSERT INTO audit_entry
      (seq, at, actor_kind, actor_id, actor_role, act, subject_kind, subject_id, detail, prev_hash, hash)
      VALUES (${seq}, ${at}, ${kind}, ${id}, ${role}, 'mandate_given', 'mandate', ${mandate}, ${detail},
        ${index('0')}, ${index('0')})`.execute(db);
  }
}

async function listNamed(db: Database, table: string, column: string, order: string) {
  const { rows } = await sql<{ named: Buffer | null }>`
    SELECT ${sql.ref(column)} AS named FROM ${sql.table(table)} ORDER BY ${sql.ref(order)}`.execute(db);
  return rows.map(({ named }) => named?.toString('hex').slice(0, 1) ?? null);
}

test('0013 names who helped, asked and took a slip before, as often as it is run; whoever is gone stays unnamed', async () => {
  const database = await createTestDatabase();
  databases.push(database);
  await asOwner(database.ownerUrl, (db) =>
    db.connection().execute(async (one) => {
      await sql`SET foreign_key_checks = 0`.execute(one);
      await putHelpers(one);
      await putAudit(one);
      for (let run = 1; run <= 2; run += 1) {
        await sql`DELETE FROM kysely_migration WHERE name > ${released}`.execute(one);
        expect(await migrate(one)).toEqual(expect.arrayContaining(['0013-hands', '0014-window']));
        expect(await listNamed(one, 'claim_event', 'agent_index', 'version')).toEqual([
          'a',
          null,
          null,
          null,
        ]);
        expect(await listNamed(one, 'mandate', 'asker_index', 'mandate_id')).toEqual(['a', null]);
        expect(await listNamed(one, 'mandate_consent', 'agent_index', 'consent_id')).toEqual([null, 'a']);
      }
    }),
  );
});

test('0015 ties what stands in the roster to the recognition that put it there, as often as it is run', async () => {
  const database = await createTestDatabase();
  databases.push(database);
  await asOwner(database.ownerUrl, (db) =>
    db.connection().execute(async (one) => {
      await sql`SET foreign_key_checks = 0`.execute(one);
      await putHelpers(one);
      for (const [claim, kind, day] of [
        [11, 'recognition', '2026-06-30'],
        [12, 'recognition', null],
        [13, 'retroactive', '2026-06-30'],
      ]) {
        await sql`INSERT INTO claim
          (claim_id, public_id, person_id, region, place, state, version, submissions, kind, recognised_on,
           working_days_provisional, due_provisional, created_at, changed_at)
          VALUES (${claim}, ${`claim-${claim}`}, 5, '510400', '510402', 'closed', 1, 1, ${kind}, ${day}, 0, 0, ${at}, ${at})`.execute(
          one,
        );
      }
      for (const [digit, from] of [
        ['a', '2026-06-30'],
        ['a', '2026-01-01'],
        ['b', '2026-06-30'],
      ] as const) {
        await sql`INSERT INTO roster_identity (certno_index, region, category, valid_from, certifier, created_at)
          VALUES (${index(digit)}, '510400', '因病致贫重病患者', ${from}, '民政部门', ${at})`.execute(one);
      }
      for (let run = 1; run <= 2; run += 1) {
        await sql`DELETE FROM kysely_migration WHERE name >= '0015'`.execute(one);
        await migrate(one);
        const rows = await one
          .selectFrom('roster_identity')
          .select('claim_id')
          .orderBy('roster_identity_id')
          .execute();
        expect(rows.map(({ claim_id: claim }) => claim)).toEqual([11, null, null]);
      }
    }),
  );
});
