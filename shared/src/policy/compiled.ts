import type { Clause, Day, Fen, Figure, Missing, Ratio } from '../kernel/index.ts';

/** `resident` 城乡居民医保 · `employee` 职工医保 */
export type Insurance = 'resident' | 'employee';

/** Care that a document may cover. `chronic_outpatient` 门诊慢特病 · `special_drug` 特殊药品 · `ordinary_outpatient` 普通门诊 */
export const COVERED_KINDS = [
  'inpatient',
  'chronic_outpatient',
  'special_drug',
  'ordinary_outpatient',
] as const;
export type CoveredKind = (typeof COVERED_KINDS)[number];
/** What a bill is for; `other` (a pharmacy purchase, childbirth …) is covered by no document. */
export type BillKind = CoveredKind | 'other';

/**
 * Who pays of a bill. `basic` 基本医保 · `critical_illness` 大病保险、职工大额 · `supplement` 公务员补助、企业及其他补充 ·
 * `commercial` 普惠型商业健康保险 · `assistance` 医疗救助 · `tilt` 倾斜救助 · `second_assistance` 二次救助
 */
export const PAYERS = [
  'basic',
  'critical_illness',
  'supplement',
  'commercial',
  'assistance',
  'tilt',
  'second_assistance',
] as const;
export type Payer = (typeof PAYERS)[number];

/** What must be true of a stay for its deposit to be waived. `one_stop` 医院已实现“一站式”即时结算 */
export const GATES = ['primary_care_referral', 'in_city', 'designated', 'one_stop'] as const;
export type Gate = (typeof GATES)[number];

/** What 倾斜救助 may ask of the care: 规范转诊, 省域（自治区）内就医. */
export const TILT_NEEDS = ['referred', 'in_province'] as const;
export type TiltNeed = (typeof TILT_NEEDS)[number];

/** What a personal account may be asked to pay. */
export const ACCOUNT_EXPENSES = [
  /** 政策范围内自付费用 */
  'in_scope_self_pay',
  /** 由个人负担的医疗费用 */
  'medical_self_pay',
  /** 药品、医疗器械、医用耗材 */
  'drugs_and_devices',
  /** 城乡居民基本医疗保险等的个人缴费 */
  'resident_premium',
  /** 公共卫生费用 */
  'public_health',
  /** 体育健身 */
  'fitness',
  /** 养生保健消费 */
  'wellness',
] as const;
export type AccountExpense = (typeof ACCOUNT_EXPENSES)[number];
export const ACCOUNT_PLACES = ['medical_institution', 'pharmacy'] as const;
export type AccountPlace = (typeof ACCOUNT_PLACES)[number];
export const ACCOUNT_RELATIONS = ['self', 'spouse', 'parent', 'child'] as const;
export type AccountRelation = (typeof ACCOUNT_RELATIONS)[number];

/** How good a local statistic is. Production refuses to start on `illustrative`; screens mark it 示例数据. */
export type StatisticStatus = 'published' | 'provisional' | 'illustrative' | 'supplied';

/** A local statistic that a figure was taken from. */
export type StatisticUse = {
  /** e.g. `residentIncome`, `criticalIllness.deductible` */
  readonly name: string;
  /** its Chinese name, e.g. 居民人均可支配收入 */
  readonly title: string;
  /** the year it describes */
  readonly year: number;
  readonly status: StatisticStatus;
  readonly source: string;
};

/** The document a compiled policy was taken from: kept with every decision. */
export type DocumentRef = {
  readonly id: string;
  readonly title: string;
  readonly revision: string;
  /** null: the document bears no date and is in force on any day */
  readonly from: Day | null;
  /** the last day; null while open */
  readonly to: Day | null;
};

/** A class of recipients (救助对象类别), most favourable first. */
export type PersonClass = {
  readonly id: string;
  /** statutory Chinese name, e.g. 低保对象, 二类医疗救助对象 */
  readonly title: string;
  readonly categories: readonly string[];
  readonly clause: Clause;
};

/** 医疗救助 of one class: one annual deductible, one or two tiers, one annual cap. Amounts in fen. */
export type AssistanceTerms = {
  readonly deductible: Figure<Fen>;
  /** the ratio up to the tier line; the only ratio where there is no line */
  readonly lowRatio: Figure<Ratio>;
  readonly highRatio: Figure<Ratio>;
  /** 大病 line that parts the tiers, by insurance (readings YC-A2b, YC-A3); null: one tier */
  readonly tierLine: Readonly<Record<Insurance, Figure<Fen>>> | null;
  /** null: 不设封顶线 */
  readonly cap: Figure<Fen> | null;
  readonly clauses: {
    readonly deductible: Clause;
    readonly ratio: Clause;
    readonly tierLine: Clause;
    readonly cap: Clause;
  };
  /** the statistics these terms rest on */
  readonly relies: readonly StatisticUse[];
};

/** 普通门诊救助 of one class. */
export type OutpatientTerms = {
  readonly ratio: Figure<Ratio>;
  readonly cap: Figure<Fen> | null;
  readonly clause: Clause;
};

/** 倾斜救助 of one class. */
export type TiltTerms = {
  readonly line: Figure<Fen>;
  readonly ratio: Figure<Ratio>;
  readonly cap: Figure<Fen> | null;
  readonly clause: Clause;
  readonly relies: readonly StatisticUse[];
};

