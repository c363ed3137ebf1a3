/** What comes before assistance, and beside it: 大病保险, premiums, admission, warnings. */
import type { Yuan } from './amounts.ts';
import { NOTHING, atLeastNothing, capped, sum, toFen, yuan } from './amounts.ts';
import type { Person } from './facts.ts';
import { panzhihuaClassOn, paysEverything } from './panzhihua.ts';
import { yichangGradeOn } from './yichang.ts';

export type City = '510400' | '420500';

export interface CriticalIllnessScheme {
  deductible: Yuan;
  /** By rising floor; the first floor is the deductible. Edges are amounts of self-pay (GEN-DB1). */
  brackets: { from: Yuan; ratio: Yuan }[];
  cap: Yuan | null;
}

/** 攀枝花 第八条 特困、孤儿、低保; 宜昌 第十三条 一、二类: of the residents' scheme alone. */
function hasTilt(city: City, person: Person, on: string): boolean {
  if (person.insurance !== 'resident') return false;
  if (city === '420500') return (yichangGradeOn(person, on) ?? 4) <= 2;
  const of = panzhihuaClassOn(person, on);
  return paysEverything(of) || of === '低保';
}

/** The scheme as it applies to a person: the floor halved, five points more in every bracket, 宜昌 without a cap. */
export function schemeFor(
  city: City,
  person: Person,
  on: string,
  scheme: CriticalIllnessScheme,
): CriticalIllnessScheme {
  if (!hasTilt(city, person, on)) return scheme;
  const deductible = toFen(scheme.deductible.times('0.50'));
  return {
    deductible,
    brackets: scheme.brackets.map(({ from, ratio }, index) => ({
      from: index === 0 ? deductible : from,
      ratio: capped(ratio.plus('0.05'), yuan(1)),
    })),
    cap: city === '420500' ? null : scheme.cap,
  };
}

export function criticalIllnessPaid(scheme: CriticalIllnessScheme, selfPay: Yuan): Yuan {
  const parts = scheme.brackets.map(({ from, ratio }, index) => {
    const end = scheme.brackets[index + 1]?.from ?? null;
    return atLeastNothing(capped(selfPay, end).minus(from)).times(ratio);
  });
  return capped(toFen(sum(parts)), scheme.cap);
}

/** 宜昌 第八条 third part: 纳入监测范围的农村易返贫致贫人口. */
const YICHANG_MONITORED = [
  '农村易返贫致贫人口',
  '防止返贫监测对象',
  '脱贫不稳定人口',
  '边缘易致贫人口',
  '突发严重困难人口',
];

function categoriesOf(person: Person): string[] {
  return person.identities.map(({ category }) => category);
}

/** 攀枝花 第六条; 宜昌 第八条 with its 320元 and its 过渡期. Never more than the premium (PREM). */
export function premiumSubsidy(
  city: City,
  person: Person,
  on: string,
  premium: Yuan,
  transitionEnd: string | null,
): Yuan {
  if (person.insurance !== 'resident') return NOTHING;
  if (city === '510400') {
    const of = panzhihuaClassOn(person, on);
    if (paysEverything(of)) return premium;
    return of === '低保' || of === '监测' ? toFen(premium.times('0.75')) : NOTHING;
  }
  const grade = yichangGradeOn(person, on);
  if (grade === 1) return premium;
  if (grade === 2) {
    const share = toFen(premium.times('0.90'));
    return capped(share.lessThan('320') ? yuan('320') : share, premium);
  }
  const inTransition = transitionEnd !== null && on <= transitionEnd;
  const monitored = categoriesOf(person).some((category) => YICHANG_MONITORED.includes(category));
  return inTransition && monitored ? toFen(premium.times('0.50')) : NOTHING;
}

export interface Warning {
  warning: boolean;
  type: 'return_to_poverty' | 'fall_into_poverty' | null;
}

const NO_WARNING: Warning = { warning: false, type: null };

/** 攀枝花 第十八条: everyone insured, above half of the residents' income. 宜昌 第二十条: by group, of the rural income. */
export function warningFor(city: City, categories: readonly string[], selfPay: Yuan, income: Yuan): Warning {
  if (city === '510400') return { warning: selfPay.greaterThan(income.times('0.50')), type: null };
  const atRisk = [...YICHANG_MONITORED, '低保边缘家庭成员', '稳定脱贫人口'];
  if (categories.some((category) => atRisk.includes(category))) {
    return selfPay.greaterThan(income.times('0.50'))
      ? { warning: true, type: 'return_to_poverty' }
      : NO_WARNING;
  }
  const isOrdinary = categories.includes('城乡居民普通参保人员');
  return isOrdinary && selfPay.greaterThan(income)
    ? { warning: true, type: 'fall_into_poverty' }
    : NO_WARNING;
}

/** 攀枝花 第十六条: nothing at admission. 宜昌 第十九条: the basic deductible, no deposit. Null: outside the clause. */
export function dueAtAdmission(
  city: City,
  person: Person,
  on: string,
  care: { primaryCareReferral: boolean; inCity: boolean; basicDeductible: Yuan },
): Yuan | null {
  if (!care.primaryCareReferral || !care.inCity) return null;
  if (city === '510400') {
    const of = panzhihuaClassOn(person, on);
    return paysEverything(of) || of === '低保' ? NOTHING : null;
  }
  const monitored = categoriesOf(person).some((category) => YICHANG_MONITORED.includes(category));
  const covered = monitored || (yichangGradeOn(person, on) ?? 4) <= 2;
  return covered ? care.basicDeductible : null;
}
