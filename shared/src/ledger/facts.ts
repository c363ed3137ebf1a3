import type { Day, Fen } from '../kernel/index.ts';
import type { BillKind, Insurance, YearPolicy } from '../policy/compiled.ts';

/** One settled bill, as facts. Amounts in fen, never negative. A fact that nobody stated is null, never a default. */
export type Bill = {
  /** `setl_id` */
  readonly id: string;
  /** the settlement day: it decides the document and the year (reading GEN-DATE) */
  readonly on: Day;
  /** order within the day, e.g. seconds since midnight of `setl_time`; ties go by id */
  readonly sequence: number;
  readonly kind: BillKind;
  /** 总费用 */
  readonly total: Fen;
  /** 全自费 + 超限价 */
  readonly outOfScope: Fen;
  /** 乙类先行自付; the region's switch decides whether it is in the base (reading GEN-BASE) */
  readonly preSelfPay: Fen;
  /** 基本医保 */
  readonly basicPaid: Fen;
  /** 大病保险 / 职工大额 */
  readonly criticalIllnessPaid: Fen;
  /** 公务员补助 + 企业补充 */
  readonly supplementPaid: Fen;
  /** the in-scope part that 普惠型商业健康保险 paid; counts where the document puts it before assistance */
  readonly commercialPaid: Fen;
  /** treated by the referral rules; true as well where care needed no referral (treatment at home) */
  readonly referred: boolean | null;
  /** treated inside the province (自治区) */
  readonly inProvince: boolean | null;
  readonly designated: boolean | null;
  /** an officer's decision that an un-referred emergency counts; heeded only where the law says 原则上 */
  readonly emergencyException?: { readonly reason: string };
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
  /** default true; false leaves 倾斜救助 out of every figure */
  readonly withTilt?: boolean;
  /** default false; true builds the explanation tree of every decision */
  readonly explain?: boolean;
};
