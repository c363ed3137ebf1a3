// How a person can be called: by the number of her account, else by the one that she was asked on.
import { getAccount } from '../account/account.store.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';
import { phoneRow } from './mandate.store.ts';

export async function findContactPhone(
  db: Database,
  crypto: FieldCrypto,
  personId: number,
): Promise<string | null> {
  const account = await db
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  const own = account === undefined ? null : (await getAccount(db, crypto, account.account_id)).phone;
  return own ?? findMandatePhone(db, crypto, personId);
}

/** Only of a mandate that she has not ended: afterwards her number is nobody's business. */
async function findMandatePhone(db: Database, crypto: FieldCrypto, personId: number): Promise<string | null> {
  const row = await db
    .selectFrom('mandate')
    .select(['public_id', 'phone'])
    .where('open_person', '=', personId)
    .where('state', '=', 'live')
    .where('phone', 'is not', null)
    .orderBy('mandate_id', 'desc')
    .executeTakeFirst();
  const sealed = row?.phone ?? null;
  return row === undefined || sealed === null ? null : crypto.open(sealed, phoneRow(row.public_id));
}
