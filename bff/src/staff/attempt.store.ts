// Wrong sign-ins, by login and by where they came from. A login that nobody has is counted as any other: being locked out
// tells nobody that it exists.
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

/** Where attempts came from; of all together, see `everywhere`. */
export const addressIndex = (crypto: Pick<FieldCrypto, 'blindIndex'>, address: string) =>
  crypto.blindIndex('staff_address', address);
export const everywhere = Buffer.alloc(32);

export interface AttemptKey {
  login: Buffer;
  address: Buffer;
}

/** The attempts at a login from an address, locked until the transaction ends. */
export async function lockAttempts(trx: Database, key: AttemptKey, now: number): Promise<Attempts> {
  // Not INSERT IGNORE: the shared lock that it leaves on a row that is there would have many at once in a deadlock.
  await trx
    .insertInto('staff_attempt')
    .values({
      login_index: key.login,
      address_index: key.address,
      failed: 0,
      last_at: toColumn(now),
      locked_until: null,
    })
    .onDuplicateKeyUpdate({ login_index: key.login })
    .execute();
  const row = await trx
    .selectFrom('staff_attempt')
    .select(['failed', 'last_at', 'locked_until'])
    .where('login_index', '=', key.login)
    .where('address_index', '=', key.address)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    failed: row.failed,
    lastAt: fromColumn(row.last_at),
    lockedUntil: row.locked_until === null ? null : fromColumn(row.locked_until),
  };
}

export async function keepAttempts(trx: Database, key: AttemptKey, attempts: Attempts): Promise<void> {
  const { failed, lastAt, lockedUntil } = attempts;
  await trx
    .updateTable('staff_attempt')
    .set({
      failed,
      last_at: toColumn(lastAt),
      locked_until: lockedUntil === null ? null : toColumn(lockedUntil),
    })
    .where('login_index', '=', key.login)
    .where('address_index', '=', key.address)
    .execute();
}

/** @param address what came from there, and of what came from all together; without it, all there is */
export async function forgetAttempts(db: Database, login: Buffer, address?: Buffer): Promise<void> {
  const all = db.deleteFrom('staff_attempt').where('login_index', '=', login);
  await (address === undefined ? all : all.where('address_index', 'in', [address, everywhere])).execute();
}
