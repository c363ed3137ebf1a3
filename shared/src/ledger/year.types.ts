import type { Clause, Day, Fen, Outcome, Ratio, Step } from '../kernel/index.ts';
import type { BillKind, StatisticUse } from '../policy/compiled.ts';
import type { Bill } from './facts.ts';

/** What a bill came to: fen. */
export type BillGrant = {
  readonly classId: string;
  readonly classTitle: string;
  /** the category held that put the person in the class */
  readonly category: string;
  /** 政策范围内个人自付 of this bill: what assistance is calculated on */
  readonly base: Fen;
  /** 医疗救助（住院和门诊慢特病） */
  readonly assistance: Fen;
  /** 普通门诊救助 */
  readonly outpatient: Fen;
  /** 倾斜救助 */
  readonly tilt: Fen;
  /** assistance + outpatient + tilt */
  readonly granted: Fen;
  /** what the person still pays of this bill, out-of-scope included */
  readonly personal: Fen;
  /** statistics that the amounts depend on: a screen marks the `illustrative` ones */
  readonly relies: readonly StatisticUse[];
};

export type BillDecision = {
  readonly billId: string;
  readonly on: Day;
  /** documents and revisions it was decided under; empty outside every document */
  readonly documents: readonly { readonly id: string; readonly revision: string }[];
  readonly outcome: Outcome<BillGrant>;
};

/** Assistance paid on recognition for bills of the year before that day (reading PZH-A8). Parts may offset each other. */
export type TopUp = {
  readonly on: Day;
  readonly classId: string;
  readonly assistance: Fen;
  readonly outpatient: Fen;
  readonly tilt: Fen;
  /** the sum of the parts, above zero */
  readonly amount: Fen;
  /** bills of the year that could not be counted because a fact of theirs is missing */
  readonly awaiting: readonly string[];
  /** statistics that the amount depends on: a screen marks the `illustrative` ones */
  readonly relies: readonly StatisticUse[];
  readonly clause: Clause;
  readonly explanation: Step | null;
};

/** Sums of the year in fen, top-ups included. */
export type YearTotals = {
  readonly assistance: Fen;
  readonly outpatient: Fen;
  readonly tilt: Fen;
  /** everything the person still pays over all bills, out-of-scope included */
  readonly personal: Fen;
  /** in-scope self-pay before assistance, counted bills or not: what early warning looks at in 攀枝花 */
  readonly inScopeSelfPay: Fen;
  /** everything out of pocket before assistance (自负): what early warning looks at in 宜昌 (reading YC-A10) */
  readonly outOfPocket: Fen;
};

/** What the fold remembers of a bill. */
export type BillEntry = {
  readonly id: string;
  readonly on: Day;
  readonly sequence: number;
  readonly kind: BillKind;
  readonly base: Fen;
  /** in which yearly total its base goes */
  readonly into: 'assistance' | 'outpatient';
  /** whether its residual enters 倾斜救助 */
  readonly tilted: boolean;
};

/** The year as if one class had been held for all bills counted so far. */
export type ClassYear = {
  readonly assistance: Fen;
  readonly outpatient: Fen;
  /** what remains of tilted bills after assistance */
  readonly residual: Fen;
  readonly tilt: Fen;
};

/** A person's benefit year so far. Plain JSON: store it, read it back, go on. */
export type YearState = {
  readonly version: 1;
  readonly region: string;
  readonly year: number;
  /** bills counted so far, in order */
  readonly entries: readonly BillEntry[];
  /** bills not counted that a later recognition looks at again: outside every document, or with a fact missing */
  readonly aside: readonly Bill[];
  /** position of the last bill seen, counted or not: an earlier one is late and needs a replay */
  readonly last: { readonly on: Day; readonly sequence: number; readonly id: string } | null;
  /** identities have been settled up to and including this day */
  readonly through: Day;
  /** 政策范围内个人自付 counted so far, for assistance and for ordinary outpatient */
  readonly base: Fen;
  readonly outpatientBase: Fen;
  /** by class id; a class that nobody has asked for yet is not here, and is counted from `entries` when it is */
  readonly asIf: Readonly<Record<string, ClassYear>>;
  readonly totals: YearTotals;
};

/** One step of the fold. */
export type Advance = {
  readonly state: YearState;
  readonly decision: BillDecision;
  /** paid on recognitions between the last bill and this one */
  readonly topUps: readonly TopUp[];
};

/** The whole year from its bills. */
export type YearResult = {
  readonly state: YearState;
  /** in the order of the bills' days */
  readonly decisions: readonly BillDecision[];
  readonly topUps: readonly TopUp[];
};

/** How far the year has come towards one line of the law: "离下一档还差多少". Fen. */
export type Threshold = {
  readonly id:
    | 'assistance.deductible'
    | 'assistance.tierLine'
    | 'assistance.cap'
    | 'outpatient.cap'
    | 'tilt.line'
    | 'tilt.cap';
  /** statutory Chinese, e.g. 起付标准 */
  readonly label: string;
  readonly clause: Clause;
  /** `floor`: help begins above it · `ceiling`: help ends at it */
  readonly kind: 'floor' | 'ceiling';
  readonly at: Fen;
  readonly reached: Fen;
  /** at − reached, never below zero */
  readonly left: Fen;
  /** what is given above a floor; null for a ceiling, and where the document leaves it to someone else */
  readonly ratio: Ratio | null;
  readonly relies: readonly StatisticUse[];
};
