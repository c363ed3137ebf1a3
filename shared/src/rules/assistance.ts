/**
 * 攀枝花 第十一条、第十二条 · 宜昌 第九条: assistance for hospital stays and chronic outpatient care. The year's in-scope self-pay is
 * added up; above one annual deductible a ratio is paid, in 宜昌 with a second ratio above the 大病 line, up to an annual cap.
 * Readings PZH-A1 / YC-A1 (the deductible accrues over the year), PZH-A2 (income of the year before), YC-A2 (the base is split
 * at the line; the deductible eats the low tier first), YC-A2b, YC-A3 (which line), YC-A4 (the cap binds 一类), GEN-ROUND.
 * Not modelled: what a bill paid already: see `ledger`.
 */
import type { Fen, Figure, Missing, Trace } from '../kernel/index.ts';
import { atMost, formatPercent, formatYuan, isMissing, roundToFen } from '../kernel/index.ts';
import type { AssistanceTerms, Insurance, StatisticUse } from '../policy/compiled.ts';
import { statisticInputs } from '../policy/relied.ts';

/** What assistance comes to for the whole year so far, or the first figure that is missing. */
export function assistanceTotal(
  terms: AssistanceTerms,
  insurance: Insurance,
  base: Fen,
  trace: Trace | null = null,
): Figure<Fen> {
  const lacking = missingAssistance(terms, insurance);
  if (lacking !== null) return lacking;
  // Nothing above is missing, so that each figure is a number here.
  const deductible = terms.deductible as number;
  const line = terms.tierLine === null ? Infinity : (terms.tierLine[insurance] as number);
  const low = Math.max(Math.min(base, line) - deductible, 0);
  const high = Math.max(base - Math.max(line, deductible), 0);
  const paid = roundToFen((terms.lowRatio as number) * low + (terms.highRatio as number) * high);
  const capped = atMost(paid, terms.cap as Fen | null);
  if (trace !== null) explainTotal(trace, terms, insurance, { base, paid, capped, high });
  return capped;
}

/** The first figure that the terms lack, or null. */
export function missingAssistance(terms: AssistanceTerms, insurance: Insurance): Missing | null {
  if (isMissing(terms.deductible)) return terms.deductible;
  if (isMissing(terms.lowRatio)) return terms.lowRatio;
  if (isMissing(terms.highRatio)) return terms.highRatio;
  if (isMissing(terms.cap)) return terms.cap;
  const line = terms.tierLine?.[insurance] ?? null;
  return isMissing(line) ? line : null;
}

function explainTotal(
  trace: Trace,
  terms: AssistanceTerms,
  insurance: Insurance,
  { base, paid, capped, high }: { base: Fen; paid: Fen; capped: Fen; high: number },
): void {
  const deductible = terms.deductible as number;
  const lowRatio = formatPercent(terms.lowRatio as Parameters<typeof formatPercent>[0]);
  trace.add({
    step: 'assistance.deductible',
    label: '年度救助起付标准',
    clause: terms.clauses.deductible,
    inputs: statisticInputs(terms.relies.filter((use) => !isOfLine(use))),
    result: yuan(deductible),
  });
  const line = terms.tierLine?.[insurance] as number | undefined;
  const inputs = [
    { label: '年度累计政策范围内个人自付', value: yuan(base) },
    { label: '救助比例', value: lowRatio },
  ];
  let operation = `max(${yuan(base)} − ${yuan(deductible)}, 0) × ${lowRatio}`;
  if (line !== undefined) {
    trace.add({
      step: 'assistance.tierLine',
      label: '大病保险起付线',
      clause: terms.clauses.tierLine,
      inputs: statisticInputs(terms.relies.filter(isOfLine)),
      result: yuan(line),
    });
    const highRatio = formatPercent(terms.highRatio as Parameters<typeof formatPercent>[0]);
    inputs.push(
      { label: '大病保险起付线以上救助比例', value: highRatio },
      { label: '大病保险起付线', value: yuan(line) },
    );
    operation = `max(min(${yuan(base)}, ${yuan(line)}) − ${yuan(deductible)}, 0) × ${lowRatio} + ${yuan(high)} × ${highRatio}`;
  }
  trace.add({
    step: 'assistance.share',
    label: '年度累计应救助',
    clause: terms.clauses.ratio,
    inputs,
    operation,
    result: yuan(paid),
  });
  trace.add({
    step: 'assistance.cap',
    label: '年度救助限额',
    clause: terms.clauses.cap,
    inputs: [{ label: '限额', value: terms.cap === null ? '不设' : yuan(terms.cap as Fen) }],
    operation: terms.cap === null ? '' : `min(${yuan(paid)}, ${yuan(terms.cap as Fen)})`,
    result: yuan(capped),
  });
}

// A function of the file, not a closure: a bill's explanation makes none anew.
function yuan(value: number): string {
  return formatYuan(value as Fen);
}

/** Whether a statistic is behind the 大病 line, and not behind the deductible or the cap. */
function isOfLine({ name }: StatisticUse): boolean {
  return name.startsWith('criticalIllness');
}
