/**
 * 攀枝花 第八条、第九条、第十条、第十五条、第二十七条、第三十条 · 宜昌 第二条、第九条、第十四条: 先保险后救助. Assistance is calculated on 政策范围内个人自付: what is left of the
 * in-scope cost after basic insurance, 大病 (or 职工大额), supplements and, in 攀枝花, inclusive commercial insurance.
 * Readings GEN-BASE (every deductible is part of the base; 先行自付 by a dated switch), PZH-A9 (in-scope part only).
 * What an employee's 职工大额 paid is `criticalIllnessPaid` (宜昌 第二条); what the person pays at discharge (攀枝花 第二十七条) is
 * what is out of pocket less what assistance grants.
 * Read here: of ordinary outpatient care no clause names a commercial insurer; 攀枝花 第九条、第十条 help with 个人负担, and what an
 * insurer paid is not borne. So it is taken off there too, by the clause that helps the class.
 * Not modelled: how basic insurance itself comes to its payment: it arrives as a fact of the settlement.
 */
import type { Clause, Fen, StepId, StepInput, Trace } from '../kernel/index.ts';
import { formatYuan } from '../kernel/index.ts';
import type { BillKind, BillRules, CoveredKind } from '../policy/compiled.ts';
import { clauseFor } from './classes.ts';

/** What a bill's base is made of, in fen, never negative. */
export type BillAmounts = {
  readonly kind: BillKind;
  /** 总费用 */
  readonly total: Fen;
  /** 全自费 + 超限价 */
  readonly outOfScope: Fen;
  /** 乙类先行自付; the region's switch decides whether it is in the base (reading GEN-BASE) */
  readonly preSelfPay: Fen;
  /** 基本医保 */
  readonly basicPaid: Fen;
  /** 大病保险 / 职工大额 */
  readonly criticalIllnessPaid: Fen;
  /** 公务员补助 + 企业补充 */
  readonly supplementPaid: Fen;
  /** the in-scope part that 普惠型商业健康保险 paid; counts where the document puts it before assistance */
  readonly commercialPaid: Fen;
};

/**
 * 政策范围内个人自付 of one bill, in fen; never negative.
 * @param classId the class that the explanation is of; null: none
 */
export function assistanceBase(
  rules: BillRules,
  bill: BillAmounts,
  trace: Trace | null = null,
  classId: string | null = null,
): Fen {
  const preSelfPay = rules.preSelfPayExcluded ? bill.preSelfPay : 0;
  const commercial = commercialBefore(rules, bill) ? bill.commercialPaid : 0;
  const inScope = bill.total - bill.outOfScope - preSelfPay;
  const paid = bill.basicPaid + bill.criticalIllnessPaid + bill.supplementPaid + commercial;
  const base = Math.max(inScope - paid, 0) as Fen;
  if (trace !== null) explainBase(trace, { rules, bill, classId }, base);
  return base;
}

/**
 * In-scope self-pay (自付) of a bill that no document's rules apply to, in fen: as `assistanceBase`, with 先行自付 outside.
 */
export function inScopeSelfPay(bill: BillAmounts): Fen {
  const inScope = bill.total - bill.outOfScope - bill.preSelfPay;
  return Math.max(inScope - bill.basicPaid - bill.criticalIllnessPaid - bill.supplementPaid, 0) as Fen;
}

/** Everything that the person pays of the bill before assistance, out-of-scope included (自负), in fen. */
export function outOfPocket(bill: BillAmounts): Fen {
  const paid = bill.basicPaid + bill.criticalIllnessPaid + bill.supplementPaid + bill.commercialPaid;
  return Math.max(bill.total - paid, 0) as Fen;
}

/** What a base is explained from. */
type Explained = {
  readonly rules: BillRules;
  readonly bill: BillAmounts;
  readonly classId: string | null;
};

function commercialClause({ rules: { commercial, commercialOutpatient }, bill, classId }: Explained): Clause {
  if (bill.kind !== 'ordinary_outpatient') return commercial;
  return clauseFor(commercialOutpatient, classId) ?? commercial;
}

function commercialBefore(rules: BillRules, bill: BillAmounts): boolean {
  return bill.kind !== 'other' && rules.commercialKinds.includes(bill.kind satisfies CoveredKind);
}

function explainBase(trace: Trace, explained: Explained, base: Fen): void {
  const { rules, bill } = explained;
  const { payers, scope } = rules;
  addFact(trace, 'bill.total', '总费用', bill.total, payers);
  addFact(trace, 'bill.outOfScope', '政策范围外费用', bill.outOfScope, scope);
  const off = [money('政策范围外费用', bill.outOfScope)];
  if (bill.preSelfPay > 0 && rules.preSelfPayExcluded) {
    addFact(trace, 'bill.preSelfPay', '乙类先行自付', bill.preSelfPay, scope);
    off.push(money('乙类先行自付', bill.preSelfPay));
  }
  addFact(trace, 'bill.basicPaid', '基本医保支付', bill.basicPaid, payers);
  addFact(trace, 'bill.criticalIllnessPaid', '大病保险支付', bill.criticalIllnessPaid, payers);
  off.push(money('基本医保支付', bill.basicPaid), money('大病保险支付', bill.criticalIllnessPaid));
  if (bill.supplementPaid > 0) {
    addFact(trace, 'bill.supplementPaid', '公务员补助和企业补充支付', bill.supplementPaid, payers);
    off.push(money('公务员补助和企业补充支付', bill.supplementPaid));
  }
  if (bill.commercialPaid > 0 && commercialBefore(rules, bill)) {
    const clause = commercialClause(explained);
    addFact(trace, 'bill.commercialPaid', '普惠型商业健康保险支付', bill.commercialPaid, clause);
    off.push(money('普惠型商业健康保险支付', bill.commercialPaid));
  }
  trace.add({
    step: 'bill.base',
    label: '政策范围内个人自付',
    clause: rules.scope,
    inputs: [money('总费用', bill.total), ...off],
    operation: [formatYuan(bill.total), ...off.map(({ value }) => value)].join(' − '),
    result: formatYuan(base),
  });
}

// Functions of the file, not closures: a bill's explanation makes none anew.
function money(label: string, value: Fen): StepInput {
  return { label, value: formatYuan(value) };
}

function addFact(trace: Trace, step: StepId, label: string, value: Fen, clause: Clause): void {
  trace.add({ step, label, clause, result: formatYuan(value) });
}
