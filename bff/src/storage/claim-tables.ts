// The rows of 0003-claims.ts. Money is a whole number of fen; what is sealed is a Buffer; JSON is read and written whole.
import type { BillKind, ClaimEvent, ClaimState } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

export interface ClaimTable {
  claim_id: Generated<number>;
  /** What the API calls it: random, so that nobody can guess another's. */
  public_id: string;
  person_id: number;
  /** The person while it is a draft, null afterwards: the unique key keeps her to one. */
  draft_of: number | null;
  /** 统筹地区: whose paper lists hold. */
  region: string;
  /** 参保地医保区划: whose reviewer sees it. */
  place: string;
  state: ClaimState;
  version: number;
  number: string | null;
  /** How often it was sent. What was said or sent since carries the same figure. */
  submissions: number;
  /** JSON {holder, bank, account}, sealed. */
  payee: Buffer | null;
  created_at: string;
  changed_at: string;
  submitted_at: string | null;
  /** The deadline as it was when it was sent. */
  working_days: number | null;
  /** The region's own period was not known when it was sent. */
  working_days_provisional: 0 | 1;
  due_on: string | null;
  due_provisional: 0 | 1;
  /** The task list that it was sent against, and what notices added to it. */
  needs: string | null;
  submitted_estimate: string | null;
}

export interface ClaimBillTable {
  claim_id: number;
  /** setl_id, or our own for a bill that only paper knows. */
  ref: string;
  position: number;
  settlement_id: number | null;
  live_settlement_id: number | null;
  /** These four: what the person says of a paper bill; null for the platform's. */
  institution: string | null;
  on_day: string | null;
  kind: BillKind | null;
  total: number | null;
  injury: 0 | 1 | null;
}

export interface ClaimExcuseTable {
  claim_id: number;
  paper: string;
  /** '' = the person's own paper. */
  bill: string;
  /** How often the claim had been sent when it was given: the next submission is judged on it. */
  submission: number;
  reason: 'lost' | 'not_issued' | 'too_far' | 'too_long_ago' | 'other';
  words: Buffer | null;
  given_at: string;
}

export interface ClaimCorrectionTable {
  claim_id: number;
  /** The submission that it answers: each is answered once. */
  submission: number;
  words: Buffer | null;
  asked_at: string;
}

export interface ClaimCorrectionPaperTable {
  claim_id: number;
  submission: number;
  paper: string;
  bill: string;
  reason:
    | 'unclear'
    | 'pages_missing'
    | 'wrong_paper'
    | 'does_not_match'
    | 'no_stamp'
    | 'expired'
    | 'missing'
    | 'other';
  words: Buffer | null;
}

/** Append-only: every change, by whom; the version is the one that it made. */
export interface ClaimEventTable {
  claim_id: number;
  version: number;
  kind: ClaimEvent['kind'] | 'bills_set' | 'payee_set' | 'excuse_set';
  by_role: ClaimEvent['by'];
  /** `account:12`, or `key:` and the access key of a reviewer. */
  actor: string;
  happened_at: string;
}

/** The last running number of a day. */
export interface ClaimNumberTable {
  day: string;
  last: number;
}

export interface ClaimTables {
  claim: ClaimTable;
  claim_bill: ClaimBillTable;
  claim_excuse: ClaimExcuseTable;
  claim_correction: ClaimCorrectionTable;
  claim_correction_paper: ClaimCorrectionPaperTable;
  claim_event: ClaimEventTable;
  claim_number: ClaimNumberTable;
}
