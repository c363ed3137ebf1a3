/**
 * 攀枝花 第六条 · 宜昌 第八条 · 广东 三（一）1: who has the premium of residents' insurance paid for them, in whole or in part, and what an
 * employee of the same group is given towards her own contribution.
 * Readings PREM / YC-PREM (never more than the premium; 宜昌's floor of 320 binds below a premium of 355.56), YC-TRANS (the end
 * of 过渡期 is an input), YC-A8 (several categories are compared in money), GD-A1. Read here: 不低于 gives a floor and no amount, so
 * that an employee is granted at least what a resident is, and marked `atLeast`.
 * Not modelled: 宜昌 第十二条 (older documents' beneficiaries): those documents are not among the seeds.
 */
import type { Clause, Day, Fen, Missing, Outcome, Step } from '../kernel/index.ts';
import {
  Trace,
  ZERO,
  formatPercent,
  formatYuan,
  granted,
  incomplete,
  isMissing,
  refused,
  share,
  subtract,
  toStep,
} from '../kernel/index.ts';
import type { PremiumTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, Insurance } from '../policy/compiled.ts';
import { statisticInputs } from '../policy/relied.ts';
import { findClasses, missingPrecedence } from './classes.ts';

export type PremiumSubsidy = {
  readonly subsidy: Fen;
  /** null for employees: what their own contribution is, no document says */
  readonly selfPay: Fen | null;
  /** the subsidy is a floor: the document gives no amount */
  readonly atLeast: boolean;
};

/** The subsidy and what the person pays herself, in fen a year. */
export function decidePremiumSubsidy(
  policy: CompiledPolicy,
  terms: PremiumTerms,
  person: { readonly categories: readonly string[]; readonly insurance: Insurance; readonly on: Day },
): Outcome<PremiumSubsidy> {
  const unknown = person.categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) return refused('unknown_category', policy.classesClause);
  const { employee } = terms;
  const asEmployee = person.insurance === 'employee' && employee !== null;
  const reached = asEmployee || terms.insurance.includes(person.insurance);
  // Whom the clause does not reach pays something else than this premium, which is then not asked for.
  if (!reached) return granted({ subsidy: ZERO, selfPay: null, atLeast: false });
  if (isMissing(terms.premium)) return incomplete([terms.premium]);
  const { premium } = terms;
  const unsaid = missingGrant(policy, terms, person.categories, premium);
  if (unsaid !== null) return incomplete([unsaid]);
  const { best, missing } = findBest(terms, person, premium);
  if (missing.length > 0) return incomplete(missing);
  if (asEmployee) return employeeSubsidy(terms, employee, premium, best);
  const subsidy = best?.due ?? ZERO;
  const value = { subsidy, selfPay: subtract(premium, subsidy), atLeast: false };
  return granted(value, explain(terms, premium, best, null, value));
}

type Grant = PremiumTerms['grants'][number];
/** The grant that comes to most. */
type Best = { readonly grant: Grant; readonly due: Fen };

/**
 * What is missing where the classes held are granted differently, and the document does not say which of them counts. A class
 * that no grant names takes nothing from one that is named.
 */
function missingGrant(
  policy: CompiledPolicy,
  { grants }: PremiumTerms,
  categories: readonly string[],
  premium: Fen,
): Missing | null {
  const classes = findClasses(policy, categories);
  if ('unknown' in classes) return null;
  const dueOf = (index: number) => {
    const own = categories.filter((category) => policy.classOf[category] === index);
    const reaching = grants.filter((grant) => own.some((category) => grant.categories.includes(category)));
    return Math.max(0, ...reaching.map((grant) => dueUnder(grant, premium)));
  };
  return missingPrecedence(
    policy,
    classes.held.filter((index) => dueOf(index) > 0),
    dueOf,
  );
}

