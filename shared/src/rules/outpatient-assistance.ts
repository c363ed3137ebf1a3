/**
 * 攀枝花 第九条、第十条: ordinary outpatient care. 特困 and 孤儿: all of the in-scope self-pay; 低保: 70 %, at most 800 yuan of aid a
 * calendar year. 宜昌 gives none.
 * Reading PZH-A4 (the cap is on the aid; apart from the 70,000; what remains enters neither 第十二 nor 第十三条).
 * Not modelled: basic insurance's own outpatient payment: a fact of the bill.
 */
import type { Fen, Figure, Missing, Ratio, Trace } from '../kernel/index.ts';
import { atMost, formatPercent, formatYuan, isMissing, share } from '../kernel/index.ts';
import type { OutpatientTerms } from '../policy/compiled.ts';

/** What ordinary outpatient assistance comes to for the whole year so far, in fen, or the figure that is missing. */
export function outpatientTotal(terms: OutpatientTerms, base: Fen, trace: Trace | null = null): Figure<Fen> {
  const lacking = missingOutpatient(terms);
  if (lacking !== null) return lacking;
  const ratio = terms.ratio as Ratio;
  const cap = terms.cap as Fen | null;
  const paid = share(base, ratio);
  const capped = atMost(paid, cap);
  if (trace !== null) {
    trace.add({
      step: 'outpatient.share',
      label: '普通门诊年度累计应救助',
      clause: terms.clause,
      inputs: [
        { label: '年度累计普通门诊政策范围内个人自付', value: formatYuan(base) },
        { label: '救助比例', value: formatPercent(ratio) },
      ],
      operation: `${formatYuan(base)} × ${formatPercent(ratio)}`,
      result: formatYuan(paid),
    });
    trace.add({
      step: 'outpatient.cap',
      label: '普通门诊年度封顶线',
      clause: terms.clause,
      inputs: [{ label: '封顶线', value: cap === null ? '不设' : formatYuan(cap) }],
      operation: cap === null ? '' : `min(${formatYuan(paid)}, ${formatYuan(cap)})`,
      result: formatYuan(capped),
    });
  }
  return capped;
}

/** The first figure that the terms lack, or null. */
export function missingOutpatient({ ratio, cap }: OutpatientTerms): Missing | null {
  if (isMissing(ratio)) return ratio;
  return isMissing(cap) ? cap : null;
}
