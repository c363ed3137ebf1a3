import type { Day, Fen } from '../kernel/index.ts';
import type { Insurance, YearPolicy } from '../policy/compiled.ts';
import type { BillAmounts, Circumstances } from '../rules/index.ts';

/** One settled bill, as facts: its amounts, how it came about, and its place in the year. */
export type Bill = BillAmounts &
  Circumstances & {
    /** `setl_id` */
    readonly id: string;
    /** the settlement day: it decides the document and the year (reading GEN-DATE) */
    readonly on: Day;
    /** order within the day, e.g. seconds since midnight of `setl_time`; ties go by id */
    readonly sequence: number;
    /** treated inside the province (自治区); null: nobody stated it, never a default */
    readonly inProvince: boolean | null;
  };

/** A category that the person holds. `from` null: held since before anything that matters here. */
export type Identity = {
  /** statutory Chinese name, e.g. 低保对象 */
  readonly category: string;
  readonly from: Day | null;
  /** the last day; null while open */
  readonly to: Day | null;
};

/** What a person's benefit year is calculated under. */
export type YearContext = {
  readonly policy: YearPolicy;
  readonly identities: readonly Identity[];
  readonly insurance: Insurance;
  /**
   * 宜昌 第十一条: what `decideRetroactive` paid on application in this year, in fen; default none. It shares the year's cap with
   * the bills (共用年度救助限额). It is for bills of two years and is no part of the year's totals. Whatever day it was paid on, it
   * bounds every bill: it was itself bounded by what they had been given, so that a bill that comes late exceeds no cap either.
   * 攀枝花 第十九条 needs no such fact: the fold pays it.
   */
  readonly retroactivePaid?: Fen;
  /** default true; false leaves 倾斜救助 out of every figure */
  readonly withTilt?: boolean;
  /** default false; true builds the explanation tree of every decision */
  readonly explain?: boolean;
};
