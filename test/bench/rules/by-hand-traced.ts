/** The hand-written rule once more, now saying how it came to each amount: the same steps, written out on the spot. */
import { totalOf, writeFen, readFen, type HandTerms } from './by-hand.ts';
import type { TextBill } from './people.ts';

export type HandStep = {
  step: string;
  label: string;
  clause: { document: string; article: string };
  inputs: { label: string; value: string }[];
  operation: string;
  result: string;
  steps: HandStep[];
};

/** What does not change from bill to bill, as text: made once a class. */
export type HandWords = {
  scope: HandStep['clause'];
  payers: HandStep['clause'];
  deductible: HandStep['clause'];
  tierLine: HandStep['clause'];
  ratio: HandStep['clause'];
  cap: HandStep['clause'];
  relies: { label: string; value: string }[];
  lowPercent: string;
  highPercent: string;
};

export function decideYear(
  terms: HandTerms,
  words: HandWords,
  bills: readonly TextBill[],
  explain: (steps: readonly HandStep[]) => void,
): string[] {
  const given = new Array<string>(bills.length);
  let base = 0;
  let before = 0;
  for (let at = 0; at < bills.length; at += 1) {
    const steps: HandStep[] = [];
    base += traceSelfPay(bills[at]!, words, steps);
    const total = totalOf(base, terms);
    traceTotal(base, total, terms, words, steps);
    explain(steps);
    given[at] = writeFen(total - before);
    before = total;
  }
  return given;
}

function traceSelfPay(bill: TextBill, { scope, payers }: HandWords, steps: HandStep[]): number {
  const total = readFen(bill.total);
  const outOfScope = readFen(bill.outOfScope);
  const basic = readFen(bill.basicPaid);
  const critical = readFen(bill.criticalIllnessPaid);
  const left = total - outOfScope - basic - critical;
  if (left < 0) throw new Error('more was paid than the bill came to');
  const [totalText, outText, basicText] = [writeFen(total), writeFen(outOfScope), writeFen(basic)];
  const criticalText = writeFen(critical);
  steps.push(
    plain('bill.total', '总费用', payers, totalText),
    plain('bill.outOfScope', '政策范围外费用', scope, outText),
    plain('bill.basicPaid', '基本医保支付', payers, basicText),
    plain('bill.criticalIllnessPaid', '大病保险支付', payers, criticalText),
    {
      step: 'bill.base',
      label: '政策范围内个人自付',
      clause: scope,
      inputs: [
        { label: '总费用', value: totalText },
        { label: '政策范围外费用', value: outText },
        { label: '基本医保支付', value: basicText },
        { label: '大病保险支付', value: criticalText },
      ],
      operation: `${totalText} − ${outText} − ${basicText} − ${criticalText}`,
      result: writeFen(left),
      steps: [],
    },
  );
  return left;
}

function traceTotal(
  base: number,
  total: number,
  terms: HandTerms,
  words: HandWords,
  steps: HandStep[],
): void {
  const { line, cap } = terms;
  const paid = writeFen(totalOf(base, { ...terms, cap: Infinity }));
  const [baseText, deductible] = [writeFen(base), writeFen(terms.deductible)];
  steps.push({
    ...plain('assistance.deductible', '年度救助起付标准', words.deductible, deductible),
    inputs: words.relies,
  });
  let operation = `max(${baseText} − ${deductible}, 0) × ${words.lowPercent}`;
  if (line !== Infinity) {
    const lineText = writeFen(line);
    const high = writeFen(Math.max(base - Math.max(line, terms.deductible), 0));
    steps.push(plain('assistance.tierLine', '大病保险起付线', words.tierLine, lineText));
    operation = `max(min(${baseText}, ${lineText}) − ${deductible}, 0) × ${words.lowPercent} + ${high} × ${words.highPercent}`;
  }
  const capText = cap === Infinity ? '不设' : writeFen(cap);
  steps.push(
    {
      step: 'assistance.share',
      label: '年度累计应救助',
      clause: words.ratio,
      inputs: [{ label: '年度累计政策范围内个人自付', value: baseText }],
      operation,
      result: paid,
      steps: [],
    },
    {
      step: 'assistance.cap',
      label: '年度救助限额',
      clause: words.cap,
      inputs: [{ label: '限额', value: capText }],
      operation: cap === Infinity ? '' : `min(${paid}, ${capText})`,
      result: writeFen(total),
      steps: [],
    },
  );
}

function plain(step: string, label: string, clause: HandStep['clause'], result: string): HandStep {
  return { step, label, clause, inputs: [], operation: '', result, steps: [] };
}
