/**
 * 广东 三（一）1: a new recipient pays no more premium from the day on which the subsidy of her own contribution was approved.
 * Reading PREM. Read here: 不再收取 takes nothing back: what was collected before that day stays paid, and the fund then pays
 * nothing a second time for the year.
 * Not modelled: 绿色通道 and 灵活调整缴费方式 (广东 三（六）, 攀枝花 第七条): they say how to enrol, not what is owed.
 */
import type { Clause, Day, Fen, Missing, Outcome } from '../kernel/index.ts';
import { ZERO, granted, incomplete, subtract } from '../kernel/index.ts';
import type { PremiumTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { decidePremiumSubsidy } from './premium-subsidy.ts';

export type NewRecipient = {
  readonly categories: readonly string[];
  /** the day on which the subsidy was approved; null: nobody stated it */
  readonly approvedOn: Day | null;
  /** whether this year's premium was collected before that day */
  readonly premiumPaid: boolean | null;
};

export type MidYearEnrolment = {
  /** what is still collected from the person, in fen */
  readonly toCollect: Fen;
  /** what the fund pays in, in fen */
  readonly subsidy: Fen;
};

/** What a new recipient still pays on the policy's day, and what is paid for her. */
export function decideMidYearEnrolment(
  policy: CompiledPolicy,
  terms: PremiumTerms & { readonly newRecipients: Clause },
  person: NewRecipient,
): Outcome<MidYearEnrolment> {
  const { approvedOn, premiumPaid } = person;
  const lack = (name: string): Missing => ({ what: 'fact', name, region: policy.region, day: policy.on });
  const unstated = [approvedOn === null ? 'approvedOn' : null, premiumPaid === null ? 'premiumPaid' : null];
  const missing = unstated.flatMap((name) => (name === null ? [] : [lack(name)]));
  const outcome = decidePremiumSubsidy(policy, terms, {
    categories: person.categories,
    insurance: 'resident',
    on: policy.on,
  });
  if (outcome.status !== 'granted') return outcome;
  if (missing.length > 0 || approvedOn === null) return incomplete(missing);
  if (premiumPaid === true) return granted({ toCollect: ZERO, subsidy: ZERO });
  const { subsidy } = outcome.value;
  const premium = terms.premium as Fen;
  if (policy.on < approvedOn) return granted({ toCollect: premium, subsidy: ZERO });
  return granted({ toCollect: subtract(premium, subsidy), subsidy });
}
