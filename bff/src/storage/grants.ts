// What the user of the BFF may do with each table. Another user owns the database and brings it up to date: a BFF that
// was taken over can add to the audit, and can neither change nor remove what stands in it.
import { sql } from 'kysely';

import { connectMysql } from './mysql.ts';
import type { Database } from './tables.ts';

const usual = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const others: Readonly<Record<string, readonly string[]>> = {
  audit_entry: ['SELECT', 'INSERT'],
  audit_head: ['SELECT', 'UPDATE'],
  kysely_migration: ['SELECT'],
  kysely_migration_lock: ['SELECT'],
};

/** `user@host` of who signs in with this address, as the server knows her. She may have no right to any database yet. */
export async function accountOf(url: string): Promise<string> {
  const server = new URL(url);
  server.pathname = '/';
  const db = connectMysql(server.href, 1);
  try {
    const { rows } = await sql<{ account: string }>`SELECT CURRENT_USER() AS account`.execute(db);
    return rows[0]?.account ?? '';
  } finally {
    await db.destroy();
  }
}

/** Gives `account` its rights to every table there is now. Call it as the owner, after migrating. */
export async function grantTables(owner: Database, account: string): Promise<void> {
  for (const grant of writeGrants(await listTables(owner), account)) await sql.raw(grant).execute(owner);
}

/** One statement for each table of the database in use. */
export function writeGrants(tables: readonly string[], account: string): string[] {
  const grantee = quoteAccount(account);
  return tables.map((table) => `GRANT ${(others[table] ?? usual).join(', ')} ON \`${table}\` TO ${grantee}`);
}

async function listTables(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = DATABASE() ORDER BY table_name`.execute(db);
  return rows.map(({ name }) => name);
}

/** `app@127.0.0.1` → `'app'@'127.0.0.1'`. A user's name may hold an @, a host does not. */
export function quoteAccount(account: string): string {
  const at = account.lastIndexOf('@');
  const quote = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`;
  return `${quote(account.slice(0, at))}@${quote(account.slice(at + 1))}`;
}

const refused = new Set([1142, 1143]);
const noSuchTable = 1146;

/**
 * Whether who is connected could change, remove or replace entries of the audit. Tried rather than read: rights come by
 * roles and patterns too. The statements touch no row.
 */
export async function canRewriteAudit(db: Database): Promise<'yes' | 'no' | 'not_migrated'> {
  const attempts = [
    sql`UPDATE audit_entry SET act = act WHERE 1 = 0`,
    sql`DELETE FROM audit_entry WHERE 1 = 0`,
  ];
  for (const attempt of attempts) {
    try {
      await attempt.execute(db);
      return 'yes';
    } catch (error) {
      const errno = (error as { errno?: number }).errno ?? 0;
      if (errno === noSuchTable) return 'not_migrated';
      if (!refused.has(errno)) throw error;
    }
  }
  return (await mayReplaceTables(db)) ? 'yes' : 'no';
}

/** DROP and ALTER cannot be tried without doing them: the server's own lists say who has them. */
async function mayReplaceTables(db: Database): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`
    SELECT COUNT(*) AS found FROM (
      SELECT grantee, privilege_type FROM information_schema.user_privileges
      UNION ALL
      SELECT grantee, privilege_type FROM information_schema.schema_privileges WHERE DATABASE() LIKE table_schema
      UNION ALL
      SELECT grantee, privilege_type FROM information_schema.table_privileges
      WHERE table_schema = DATABASE() AND table_name = 'audit_entry'
    ) held
    WHERE privilege_type IN ('DROP', 'ALTER', 'TRIGGER')
      AND REPLACE(grantee, '''', '') = CURRENT_USER()`.execute(db);
  return (rows[0]?.found ?? 0) > 0;
}
