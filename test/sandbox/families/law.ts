/** What the law gives for a bill on its day: the platform of the demo pays by the project's own rules. */
import { above, type Day, type Fen, isMissing, ZERO } from '@yijiutong/rules/kernel';
import { type BillDecision, type Bill, type Identity, replayYear } from '@yijiutong/rules/ledger';
import {
  compileYear,
  type CriticalIllnessTerms,
  findPolicy,
  type Insurance,
  type Law,
  type YearPolicy,
} from '@yijiutong/rules/policy';
import { criticalIllnessTotal } from '@yijiutong/rules/rules';

/** A person as the law looks at her. */
export type Claimant = { region: string; insurance: Insurance; identities: readonly Identity[] };

export type Payer = {
  /** 大病保险 of this bill: the year's total with it, less the year's total without it. */
  criticalIllness(who: Claimant, on: Day, selfPayBefore: Fen, selfPayNow: Fen): Fen;
  /** 医疗救助 and 倾斜救助 of the last bill, after the ones before it. */
  assistance(who: Claimant, before: readonly Bill[], bill: Bill): { assistance: Fen; tilt: Fen };
};

export function openPayer(law: Law): Payer {
  const compiled = new Map<string, YearPolicy>();
  const yearOf = (region: string, on: Day): YearPolicy => {
    const year = Number(on.slice(0, 4));
    const key = `${region} ${year}`;
    const known = compiled.get(key) ?? compileYear(law, { region, year });
    compiled.set(key, known);
    return known;
  };
  return {
    criticalIllness: (who, on, selfPayBefore, selfPayNow) => {
      // 大病保险 of the employees' scheme is another fund, with figures that no document here gives.
      if (who.insurance === 'employee') return ZERO;
      const terms = criticalIllnessTerms(yearOf(who.region, on), who, on);
      return above(totalOf(terms, selfPayNow), totalOf(terms, selfPayBefore));
    },
    assistance: (who, before, bill) => {
      const policy = yearOf(who.region, bill.on);
      const sameYear = before.filter((row) => row.on.slice(0, 4) === bill.on.slice(0, 4));
      const context = { policy, identities: who.identities, insurance: who.insurance };
      const { decisions } = replayYear(context, [...sameYear, bill], bill.on);
      return grantOf(decisions.find(({ billId }) => billId === bill.id));
    },
  };
}

function grantOf(decision: BillDecision | undefined): { assistance: Fen; tilt: Fen } {
  if (decision?.outcome.status !== 'granted') return { assistance: ZERO, tilt: ZERO };
  const { assistance, outpatient, tilt } = decision.outcome.value;
  return { assistance: (assistance + outpatient) as Fen, tilt };
}

function totalOf(terms: CriticalIllnessTerms, selfPay: Fen): Fen {
  const total = criticalIllnessTotal(terms, selfPay);
  if (isMissing(total)) throw new Error(`the demo needs ${total.name}, which no statistic gives`);
  return total;
}

/** The terms of her best class; without a class, those of a class that is not favoured. */
function criticalIllnessTerms(year: YearPolicy, who: Claimant, on: Day): CriticalIllnessTerms {
  const policy = findPolicy(year, on);
  if (policy === null) throw new Error(`no document of ${who.region} is in force on ${on}`);
  const held = who.identities.filter(
    ({ from, to }) => (from === null || from <= on) && (to === null || on <= to),
  );
  const best = held
    .map(({ category }) => policy.classOf[category] ?? -1)
    .filter((index) => index >= 0)
    .sort((a, b) => a - b)[0];
  const terms =
    best === undefined
      ? policy.terms.map((row) => row.criticalIllness).find((row) => row?.tilted === false)
      : policy.terms[best]?.criticalIllness;
  if (!terms) throw new Error(`no 大病保险 terms in ${who.region} on ${on}`);
  return terms;
}
