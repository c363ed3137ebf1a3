/**
 * 攀枝花 第六条 · 宜昌 第八条 · 广东 三（一）1: who has the premium of residents' insurance paid for them, in whole or in part, and what an
 * employee of the same group is given towards her own contribution.
 * Readings PREM / YC-PREM (never more than the premium; 宜昌's floor of 320 binds below a premium of 355.56), YC-TRANS (the end
 * of 过渡期 is an input), YC-A8 (several categories are compared in money), GD-A1. Read here: 不低于 gives a floor and no amount, so
 * that an employee is granted at least what a resident is, and marked `atLeast`.
 * Not modelled: 宜昌 第十二条 (older documents' beneficiaries): those documents are not among the seeds.
 */
import type { Day, Fen, Missing, Outcome } from '../kernel/index.ts';
import { ZERO, granted, incomplete, isMissing, refused, share, subtract } from '../kernel/index.ts';
import type { PremiumTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, Insurance } from '../policy/compiled.ts';

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
  const premium: Fen = terms.premium;
  let subsidy = 0 as Fen;
  const open: { readonly due: number; readonly until: Missing }[] = [];
  for (const grant of terms.grants) {
    if (!person.categories.some((category) => grant.categories.includes(category))) continue;
    const due = Math.min(Math.max(share(premium, grant.share), grant.floor ?? 0), premium);
    const { until } = grant;
    if (typeof until === 'object' && until !== null) open.push({ due, until });
    else if (until === null || person.on <= until) subsidy = Math.max(subsidy, due) as Fen;
  }
  // An unknown last day matters only where the grant would be the higher one.
  const missing = open.filter(({ due }) => due > subsidy).map(({ until }) => until);
  if (missing.length > 0) return incomplete(missing);
  if (asEmployee) return employeeSubsidy(employee, subsidy);
  return granted({ subsidy, selfPay: subtract(premium, subsidy), atLeast: false });
}

/** 定额: the amount that the document gives, and never less than a resident's where it says so. */
function employeeSubsidy(
  { amount, atLeastResident }: NonNullable<PremiumTerms['employee']>,
  resident: Fen,
): Outcome<PremiumSubsidy> {
  // Whom the grants do not name is given nothing, and a floor of nothing is no open question.
  if (resident === 0) return granted({ subsidy: resident, selfPay: null, atLeast: false });
  if (!isMissing(amount)) {
    const subsidy = atLeastResident ? (Math.max(amount, resident) as Fen) : amount;
    return granted({ subsidy, selfPay: null, atLeast: false });
  }
  return atLeastResident
    ? granted({ subsidy: resident, selfPay: null, atLeast: true })
    : incomplete([amount]);
}
