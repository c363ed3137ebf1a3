/**
 * 攀枝花 第十六条 · 宜昌 第十九条: 先诊疗后付费. Named people who were referred by primary care to a designated hospital of the city
 * pay no deposit; in 宜昌 they still pay the basic insurance's inpatient deductible when they are admitted.
 * Reading DEPOSIT (outside the clause nothing is waived, and the amount is not this document's business).
 * Not modelled: the basic deductible by level of hospital: a dated figure of `config/statistics`.
 */
import type { Fen, Outcome, RefusalCode } from '../kernel/index.ts';
import { granted, incomplete, isMissing, refused } from '../kernel/index.ts';
import type { DepositTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';

export type Deposit = {
  readonly depositWaived: boolean;
  /** fen; null: the clause does not apply */
  readonly payableAtAdmission: Fen | null;
};

const NOT_WAIVED: Deposit = { depositWaived: false, payableAtAdmission: null };

/** Whether the deposit is waived, and what is paid on admission. A fact that nobody stated makes it incomplete. */
export function decideDeposit(
  policy: CompiledPolicy,
  terms: DepositTerms,
  categories: readonly string[],
  facts: Readonly<Record<'primaryCareReferral' | 'inCity' | 'designated', boolean | null>>,
): Outcome<Deposit> {
  const unknown = categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) return refused('unknown_category' satisfies RefusalCode, policy.classesClause);
  if (!categories.some((category) => terms.categories.includes(category))) return granted(NOT_WAIVED);
  const names = ['primaryCareReferral', 'inCity', 'designated'] as const;
  if (names.some((name) => facts[name] === false)) return granted(NOT_WAIVED);
  const unstated = names.filter((name) => facts[name] === null);
  if (unstated.length > 0) {
    const { region, on } = policy;
    return incomplete(unstated.map((name) => ({ what: 'fact', name, region, day: on })));
  }
  if (isMissing(terms.payable)) return incomplete([terms.payable]);
  return granted({ depositWaived: true, payableAtAdmission: terms.payable });
}
