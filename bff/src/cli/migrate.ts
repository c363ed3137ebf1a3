// Brings the database to the newest form: node --import tsx bff/src/cli/migrate.ts
// MIGRATION_DATABASE_URL names its owner; the user of DATABASE_URL, the BFF's, then gets its rights table by table.
import { accountOf, canRewriteAudit, grantTables } from '../storage/grants.ts';
import { migrate } from '../storage/migrations.ts';
import { connectMysql } from '../storage/mysql.ts';

const { DATABASE_URL: url = '', MIGRATION_DATABASE_URL: ownerUrl = '' } = process.env;

async function bringUpToDate(): Promise<void> {
  const db = connectMysql(ownerUrl || url, 1, { answerTime: null });
  try {
    const ran = await migrate(db);
    console.log(ran.length === 0 ? 'The database is up to date.' : `Migrated: ${ran.join(', ')}.`);
    if (ownerUrl !== '') await grantTables(db, await accountOf(url));
  } finally {
    await db.destroy();
  }
  await tellRights();
}

async function tellRights(): Promise<void> {
  const db = connectMysql(url, 1);
  try {
    if ((await canRewriteAudit(db)) === 'no') return;
    console.error(
      'The user of DATABASE_URL can change the audit. Give the owner as MIGRATION_DATABASE_URL and another user, without rights of its own, as DATABASE_URL; production does not start otherwise.',
    );
  } finally {
    await db.destroy();
  }
}

if (url === '') {
  console.error('DATABASE_URL is missing; write for example mysql://user:password@127.0.0.1:3306/yijiutong');
  process.exitCode = 1;
} else {
  try {
    await bringUpToDate();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    console.error(`${error instanceof Error ? error.message : String(error)}${cause}`);
    process.exitCode = 1;
  }
}
