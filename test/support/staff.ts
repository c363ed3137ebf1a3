// Staff who are signed in, made straight in the database: signing in has its own tests.
import { certnoIndex } from '../../bff/src/account/person.store.ts';
import { hashPassword } from '../../bff/src/staff/password.ts';
import { openStaffSession } from '../../bff/src/staff/staff-session.service.ts';
import type { StaffRole } from '../../shared/src/contract/index.ts';
import { enrol } from '../sandbox/staff/enrolled.ts';
import { secretOf, totpAt } from '../sandbox/staff/totp.ts';
import type { TestApp } from './app.ts';
import { citizenId, inventedPhone } from './people.ts';

export const staffPassword = 'seven green boats';

export interface SignedInStaff {
  staffId: number;
  publicId: string;
  login: string;
  /** Base32, of her authenticator. */
  secret: string;
  /** The division of her organisation. */
  code: string;
  token: string;
  headers: { Authorization: string };
}

let serial = 0;
let passwordHash: Promise<string> | undefined;

/** Nobody's but hers. */
const certnoOf = (n: number) => citizenId('990998', `${1960 + (Math.floor(n / 1000) % 40)}-05-06`, n % 1000);

/**
 * Somebody new with this post, signed in. She works for the first organisation in the place that has the post: `510402`
 * is 东区 for a reviewer, and the first township of 东区 for a township's officer.
 * @param certno so that her own family's cases are kept from her; default: one of her own. Null: an old row, on which none was entered
 */
export async function signInStaff(
  app: Pick<TestApp, 'deps'>,
  role: StaffRole | readonly StaffRole[],
  place: string,
  certno?: string | null,
): Promise<SignedInStaff> {
  const { db, crypto, clock } = app.deps;
  const n = (serial += 1);
  const login = `staff.${n}`;
  const secret = secretOf(login);
  passwordHash ??= hashPassword(staffPassword);
  const { staffId, publicId, code } = await enrol(
    { db, crypto, now: clock.now() },
    {
      login,
      name: '钱立夏',
      phone: inventedPhone(80_000_000 + n),
      certnoIndex: certno === null ? null : certnoIndex(crypto, certno ?? certnoOf(n)),
      roles: typeof role === 'string' ? [role] : role,
      code: place,
      passwordHash: await passwordHash,
      secret,
    },
  );
  const { token } = await openStaffSession(db, { clock }, staffId);
  return {
    staffId,
    publicId,
    login,
    secret,
    code,
    token,
    headers: { Authorization: `Bearer ${token}` },
  };
}

/** What her authenticator shows. @param steps of half a minute by which her phone is ahead */
export function codeOf(
  app: Pick<TestApp, 'clock'>,
  { secret }: Pick<SignedInStaff, 'secret'>,
  steps = 0,
): string {
  return totpAt(secret, app.clock.now() + steps * 30_000);
}
