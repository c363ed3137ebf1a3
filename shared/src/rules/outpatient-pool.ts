/**
 * 宜昌 门诊共济 第二条、第五条、第七条、第八条、第九条: the employees' pool pays a share of ordinary outpatient cost above an annual deductible, by level of
 * hospital and status, up to an annual cap on what the fund pays.
 * Readings YC-G1 (the deductible accrues over visits and levels; running raw total; a lower deductible on retirement is not
 * caught up), YC-G2 (five points more at 基层 on the list), YC-G3 (the prescriber's level), YC-G4 (status on the day of the visit),
 * YC-G5 (visits that became a stay, and chronic benefits, stay outside), GEN-ROUND.
 * Not modelled: the overall cap of the employees' pool that this one counts into: it stands in no seed document.
 */
import type { Fen, Ratio } from '../kernel/index.ts';
import { ONE, addRatio, roundToFen } from '../kernel/index.ts';
import type { HospitalLevel, PoolTerms, WorkStatus } from '../policy/benefits.ts';

/**
 * Who counts as retired: past the legal age and with the local years of contribution. Whoever is over age but short of years
 * is 在职 (第二条). A fact that nobody stated leaves the status open, unless the other one settles it.
 */
export function findWorkStatus(
  pastRetirementAge: boolean | null,
  contributionYearsMet: boolean | null,
): WorkStatus | null {
  if (pastRetirementAge === false || contributionYearsMet === false) return 'employed';
  return pastRetirementAge === true && contributionYearsMet === true ? 'retired' : null;
}

/** One ordinary outpatient visit; `inScope` in fen. */
export type PoolVisit = {
  readonly inScope: Fen;
  readonly status: WorkStatus;
  /** the hospital's, or for a prescription filled at a pharmacy the prescriber's */
  readonly level: HospitalLevel;
  readonly primaryCare: boolean;
  readonly becameInpatient: boolean;
  readonly chronicBenefit: boolean;
};

/** The year so far: cost in fen; what the fund paid in 1/10,000 fen, unrounded. */
export type PoolYear = { readonly cost: Fen; readonly raw: number };

export const EMPTY_POOL_YEAR: PoolYear = { cost: 0 as Fen, raw: 0 };

/** What the fund pays of the next visit, in fen, and the year after it. */
export function addPoolVisit(
  terms: PoolTerms,
  year: PoolYear,
  visit: PoolVisit,
): { readonly paid: Fen; readonly year: PoolYear } {
  if (visit.becameInpatient || visit.chronicBenefit) return { paid: 0 as Fen, year };
  const cost = (year.cost + visit.inScope) as Fen;
  const eligible = Math.max(cost - Math.max(year.cost, terms.deductible[visit.status]), 0);
  const ratio = ratioOf(terms, visit);
  const capped = Math.min(year.raw + eligible * ratio, terms.cap[visit.status] * ONE);
  const raw = Math.max(capped, year.raw);
  return { paid: (roundToFen(raw) - roundToFen(year.raw)) as Fen, year: { cost, raw } };
}

function ratioOf(terms: PoolTerms, { status, level, primaryCare }: PoolVisit): Ratio {
  const ratio = terms.ratio[status][level];
  return primaryCare ? addRatio(ratio, terms.primaryCareIncrease) : ratio;
}
