/** How long the end of the audit's chain has to be waited for: every change and every view goes through this one lock. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Pool } from 'mysql2/promise';

const every = 25;

/** Takes the lock and lets it go again, as long as `work` runs; the milliseconds of each time. */
export async function probeAuditLock(pool: Pool, work: Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  let running = true;
  const over = work.finally(() => (running = false));
  const connection = await pool.getConnection();
  try {
    while (running) {
      await connection.beginTransaction();
      const began = performance.now();
      await connection.query('SELECT seq FROM audit_head WHERE chain = 1 FOR UPDATE');
      waits.push(performance.now() - began);
      await connection.rollback();
      await sleep(every);
    }
    await over;
    return waits;
  } finally {
    connection.release();
  }
}
