import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

/** What an account is found by when somebody signs in. */
export type SignInName = { by: 'phone' | 'openid'; value: string };

export interface Account {
  accountId: number;
  personId: number | null;
  phone: string | null;
  openid: string | null;
  createdAt: string;
  boundAt: string | null;
}

function identityOf(accountId: number, column: SignInName['by']): RowIdentity {
  return `account:${accountId}:${column}`;
}

export const phoneIndex = (crypto: FieldCrypto, phone: string) => crypto.blindIndex('phone', phone);

/** The account of a phone number or openid, made when there is none. Call it inside `transact`. */
export async function findOrCreateAccount(
  trx: Database,
  crypto: FieldCrypto,
  name: SignInName,
  now: number,
): Promise<{ accountId: number; personId: number | null }> {
  const index = crypto.blindIndex(name.by, name.value);
  const existing = await lockAccount(trx, name.by, index);
  if (existing !== undefined) return existing;
  try {
    const { insertId } = await trx
      .insertInto('account')
      .values({
        person_id: null,
        phone_index: name.by === 'phone' ? index : null,
        phone: null,
        openid_index: name.by === 'openid' ? index : null,
        openid: null,
        created_at: toColumn(now),
        bound_at: null,
        closed_at: null,
      })
      .executeTakeFirstOrThrow();
    const accountId = Number(insertId);
    await trx
      .updateTable('account')
      .set({ [name.by]: crypto.seal(name.value, identityOf(accountId, name.by)) })
      .where('account_id', '=', accountId)
      .execute();
    return { accountId, personId: null };
  } catch (error) {
    // Somebody signed in with the same name at the same moment.
    const winner = isDuplicate(error) ? await lockAccount(trx, name.by, index) : undefined;
    if (winner === undefined) throw error;
    return winner;
  }
}

async function lockAccount(
  trx: Database,
  by: SignInName['by'],
  index: Buffer,
): Promise<{ accountId: number; personId: number | null } | undefined> {
  const row = await trx
    .selectFrom('account')
    .select(['account_id', 'person_id'])
    .where(`${by}_index`, '=', index)
    .forUpdate()
    .executeTakeFirst();
  return row && { accountId: row.account_id, personId: row.person_id };
}

export async function getAccount(db: Database, crypto: FieldCrypto, accountId: number): Promise<Account> {
  const row = await db
    .selectFrom('account')
    .select(['person_id', 'phone', 'openid', 'created_at', 'bound_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const open = (column: SignInName['by']) =>
    row[column] === null ? null : crypto.open(row[column], identityOf(accountId, column));
  return {
    accountId,
    personId: row.person_id,
    phone: open('phone'),
    openid: open('openid'),
    createdAt: row.created_at,
    boundAt: row.bound_at,
  };
}

/** The blind index of the citizen number of whoever has this account; null when it is unbound or closed. */
export async function findCertnoIndexOf(db: Database, accountId: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('account')
    .innerJoin('person', 'person.person_id', 'account.person_id')
    .select('person.certno_index')
    .where('account.account_id', '=', accountId)
    .executeTakeFirst();
  return row?.certno_index ?? null;
}

/** The numbers of many accounts at once; null where one has none. */
export async function listPhones(
  db: Database,
  crypto: FieldCrypto,
  accountIds: readonly number[],
): Promise<Map<number, string | null>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['account_id', 'phone'])
    .where('account_id', 'in', accountIds)
    .execute();
  return new Map(
    rows.map(({ account_id: id, phone }) => [
      id,
      phone === null ? null : crypto.open(phone, identityOf(id, 'phone')),
    ]),
  );
}

export type BindingResult = 'bound' | 'account_closed' | 'account_taken' | 'person_taken';

/**
 * Ties an unbound account to a person; the unique key keeps a person to one account. An account that was closed while
 * the checks ran stays unbound: nobody could sign in with it to set the person free again.
 */
export async function bindAccount(
  trx: Database,
  accountId: number,
  personId: number,
  now: number,
): Promise<BindingResult> {
  try {
    const { numUpdatedRows } = await trx
      .updateTable('account')
      .set({ person_id: personId, bound_at: toColumn(now) })
      .where('account_id', '=', accountId)
      .where('person_id', 'is', null)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 1n) return 'bound';
    return (await isClosed(trx, accountId)) ? 'account_closed' : 'account_taken';
  } catch (error) {
    if (isDuplicate(error)) return 'person_taken';
    throw error;
  }
}

async function isClosed(trx: Database, accountId: number): Promise<boolean> {
  const { closed_at: closedAt } = await trx
    .selectFrom('account')
    .select('closed_at')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return closedAt !== null;
}

/** Erases what says who held the account; the row stays, so that consents keep their subject. */
export async function eraseAccount(trx: Database, accountId: number, now: number): Promise<void> {
  await trx
    .updateTable('account')
    .set({
      person_id: null,
      phone_index: null,
      phone: null,
      openid_index: null,
      openid: null,
      bound_at: null,
      closed_at: toColumn(now),
    })
    .where('account_id', '=', accountId)
    .execute();
}
