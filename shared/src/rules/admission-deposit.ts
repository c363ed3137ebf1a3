/**
 * 攀枝花 第十六条 · 宜昌 第十九条 · 柳州 七（五） · 广东 六（十五）、三（二）4: 先诊疗后付费. Named people who were referred by primary care to a
 * designated hospital of the city pay no deposit; in 宜昌 they still pay the basic insurance's inpatient deductible when they
 * are admitted. What must be true of the stay is data: 广东 2017 asks for a hospital with one-stop settlement instead.
 * Readings DEPOSIT (outside the clause nothing is waived, and the amount is not this document's business), LZ-A1 (who is in 柳州's
 * 一类 and 二类, 桂政办发〔2022〕5号 says).
 * Not modelled: the basic deductible by level of hospital: a dated figure of `config/statistics`.
 */
import type { Fen, Outcome, RefusalCode, Step } from '../kernel/index.ts';
import { Trace, formatYuan, granted, incomplete, isMissing, refused, toStep } from '../kernel/index.ts';
import type { DepositTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, Gate } from '../policy/compiled.ts';

export type Deposit = {
  readonly depositWaived: boolean;
  /** fen; null: the clause does not apply */
  readonly payableAtAdmission: Fen | null;
};

/** What must be true of the stay. A fact that nobody stated is null. */
export type DepositFacts = Readonly<
  Record<'primaryCareReferral' | 'inCity' | 'designated', boolean | null> &
    Partial<Record<'oneStopSettlement', boolean | null>>
>;

const FACTS: Readonly<Record<Gate, keyof DepositFacts>> = {
  primary_care_referral: 'primaryCareReferral',
  in_city: 'inCity',
  designated: 'designated',
  one_stop: 'oneStopSettlement',
};

const NOT_WAIVED: Deposit = { depositWaived: false, payableAtAdmission: null };

/** Whether the deposit is waived, and what is paid on admission. A fact that nobody stated makes it incomplete. */
export function decideDeposit(
  policy: CompiledPolicy,
  terms: DepositTerms,
  categories: readonly string[],
  facts: DepositFacts,
): Outcome<Deposit> {
  const unknown = categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) return refused('unknown_category' satisfies RefusalCode, policy.classesClause);
  const named = categories.some((category) => terms.categories.includes(category));
  const open = categories.flatMap((category) => policy.unclassified[category] ?? []);
  // Null: only another document knows.
  const isNamed = named ? true : open.length > 0 ? null : false;
  const notWaived = () => granted(NOT_WAIVED, explain(terms, isNamed, facts, null));
  if (!named && open.length === 0) return notWaived();
  const names = terms.gates.map((gate) => FACTS[gate]);
  if (names.some((name) => facts[name] === false)) return notWaived();
  if (!named) return incomplete(open.slice(0, 1));
  const unstated = names.filter((name) => (facts[name] ?? null) === null);
  if (unstated.length > 0) {
    const { region, on } = policy;
    return incomplete(unstated.map((name) => ({ what: 'fact', name, region, day: on })));
  }
  if (isMissing(terms.payable)) return incomplete([terms.payable]);
  const { payable } = terms;
  return granted({ depositWaived: true, payableAtAdmission: payable }, explain(terms, true, facts, payable));
}

const GATE_NAMES: Readonly<Record<Gate, string>> = {
  primary_care_referral: '基层首诊转诊',
  in_city: '在市域内住院',
  designated: '定点医疗机构',
  one_stop: '已实现“一站式”结算的医院',
};

/** @param payable null: the deposit is not waived */
function explain(
  { gates, clause }: DepositTerms,
  isNamed: boolean | null,
  facts: DepositFacts,
  payable: Fen | null,
): Step {
  const under = new Trace();
  const add = (label: string, fact: boolean | null | undefined) => {
    const result = fact === true ? '是' : fact === false ? '否' : '未载明';
    under.add({ step: 'deposit.gate', label, clause, result });
  };
  add('条文列明的人员', isNamed);
  if (isNamed !== false) for (const gate of gates) add(GATE_NAMES[gate], facts[FACTS[gate]]);
  if (payable !== null) {
    const label = '入院时缴纳';
    under.add({ step: 'deposit.payable', label, clause, result: formatYuan(payable) });
  }
  const result = payable === null ? '不免除' : '免除';
  return toStep({ step: 'deposit', label: '住院押金', clause, result }, under);
}
