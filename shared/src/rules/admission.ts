/**
 * 攀枝花 第十一条、第十二条、第十七条 · 宜昌 第七条、第九条、第十九条: which bills assistance looks at: covered kinds of care, at a designated
 * institution, by the referral rules.
 * Readings GEN-DESIGNATED, PZH-A6 (原则上: an officer may let an emergency in, with a reason), YC-A9 (no exception).
 * Not modelled: whether a referral was in order; it arrives as a fact.
 */
import type { Clause, RefusalCode } from '../kernel/index.ts';
import type { BillKind, BillRules } from '../policy/compiled.ts';

/** How a bill came about. A fact that nobody stated is null, never a default. */
export type Circumstances = {
  readonly kind: BillKind;
  /** treated by the referral rules; true as well where care needed no referral (treatment at home) */
  readonly referred: boolean | null;
  /** treated at a designated institution (reading GEN-DESIGNATED) */
  readonly designated: boolean | null;
  /** an officer's decision that an un-referred emergency counts; heeded only where the law says 原则上 */
  readonly emergencyException?: { readonly reason: string };
};

/** `admitted`, or the clause that keeps the bill out, or the fact that nobody stated. */
export type Admission =
  | { readonly status: 'admitted' }
  | { readonly status: 'refused'; readonly code: RefusalCode; readonly clause: Clause }
  | { readonly status: 'unknown'; readonly fact: 'referred' | 'designated' };

const ADMITTED: Admission = { status: 'admitted' };

/** Whether a bill may enter the assistance totals at all. Ordinary outpatient care has its own benefit. */
export function decideAdmission(rules: BillRules, bill: Circumstances): Admission {
  const { kind } = bill;
  const covered =
    kind !== 'other' && (kind === 'ordinary_outpatient' || rules.assistanceKinds.includes(kind));
  if (!covered) return { status: 'refused', code: 'kind_not_covered', clause: rules.covers };
  if (bill.designated === false)
    return { status: 'refused', code: 'not_designated', clause: rules.designated };
  const excused = rules.emergencyException && bill.emergencyException !== undefined;
  if (bill.referred === false && !excused) {
    return { status: 'refused', code: 'not_referred', clause: rules.referral };
  }
  if (bill.designated === null) return { status: 'unknown', fact: 'designated' };
  if (bill.referred === null && !excused) return { status: 'unknown', fact: 'referred' };
  return ADMITTED;
}
