/**
 * 攀枝花 第十八条 · 宜昌 第二十条 · 柳州 六（一） · 广东 四（九）: whose self-pay of the year is so high that the departments are told.
 * Readings WARN (超过 is strictly greater; 攀枝花 looks at in-scope self-pay, 宜昌 at everything out of pocket; 一、二、四类 are
 * not in 宜昌's list), YC-A10.
 * 柳州 and 广东 name groups and no threshold: the answer is open (LZ-A1 / GD-A1).
 * Not modelled: what comes of the list.
 */
import type { Fen, Missing, Outcome } from '../kernel/index.ts';
import { granted, incomplete, isMissing, refused } from '../kernel/index.ts';
import type { WarningTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';

export type Warning = {
  readonly warning: boolean;
  /** null where the document names no type, or nothing is wrong */
  readonly type: 'return_to_poverty' | 'fall_into_poverty' | null;
  /** the departments that are told; empty where nothing is wrong, or the document names none */
  readonly pushedTo: readonly string[];
  /** how often the list goes out; null where the clause names no period */
  readonly every: 'month' | null;
};

/** Whether the person is pushed, by the self-pay of the year up to the day (fen, of the kind `terms.selfPay` names). */
export function decideWarning(
  policy: CompiledPolicy,
  terms: WarningTerms,
  categories: readonly string[],
  yearToDateSelfPay: Fen,
): Outcome<Warning> {
  const unknown = categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) return refused('unknown_category', policy.classesClause);
  const missing: Missing[] = [];
  for (const group of terms.groups) {
    const { categories: listed, line } = group;
    if (listed !== null && !categories.some((category) => listed.includes(category))) continue;
    if (isMissing(line)) missing.push(line);
    else if (yearToDateSelfPay > line) {
      const { to = [], every = null } = terms.push ?? {};
      return granted({ warning: true, type: group.type, pushedTo: to, every });
    }
  }
  if (missing.length > 0) return incomplete(missing);
  return granted({ warning: false, type: null, pushedTo: [], every: null });
}
