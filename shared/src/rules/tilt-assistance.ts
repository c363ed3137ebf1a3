/**
 * 攀枝花 第十三条 · 宜昌 第十条: 倾斜救助. For people treated by the referral rules inside the province, what still remains of the
 * in-scope cost after the three layers is paid in part above a line, with its own annual cap.
 * Readings PZH-A5 / YC-A5 (own cap, on top of assistance; amounts cut off by the assistance cap are part of what remains),
 * PZH-A5b / YC-A5b (only bills that pass both gates count), PZH-A5c (the line is the city's monitoring line of the year).
 * Not modelled: which referrals are 规范: it arrives as a fact.
 */
import type { Fen, Figure, Missing, Ratio, Trace } from '../kernel/index.ts';
import { above, atMost, formatPercent, formatYuan, isMissing, share } from '../kernel/index.ts';
import type { TiltTerms } from '../policy/compiled.ts';
import { statisticInputs } from '../policy/relied.ts';

/** What tilt assistance comes to for the whole year so far, in fen, or the figure that is missing. */
export function tiltTotal(terms: TiltTerms, residual: Fen, trace: Trace | null = null): Figure<Fen> {
  const lacking = missingTilt(terms);
  if (lacking !== null) return lacking;
  const line = terms.line as Fen;
  const ratio = terms.ratio as Ratio;
  const cap = terms.cap as Fen | null;
  const paid = share(above(residual, line), ratio);
  const capped = atMost(paid, cap);
  if (trace !== null) {
    const { clause } = terms;
    const inputs = statisticInputs(terms.relies);
    trace.add({ step: 'tilt.line', label: '倾斜救助起付线', clause, inputs, result: formatYuan(line) });
    trace.add({
      step: 'tilt.share',
      label: '年度累计应倾斜救助',
      clause,
      inputs: [
        { label: '救助后年度累计政策范围内个人负担', value: formatYuan(residual) },
        { label: '救助比例', value: formatPercent(ratio) },
      ],
      operation: `max(${formatYuan(residual)} − ${formatYuan(line)}, 0) × ${formatPercent(ratio)}`,
      result: formatYuan(paid),
    });
    trace.add({
      step: 'tilt.cap',
      label: '倾斜救助年度限额',
      clause,
      inputs: [{ label: '限额', value: cap === null ? '不设' : formatYuan(cap) }],
      operation: cap === null ? '' : `min(${formatYuan(paid)}, ${formatYuan(cap)})`,
      result: formatYuan(capped),
    });
  }
  return capped;
}

/** The first figure that the terms lack, or null. */
export function missingTilt({ line, ratio, cap }: TiltTerms): Missing | null {
  if (isMissing(line)) return line;
  if (isMissing(ratio)) return ratio;
  return isMissing(cap) ? cap : null;
}
