/** The employees’ pool, personal accounts and the fund, as a rule reads them. */
import type { Clause, Day, Fen, Ratio } from '../kernel/index.ts';
import type { AccountExpense, AccountPlace, AccountRelation } from './compiled.ts';

export type WorkStatus = 'employed' | 'retired';
export type HospitalLevel = 1 | 2 | 3;

/** 职工普通门诊统筹. */
export type PoolTerms = {
  readonly deductible: Readonly<Record<WorkStatus, Fen>>;
  readonly ratio: Readonly<Record<WorkStatus, Readonly<Record<HospitalLevel, Ratio>>>>;
  readonly primaryCareIncrease: Ratio;
  readonly cap: Readonly<Record<WorkStatus, Fen>>;
  readonly clause: Clause;
};

/** 个人账户. */
export type AccountTerms = {
  readonly shareOfBase: Ratio;
  readonly monthly: Fen;
  /** what a flexible worker (单建统筹) pays in, of the contribution base; null: the document does not say */
  readonly flexibleShare: Ratio | null;
  readonly clause: Clause;
};

/** 基金缺口分担. */
export type GapTerms = {
  readonly cityShare: Readonly<Record<'district' | 'county', Ratio>>;
  readonly clause: Clause;
};

/** One thing that a personal account may, or may not, be used for; null: any place, anybody. */
export type AccountUse = {
  readonly expense: AccountExpense;
  readonly at: readonly AccountPlace[] | null;
  readonly for: readonly AccountRelation[] | null;
  readonly clause: Clause;
};
export type AccountUseTerms = {
  readonly allowed: readonly AccountUse[];
  /** 探索: named as a trial */
  readonly explored: readonly AccountUse[];
  readonly forbidden: readonly AccountUse[];
  readonly clause: Clause;
};

/** What becomes of the balance. */
export type AccountClosingTerms = {
  readonly emigration: { readonly onApplication: boolean; readonly clause: Clause };
  readonly death: Clause;
  readonly transfer: Clause;
};

/** 基金预警. */
export type FundAlertTerms = { readonly months: number; readonly clause: Clause };

/** Work of the fund that is due by a day. */
export type FundTask = {
  readonly task: string;
  readonly by:
    | { readonly day: Day }
    /** `MM-DD` of every year */
    | { readonly eachYear: string }
    /** the day of every month */
    | { readonly eachMonth: number };
  readonly clause: Clause;
};

/** 政策外费用占比, a monitoring figure. */
export type CostControlTerms = { readonly outOfScopeShare: Ratio; readonly clause: Clause };
