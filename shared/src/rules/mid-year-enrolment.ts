/**
 * 广东 三（一）1: a new recipient pays no more premium from the day on which the subsidy of her own contribution was approved.
 * Reading PREM. Read here: 不再收取 takes nothing back: what was collected before that day stays paid, and the fund then pays
 * nothing a second time for the year.
 * Not modelled: 绿色通道 and 灵活调整缴费方式 (广东 三（六）, 攀枝花 第七条): they say how to enrol, not what is owed.
 */
import type { Clause, Day, Fen, Missing, Outcome, Step } from '../kernel/index.ts';
import { Trace, ZERO, formatYuan, granted, incomplete, subtract, toStep } from '../kernel/index.ts';
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
  const premium = terms.premium as Fen;
  const due = premiumPaid === true ? ZERO : premium;
  const subsidy = premiumPaid === true || policy.on < approvedOn ? ZERO : outcome.value.subsidy;
  const value = { toCollect: subtract(due, subsidy), subsidy };
  const unpaid = whyUnpaid(policy.on, approvedOn, premiumPaid === true);
  const why = unpaid ?? outcome.explanation;
  return granted(value, explain(terms.newRecipients, approvedOn, { due, subsidy }, why));
}

/** Why nothing is paid in, whatever the class is granted; null where that counts. */
function whyUnpaid(on: Day, approvedOn: Day, paid: boolean): Unpaid | null {
  if (paid) return '此前已收';
  return on < approvedOn ? '尚未批准' : null;
}

type Unpaid = '此前已收' | '尚未批准';

/** @param due what is not collected yet · @param subsidy what is paid in for it · @param why the subsidy's tree, or why there is none */
function explain(
  clause: Clause,
  approvedOn: Day,
  { due, subsidy }: { readonly due: Fen; readonly subsidy: Fen },
  why: Step | Unpaid | null,
): Step {
  const under = new Trace();
  under.add({ step: 'enrolment.approved', label: '批准资助的日期', clause, result: approvedOn });
  if (typeof why === 'string') {
    under.add({ step: 'enrolment.unpaid', label: '不资助的原因', clause, result: why });
  } else if (why !== null) under.adopt(why);
  return toStep(
    {
      step: 'enrolment',
      label: '还应收取的个人缴费',
      clause,
      operation: `${formatYuan(due)} − ${formatYuan(subsidy)}`,
      result: formatYuan(subtract(due, subsidy)),
    },
    under,
  );
}
