/**
 * 攀枝花 第六条 · 宜昌 第八条: who has the premium of residents' insurance paid for them, in whole or in part.
 * Readings PREM / YC-PREM (never more than the premium; 宜昌's floor of 320 binds below a premium of 355.56), YC-TRANS (the end
 * of 过渡期 is an input), YC-A8 (several categories are compared in money).
 * Not modelled: 宜昌 第十二条 (older documents' beneficiaries): those documents are not among the seeds.
 */
import type { Day, Fen, Missing, Outcome } from '../kernel/index.ts';
import { granted, incomplete, isMissing, refused, share, subtract } from '../kernel/index.ts';
import type { PremiumTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, Insurance } from '../policy/compiled.ts';

export type PremiumSubsidy = { readonly subsidy: Fen; readonly selfPay: Fen };

/** The subsidy and what the person pays herself, in fen a year. */
export function decidePremiumSubsidy(
  policy: CompiledPolicy,
  terms: PremiumTerms,
  person: { readonly categories: readonly string[]; readonly insurance: Insurance; readonly on: Day },
): Outcome<PremiumSubsidy> {
  const unknown = person.categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) return refused('unknown_category', policy.classesClause);
  if (isMissing(terms.premium)) return incomplete([terms.premium]);
  const premium: Fen = terms.premium;
  let subsidy = 0 as Fen;
  const missing: Missing[] = [];
  for (const grant of terms.insurance.includes(person.insurance) ? terms.grants : []) {
    if (!person.categories.some((category) => grant.categories.includes(category))) continue;
    if (typeof grant.until === 'object' && grant.until !== null) missing.push(grant.until);
    else if (grant.until === null || person.on <= grant.until) {
      const due = Math.max(share(premium, grant.share), grant.floor ?? 0);
      subsidy = Math.max(subsidy, Math.min(due, premium)) as Fen;
    }
  }
  if (missing.length > 0) return incomplete(missing);
  return granted({ subsidy, selfPay: subtract(premium, subsidy) });
}
