/**
 * 广东 三（三）1: whoever was assisted visit by visit, and whose visits together then reach the 大病 line, has the assistance that was paid
 * too much deducted from the 大病 payment.
 * Reading GD-A2: the year is calculated again in the order 基本 → 大病 → 救助; what was paid above the assistance that is then due is
 * an offset against the 大病 payment; what is more than that payment stays with the person, who never pays back cash.
 * Not modelled: between which two funds the money moves.
 */
import type { Clause, Fen, Figure, Outcome, Step } from '../kernel/index.ts';
import {
  Trace,
  above,
  atMost,
  formatYuan,
  granted,
  incomplete,
  isMissing,
  subtract,
} from '../kernel/index.ts';
import type { CriticalIllnessTerms } from '../policy/compiled.ts';
import { criticalIllnessTotal } from './critical-illness.ts';

/** One visit in order: in-scope self-pay after basic insurance, and the assistance that was paid for it, in fen. */
export type AssistedVisit = { readonly selfPayAfterBasic: Fen; readonly assistancePaid: Fen };

export type AidOffset = {
  /** the visit (from 0) with which the line was reached; null: it was not */
  readonly reachedAt: number | null;
  /** 大病 of the year, before anything is deducted */
  readonly criticalIllness: Fen;
  readonly assistancePaid: Fen;
  /** assistance of the year on what 大病 leaves */
  readonly assistanceDue: Fen;
  /** what is deducted from the 大病 payment */
  readonly offset: Fen;
  /** what the person is paid by 大病 */
  readonly criticalIllnessPaid: Fen;
};

/**
 * The offset of a year.
 * @param assistanceOn what assistance comes to on a base, by the class's own terms
 */
export function decideAidOffset(
  clause: Clause,
  insurance: CriticalIllnessTerms,
  visits: readonly AssistedVisit[],
  assistanceOn: (base: Fen) => Figure<Fen>,
): Outcome<AidOffset> {
  if (isMissing(insurance.deductible)) return incomplete([insurance.deductible]);
  const selfPay = visits.reduce((sum, visit) => sum + visit.selfPayAfterBasic, 0) as Fen;
  const assistancePaid = visits.reduce((sum, visit) => sum + visit.assistancePaid, 0) as Fen;
  const reachedAt = findReached(visits, insurance.deductible);
  if (reachedAt === null) {
    const none = 0 as Fen;
    return granted({
      reachedAt,
      criticalIllness: none,
      assistancePaid,
      assistanceDue: assistancePaid,
      offset: none,
      criticalIllnessPaid: none,
    });
  }
  const criticalIllness = criticalIllnessTotal(insurance, selfPay);
  if (isMissing(criticalIllness)) return incomplete([criticalIllness]);
  const assistanceDue = assistanceOn(subtract(selfPay, criticalIllness));
  if (isMissing(assistanceDue)) return incomplete([assistanceDue]);
  const offset = atMost(above(assistancePaid, assistanceDue), criticalIllness);
  const value: AidOffset = {
    reachedAt,
    criticalIllness,
    assistancePaid,
    assistanceDue,
    offset,
    criticalIllnessPaid: subtract(criticalIllness, offset),
  };
  return granted(value, explain(clause, insurance.clause, value));
}

function findReached(visits: readonly AssistedVisit[], line: Fen): number | null {
  let sum = 0;
  for (const [index, visit] of visits.entries()) {
    sum += visit.selfPayAfterBasic;
    if (sum >= line) return index;
  }
  return null;
}

function explain(clause: Clause, insurance: Clause, value: AidOffset): Step | null {
  const trace = new Trace();
  const { criticalIllness, assistancePaid, assistanceDue, offset, criticalIllnessPaid } = value;
  const yuan = formatYuan;
  trace.add({
    step: 'aidOffset.criticalIllness',
    label: '大病保险应支付',
    clause: insurance,
    result: yuan(criticalIllness),
  });
  trace.add({ step: 'aidOffset.paid', label: '已按次救助', clause, result: yuan(assistancePaid) });
  trace.add({ step: 'aidOffset.due', label: '按顺序重新计算的救助', clause, result: yuan(assistanceDue) });
  trace.add({
    step: 'aidOffset.offset',
    label: '从大病保险支付中扣减',
    clause,
    operation: `min(max(${yuan(assistancePaid)} − ${yuan(assistanceDue)}, 0), ${yuan(criticalIllness)})`,
    result: yuan(offset),
  });
  const root = new Trace();
  root.add(
    {
      step: 'aidOffset',
      label: '大病保险实际支付',
      clause,
      operation: `${yuan(criticalIllness)} − ${yuan(offset)}`,
      result: yuan(criticalIllnessPaid),
    },
    trace,
  );
  return root.steps[0] ?? null;
}
