// What a bill can bring to a claim, and why one cannot be claimed. Pure.
import { leftToClaim } from '@yijiutong/rules/claim';
import type { BillKind, ClaimBill, ClaimKind } from '@yijiutong/rules/contract';
import { fen, type Fen } from '@yijiutong/rules/kernel';

import { grantedOf } from '../benefit-year/year.figures.ts';
import type { ListedBill } from '../bill/bill.store.ts';
import type { ClaimBillRow } from './claim-bill.store.ts';

export type WhyNot = 'unknown' | 'reversed' | 'refused' | 'nothing_left' | 'in_claim';

/** A bill of a claim, with the settlement as it stands now; null where only paper knows the bill. */
export interface BillOfClaim {
  row: ClaimBillRow;
  settlement: ListedBill | null;
}

export function pairBills(rows: readonly ClaimBillRow[], settlements: readonly ListedBill[]): BillOfClaim[] {
  const byId = new Map(settlements.map((settlement) => [settlement.settlement_id, settlement]));
  return rows.map((row) => ({
    row,
    settlement: row.settlement_id === null ? null : (byId.get(row.settlement_id) ?? null),
  }));
}

/**
 * By the rules, less what was granted; null while nobody can say. What was taken back or refused brings nothing. Nobody takes
 * back a paper: the service itself took it out of the year when its claim came to nothing, and it has to be read again.
 */
export function claimableOf({ row, settlement }: BillOfClaim): Fen | null {
  if (row.settlement_id === null && settlement?.state === 'reversed') return null;
  return leftOf(settlement);
}

function leftOf(settlement: ListedBill | null): Fen | null {
  switch (settlement?.state) {
    case 'granted':
      return leftToClaim(settlement.calculated ?? 0, grantedOf(settlement));
    case 'refused':
    case 'reversed':
      return fen(0);
    case 'incomplete':
    case 'pending':
    case undefined:
      return null;
  }
}

/**
 * Null: it can be claimed. A paper bill always can: what it says is for the officer to read. That the rules refuse a bill
 * today, or give nothing for it, speaks against asking for reimbursement; it is what the other kinds are there for.
 */
export function findReasonAgainst(
  bill: Pick<BillOfClaim, 'settlement'>,
  kind: ClaimKind = 'reimbursement',
): Exclude<WhyNot, 'unknown' | 'in_claim'> | null {
  const { settlement } = bill;
  if (settlement === null) return null;
  if (settlement.reversed_at !== null || settlement.state === 'reversed') return 'reversed';
  if (kind !== 'reimbursement') return settlement.self_paid > 0 ? null : 'nothing_left';
  if (settlement.state === 'refused') return 'refused';
  const left = leftOf(settlement) ?? settlement.self_paid;
  return left > 0 ? null : 'nothing_left';
}

export function sourceOf({ settlement_id: id }: ClaimBillRow): ClaimBill['source'] {
  return id === null ? 'paper' : 'platform';
}

export function kindOf({ row, settlement }: BillOfClaim): BillKind {
  return settlement?.kind ?? row.kind ?? 'other';
}

export function injuryOf({ injury }: ClaimBillRow): boolean | null {
  return injury === null ? null : injury === 1;
}

export function dayOf({ row, settlement }: BillOfClaim): string {
  return settlement?.settled_at.slice(0, 10) ?? row.on_day ?? '';
}

export function totalOf({ row, settlement }: BillOfClaim): number {
  return settlement?.total ?? row.total ?? 0;
}

export function illustrativeOf({ settlement }: BillOfClaim): string[] {
  const outcome = settlement?.outcome ?? null;
  if (outcome === null || settlement?.state !== 'granted') return [];
  return (JSON.parse(outcome) as { illustrative?: string[] }).illustrative ?? [];
}
