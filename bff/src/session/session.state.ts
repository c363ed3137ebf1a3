import type {
  Channel,
  ConsentKind,
  MandateScope,
  OrganisationLevel,
  StaffRole,
} from '@yijiutong/rules/contract';

/** What a request knows of the account behind its token. */
export interface Session {
  /** SHA-256 of the token, hex. The token itself is never kept. */
  tokenHash: string;
  accountId: number;
  /** Null until the account is bound to a person. */
  personId: number | null;
  channel: Channel;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** The version last agreed to, of each consent that stands. */
  consents: Partial<Record<ConsentKind, string>>;
}

/** What a request knows of the member of staff behind its token. */
export interface StaffSession {
  /** SHA-256 of the token, hex. */
  tokenHash: string;
  staffId: number;
  /** What the API calls her. */
  publicId: string;
  organisationId: number;
  level: OrganisationLevel;
  /** The division of her organisation: she stands for every place that begins with it. */
  code: string;
  roles: readonly StaffRole[];
  /** Blind index of her citizen number, hex; null where nobody gave it. She is kept from her own family's records. */
  certnoIndex: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
  endsAt: number;
}

/** Where a resident is a volunteer at this moment. */
export interface Volunteering {
  volunteerId: number;
  organisationId: number;
  /** The division of the organisation. */
  code: string;
}

/** For whom a volunteer asks instead of herself, and what that person has allowed her organisation. */
export interface Behalf {
  mandateId: number;
  publicId: string;
  personId: number;
  organisationId: number;
  /** The division of the organisation. */
  place: string;
  scope: MandateScope;
}

/** Who is asking. The permission table speaks of these roles. */
export type Caller =
  | { role: 'anonymous'; problem: 'session_expired' | 'signature_invalid' | null }
  | { role: 'resident-unbound'; session: Session }
  /** With `behalf`, `personId` is hers for whom the account's holder asks. */
  | {
      role: 'resident';
      session: Session & { personId: number };
      volunteering?: Volunteering;
      behalf?: Behalf;
    }
  | { role: 'staff'; session: StaffSession }
  | { role: 'sender'; accessKey: string };

export type Role = Caller['role'];

export type Resident = Extract<Caller, { role: 'resident' }>;
export type Volunteer = Resident & { volunteering: Volunteering };
export type Staff = Extract<Caller, { role: 'staff' }>;
export type AccountHolder = Extract<Caller, { session: Session }>;

export function callerOf(session: Session): AccountHolder {
  const { personId } = session;
  return personId === null
    ? { role: 'resident-unbound', session }
    : { role: 'resident', session: { ...session, personId } };
}
