/**
 * 广东 三（二）3、三（二）4: 二次救助. For people whom assistance leaves with a heavy burden, a share of the year's total cost, out-of-scope
 * included, by class and bracket, within the yearly maximum. The maximum is passed only by a decision of the body that the
 * document names. Brackets, deductible and maximum are data: the document leaves them to 各级地方政府.
 * Readings GEN-ROUND (one rounding of the yearly total), YC-A8 (several classes: the highest), GD-A1. Read here: nobody is paid
 * more than is still hers to pay; what was paid as second assistance before is taken off; the maximum is that of assistance
 * and second assistance together.
 * Not modelled: 家庭经济状况核对 and publicity, which come before the decision.
 */
import type { Fen, Missing, Outcome, Step } from '../kernel/index.ts';
import {
  Trace,
  above,
  atMost,
  formatPercent,
  formatYuan,
  granted,
  incomplete,
  isMissing,
  refused,
  roundToFen,
} from '../kernel/index.ts';
import type { SecondAssistanceClass, SecondAssistanceTerms } from '../policy/benefits.ts';
import type { Bracket, CompiledPolicy } from '../policy/compiled.ts';
import { chooseClass, findClasses, missingPrecedence } from './classes.ts';

/** The year of a person who asks for second assistance; fen. */
export type SecondAssistanceCase = {
  readonly categories: readonly string[];
  /** 医疗总费用 of the year, out-of-scope included */
  readonly totalCost: Fen;
  /** what is still hers to pay after every other payer, out-of-scope included */
  readonly burden: Fen;
  /** assistance of the year already paid: it counts into the yearly maximum */
  readonly assistancePaid: Fen;
  /** second assistance of the year already paid */
  readonly secondPaid: Fen;
  readonly applied: boolean | null;
  /** the decision of the body that may let the maximum be passed, by its number; absent: there is none */
  readonly capBreach?: { readonly decision: string };
};

export type SecondAssistance = {
  readonly classId: string;
  /** paid now, in fen */
  readonly amount: Fen;
  /** whether the yearly maximum was passed by decision */
  readonly breached: boolean;
};

/** What second assistance pays. `policy` is that of the day asked. */
export function decideSecondAssistance(
  policy: CompiledPolicy,
  terms: SecondAssistanceTerms,
  facts: SecondAssistanceCase,
): Outcome<SecondAssistance> {
  const classes = findClasses(policy, facts.categories);
  if ('unknown' in classes) return refused('unknown_category', policy.classesClause);
  if (classes.held.length === 0) return refused('no_class', policy.classesClause);
  if (terms.onApplication && facts.applied === false) return refused('not_applied', terms.clause);
  if (terms.onApplication && facts.applied === null) {
    return incomplete([{ what: 'fact', name: 'applied', region: policy.region, day: policy.on }]);
  }
  const best = bestOf(policy, terms, classes.held, facts.totalCost);
  if (best === null) return refused('class_not_covered', terms.clause);
  if ('name' in best) return incomplete([best]);
  if (isMissing(terms.cap)) return incomplete([terms.cap]);
  const bounded = bound(terms, terms.cap, best.total, facts);
  return granted({ classId: best.classId, ...bounded }, explain(terms, best, facts, bounded));
}

/** One class of the person, and what its brackets come to. */
type Due = { readonly classId: string; readonly own: SecondAssistanceClass; readonly total: Fen };

/** The held class that comes to most; null where the document gives to none of them; or the figure that is missing. */
function bestOf(
  policy: CompiledPolicy,
  terms: SecondAssistanceTerms,
  held: readonly number[],
  totalCost: Fen,
): Due | Missing | null {
  const ownOf = (index: number) => terms.byClass[policy.classes[index]?.id ?? ''] ?? terms.byClass.all;
  const unsaid = missingPrecedence(policy, held, ownOf);
  if (unsaid !== null) return unsaid;
  const dues: Due[] = [];
  for (const index of held) {
    const classId = policy.classes[index]?.id ?? '';
    const own = ownOf(index);
    if (own === undefined) continue;
    const total = secondAssistanceTotal(own, totalCost);
    if (isMissing(total)) return total;
    dues.push({ classId, own, total });
  }
  const winner = chooseClass([...dues.keys()], (at) => dues[at]?.total ?? 0);
  return dues[winner ?? -1] ?? null;
}

