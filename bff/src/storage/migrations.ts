import { Migrator, type Migration, type MigrationProvider } from 'kysely';

import * as ground from '../../migrations/0001-ground.ts';
import * as ledger from '../../migrations/0002-ledger.ts';
import * as claims from '../../migrations/0003-claims.ts';
import * as papers from '../../migrations/0004-papers.ts';
import * as people from '../../migrations/0005-people.ts';
import * as caseLife from '../../migrations/0006-case-life.ts';
import * as messages from '../../migrations/0007-messages.ts';
import * as audit from '../../migrations/0008-audit.ts';
import * as payments from '../../migrations/0009-payments.ts';
import * as proxy from '../../migrations/0010-proxy.ts';
import * as desk from '../../migrations/0011-desk.ts';
import * as household from '../../migrations/0012-household.ts';
import * as hands from '../../migrations/0013-hands.ts';
import * as window from '../../migrations/0014-window.ts';
import * as recognised from '../../migrations/0015-recognised.ts';
import * as mandates from '../../migrations/0016-mandates.ts';
import * as attempts from '../../migrations/0017-attempts.ts';
import type { Database } from './tables.ts';

/** Every migration in its order. A name never changes once it has run anywhere. */
const migrations: Record<string, Migration> = {
  '0001-ground': ground,
  '0002-ledger': ledger,
  '0003-claims': claims,
  '0004-papers': papers,
  '0005-people': people,
  '0006-case-life': caseLife,
  '0007-messages': messages,
  '0008-audit': audit,
  '0009-payments': payments,
  '0010-proxy': proxy,
  '0011-desk': desk,
  '0012-household': household,
  '0013-hands': hands,
  '0014-window': window,
  '0015-recognised': recognised,
  '0016-mandates': mandates,
  '0017-attempts': attempts,
};

const provider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };

/** Brings the database to the newest form; the names of what ran. */
export async function migrate(db: Database): Promise<string[]> {
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  const failed = results?.find(({ status }) => status === 'Error');
  if (error !== undefined) {
    const which = failed === undefined ? 'The migrations' : `Migration ${failed.migrationName}`;
    throw new Error(`${which} did not run; the database keeps its former form`, { cause: error });
  }
  return (results ?? []).map(({ migrationName }) => migrationName);
}

/** The names of migrations that have not run yet: none means ready. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const all = await new Migrator({ db, provider }).getMigrations();
  return all.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}
