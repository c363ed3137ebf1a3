/** 宜昌: 职工门诊共济 (2023), recognition of 第五条, and the gap of the pooled fund. */
import type { Yuan } from './amounts.ts';
import { NOTHING, atLeastNothing, capped, toFen, yuan } from './amounts.ts';
import { endOfTwelveMonths, yearOfDay } from './calendar.ts';
import type { Person } from './facts.ts';
import { inOrderOfDays } from './facts.ts';
import { yichangGradeOn } from './yichang.ts';

/** 门诊共济 第二十九条. */
const POOL_FROM = '2023-01-01';
/** 第五条（一）,（三）. */
const POOL_DEDUCTIBLE = { employed: '500', retired: '400' };
const POOL_CAP = { employed: '2200', retired: '2600' };
/** 第五条（二）, by the level of the hospital. */
const POOL_RATIO = {
  employed: { 3: '0.50', 2: '0.65', 1: '0.80' },
  retired: { 3: '0.60', 2: '0.75', 1: '0.90' },
};
const PRIMARY_CARE_MORE = '0.05';

export interface PoolVisit {
  on: string;
  inScope: Yuan;
  status: 'employed' | 'retired';
  /** Of the prescriber, where the drug was bought elsewhere (YC-G3). */
  level: 1 | 2 | 3;
  primaryCare: boolean;
  /** 第七、九条: merged into inpatient care, or paid as 慢特病: counted nowhere. */
  elsewhere: boolean;
}

/** Fund payments for the visits in the order given (YC-G1, YC-G4). One running total a calendar year. */
export function poolPayments(visits: readonly PoolVisit[]): Yuan[] {
  const paid = new Map<PoolVisit, Yuan>();
  let year = 0;
  let spent = NOTHING;
  let raw = NOTHING;
  for (const visit of inOrderOfDays(visits)) {
    if (yearOfDay(visit.on) !== year) [year, spent, raw] = [yearOfDay(visit.on), NOTHING, NOTHING];
    paid.set(visit, NOTHING);
    if (visit.elsewhere || visit.on < POOL_FROM) continue;
    const deductible = yuan(POOL_DEDUCTIBLE[visit.status]);
    const after = spent.plus(visit.inScope);
    const start = spent.greaterThan(deductible) ? spent : deductible;
    const ratio = yuan(POOL_RATIO[visit.status][visit.level]).plus(visit.primaryCare ? PRIMARY_CARE_MORE : 0);
    const grown = capped(
      raw.plus(atLeastNothing(after.minus(start)).times(ratio)),
      yuan(POOL_CAP[visit.status]),
    );
    // Whoever reached the higher cap keeps what was paid: a total never falls.
    const next = grown.greaterThan(raw) ? grown : raw;
    paid.set(visit, toFen(next).minus(toFen(raw)));
    [spent, raw] = [after, next];
  }
  return visits.map((visit) => paid.get(visit)!);
}

export type Standing =
  | { status: 'employed'; contributionBase: Yuan }
  | { status: 'pool_only' | 'retired_before_reform' }
  | { status: 'retired_after_reform'; withAccount: number; poolOnlyBefore: number; localActual: number };

/** 第十、十二、十三条: what flows into a personal account in a month (YC-G6). */
export function personalAccountMonthly(standing: Standing): Yuan {
  switch (standing.status) {
    case 'employed':
      return toFen(standing.contributionBase.times('0.02'));
    case 'pool_only':
      return NOTHING;
    case 'retired_before_reform':
      return yuan(70);
    case 'retired_after_reform': {
      const months = Math.min(standing.withAccount + standing.poolOnlyBefore, standing.localActual);
      return toFen(yuan(70).times(months).dividedBy(standing.localActual));
    }
  }
}

/** 第五条: above the whole income of the year before, means within the limits, and in none of the first three grades. */
export function recognitionOf(
  person: Person,
  on: string,
  test: { selfPay: Yuan; income: Yuan; assetsWithinLimit: boolean },
): { eligible: boolean; validUntil: string | null } {
  const first = (yichangGradeOn(person, on) ?? 4) <= 3;
  const eligible = !first && test.assetsWithinLimit && test.selfPay.greaterThan(test.income);
  return { eligible, validUntil: eligible ? endOfTwelveMonths(on) : null };
}

/** 统筹方案 二（三）5: the unit's own surplus first, the rest 市:区 5:5 or 市:县 2:8 (YC-F1). */
export function gapShares(
  unit: 'district' | 'county',
  gap: Yuan,
  surplus: Yuan,
): { fromSurplus: Yuan; city: Yuan; local: Yuan } {
  const fromSurplus = capped(gap, surplus);
  const rest = gap.minus(fromSurplus);
  const city = toFen(rest.times(unit === 'district' ? '0.5' : '0.2'));
  return { fromSurplus, city, local: rest.minus(city) };
}
