import type { Clause } from './clause.ts';
import type { Day } from './day.ts';
import type { Step } from './explanation.ts';

/** Why the law gives nothing. Closed and stable: people's words are looked up by code. */
export type RefusalCode =
  /** no document is in force on that day */
  | 'not_in_force'
  /** a held category is in no class of the document (reading GEN-CLASS) */
  | 'unknown_category'
  /** the person is in no class on that day */
  | 'no_class'
  /** treated at an institution that is not designated (reading GEN-DESIGNATED) */
  | 'not_designated'
  /** not by the referral rules (readings PZH-A6, YC-A9) */
  | 'not_referred'
  /** the document gives nothing for this kind of care */
  | 'kind_not_covered'
  /** the document gives this benefit to other classes only */
  | 'class_not_covered'
  /** the benefit is given on application only, and nobody applied */
  | 'not_applied';

/** Something that the decision needs and nobody gave. Nothing stands in for it. */
export type Missing = {
  /** `figure`: the documents or statistics have no entry; `fact`: the bill or the person lacks it */
  readonly what: 'figure' | 'fact';
  /** stable name, e.g. `residentIncome`, `criticalIllness.deductible`, `referred` */
  readonly name: string;
  readonly region: string;
  readonly day: Day;
  /** the year that a statistic would have to describe */
  readonly year?: number;
  /** the bill that lacks the fact */
  readonly billId?: string;
  /** the document or authority that the law leaves the figure to, in the words of the clause */
  readonly deferredTo?: string;
  readonly clause?: Clause;
};

export type Granted<T> = { readonly status: 'granted'; readonly value: T; readonly explanation: Step | null };
export type Refused = {
  readonly status: 'refused';
  readonly code: RefusalCode;
  /** the clause that refuses; null where no document is in force */
  readonly clause: Clause | null;
};
export type Incomplete = { readonly status: 'incomplete'; readonly missing: readonly Missing[] };

/** What a decision comes to. `granted` may well be 0.00 (below the deductible). Money in `value` is in fen. */
export type Outcome<T> = Granted<T> | Refused | Incomplete;

export function granted<T>(value: T, explanation: Step | null = null): Granted<T> {
  return { status: 'granted', value, explanation };
}

export function refused(code: RefusalCode, clause: Clause | null): Refused {
  return { status: 'refused', code, clause };
}

export function incomplete(missing: readonly Missing[]): Incomplete {
  return { status: 'incomplete', missing };
}

/** A compiled figure: its value, or the reason why there is none. */
export type Figure<T extends number> = T | Missing;

export function isMissing<T extends number>(figure: Figure<T> | null): figure is Missing {
  return typeof figure === 'object' && figure !== null;
}
