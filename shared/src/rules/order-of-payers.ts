/**
 * 攀枝花 第八条、第三十条 · 宜昌 第九条、第十条 · 柳州 三、六（二） · 广东 二（三）、二（五）、三（三）1: 先保险后救助. Who pays before whom, as an ordered chain: each
 * payer pays of what the ones before it left, and never more than that.
 * Readings GEN-BASE (what supplements pay is taken off as well), PZH-A9 (inclusive commercial insurance stands in the order where
 * the document puts it there; elsewhere it takes nothing off what assistance looks at, and comes after everybody).
 * Not modelled: how a payer comes to its amount: insurers' are facts, assistance is `assistance.ts`.
 */
import type { Clause, Fen, Trace } from '../kernel/index.ts';
import { formatYuan } from '../kernel/index.ts';
import type { PayerOrder } from '../policy/benefits.ts';
import type { BillKind, Payer } from '../policy/compiled.ts';
import { clauseFor } from './classes.ts';

const TITLES: Readonly<Record<Payer, string>> = {
  basic: '基本医保',
  critical_illness: '大病保险（职工大额）',
  supplement: '公务员补助、企业及其他补充保险',
  commercial: '普惠型商业健康保险',
  assistance: '医疗救助',
  tilt: '倾斜救助',
  second_assistance: '二次救助',
};

/** One payer of the chain. */
export type PayerPart = {
  readonly payer: Payer;
  /** fen; null: nobody knows, a figure is missing */
  readonly paid: Fen | null;
  /** what is left of the in-scope cost after it; null once something before it is unknown */
  readonly rest: Fen | null;
  /** null: the document does not put this payer in the order */
  readonly clause: Clause | null;
};

export type PayerChain = {
  readonly parts: readonly PayerPart[];
  /** 政策范围内个人自付 that assistance looks at; null where an earlier payer is unknown */
  readonly assistanceBase: Fen | null;
  /** what is left of the in-scope cost for the person; null where a payer is unknown */
  readonly rest: Fen | null;
};

/** A bill as the order looks at it. */
export type OrderedBill = {
  readonly kind: BillKind;
  /** the class that it is given by; null: none */
  readonly classId: string | null;
};

/**
 * Lets the payers of the order pay one after the other.
 * @param inScope in-scope cost of the bill, in fen
 * @param owed what each payer owes by its own rules, in fen; null: unknown. A payer that is not named owes nothing
 */
export function payInOrder(
  order: PayerOrder,
  { kind, classId }: OrderedBill,
  inScope: Fen,
  owed: Readonly<Partial<Record<Payer, Fen | null>>>,
  trace: Trace | null = null,
): PayerChain {
  const parts: PayerPart[] = [];
  let rest: Fen | null = inScope;
  let assistanceBase: Fen | null = null;
  const take = (payer: Payer, clause: Clause | null): void => {
    const amount: Fen | null = owed[payer] === undefined ? (0 as Fen) : owed[payer];
    const paid: Fen | null = rest === null || amount === null ? null : (Math.min(amount, rest) as Fen);
    rest = rest === null || paid === null ? null : ((rest - paid) as Fen);
    parts.push({ payer, paid, rest, clause });
  };
  const inOrder = order.payers.filter(({ kinds }) => kinds === null || isOneOf(kinds, kind));
  for (const { payer, clause, outpatient } of inOrder) {
    if (payer === 'assistance') assistanceBase = rest;
    take(payer, kind === 'ordinary_outpatient' ? (clauseFor(outpatient, classId) ?? clause) : clause);
  }
  for (const payer of Object.keys(owed) as Payer[]) {
    const listed = inOrder.some((entry) => entry.payer === payer);
    if (!listed && owed[payer] !== 0) take(payer, null);
  }
  if (trace !== null) explain(trace, order, parts);
  return { parts, assistanceBase, rest };
}

/** A payer that nobody can tell the amount of ends the explanation: what comes after it is unknown. */
function explain(trace: Trace, order: PayerOrder, parts: readonly PayerPart[]): void {
  for (const { payer, paid, rest, clause } of parts) {
    if (paid === null || rest === null) return;
    trace.add({
      step: 'payers.part',
      label: TITLES[payer],
      clause: clause ?? order.clause,
      inputs: [{ label: '支付后剩余', value: formatYuan(rest) }],
      result: formatYuan(paid),
    });
  }
}

function isOneOf(kinds: readonly BillKind[], kind: BillKind): boolean {
  return kinds.includes(kind);
}
