// The rows of 0002-ledger.ts. Money is a whole number of fen; JSON is text that is read and written whole.
import type { BillKind, BillReply, DecisionState } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

/** A bill as the platform settled it, in its newest revision. Earlier revisions stay in settlement_source. */
export interface SettlementTable {
  settlement_id: Generated<number>;
  setl_id: string;
  person_id: number;
  /** 统筹地区 of the person when the bill was settled. */
  region: string;
  year: number;
  /** setl_time: Beijing time, `2026-03-05 10:21:00`. */
  settled_at: string;
  kind: BillKind;
  insurance: 'resident' | 'employee' | 'other';
  institution: string;
  /** mdtrtarea_admvs */
  treated_in: string;
  referral_flag: '0' | '1' | null;
  filing_flag: '0' | '1' | null;
  total: number;
  full_self_pay: number;
  over_limit: number;
  pre_self_pay: number;
  in_scope: number;
  basic_paid: number;
  critical_illness_paid: number;
  supplement_paid: number;
  commercial_paid: number;
  granted_assistance: number;
  granted_tilt: number;
  other_paid: number;
  self_paid: number;
  /** Letters of the sums (c)–(g) that do not agree, for example `ce`; empty = all agree. */
  disagreeing_sums: string;
  revision: number;
  content_hash: Buffer;
  reversed_at: string | null;
  /** Why a person has to look at it: the platform's newer version cannot be true. What stands here stays decided. */
  held: string | null;
  /** When the sweeper must read it again from the platform (5203). */
  read_due_at: string | null;
  state: DecisionState;
  /** What the rules gave, in the newest decision. */
  calculated: number | null;
  decision_id: number | null;
  received_at: string;
  changed_at: string;
}

/** What the platform sent, sealed, one row a revision: append-only. */
export interface SettlementSourceTable {
  settlement_id: number;
  revision: number;
  /** `paper`: as an officer read it from the papers of a claim. */
  origin: 'push' | 'read' | 'paper';
  content_hash: Buffer;
  content: Buffer;
  received_at: string;
}

/** A reversal, sealed. It may come before its settlement, and is applied when that arrives. */
export interface SettlementReversalTable {
  setl_id: string;
  psn_no_index: Buffer;
  content: Buffer;
  received_at: string;
}

/** Where a person's year stands. Its row is the lock under which the ledger moves. */
export interface BenefitYearTable {
  person_id: number;
  year: number;
  region: string;
  /** Number of the last decision of the year. */
  sequence: number;
  /** Hash of law, identities and insurance that the fold was made under; null = nothing is folded yet. */
  context_hash: Buffer | null;
  fold: string | null;
  /** Figures for the status page, ready to be shown. */
  figures: string | null;
  calculated: number;
  granted: number;
  claimable: number;
  self_paid_in_scope: number;
  self_paid: number;
  undecided: number;
  /** When the sweeper must look again: an identity begins or ends, or a look-up has shown other identities. */
  due_at: string | null;
  decided_at: string | null;
}

/** Append-only: every decision with what it rests on. */
export interface DecisionTable {
  decision_id: Generated<number>;
  person_id: number;
  year: number;
  sequence: number;
  /** Null for a top-up on recognition, which is paid on a day, not on a bill. */
  settlement_id: number | null;
  revision: number | null;
  reason: BillReply['history'][number]['reason'];
  /** The policy document in force on the bill's day, and its revision; null = none was. */
  document: string | null;
  version: string | null;
  on_day: string;
  facts: string;
  state: DecisionState;
  /** The whole outcome: amounts by benefit, or the refusal, or what is missing. */
  outcome: string;
  explanation: string | null;
  calculated: number | null;
  /** calculated − what the decision before it on the same bill calculated. */
  change: number;
  decided_at: string;
}

/** Numbers that may not repeat across processes. */
export interface UpstreamSequenceTable {
  name: string;
  last: number;
}

export interface LedgerTables {
  settlement: SettlementTable;
  settlement_source: SettlementSourceTable;
  settlement_reversal: SettlementReversalTable;
  benefit_year: BenefitYearTable;
  decision: DecisionTable;
  upstream_sequence: UpstreamSequenceTable;
}
