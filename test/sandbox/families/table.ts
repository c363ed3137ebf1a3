/** How a family is written down: only what a reader would tell; everything else is derived. */
import type { BillKind } from '@yijiutong/rules/policy';

export type Sex = '男' | '女';
export type Scheme = 'resident' | 'student' | 'employee' | 'retired' | 'civil_servant' | 'paused' | 'none';

/** A category in the words of the clauses, its first day and, unless it is open, its last. */
export type Held = readonly [category: string, from: string, to?: string];

export type BillOptions = {
  /** 全自费 */
  own?: string;
  /** 超限价自费 */
  over?: string;
  /** 乙类先行自付 */
  pre?: string;
  /** by the referral rules; false also where no referral was registered. Default true */
  referred?: boolean;
  /** the sender left 转诊标志 and 异地备案标志 out */
  withoutFlags?: true;
  /** what 普惠型商业健康保险 paid of the in-scope part */
  inclusive?: string;
  /** 公务员医疗补助 */
  civilServant?: string;
  /** 职工大额医疗费用补助 */
  large?: string;
  /** 个人账户 */
  account?: string;
  /** what the platform paid as assistance, where it is not what the law gives */
  platformPaid?: { assistance: string; tilt: string };
  /** the platform writes its assistance under 999997 其他基金, as some do, and leaves maf_pay at 0.00 */
  hidden?: true;
  /** taken back on this day */
  reversedOn?: string;
  /** the push leaves only on this day */
  sentOn?: string;
};

export type BillLine = BillOptions & { on: string; at: string; kind: BillKind; total: string };

export type Member = {
  name: string;
  sex: Sex;
  born: string;
  scheme: Scheme;
  holds?: readonly Held[];
  bills?: readonly BillLine[];
  /** `npm start` offers her as an account, with these words */
  account?: string;
};

export type Household = {
  /** what this family is there to show */
  story: string;
  /** the county where all are insured */
  county: string;
  members: readonly Member[];
};

type Bill = (on: string, at: string, total: string, options?: BillOptions) => BillLine;
const bill =
  (kind: BillKind): Bill =>
  (on, at, total, options = {}) => ({ on, at, kind, total, ...options });

/** 住院 */
export const stay = bill('inpatient');
/** 门诊慢特病 */
export const chronic = bill('chronic_outpatient');
/** 特药 */
export const drug = bill('special_drug');
/** 普通门诊 */
export const visit = bill('ordinary_outpatient');
/** 定点药店购药 */
export const purchase = bill('other');