/** The highest grant that is sure on the day, and the last days that nobody knows and that would make another one higher. */
function findBest(
  { grants }: PremiumTerms,
  { categories, on }: { readonly categories: readonly string[]; readonly on: Day },
  premium: Fen,
): { readonly best: Best | null; readonly missing: readonly Missing[] } {
  let best: Best | null = null;
  const open: { readonly due: number; readonly until: Missing }[] = [];
  for (const grant of grants) {
    if (!categories.some((category) => grant.categories.includes(category))) continue;
    const due = dueUnder(grant, premium);
    const { until } = grant;
    if (typeof until === 'object' && until !== null) open.push({ due, until });
    else if ((until === null || on <= until) && due > (best?.due ?? 0)) best = { grant, due };
  }
  const sure = best?.due ?? 0;
  // An unknown last day matters only where the grant would be the higher one.
  return { best, missing: open.filter(({ due }) => due > sure).map(({ until }) => until) };
}

function dueUnder({ share: part, floor }: Grant, premium: Fen): Fen {
  return Math.min(Math.max(share(premium, part), floor ?? 0), premium) as Fen;
}

type EmployeeGrant = NonNullable<PremiumTerms['employee']>;

/** 定额: the amount that the document gives, and never less than a resident's where it says so. */
function employeeSubsidy(
  terms: PremiumTerms,
  own: EmployeeGrant,
  premium: Fen,
  best: Best | null,
): Outcome<PremiumSubsidy> {
  const { amount, atLeastResident } = own;
  const grantedAs = (subsidy: Fen, atLeast: boolean) => {
    const value = { subsidy, selfPay: null, atLeast };
    return granted(value, explain(terms, premium, best, best === null ? null : own, value));
  };
  // Whom the grants do not name is given nothing, and a floor of nothing is no open question.
  if (best === null) return grantedAs(ZERO, false);
  if (!isMissing(amount)) {
    return grantedAs(atLeastResident ? (Math.max(amount, best.due) as Fen) : amount, false);
  }
  return atLeastResident ? grantedAs(best.due, true) : incomplete([amount]);
}

/** @param employee the terms of an employee's grant; null: a resident's, or nobody's */
function explain(
  terms: PremiumTerms,
  premium: Fen,
  best: Best | null,
  employee: EmployeeGrant | null,
  { subsidy, selfPay, atLeast }: PremiumSubsidy,
): Step {
  const { clause } = terms;
  const under = new Trace();
  const inputs = statisticInputs(terms.relies);
  under.add({
    step: 'premium.charged',
    label: '个人缴费标准',
    clause,
    inputs,
    result: formatYuan(premium),
  });
  if (best !== null) addGrant(under, premium, best);
  if (employee !== null && best !== null) {
    const { amount } = employee;
    const floor = employee.atLeastResident ? formatYuan(best.due) : null;
    const own = isMissing(amount) ? null : formatYuan(amount);
    const operation = own === null ? (floor ?? '') : floor === null ? own : `max(${own}, ${floor})`;
    const label = atLeast ? '职工定额资助（不低于）' : '职工定额资助';
    const result = formatYuan(subsidy);
    under.add({ step: 'premium.employee', label, clause: employee.clause, operation, result });
  }
  if (selfPay !== null) {
    const operation = `${formatYuan(premium)} − ${formatYuan(subsidy)}`;
    const result = formatYuan(selfPay);
    under.add({ step: 'premium.selfPay', label: '个人缴纳', clause, operation, result });
  }
  return toStep(
    { step: 'premium', label: '资助参保', clause: citedFor(terms, best), result: formatYuan(subsidy) },
    under,
  );
}

function citedFor({ clause }: PremiumTerms, best: Best | null): Clause {
  return best?.grant.clause ?? clause;
}

function addGrant(under: Trace, premium: Fen, { grant, due }: Best): void {
  const part = `${formatYuan(premium)} × ${formatPercent(grant.share)}`;
  const { floor } = grant;
  const operation = floor === null ? part : `min(max(${part}, ${formatYuan(floor)}), ${formatYuan(premium)})`;
  const result = formatYuan(due);
  under.add({ step: 'premium.grant', label: '资助标准', clause: grant.clause, operation, result });
}
