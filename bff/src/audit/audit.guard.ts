import { ConfigError } from '../config.ts';
import type { Deps } from '../deps.ts';
import { canRewriteAudit } from '../storage/grants.ts';

const remedy =
  'migrate as the owner (MIGRATION_DATABASE_URL) and give the BFF another user, without rights of its own, as DATABASE_URL';

/**
 * Production runs only as a user who can add to the audit and not change it; elsewhere it is said.
 * @throws {ConfigError} in production, also when nobody can tell
 */
export async function checkAuditGuarded(deps: Pick<Deps, 'config' | 'db' | 'log'>): Promise<void> {
  const inProduction = deps.config.environment === 'production';
  const problem = await findProblem(deps, inProduction);
  if (problem === null) return;
  if (inProduction) throw new ConfigError(problem);
  deps.log.warn(problem);
}

async function findProblem({ db }: Pick<Deps, 'db'>, inProduction: boolean): Promise<string | null> {
  try {
    switch (await canRewriteAudit(db)) {
      case 'no':
        return null;
      case 'yes':
        return `the user of DATABASE_URL can change the audit; ${remedy}`;
      case 'not_migrated':
        return `the database of DATABASE_URL is not migrated; ${remedy}`;
    }
  } catch {
    // Elsewhere one may begin before the other: whoever asks is told by /ready.
    return inProduction
      ? 'the database of DATABASE_URL does not answer: whether its user can change the audit is not known'
      : null;
  }
}
