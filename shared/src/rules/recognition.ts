/**
 * 宜昌 第五条: who can be recognised as 因病致贫重病患者: twelve months of out-of-pocket cost above last year's resident income,
 * assets within the local limit, and not in the first three classes. The status lasts twelve months.
 * Reading YC-A10 (自负 is everything out of pocket); 超过 is strictly greater; the last day is twelve months on, less one; a
 * recognition of 29 February lasts to 28 February.
 * Not modelled: the means check itself and the publicity: `assetsWithinLimit` arrives as a fact.
 */
import type { Day, Fen, Outcome } from '../kernel/index.ts';
import { granted, incomplete, isMissing, lastDayOfMonths, refused } from '../kernel/index.ts';
import type { RecognitionTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { findClasses } from './classes.ts';

export type Recognition = {
  readonly eligible: boolean;
  /** the last valid day of a recognition made on `on`; null when not eligible */
  readonly validUntil: Day | null;
};

/** Whether the person meets the document's test on the policy's day. */
export function decideRecognition(
  policy: CompiledPolicy,
  terms: RecognitionTerms,
  facts: {
    readonly category: string;
    readonly categoriesHeld: readonly string[];
    readonly selfPayPast12Months: Fen | null;
    readonly assetsWithinLimit: boolean | null;
  },
): Outcome<Recognition> {
  if (facts.category !== terms.category) return refused('unknown_category', terms.clause);
  const classes = findClasses(policy, facts.categoriesHeld);
  if ('unknown' in classes) return refused('unknown_category', policy.classesClause);
  const no: Recognition = { eligible: false, validUntil: null };
  const inBetterClass = classes.held.some((index) =>
    terms.notInClasses.includes(policy.classes[index]?.id ?? ''),
  );
  if (inBetterClass || facts.assetsWithinLimit === false) return granted(no);
  const { region, on } = policy;
  const lack = (name: string) => incomplete([{ what: 'fact', name, region, day: on }]);
  if (facts.selfPayPast12Months === null) return lack('selfPayPast12Months');
  if (isMissing(terms.line)) return incomplete([terms.line]);
  if (facts.selfPayPast12Months <= terms.line) return granted(no);
  if (facts.assetsWithinLimit === null) return lack('assetsWithinLimit');
  return granted({ eligible: true, validUntil: lastDayOfMonths(on, terms.validityMonths) });
}
