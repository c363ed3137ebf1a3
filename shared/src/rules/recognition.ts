/**
 * 宜昌 第五条: who can be recognised as 因病致贫重病患者: twelve months of out-of-pocket cost above last year's resident income,
 * assets within the local limit, and not in the first three classes. The status lasts twelve months.
 * Reading YC-A10 (自负 is everything out of pocket); 超过 is strictly greater; the last day is twelve months on, less one; a
 * recognition of 29 February lasts to 28 February.
 * Not modelled: the means check itself and the publicity: `assetsWithinLimit` arrives as a fact.
 */
import type { Day, Fen, Missing, Outcome, Step } from '../kernel/index.ts';
import {
  Trace,
  formatYuan,
  granted,
  incomplete,
  isMissing,
  lastDayOfMonths,
  refused,
  toStep,
} from '../kernel/index.ts';
import type { RecognitionTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { statisticInputs } from '../policy/relied.ts';
import { findClasses } from './classes.ts';

export type Recognition = {
  readonly eligible: boolean;
  /** the last valid day of a recognition made on `on`; null when not eligible */
  readonly validUntil: Day | null;
};

export type RecognitionCase = {
  readonly category: string;
  readonly categoriesHeld: readonly string[];
  /** everything out of pocket, in fen */
  readonly selfPayPast12Months: Fen | null;
  readonly assetsWithinLimit: boolean | null;
};

/** Whether the person meets the document's test on the policy's day. */
export function decideRecognition(
  policy: CompiledPolicy,
  terms: RecognitionTerms,
  facts: RecognitionCase,
): Outcome<Recognition> {
  if (facts.category !== terms.category) return refused('unknown_category', terms.clause);
  const classes = findClasses(policy, facts.categoriesHeld);
  if ('unknown' in classes) return refused('unknown_category', policy.classesClause);
  const { region, on } = policy;
  const trace = new Trace();
  const conclude = (validUntil: Day | null) =>
    granted({ eligible: validUntil !== null, validUntil }, explain(terms, validUntil, trace));
  const better = classes.held.find((index) => terms.notInClasses.includes(policy.classes[index]?.id ?? ''));
  const { clause } = terms;
  if (better !== undefined) {
    const result = policy.classes[better]?.title ?? '';
    trace.add({ step: 'recognition.class', label: '已认定的类别', clause, result });
    return conclude(null);
  }
  const { assetsWithinLimit: withinLimit, selfPayPast12Months: spent } = facts;
  if (withinLimit !== null) {
    const result = withinLimit ? '符合规定' : '不符合规定';
    trace.add({ step: 'recognition.assets', label: '家庭财产', clause, result });
  }
  if (withinLimit === false) return conclude(null);
  const lack = (name: string): Missing => ({ what: 'fact', name, region, day: on });
  if (spent === null) return incomplete([lack('selfPayPast12Months')]);
  if (isMissing(terms.line)) return incomplete([terms.line]);
  addTest(trace, terms, spent, terms.line);
  if (spent <= terms.line) return conclude(null);
  return withinLimit === null
    ? incomplete([lack('assetsWithinLimit')])
    : conclude(lastDayOfMonths(on, terms.validityMonths));
}

function addTest(trace: Trace, { clause, relies }: RecognitionTerms, spent: Fen, line: Fen): void {
  const label = '申请前12个月累计自负医疗费用';
  trace.add({ step: 'recognition.selfPay', label, clause, result: formatYuan(spent) });
  trace.add({
    step: 'recognition.line',
    label: '认定标准线',
    clause,
    inputs: statisticInputs(relies),
    result: formatYuan(line),
  });
}

function explain({ category, clause }: RecognitionTerms, validUntil: Day | null, under: Trace): Step {
  if (validUntil !== null) {
    under.add({ step: 'recognition.validUntil', label: '有效期至', clause, result: validUntil });
  }
  const result = validUntil === null ? '不符合' : '符合';
  return toStep({ step: 'recognition', label: `${category}认定`, clause, result }, under);
}
