/**
 * 攀枝花 第八条 · 宜昌 第十三条: 大病保险 with the tilt for the poorest classes: half the deductible, five points more on every
 * bracket, and in 宜昌 no cap.
 * Reading GEN-DB1 (the increase is on every bracket; only the first floor moves; edges are absolute amounts or counted from
 * the deductible, as the statistics say; the cap is lifted only where the text says so).
 * Not modelled: 职工大额医疗费用补助, whose figures stand in no seed document.
 */
import type { Fen, Figure, Ratio, Trace } from '../kernel/index.ts';
import { atMost, formatPercent, formatYuan, isMissing, roundToFen } from '../kernel/index.ts';
import type { Bracket, CriticalIllnessTerms } from '../policy/compiled.ts';

/** What 大病保险 pays of a year's in-scope self-pay after basic insurance, in fen, or the figure that is missing. */
export function criticalIllnessTotal(
  terms: CriticalIllnessTerms,
  selfPayAfterBasic: Fen,
  trace: Trace | null = null,
): Figure<Fen> {
  if (isMissing(terms.deductible)) return terms.deductible;
  if (!isBrackets(terms.brackets)) return terms.brackets;
  if (isMissing(terms.cap)) return terms.cap;
  const deductible: Fen = terms.deductible;
  const cap: Fen | null = terms.cap;
  const parts = splitByBracket(terms.brackets, deductible, selfPayAfterBasic);
  const paid = roundToFen(parts.reduce((sum, { amount, ratio }) => sum + amount * ratio, 0));
  const capped = atMost(paid, cap);
  if (trace !== null) {
    const { clause } = terms;
    trace.add({
      step: 'criticalIllness.deductible',
      label: '大病保险起付线',
      clause,
      result: formatYuan(deductible),
    });
    trace.add({
      step: 'criticalIllness.share',
      label: '大病保险应支付',
      clause,
      inputs: [{ label: '基本医保支付后政策范围内个人自付', value: formatYuan(selfPayAfterBasic) }],
      operation: parts
        .map(({ amount, ratio }) => `${formatYuan(amount)} × ${formatPercent(ratio)}`)
        .join(' + '),
      result: formatYuan(paid),
    });
    trace.add({
      step: 'criticalIllness.cap',
      label: '大病保险封顶线',
      clause,
      inputs: [{ label: '封顶线', value: cap === null ? '不设' : formatYuan(cap) }],
      operation: cap === null ? '' : `min(${formatYuan(paid)}, ${formatYuan(cap)})`,
      result: formatYuan(capped),
    });
  }
  return capped;
}

function isBrackets(brackets: CriticalIllnessTerms['brackets']): brackets is readonly Bracket[] {
  return Array.isArray(brackets);
}

function splitByBracket(
  brackets: readonly Bracket[],
  deductible: Fen,
  selfPay: Fen,
): { readonly amount: Fen; readonly ratio: Ratio }[] {
  return brackets.map(({ from, ratio }, index) => {
    const upTo = brackets[index + 1]?.from ?? selfPay;
    const amount = Math.max(Math.min(selfPay, upTo) - Math.max(from, deductible), 0) as Fen;
    return { amount, ratio };
  });
}
