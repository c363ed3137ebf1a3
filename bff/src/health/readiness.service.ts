import type { Deps } from '../deps.ts';
import { pendingMigrations } from '../storage/migrations.ts';

/** Milliseconds the database may take to say that it is there. */
const patience = 1000;

export interface Readiness {
  ready: boolean;
  status: 'ready' | 'degraded' | 'not_ready' | 'stopping';
  database: 'up' | 'away' | 'not_migrated';
  /** Away: slower, never wrong, so still ready. */
  redis: 'up' | 'away';
  /** Open: the national platform is being spared; what is known is shown with its age. */
  platform: 'closed' | 'half_open' | 'open';
}

export async function describeReadiness(deps: Deps): Promise<Readiness> {
  const database = await askDatabase(deps);
  const redis = deps.redis.isUp() ? 'up' : 'away';
  const platform = deps.upstreams.hsa.breakerState();
  const ready = database === 'up' && !deps.lifecycle.stopping;
  const whole = redis === 'up' && platform === 'closed';
  const able = whole ? 'ready' : 'degraded';
  const unable = deps.lifecycle.stopping ? 'stopping' : 'not_ready';
  return { ready, status: ready ? able : unable, database, redis, platform };
}

async function askDatabase(deps: Deps): Promise<Readiness['database']> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'away'>((resolve) => {
    timer = setTimeout(() => resolve('away'), patience);
  });
  const answer = pendingMigrations(deps.db).then(
    (pending) => (pending.length === 0 ? ('up' as const) : ('not_migrated' as const)),
    () => 'away' as const,
  );
  const first = await Promise.race([answer, silence]);
  clearTimeout(timer);
  return first;
}
