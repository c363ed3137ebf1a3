/** The bills that a claim can be for: those the platform holds, and those that only paper knows. */
import type { BillKind, ClaimBill, ClaimReply, ClaimsReply } from '@yijiutong/rules/contract';

import type { api } from '../../../services/api';
import { MOST_BILLS } from '../../../text/claim';

type BillInput = Parameters<typeof api.setClaimBills>[1]['bills'][number];
type Claimable = ClaimsReply['claimable'][number];

export type PaperBill = { institution: string; on: string; kind: BillKind; total: string };
/** `before`: the bills that were in the claim when this one was typed. */
export type TypedBill = PaperBill & { before: readonly string[] };
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

const ofTyped = ({ institution, on, kind, total }: TypedBill, at: number): Row => ({
  key: `new-${at}`,
  source: 'paper',
  ref: null,
  institution,
  on,
  kind,
  total,
  claimable: null,
  illustrative: false,
  chosen: true,
  injury: null,
});

/** Typed bills that the claim does not have yet: one whose saving was taken, though its reply was lost, is there. */
function listUnsaved(bills: readonly ClaimBill[], typed: readonly TypedBill[]): Row[] {
  const taken = new Set<string>();
  return typed.flatMap((one, at) => {
    const saved = bills.find(
      ({ ref, source, institution, on, kind, total }) =>
        source === 'paper' &&
        !taken.has(ref) &&
        !one.before.includes(ref) &&
        institution === one.institution &&
        on === one.on &&
        kind === one.kind &&
        total === one.total,
    );
    if (saved === undefined) return [ofTyped(one, at)];
    taken.add(saved.ref);
    return [];
  });
}

export function listRows(
  claim: Pick<ClaimReply, 'bills'>,
  claimable: readonly Claimable[],
  typed: readonly TypedBill[],
  edits: Edits,
): Row[] {
  const inClaim = new Set(claim.bills.map(({ ref }) => ref));
  const rows = [
    ...claim.bills.map(ofClaim),
    ...claimable.filter(({ setlId }) => !inClaim.has(setlId)).map(ofPlatform),
    ...listUnsaved(claim.bills, typed),
  ];
  return rows.map((row) => ({ ...row, ...edits[row.key] }));
}

export type RowsFault = 'none' | 'too_many' | 'injury';

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
