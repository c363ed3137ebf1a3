// Wrong sign-ins, by login. A login that nobody has is counted as any other: being locked out tells nobody that it exists.
import type { FieldCrypto } from '../storage/crypto.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';

export interface Attempts {
  failed: number;
  /** Milliseconds since 1970. */
  lastAt: number;
  lockedUntil: number | null;
}

export const loginIndex = (crypto: Pick<FieldCrypto, 'blindIndex'>, login: string) =>
  crypto.blindIndex('staff_login', login);

/** The attempts at a login, locked until the transaction ends. */
export async function lockAttempts(trx: Database, index: Buffer, now: number): Promise<Attempts> {
  // Not INSERT IGNORE: the shared lock that it leaves on a row that is there would have many at once in a deadlock.
  await trx
    .insertInto('staff_attempt')
    .values({ login_index: index, failed: 0, last_at: toColumn(now), locked_until: null })
    .onDuplicateKeyUpdate({ login_index: index })
    .execute();
  const row = await trx
    .selectFrom('staff_attempt')
    .select(['failed', 'last_at', 'locked_until'])
    .where('login_index', '=', index)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    failed: row.failed,
    lastAt: fromColumn(row.last_at),
    lockedUntil: row.locked_until === null ? null : fromColumn(row.locked_until),
  };
}

export async function keepAttempts(trx: Database, index: Buffer, attempts: Attempts): Promise<void> {
  const { failed, lastAt, lockedUntil } = attempts;
  await trx
    .updateTable('staff_attempt')
    .set({
      failed,
      last_at: toColumn(lastAt),
      locked_until: lockedUntil === null ? null : toColumn(lockedUntil),
    })
    .where('login_index', '=', index)
    .execute();
}

export async function forgetAttempts(db: Database, index: Buffer): Promise<void> {
  await db.deleteFrom('staff_attempt').where('login_index', '=', index).execute();
}
