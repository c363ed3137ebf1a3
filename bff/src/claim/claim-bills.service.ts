// Which bills a claim may be for: her own, not refused, not taken back, with something left, in no other claim.
import type { ClaimKind, claimBillsRequest } from '@yijiutong/rules/contract';
import { parseYuan, type Day } from '@yijiutong/rules/kernel';
import type { Insertable } from 'kysely';
import type { z } from 'zod';

import type { ListedBill } from '../bill/bill.store.ts';
import { AppError } from '../error.ts';
import type { ClaimBillTable } from '../storage/claim-tables.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { listLiveClaims, listSettlementsOf, type ClaimBillRow } from './claim-bill.store.ts';
import { findReasonAgainst, type WhyNot } from './claim.bills.ts';

type BillInput = z.output<typeof claimBillsRequest>['bills'][number];
type PlatformInput = Extract<BillInput, { setlId: string }>;
type PaperInput = Exclude<BillInput, PlatformInput>;
type NewBill = Insertable<ClaimBillTable>;

interface Refusal {
  ref: string;
  why: WhyNot;
  number?: string;
}

interface ClaimOfBills {
  personId: number;
  claimId: number;
  kind: ClaimKind;
}

/** The rows of bills as she chose them, in her order. @throws {AppError} 409 `bill_not_claimable`, 422 */
export async function chooseBills(
  trx: Database,
  claim: ClaimOfBills & { former: readonly ClaimBillRow[]; today: Day },
  bills: readonly BillInput[],
): Promise<NewBill[]> {
  const platform = await chooseSettlements(
    trx,
    claim,
    bills.filter((bill) => 'setlId' in bill),
  );
  const rows = bills.map((bill, position) =>
    'setlId' in bill
      ? { ...getRow(platform, bill.setlId), position }
      : { ...paperRow(claim, bill, position), position },
  );
  checkOnce(rows.map(({ ref }) => ref));
  return rows;
}

function getRow(rows: readonly NewBill[], ref: string): NewBill {
  const row = rows.find((candidate) => candidate.ref === ref);
  if (row === undefined) throw new Error('a bill was chosen and has no row');
  return row;
}

/** @throws {AppError} 409 `bill_not_claimable`, with the reason of every bill that cannot be */
export async function chooseSettlements(
  trx: Database,
  { personId, claimId, kind }: ClaimOfBills,
  chosen: readonly PlatformInput[],
): Promise<NewBill[]> {
  checkOnce(chosen.map(({ setlId }) => setlId));
  const found = await listSettlementsOf(
    trx,
    personId,
    chosen.map(({ setlId }) => setlId),
  );
  const live = await listLiveClaims(
    trx,
    found.map((row) => row.settlement_id),
  );
  const settlementOf = new Map(found.map((row) => [row.setl_id, row]));
  const refusals = chosen.flatMap(({ setlId }) =>
    refusalOf(setlId, settlementOf.get(setlId), live, { claimId, kind }),
  );
  if (refusals.length > 0) throw notClaimable(refusals);
  return chosen.map(({ setlId, injury }, position) => ({
    claim_id: claimId,
    ref: setlId,
    position,
    settlement_id: settlementOf.get(setlId)?.settlement_id ?? null,
    live_settlement_id: null,
    institution: null,
    on_day: null,
    kind: null,
    total: null,
    injury: flagOf(injury),
  }));
}

/** Missing and foreign are one answer. */
function refusalOf(
  ref: string,
  settlement: ListedBill | undefined,
  live: Awaited<ReturnType<typeof listLiveClaims>>,
  { claimId, kind }: Pick<ClaimOfBills, 'claimId' | 'kind'>,
): Refusal[] {
  if (settlement === undefined) return [{ ref, why: 'unknown' }];
  const holder = live.get(settlement.settlement_id);
  if (holder !== undefined && holder.claimId !== claimId) {
    return [{ ref, why: 'in_claim', ...(holder.number === null ? {} : { number: holder.number }) }];
  }
  const why = findReasonAgainst({ settlement }, kind);
  return why === null ? [] : [{ ref, why }];
}

export function notClaimable(bills: readonly Refusal[]): AppError {
  return new AppError(
    409,
    'bill_not_claimable',
    'a bill cannot be claimed: see data.bills. Take it out, or look at the claim that holds it',
    { data: { bills } },
  );
}

function paperRow(
  { claimId, former, today }: Pick<ClaimOfBills, 'claimId'> & { former: readonly ClaimBillRow[]; today: Day },
  bill: PaperInput,
  at: number,
): Omit<NewBill, 'position'> {
  const { ref, institution, on, kind, injury } = bill;
  if (on > today) throw invalidField(`body.bills.${at}.on`, 'lies in the future');
  const total = parseYuan(bill.total);
  if (total === 0) throw invalidField(`body.bills.${at}.total`, 'is nothing: there is nothing to claim');
  const known = former.some((row) => row.ref === ref && row.settlement_id === null);
  if (ref !== undefined && !known) {
    throw invalidField(`body.bills.${at}.ref`, 'is none that this claim gave: leave it out for a new bill');
  }
  return {
    claim_id: claimId,
    ref: ref ?? `paper-${newRecordId()}`,
    settlement_id: null,
    live_settlement_id: null,
    institution,
    on_day: on,
    kind,
    total,
    injury: flagOf(injury),
  };
}

function flagOf(injury: boolean | null): 0 | 1 | null {
  return injury === null ? null : injury ? 1 : 0;
}

function checkOnce(refs: readonly string[]): void {
  if (new Set(refs).size < refs.length) throw invalidField('body.bills', 'one bill stands there twice');
}

export function invalidField(path: string, problem: string): AppError {
  return new AppError(422, 'invalid_request', 'the body is not as /docs describes it: see data.fields', {
    data: { fields: [{ path, problem }] },
  });
}
