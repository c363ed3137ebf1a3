// The rows of 0005-people.ts. Instants are UTC text; what is sealed or an index is a Buffer; JSON is read and written whole.
import type { OrganisationKind, OrganisationLevel } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

export interface OrganisationTable {
  organisation_id: Generated<number>;
  public_id: string;
  level: OrganisationLevel;
  kind: OrganisationKind;
  /** 2, 4, 6, 9 or 12 digits: what begins with it lies below it. */
  code: string;
  /** With the code its name in config/organisations: what is said there anew is said of the same organisation. */
  slug: string;
  name: string;
  created_at: string;
  /** Since when config/organisations no longer names it. */
  closed_at: string | null;
}

export interface StaffTable {
  staff_id: Generated<number>;
  public_id: string;
  organisation_id: number;
  login: string;
  name: Buffer;
  phone: Buffer;
  certno_index: Buffer | null;
  /** JSON list of StaffRole. */
  roles: string;
  state: 'active' | 'disabled';
  /** argon2id, as a PHC string. */
  password_hash: string;
  /** Until when a password that somebody else made opens the first sign-in; null: she chose it herself. */
  temporary_until: string | null;
  totp_secret: Buffer | null;
  /** The step of the last code that was taken; null until she has enrolled. */
  totp_step: number | null;
  enrolment_hash: Buffer | null;
  enrolment_until: string | null;
  created_at: string;
  last_sign_in_at: string | null;
}

export interface StaffAttemptTable {
  login_index: Buffer;
  /** Zeros: from all addresses together. */
  address_index: Buffer;
  failed: number;
  last_at: string;
  locked_until: string | null;
}

export interface StaffSessionTable {
  token_hash: Buffer;
  public_id: string;
  staff_id: number;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  /** However often it is used, it ends here. */
  ends_at: string;
}

export interface VolunteerTable {
  volunteer_id: Generated<number>;
  public_id: string;
  account_id: number;
  /** The account while she is a volunteer, null afterwards. */
  active_account: number | null;
  organisation_id: number;
  state: 'active' | 'left' | 'removed';
  since: string;
  ended_at: string | null;
}

/** A row is an open invitation: it goes when it is used. */
export interface VolunteerInvitationTable {
  code_index: Buffer;
  organisation_id: number;
  invited_by: number;
  created_at: string;
  expires_at: string;
}

export interface FamilyTable {
  person_id: number;
  certno_index: Buffer;
  told_at: string;
}

export interface StaffTables {
  organisation: OrganisationTable;
  staff: StaffTable;
  staff_attempt: StaffAttemptTable;
  staff_session: StaffSessionTable;
  volunteer: VolunteerTable;
  volunteer_invitation: VolunteerInvitationTable;
  family: FamilyTable;
}
