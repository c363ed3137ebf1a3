// A person as a look-up needs her: indexes at hand, numbers opened only when the platform must be asked.
import type { Insurance } from '@yijiutong/rules/policy';

import { certnoIndex, getPerson } from '../account/person.store.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';
import type { Sought } from './identity.service.ts';
import { findPersonRow, findPersonRowByCertno } from './identity.store.ts';

interface Ports {
  db: Database;
  crypto: FieldCrypto;
}

export async function findPersonKey(
  db: Database,
  crypto: FieldCrypto,
  certno: string,
): Promise<{ personId: number; psnNoIndex: Buffer } | undefined> {
  const row = await findPersonRowByCertno(db, certnoIndex(crypto, certno));
  return row === undefined ? undefined : { personId: row.person_id, psnNoIndex: row.psn_no_index };
}

/** Somebody known here. `region` is the 统筹地区 whose identities are asked for. */
export async function soughtOf(
  ports: Ports,
  personId: number,
  region: string,
): Promise<Sought & { psnNoIndex: Buffer; insurance: Insurance }> {
  const row = await findPersonRow(ports.db, personId);
  return {
    certnoIndex: row.certno_index,
    psnNoIndex: row.psn_no_index,
    region,
    insurance: row.insurance === 'employee' ? 'employee' : 'resident',
    numbers: () => getPerson(ports.db, ports.crypto, personId),
  };
}

/** Somebody of whom a settlement speaks, known here or not. */
export function soughtOfPush(
  crypto: FieldCrypto,
  region: string,
  bill: { certno: string; psnNo: string },
): Sought {
  return {
    certnoIndex: certnoIndex(crypto, bill.certno),
    region,
    numbers: () => Promise.resolve({ certno: bill.certno, psnNo: bill.psnNo }),
  };
}
