/** Puts the demonstration's staff straight into the database: nobody could hand eleven phones around to enrol them. */
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { readFieldKeys } from '../../../bff/src/config.ts';
import { hashPassword } from '../../../bff/src/staff/password.ts';
import { createFieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { connectMysql } from '../../../bff/src/storage/mysql.ts';
import { citizenId, inventedPhone } from '../../support/people.ts';
import { demoPassword, demoStaff } from './demo-staff.ts';
import { enrol } from './enrolled.ts';
import { secretOf } from './totp.ts';

/** Of the phones that the families do not have. */
const firstPhone = 90_000_000;

/** @param env with DATABASE_URL, FIELD_KEY and INDEX_KEY of the BFF */
export async function loadStaff(env: Record<string, string | undefined>): Promise<void> {
  const { DATABASE_URL: url } = env;
  if (url === undefined) throw new Error('the staff are put straight into the database: give DATABASE_URL');
  const db = connectMysql(url, 1);
  try {
    const ports = { db, crypto: createFieldCrypto(readFieldKeys(env)), now: Date.now() };
    const passwordHash = await hashPassword(demoPassword);
    for (const [at, { login, name, roles, code }] of demoStaff.entries()) {
      const phone = inventedPhone(firstPhone + at);
      const secret = secretOf(login);
      const index = certnoIndex(ports.crypto, citizenId('990999', '1985-06-07', at));
      await enrol(ports, { login, name, phone, certnoIndex: index, roles, code, passwordHash, secret });
    }
  } finally {
    await db.destroy();
  }
}
