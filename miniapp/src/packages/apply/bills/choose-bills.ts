/** The bills that a claim can be for: those the platform holds, and those that only paper knows. */
import type { BillKind, ClaimBill, ClaimReply, ClaimsReply } from '@yijiutong/rules/contract';

import type { api } from '../../../services/api';

type BillInput = Parameters<typeof api.setClaimBills>[1]['bills'][number];
type Claimable = ClaimsReply['claimable'][number];

export type PaperBill = { institution: string; on: string; kind: BillKind; total: string };
export type Row = {
  key: string;
  source: ClaimBill['source'];
  /** Null for a paper bill that was typed just now. */
  ref: string | null;
  institution: string | null;
  on: string;
  kind: BillKind;
  total: string;
  claimable: string | null;
  illustrative: boolean;
  chosen: boolean;
  injury: boolean | null;
};
/** What was ticked and answered here, over what the server knows: a newer reply takes nothing of it away. */
export type Edits = Record<string, Partial<Pick<Row, 'chosen' | 'injury'>>>;

function ofClaim(bill: ClaimBill): Row {
  const { ref, source, institution, on, kind, total, claimable, illustrative, injury } = bill;
  return {
    key: ref,
    source,
    ref,
    institution,
    on,
    kind,
    total,
    claimable,
    illustrative,
    injury,
    chosen: true,
  };
}

function ofPlatform(bill: Claimable): Row {
  const { setlId, institution, on, kind, total, difference, illustrative } = bill;
  const about = { institution, on, kind, total, claimable: difference, illustrative };
  return { key: setlId, source: 'platform', ref: setlId, ...about, chosen: false, injury: null };
}

const ofTyped = (typed: PaperBill, at: number): Row => ({
  key: `new-${at}`,
  source: 'paper',
  ref: null,
  ...typed,
  claimable: null,
  illustrative: false,
  chosen: true,
  injury: null,
});

export function listRows(
  claim: Pick<ClaimReply, 'bills'>,
  claimable: readonly Claimable[],
  typed: readonly PaperBill[],
  edits: Edits,
): Row[] {
  const inClaim = new Set(claim.bills.map(({ ref }) => ref));
  const rows = [
    ...claim.bills.map(ofClaim),
    ...claimable.filter(({ setlId }) => !inClaim.has(setlId)).map(ofPlatform),
    ...typed.map(ofTyped),
  ];
  return rows.map((row) => ({ ...row, ...edits[row.key] }));
}

export type RowsFault = 'none' | 'too_many' | 'injury';
const MOST_BILLS = 10;

export function findRowsFault(rows: readonly Row[]): RowsFault | null {
  const chosen = rows.filter((row) => row.chosen);
  if (chosen.length === 0) return 'none';
  if (chosen.length > MOST_BILLS) return 'too_many';
  return chosen.some(({ injury }) => injury === null) ? 'injury' : null;
}

function toInput({ source, ref, institution, on, kind, total, injury }: Row): BillInput {
  if (source === 'platform') return { setlId: ref ?? '', injury };
  const about = { institution: institution ?? '', on, kind, total, injury };
  return ref === null ? about : { ref, ...about };
}

export function toInputs(rows: readonly Row[]): BillInput[] {
  return rows.filter(({ chosen }) => chosen).map(toInput);
}