/** What the brackets come to for the year's total cost, in fen, or the figure that is missing. */
export function secondAssistanceTotal(own: SecondAssistanceClass, totalCost: Fen): Fen | Missing {
  if (isMissing(own.deductible)) return own.deductible;
  if (!isBrackets(own.brackets)) return own.brackets;
  const parts = splitByBracket(own.brackets, own.deductible, totalCost);
  return roundToFen(parts.reduce((sum, { amount, bracket }) => sum + amount * bracket.ratio, 0));
}

type Bounded = { readonly amount: Fen; readonly breached: boolean };

function bound(
  terms: SecondAssistanceTerms,
  cap: Fen | null,
  total: Fen,
  facts: SecondAssistanceCase,
): Bounded {
  const due = atMost(above(total, facts.secondPaid), facts.burden);
  const left = cap === null ? null : above(above(cap, facts.assistancePaid), facts.secondPaid);
  const within = atMost(due, left);
  const decided = terms.capBreach !== null && facts.capBreach !== undefined;
  return decided && due > within ? { amount: due, breached: true } : { amount: within, breached: false };
}

function isBrackets(brackets: readonly Bracket[] | Missing): brackets is readonly Bracket[] {
  return Array.isArray(brackets);
}

function splitByBracket(
  brackets: readonly Bracket[],
  deductible: Fen,
  cost: Fen,
): { readonly amount: Fen; readonly bracket: Bracket }[] {
  return brackets.map((bracket, index) => {
    const upTo = brackets[index + 1]?.from ?? cost;
    const amount = Math.max(Math.min(cost, upTo) - Math.max(bracket.from, deductible), 0) as Fen;
    return { amount, bracket };
  });
}

function explain(
  terms: SecondAssistanceTerms,
  { own, total }: Due,
  facts: SecondAssistanceCase,
  { amount, breached }: Bounded,
): Step | null {
  const { clauses, clause } = terms;
  const trace = new Trace();
  const parts =
    isMissing(own.deductible) || !isBrackets(own.brackets)
      ? []
      : splitByBracket(own.brackets, own.deductible, facts.totalCost);
  trace.add({
    step: 'secondAssistance.share',
    label: '二次救助应救助',
    clause: clauses.brackets,
    inputs: [{ label: '年度医疗总费用（含合规范围外）', value: formatYuan(facts.totalCost) }],
    operation: parts
      .map((part) => `${formatYuan(part.amount)} × ${formatPercent(part.bracket.ratio)}`)
      .join(' + '),
    result: formatYuan(total),
  });
  trace.add({
    step: 'secondAssistance.burden',
    label: '救助后仍由个人负担',
    clause,
    result: formatYuan(facts.burden),
  });
  const cap = terms.cap === null || isMissing(terms.cap) ? null : terms.cap;
  trace.add({
    step: 'secondAssistance.cap',
    label: '年度最高救助限额',
    clause: breached ? (terms.capBreach?.clause ?? clauses.cap) : clauses.cap,
    inputs: [
      { label: '限额', value: cap === null ? '不设' : formatYuan(cap) },
      { label: '本年已救助', value: formatYuan((facts.assistancePaid + facts.secondPaid) as Fen) },
    ],
    operation: breached ? `经${terms.capBreach?.decidedBy ?? ''}研究批准` : '',
    result: formatYuan(amount),
  });
  const root = new Trace();
  root.add({ step: 'secondAssistance', label: '二次救助', clause, result: formatYuan(amount) }, trace);
  return root.steps[0] ?? null;
}
