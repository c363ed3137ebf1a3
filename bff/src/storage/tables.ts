// The rows, as the database gives them. Instants are UTC text `2026-03-05 01:02:03.000` (see instant.ts),
// days are `2026-03-05`, money is a whole number of fen, sealed values are what crypto.ts makes.
import type { Channel, ConsentKind } from '@yijiutong/rules/contract';
import type { Generated, Kysely } from 'kysely';

import type { AuditTables } from './audit-tables.ts';
import type { ClaimTables } from './claim-tables.ts';
import type { DeskTables } from './desk-tables.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { MessageTables } from './message-tables.ts';
import type { PaperTables } from './paper-tables.ts';
import type { PaymentTables } from './payment-tables.ts';
import type { ProxyTables } from './proxy-tables.ts';
import type { RuralTables } from './rural-tables.ts';
import type { StaffTables } from './staff-tables.ts';

/** A person known to the national platform, whether or not she has an account here. */
export interface PersonTable {
  person_id: Generated<number>;
  psn_no_index: Buffer;
  certno_index: Buffer;
  psn_no: Buffer | null;
  certno: Buffer | null;
  name: Buffer | null;
  region: string;
  insurance: 'resident' | 'employee' | 'none';
  created_at: string;
  updated_at: string;
}

export interface AccountTable {
  account_id: Generated<number>;
  person_id: number | null;
  phone_index: Buffer | null;
  phone: Buffer | null;
  openid_index: Buffer | null;
  openid: Buffer | null;
  created_at: string;
  bound_at: string | null;
  closed_at: string | null;
}

export interface SessionTable {
  token_hash: Buffer;
  account_id: number;
  channel: Channel;
  created_at: string;
  expires_at: string;
  /** However often it is used, it ends here. */
  ends_at: string;
}

/** Append-only: what was agreed to and withdrawn, in order. */
export interface ConsentTable {
  consent_id: Generated<number>;
  account_id: number;
  kind: ConsentKind;
  version: string;
  action: 'granted' | 'withdrawn';
  channel: Channel;
  on_day: string;
  at: string;
}

export interface SmsCodeTable {
  sms_code_id: Generated<number>;
  phone_index: Buffer;
  /** Minutes since 1970: with the number, a unique key against two codes at once. */
  sent_minute: number;
  code_mac: Buffer;
  sent_at: string;
  expires_at: string;
  attempts: number;
  /** When it was used. */
  closed_at: string | null;
}

export interface IdempotencyTable {
  key_hash: Buffer;
  body_hash: Buffer;
  /** Names the request that holds the claim, so that one which was given up cannot overwrite its successor. */
  claim: Buffer;
  claimed_at: string;
  /** Null while the first request runs. */
  status: number | null;
  reply: Buffer | null;
}

/** An identity that a department's roster certifies, beside those of the national platform. */
export interface RosterIdentityTable {
  roster_identity_id: Generated<number>;
  certno_index: Buffer;
  region: string;
  category: string;
  valid_from: string;
  /** The last valid day; null = open-ended. */
  valid_to: string | null;
  certifier: string;
  created_at: string;
  /** The recognition that it rests on; null: a department's own list. */
  claim_id: Generated<number | null>;
}

export interface Tables
  extends
    LedgerTables,
    ClaimTables,
    DeskTables,
    PaperTables,
    MessageTables,
    AuditTables,
    RuralTables,
    StaffTables,
    PaymentTables,
    ProxyTables {
  person: PersonTable;
  account: AccountTable;
  session: SessionTable;
  consent: ConsentTable;
  sms_code: SmsCodeTable;
  idempotency: IdempotencyTable;
  roster_identity: RosterIdentityTable;
}

/** A pool, or a transaction on one of its connections: a store takes either. */
export type Database = Kysely<Tables>;
