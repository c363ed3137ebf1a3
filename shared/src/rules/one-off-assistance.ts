/**
 * 柳州 六（二）: 一次性救助 on application, for members of a family recognised as 因病支出型 who are enrolled in basic insurance this year,
 * on the in-scope self-pay after basic insurance, 大病 (or 职工大额) and every other supplement.
 * Readings GEN-BASE, LZ-A1 (the gate is decided here; the amount is left to 桂政办发〔2022〕5号).
 * Not modelled: the recognition itself (桂民规〔2020〕6号).
 */
import type { Fen, Missing, Outcome, Step } from '../kernel/index.ts';
import { Trace, formatYuan, granted, incomplete, isMissing, refused, toStep } from '../kernel/index.ts';
import type { OneOffTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';

export type OneOffCase = {
  readonly categories: readonly string[];
  /** 参加当年基本医保 */
  readonly enrolledThisYear: boolean | null;
  readonly applied: boolean | null;
};

/** Whether the gate is open for the person: `granted` true or false, or what nobody stated. */
export function decideOneOffGate(
  policy: CompiledPolicy,
  terms: OneOffTerms,
  facts: OneOffCase,
): Outcome<boolean> {
  const unknown = facts.categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) return refused('unknown_category', policy.classesClause);
  const opening = policy.classOf[terms.category];
  const recognised = facts.categories.some((category) => policy.classOf[category] === opening);
  if (!recognised) return granted(false);
  if (terms.enrolledThisYear && facts.enrolledThisYear === false) return granted(false);
  if (terms.onApplication && facts.applied === false) return refused('not_applied', terms.clause);
  const { region, on } = policy;
  const lack = (name: string): Missing => ({ what: 'fact', name, region, day: on });
  const missing = [
    ...(terms.enrolledThisYear && facts.enrolledThisYear === null ? [lack('enrolledThisYear')] : []),
    ...(terms.onApplication && facts.applied === null ? [lack('applied')] : []),
  ];
  return missing.length > 0 ? incomplete(missing) : granted(true);
}

/** What is paid once the gate is open, in fen: never more than the base. */
export function decideOneOff(
  policy: CompiledPolicy,
  terms: OneOffTerms,
  facts: OneOffCase,
  base: Fen,
): Outcome<Fen> {
  const gate = decideOneOffGate(policy, terms, facts);
  if (gate.status !== 'granted') return gate;
  if (!gate.value) return refused('class_not_covered', terms.clause);
  if (isMissing(terms.amount)) return incomplete([terms.amount]);
  const paid = Math.min(terms.amount, base) as Fen;
  return granted(paid, explain(terms, terms.amount, base, paid));
}

function explain({ clause }: OneOffTerms, standard: Fen, base: Fen, paid: Fen): Step {
  const under = new Trace();
  const label = '政策范围内个人自付';
  under.add({ step: 'oneOff.base', label, clause, result: formatYuan(base) });
  under.add({ step: 'oneOff.standard', label: '一次性救助标准', clause, result: formatYuan(standard) });
  const operation = `min(${formatYuan(standard)}, ${formatYuan(base)})`;
  return toStep({ step: 'oneOff', label: '一次性救助', clause, operation, result: formatYuan(paid) }, under);
}