/** One bracket of 大病保险: `ratio` on the part above `from`, up to the next bracket. */
export type Bracket = { readonly from: Fen; readonly ratio: Ratio };

/** 大病保险 for one class after the tilt (倾斜支付), by GEN-DB1. */
export type CriticalIllnessTerms = {
  readonly deductible: Figure<Fen>;
  /** in order of `from`; the part below the deductible pays nothing */
  readonly brackets: readonly Bracket[] | Missing;
  /** null: no cap */
  readonly cap: Figure<Fen> | null;
  /** whether the class is given the tilt at all */
  readonly tilted: boolean;
  readonly clause: Clause;
  readonly relies: readonly StatisticUse[];
};

/** What is given to one class. A benefit that the document does not give to it is null. */
export type ClassTerms = {
  readonly assistance: AssistanceTerms | null;
  readonly outpatient: OutpatientTerms | null;
  readonly tilt: TiltTerms | null;
  /** 大病保险 of residents; employees have their own scheme, without this tilt */
  readonly criticalIllness: CriticalIllnessTerms | null;
};

/** The clause that speaks of a class, by its id; `all`: of everybody else. */
export type ClausesByClass = Readonly<Record<string, Clause>>;

/** Which bills count, and what is taken off them before assistance. */
export type BillRules = {
  /** kinds that assistance (住院和门诊慢特病) covers */
  readonly assistanceKinds: readonly CoveredKind[];
  readonly covers: Clause;
  /** whether a bill against the referral rules may still count in an emergency, with a reason (reading PZH-A6) */
  readonly emergencyException: boolean;
  readonly referral: Clause;
  readonly designated: Clause;
  /** whether 先行自付 stays outside the base (reading GEN-BASE) */
  readonly preSelfPayExcluded: boolean;
  /** kinds on which inclusive commercial insurance pays before assistance (reading PZH-A9) */
  readonly commercialKinds: readonly CoveredKind[];
  readonly commercial: Clause;
  /** the clause for ordinary outpatient care, where it is another: by class id, or `all` */
  readonly commercialOutpatient: ClausesByClass | null;
  readonly scope: Clause;
  readonly payers: Clause;
};

/** How a class that begins, changes or ends within the year is treated. */
export type IdentityRules = {
  /** `recompute`: the year again on recognition (PZH-A8) · `difference`: from that day on (YC-A12) */
  readonly onBetterClass: 'recompute' | 'difference';
  readonly clause: Clause;
  /** months that a category stays valid after recognition, where the document says so */
  readonly validityMonths: Readonly<Record<string, number>>;
};

/** 过渡期: another document's benefits, of which the higher one counts. */
export type TransitionRules = {
  readonly categories: readonly string[];
  /** last day of 过渡期 */
  readonly until: Day | Missing;
  /** the other document, in the words of the clause */
  readonly to: string;
  readonly clause: Clause;
};

/** One region's law on one day: every figure an integer, every figure with its clause. Frozen, plain JSON. */
export type CompiledPolicy = {
  readonly region: string;
  readonly on: Day;
  /** the benefit year of `on`; 上年度 is the year before */
  readonly year: number;
  readonly documents: readonly DocumentRef[];
  /** most favourable first: the order that settles a tie (readings PZH-A7, YC-A8) */
  readonly classes: readonly PersonClass[];
  /** category → index in `classes`; -1 for a population group that is in no class */
  readonly classOf: Readonly<Record<string, number>>;
  /** the clause that a refusal over somebody's class cites: on several identities, or the first that names a class */
  readonly classesClause: Clause;
  /** the clause on several identities (就高); null: the documents do not say which class counts */
  readonly severalClasses: Clause | null;
  /** categories that the documents name, and whose class another document gives */
  readonly unclassified: Readonly<Record<string, Missing>>;
  /** by index in `classes` */
  readonly terms: readonly ClassTerms[];
  /** 大病保险 without any tilt: for people in no class and for employees */
  readonly standardCriticalIllness: CriticalIllnessTerms | null;
  /** null where the documents have no rules of their own for bills (deferred, or another subject) */
  readonly bills: BillRules | null;
  readonly identities: IdentityRules | null;
  /** the fund that assistance is charged to; null: the documents do not say */
  readonly fund: { readonly name: string; readonly clause: Clause } | null;
  /** whom another document may give more within 过渡期; null: the documents name none */
  readonly transition: TransitionRules | null;
  /** what the documents leave to someone else altogether */
  readonly deferred: Readonly<Partial<Record<'assistance' | 'tilt' | 'retroactive', Missing>>>;
};

/** The law of a calendar year: the spans between changes, in order, without gaps; `policy` null = nothing in force. */
export type YearPolicy = {
  readonly region: string;
  readonly year: number;
  readonly spans: readonly { readonly from: Day; readonly to: Day; readonly policy: CompiledPolicy | null }[];
};

/** The policy in force on a day of the year, or null. */
export function findPolicy(year: YearPolicy, on: Day): CompiledPolicy | null {
  for (const span of year.spans) if (on >= span.from && on <= span.to) return span.policy;
  return null;
}
