// Somebody who can be told something, put straight into the database: signing in has its own tests.
import { findOrCreateAccount } from '../../bff/src/account/account.store.ts';
import { upsertPerson } from '../../bff/src/account/person.store.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { transact } from '../../bff/src/storage/mysql.ts';
import { citizenId, inventedPhone } from './people.ts';

export interface Told {
  personId: number;
  phone: string;
  openid: string | null;
}

let serial = 0;

/** Somebody new of 攀枝花东区 with a phone number, and with WeChat where an openid is given. */
export async function putAddressee(deps: Deps, openid: string | null): Promise<Told> {
  const n = (serial += 1);
  const phone = inventedPhone(60_000_000 + n);
  const now = deps.clock.now();
  const day = new Date(Date.UTC(1950, 2, 14 + Math.floor(n / 1000))).toISOString().slice(0, 10);
  const personId = await transact(deps.db, async (trx) => {
    const person = {
      psnNo: `P${n}`,
      certno: citizenId('990421', day, n % 1000),
      name: '安秀英',
      region: '510402',
      insurance: 'resident' as const,
    };
    const id = await upsertPerson(trx, deps.crypto, person, now);
    const { accountId } = await findOrCreateAccount(trx, deps.crypto, { by: 'phone', value: phone }, now);
    await trx.updateTable('account').set({ person_id: id }).where('account_id', '=', accountId).execute();
    if (openid !== null) {
      const change = {
        openid_index: deps.crypto.blindIndex('openid', openid),
        openid: deps.crypto.seal(openid, `account:${accountId}:openid`),
      };
      await trx.updateTable('account').set(change).where('account_id', '=', accountId).execute();
    }
    return id;
  });
  return { personId, phone, openid };
}
