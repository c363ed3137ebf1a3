// The rows of 0003-claims.ts, as 0006-case-life.ts has widened them. Money is a whole number of fen; what is sealed is a Buffer; JSON is read and written whole.
import type {
  ActorRole,
  BillKind,
  ClaimEventKind,
  ClaimKind,
  ClaimState,
  HouseholdRelation,
} from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

import type { ClaimWorkTables } from './claim-work-tables.ts';

export interface ClaimTable {
  claim_id: Generated<number>;
  /** What the API calls it: random, so that nobody can guess another's. */
  public_id: string;
  person_id: number;
  /** The person while it is a draft, null afterwards: the unique key keeps her to one of each kind. */
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
  /** The promised day that she was told has passed. */
  overdue_told: Generated<string | null>;
  /** The task list that it was sent against, and what notices added to it. */
  needs: string | null;
  submitted_estimate: string | null;
  kind: Generated<ClaimKind>;
  /** Twelve digits: where the family lives; null until somebody has said. */
  village: string | null;
  /** The refused case that this is the appeal of. */
  appeal_of: number | null;
  /** The same while it is the answer to the refusal that stands: not once it was taken back, or the case taken up again. Unique. */
  live_appeal_of: number | null;
  /** The case whose recognition opened this one by the law. */
  opened_by: number | null;
  /** Whether money is claimed, known once it was sent. */
  has_money: Generated<0 | 1>;
  /** Where a notice of correction was asked from: there it goes on. */
  asked_in: ClaimState | null;
  /** The first day, however often it was taken up again. */
  recognised_on: string | null;
  /** Of a recognition: how many decisions of her years there were when what it brings was last looked at. */
  decisions_seen: Generated<number | null>;
  /** The last day of the publicity while it runs. */
  publicity_until: string | null;
  /** The day by which the present step is to be done. */
  step_due_on: string | null;
  /** The working days that were left when the clock stopped. */
  days_left: number | null;
  /** What the standing review, or the check of the means, proposes, and how much; null once it was returned or decided. */
  proposed: 'grant' | 'refuse' | null;
  proposed_amount: number | null;
  /** What the approval fixed, in the whole life of the case. */
  approved_amount: number | null;
  /** What the bank has confirmed, in the whole life of the case. */
  paid_amount: Generated<number>;
  refusal_reason: string | null;
  refusal_clause: string | null;
  /** Null until she has said whether anybody lives with her. */
  lives_alone: Generated<0 | 1 | null>;
  /** Of an appeal: why she does not agree. Sealed. */
  appeal_words: Generated<Buffer | null>;
}

/** Who belongs to the household, as she names them while it is a draft. */
export interface HouseholdMemberTable {
  member_id: Generated<number>;
  public_id: string;
  claim_id: number;
  certno_index: Buffer;
  /** JSON {name, certno}, sealed. */
  who: Buffer;
  relation: HouseholdRelation;
  told_at: string;
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
  /** The settlement that an officer made of a bill on paper. */
  paper_settlement_id: Generated<number | null>;
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
  kind: ClaimEventKind | 'bills_set' | 'payee_set' | 'excuse_set' | 'home_set' | 'household_set';
  by_role: ActorRole;
  /** `account:12`, `staff:7`, `system` */
  actor: string;
  happened_at: string;
  organisation_id: number | null;
  reason: string | null;
  /** Why, in her own words, sealed. */
  words: Buffer | null;
  /** The day whose policy it was done under. */
  policy_on: string | null;
  /** Of a volunteer: the blind index of her citizen number. */
  agent_index: Generated<Buffer | null>;
}

/** The last running number of a day. */
export interface ClaimNumberTable {
  day: string;
  last: number;
}

export interface ClaimTables extends ClaimWorkTables {
  claim: ClaimTable;
  claim_bill: ClaimBillTable;
  claim_excuse: ClaimExcuseTable;
  claim_correction: ClaimCorrectionTable;
  claim_correction_paper: ClaimCorrectionPaperTable;
  claim_event: ClaimEventTable;
  claim_number: ClaimNumberTable;
  household_member: HouseholdMemberTable;
}
