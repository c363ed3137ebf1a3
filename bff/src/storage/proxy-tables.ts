// The rows of 0010-proxy.ts and 0016-mandates.ts. Instants are UTC text, days are civil days in China; what is sealed is a Buffer.
import type { AgentRelation, ConsentWay, MandateEnd } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

export interface MandateTable {
  mandate_id: Generated<number>;
  public_id: string;
  organisation_id: number;
  person_id: number;
  open_person: number | null;
  /** The account of the volunteer who asked. */
  asked_by: number;
  /** The blind index of her citizen number. */
  asker_index: Generated<Buffer | null>;
  state: 'asked' | 'live' | 'ended';
  way: ConsentWay;
  /** JSON of MandateScope. */
  scope: string;
  relation: AgentRelation;
  village: string | null;
  phone: Buffer | null;
  phone_index: Buffer | null;
  signer: Buffer | null;
  asked_at: string;
  asked_until: string;
  given_at: string | null;
  ends_on: string | null;
  ended_at: string | null;
  /** Null while it is open, or when it has come to its last day unnoticed. */
  ended_by: MandateEnd | null;
  call_message_id: number | null;
}

/** One SMS that asked her; its code is kept as a keyed hash. */
export interface MandateAskTable {
  ask_id: Generated<number>;
  mandate_id: number;
  way: 'sms_code' | 'sms_reply';
  text_version: string;
  phone_index: Buffer;
  code_mac: Buffer;
  sent_at: string;
  expires_at: string;
  /** The last day that it named; null: it was sent before this was kept. */
  ends_on: string | null;
  attempts: number;
  closed_at: string | null;
}

/** Append-only: what she agreed to and ended, in which words, and what shows it. */
export interface MandateConsentTable {
  consent_id: Generated<number>;
  public_id: string;
  mandate_id: number;
  act: 'given' | 'renewed' | 'declined' | 'ended';
  way: ConsentWay | 'window';
  text_version: string;
  purpose: string;
  scope: string;
  ends_on: string | null;
  evidence: Buffer;
  page_id: number | null;
  at: string;
  /** Of the volunteer who took the slip or typed the code: the blind index of her citizen number. */
  agent_index: Generated<Buffer | null>;
}

/** A submission that a volunteer made. */
export interface ClaimFilingTable {
  claim_id: number;
  submission: number;
  mandate_id: number;
  account_id: number;
  agent: Buffer;
  filed_at: string;
}

/** She goes on with the case by herself. */
export interface ClaimTakeoverTable {
  claim_id: number;
  account_id: number;
  volunteer: 'reads' | 'nothing';
  at: string;
}

export interface ProxyTables {
  mandate: MandateTable;
  mandate_ask: MandateAskTable;
  mandate_consent: MandateConsentTable;
  claim_filing: ClaimFilingTable;
  claim_takeover: ClaimTakeoverTable;
}
