// Brings the database of DATABASE_URL to the newest form: node --import tsx bff/src/cli/migrate.ts
import { migrate } from '../storage/migrations.ts';
import { connectMysql } from '../storage/mysql.ts';

const url = process.env.DATABASE_URL;
if (url === undefined || url === '') {
  console.error('DATABASE_URL is missing; write for example mysql://user:password@127.0.0.1:3306/yijiutong');
  process.exitCode = 1;
} else {
  const db = connectMysql(url, 1, { answerTime: null });
  try {
    const ran = await migrate(db);
    console.log(ran.length === 0 ? 'The database is up to date.' : `Migrated: ${ran.join(', ')}.`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    console.error(`${error instanceof Error ? error.message : String(error)}${cause}`);
    process.exitCode = 1;
  } finally {
    await db.destroy();
  }
}
