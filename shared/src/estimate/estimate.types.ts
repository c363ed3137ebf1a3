import type { Clause, Day, Fen, Missing, RefusalCode, Step } from '../kernel/index.ts';
import type { Threshold } from '../ledger/index.ts';
import type { StatisticUse } from '../policy/compiled.ts';
import type { Facts, Question } from './answers.ts';

/** From the least to the most, in fen; `high` null: without an end. */
export type Range = { readonly low: Fen; readonly high: Fen | null };

/** One end of the range: how things would have to be, and how the law then comes to it. */
export type End = {
  readonly facts: Facts;
  /** amounts that nobody gave: `facts` holds the least with which this end is reached, and is none of the family's own */
  readonly assumed: readonly Question[];
  /** the class that the help is given by; null where nothing is given */
  readonly classTitle: string | null;
  /** 政策范围内个人自付 that was calculated on, in fen; null where nothing is given */
  readonly base: Fen | null;
  /** why nothing is given; null where something was granted, be it 0.00 */
  readonly refusal: { readonly code: RefusalCode; readonly clause: Clause | null } | null;
  readonly explanation: Step | null;
  /** how far it is to each next line of the year */
  readonly thresholds: readonly Threshold[];
};

/** An unknown answer and how far it alone can move the year's help; null: without an end. */
export type Widening = { readonly question: Question; readonly by: Fen | null };

/**
 * What a family can do. The amount is what it can bring, where the law says so.
 * `apply_reimbursement` 手工报销 · `apply_recognition` 申请认定 · `ask_identity` which category it holds · `ask_referral` refer first,
 * next time · `prove_referral` bring the paper · `bring_papers` bring the settlement slip · `premium_subsidy` 资助参保 ·
 * `deposit_waiver` 先诊疗后付费 · `deposit_deductible` the same, but the basic insurance's deductible is paid on admission ·
 * `apply_earlier` 追溯救助 for care from before recognition · `ask_authority` whoever has the figures · `nothing_to_do`
 */
export type NextStepCode =
  | 'apply_reimbursement'
  | 'apply_recognition'
  | 'ask_identity'
  | 'ask_referral'
  | 'prove_referral'
  | 'bring_papers'
  | 'premium_subsidy'
  | 'deposit_waiver'
  | 'deposit_deductible'
  | 'apply_earlier'
  | 'ask_authority'
  | 'nothing_to_do';

export type NextStep = {
  readonly code: NextStepCode;
  readonly amount: Range | null;
  /** the statistics that the amount rests on */
  readonly relies: readonly StatisticUse[];
  readonly clause: Clause | null;
};

/** What the year of a family comes to. */
export type Estimated = {
  readonly status: 'estimated';
  readonly on: Day;
  /** assistance + tilt + outpatient of the year */
  readonly total: Range;
  /** 医疗救助（住院和门诊慢特病） */
  readonly assistance: Range;
  /** 倾斜救助; null: a figure of it is missing, see `missing` */
  readonly tilt: Range | null;
  /** 普通门诊救助 */
  readonly outpatient: Range;
  /** what the family still pays after it, out of scope included */
  readonly personal: Range;
  /** of the total, what was not yet received */
  readonly due: Range;
  readonly least: End;
  /** null: there is no most */
  readonly most: End | null;
  /** the widest first */
  readonly widenings: readonly Widening[];
  /** the statistics that the amounts rest on */
  readonly relies: readonly StatisticUse[];
  /** figures of 倾斜救助 that nobody gave: the amounts are without it */
  readonly missing: readonly Missing[];
  readonly next: readonly NextStep[];
};

/** `no_figures`: the documents leave a figure to someone else, or nobody gave it; `not_in_force`: no document governs the day. */
export type Unreckoned =
  | {
      readonly status: 'no_figures';
      readonly missing: readonly Missing[];
      readonly next: readonly NextStep[];
    }
  | { readonly status: 'not_in_force'; readonly next: readonly NextStep[] };

export type Estimate = Estimated | Unreckoned;
