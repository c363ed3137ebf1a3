/** Staff as if they had signed in before: with a password of their own and an authenticator. */
import { listRolesOf } from '../../../bff/src/access/posts.ts';
import { listOrganisationsBelow } from '../../../bff/src/organisation/organisation.store.ts';
import {
  findStaffByLogin,
  insertStaff,
  rowOfStaff,
  updateStaff,
} from '../../../bff/src/staff/staff.store.ts';
import type { FieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import type { StaffRole } from '../../../shared/src/contract/index.ts';

export interface Enrolled {
  login: string;
  name: string;
  phone: string;
  certnoIndex: Buffer | null;
  roles: readonly StaffRole[];
  /** The first organisation of this division, or below it, that has the post. */
  code: string;
  passwordHash: string;
  /** Base32. */
  secret: string;
}

/** Whoever has the login already is left as she is, but for a number that nobody has entered. */
export async function enrol(
  { db, crypto, now }: { db: Database; crypto: FieldCrypto; now: number },
  member: Enrolled,
): Promise<{ staffId: number; publicId: string; code: string }> {
  const known = await findStaffByLogin(db, member.login);
  if (known !== undefined) {
    if (known.row.certno_index === null) {
      await updateStaff(db, known.row.staff_id, { certno_index: member.certnoIndex });
    }
    return { staffId: known.row.staff_id, publicId: known.row.public_id, code: known.organisation.code };
  }
  const seats = await listOrganisationsBelow(db, member.code);
  const seat = seats.find((row) => member.roles.every((role) => listRolesOf(row).includes(role)));
  if (seat === undefined)
    throw new Error(`${member.code} has no organisation for ${member.roles.join(', ')}`);
  const publicId = newRecordId();
  const staffId = await insertStaff(db, {
    public_id: publicId,
    organisation_id: seat.organisation_id,
    login: member.login,
    name: crypto.seal(member.name, rowOfStaff(publicId, 'name')),
    phone: crypto.seal(member.phone, rowOfStaff(publicId, 'phone')),
    certno_index: member.certnoIndex,
    roles: JSON.stringify(member.roles),
    state: 'active',
    password_hash: member.passwordHash,
    temporary_until: null,
    totp_secret: crypto.seal(member.secret, rowOfStaff(publicId, 'totp_secret')),
    totp_step: 0,
    enrolment_hash: null,
    enrolment_until: null,
    created_at: toColumn(now),
    last_sign_in_at: null,
  });
  if (staffId === undefined) throw new Error(`somebody else became ${member.login} at this moment`);
  return { staffId, publicId, code: seat.code };
}
