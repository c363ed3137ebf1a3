import type { Clock } from '../clock.ts';
import { toColumn } from './instant.ts';
import type { Database } from './tables.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** Rows a statement: a sweep never holds locks for long. */
const batch = 1000;

/** Batches a table a sweep: what is left after these waits for the next. */
const mostBatches = 100;

/** Removes what has served: replies older than a day, codes and wrong sign-ins older than two, sessions and invitations that ended. */
export async function sweep(db: Database, clock: Clock): Promise<void> {
  const now = clock.now();
  await inBatches(() =>
    db
      .deleteFrom('idempotency')
      .where('claimed_at', '<', toColumn(now - day))
      .limit(batch),
  );
  await inBatches(() =>
    db
      .deleteFrom('sms_code')
      .where('sent_at', '<', toColumn(now - 2 * day))
      .limit(batch),
  );
  await inBatches(() =>
    db
      .deleteFrom('staff_attempt')
      .where('last_at', '<', toColumn(now - 2 * day))
      .limit(batch),
  );
  for (const ended of ['session', 'staff_session', 'volunteer_invitation'] as const) {
    await inBatches(() => db.deleteFrom(ended).where('expires_at', '<', toColumn(now)).limit(batch));
  }
}

interface Deletion {
  executeTakeFirst(): Promise<{ numDeletedRows: bigint }>;
}

/** Until a batch comes back short: nothing that has served is left. */
async function inBatches(removal: () => Deletion): Promise<void> {
  for (let turn = 0; turn < mostBatches; turn += 1) {
    const { numDeletedRows } = await removal().executeTakeFirst();
    if (numDeletedRows < batch) return;
  }
}
