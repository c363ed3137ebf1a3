/** What happened to a person in a year, as the clauses speak of it. */
import type { Yuan } from './amounts.ts';
import { atLeastNothing } from './amounts.ts';
import type { Span } from './calendar.ts';

export interface Visit {
  /** The day the bill was settled: it governs (reading GEN-DATE). */
  on: string;
  kind: 'inpatient' | 'chronic_outpatient' | 'special_drug' | 'ordinary_outpatient' | 'other';
  total: Yuan;
  outOfScope: Yuan;
  /** 乙类先行自付: outside 符合政策范围金额 (reading GEN-BASE). */
  preSelfPay: Yuan;
  basicPaid: Yuan;
  criticalIllnessPaid: Yuan;
  supplementPaid: Yuan;
  commercialPaid: Yuan;
  referred: boolean;
  inProvince: boolean;
  designated: boolean;
  /** 攀枝花 第十七条 “原则上”: an officer took in a visit without referral and gave the reason. */
  exception: boolean;
}

export interface Identity extends Span {
  category: string;
}

export interface Person {
  identities: readonly Identity[];
  insurance: 'resident' | 'employee';
}

/** What was paid for each visit, in the order given, and what came on top on a day of recognition. */
export interface YearPayments {
  assistance: Yuan[];
  tilt: Yuan[];
  topUps: { on: string; amount: Yuan }[];
  assistanceTotal: Yuan;
  tiltTotal: Yuan;
  /** Everything the person still pays, what lies outside the scope included. */
  personalAfter: Yuan;
}

/** 政策范围内个人自付 after the insurances that pay before assistance (GEN-BASE). */
export function selfPayInScope(visit: Visit, commercialPaysFirst: boolean): Yuan {
  const left = visit.total
    .minus(visit.outOfScope)
    .minus(visit.preSelfPay)
    .minus(visit.basicPaid)
    .minus(visit.criticalIllnessPaid)
    .minus(visit.supplementPaid);
  return atLeastNothing(commercialPaysFirst ? left.minus(visit.commercialPaid) : left);
}

/** What the person pays out of pocket before any assistance. */
export function outOfPocket(visit: Visit): Yuan {
  return visit.total
    .minus(visit.basicPaid)
    .minus(visit.criticalIllnessPaid)
    .minus(visit.supplementPaid)
    .minus(visit.commercialPaid);
}

/** Bills in the order of their settlement days; those of one day keep the order they were given in. */
export function inOrderOfDays<T extends { on: string }>(visits: readonly T[]): T[] {
  return [...visits].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Groups of the insured that the warning clauses name (攀枝花 第十八条, 宜昌 第二十条): no class of assistance. */
const POPULATIONS = ['基本医保参保对象', '城乡居民普通参保人员', '稳定脱贫人口'];

export function isClass({ category }: Identity): boolean {
  return !POPULATIONS.includes(category);
}
