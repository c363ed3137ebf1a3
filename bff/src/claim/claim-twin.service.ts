// A bill that may be there twice: a paper beside what the platform holds, or one that was sent anew beside the one that a claim
// was paid for, in whichever claim or in none. An officer says whether they are one, and before that nothing is granted.
import type { BillTwin, TwinVerdict } from '@yijiutong/rules/contract';

import { yuan } from '../benefit-year/year.figures.ts';
import type { Deps } from '../deps.ts';
import { presentColleague } from '../desk/colleague.present.ts';
import { mayOpen, type Viewer } from '../desk/duplicate.service.ts';
import { listNames } from '../desk/staff-names.store.ts';
import { AppError } from '../error.ts';
import { presentInstant } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { listBillRows, listSettlementsById, type ClaimBillRow } from './claim-bill.store.ts';
import { isAlike, type Seen } from './claim-twin.rules.ts';
import {
  isPaid,
  listReversedAndPaid,
  listStandingBeside,
  listTwinRows,
  listUnreadOfTotals,
  type TwinRow,
} from './claim-twin.store.ts';
import type { ClaimRow } from './claim.store.ts';

type Holder = Pick<
  ClaimRow,
  'claim_id' | 'public_id' | 'number' | 'state' | 'place' | 'village' | 'submitted_at' | 'paid_amount'
>;

interface Other extends Seen {
  /** As the platform calls it, or we call a paper. */
  ref: string;
  name: string | null;
  /** Null for a paper that nobody has read. */
  settlementId: number | null;
  granted: number;
  holder: Holder | null;
  /** The holder's row of it. */
  heldAs: string | null;
}

export interface Two {
  /** The one that leaves the claim where they are one. */
  bill: ClaimBillRow;
  other: Other;
  /** The other one where it is of this claim too. */
  own: ClaimBillRow | null;
}

export interface Pair extends Two {
  decided: TwinRow | null;
}

type Ports = Pick<Deps, 'law'>;

/** Of a claim's bills, in their order, each with every other bill of hers that it may be. Two of the claim are there once. */
export async function findPairs(ports: Ports, db: Database, claim: ClaimRow): Promise<Pair[]> {
  const rows = await listBillRows(db, [claim.claim_id]);
  const ids = rows.flatMap((row) => row.settlement_id ?? row.paper_settlement_id ?? []);
  const settled = new Map((await listSettlementsById(db, ids)).map((one) => [one.settlement_id, one]));
  const bills = rows.map((row) => ({ row, seen: seeBill(ports, claim, row, settled) }));
  if (bills.length === 0) return [];
  const others = await listOthers(
    ports,
    db,
    claim,
    bills.map(({ seen }) => seen),
  );
  const known = others.map((other) => ({
    other,
    own: rows.find((row) => isItself(row, other, claim)) ?? null,
  }));
  const decided = others.length === 0 ? [] : await listTwinRows(db, claim.claim_id);
  return bills.flatMap(({ row: bill, seen }) =>
    known
      .filter(({ other, own }) => isAlike(seen, other) && leavesFor(bill, own))
      .map((one) => ({
        bill,
        ...one,
        decided: decided.find((said) => isNamed({ bill, ...one }, said)) ?? null,
      })),
  );
}

/** Of two of one claim the paper leaves for the platform's, the later paper for the earlier one. */
function leavesFor(bill: ClaimBillRow, own: ClaimBillRow | null): boolean {
  if (own === null) return true;
  if (own.ref === bill.ref || bill.settlement_id !== null) return false;
  return own.settlement_id !== null || own.position < bill.position;
}

/** A bill of the claim has two names once the platform's took its paper's place; two of the claim are named either way round. */
export function isNamed({ bill, other, own }: Two, said: Pick<TwinVerdict, 'ref' | 'other'>): boolean {
  const isOther = (name: string) => name === other.ref || name === own?.ref;
  if (said.ref === bill.ref) return isOther(said.other);
  return own !== null && said.other === bill.ref && isOther(said.ref);
}

export const keyOf = ({ bill, other, own }: Two) => ({ ref: bill.ref, other: own?.ref ?? other.ref });

function isItself(row: ClaimBillRow, other: Other, claim: ClaimRow): boolean {
  const own = row.settlement_id ?? row.paper_settlement_id;
  if (own !== null && own === other.settlementId) return true;
  return other.ref === row.ref && other.holder?.claim_id === claim.claim_id;
}

type Settled = Awaited<ReturnType<typeof listSettlementsById>>[number];

/** As an officer has read it, where she has; else as the person wrote it down. */
function seeBill(
  ports: Ports,
  claim: ClaimRow,
  row: ClaimBillRow,
  settled: ReadonlyMap<number, Settled>,
): Seen {
  const paper = row.settlement_id === null;
  const found = settled.get(row.settlement_id ?? row.paper_settlement_id ?? 0);
  if (found === undefined) {
    return { paper, takenBack: false, on: row.on_day ?? '', total: row.total ?? 0, code: null };
  }
  const takenBack = found.reversed_at !== null && isPaid(claim);
  return { paper, takenBack, ...seeSettled(ports, found) };
}

function seeSettled(
  { law }: Ports,
  row: Pick<Settled, 'settled_at' | 'total' | 'institution' | 'region'>,
): Omit<Seen, 'paper' | 'takenBack'> & { name: string | null } {
  const { institution: code, total } = row;
  const name = law.codesOf(row.region).findInstitution(code)?.name ?? null;
  return { on: row.settled_at.slice(0, 10), total, code, name };
}

async function listOthers(
  ports: Ports,
  db: Database,
  { person_id: personId }: ClaimRow,
  bills: readonly Seen[],
): Promise<Other[]> {
  const totals = [...new Set(bills.map(({ total }) => total))];
  // What was sent anew may come to another total.
  const anyTotal = bills.some(({ takenBack }) => takenBack);
  const standing = await listStandingBeside(db, personId, anyTotal ? null : totals);
  const reversed = await listReversedAndPaid(db, personId);
  const unread = await listUnreadOfTotals(db, personId, totals);
  const settledOther = (row: (typeof standing)[number], takenBack: boolean): Other => ({
    ...seeSettled(ports, row),
    ref: row.setl_id,
    paper: row.paper_settlement_id === row.settlement_id || row.setl_id.startsWith('paper-'),
    takenBack,
    settlementId: row.settlement_id,
    granted: row.granted_assistance + row.granted_tilt,
    holder: holderOf(row),
    heldAs: row.held_as,
  });
  return [
    ...standing.map((row) => settledOther(row, false)),
    ...reversed.map((row) => settledOther(row, true)),
    ...unread.map((row) => ({
      ref: row.ref,
      paper: true,
      takenBack: false,
      on: row.on_day ?? '',
      total: row.total ?? 0,
      code: null,
      name: row.institution,
      settlementId: null,
      granted: 0,
      holder: row,
      heldAs: row.ref,
    })),
  ];
}

function holderOf({
  claim_id,
  public_id,
  number,
  state,
  place,
  village,
  submitted_at,
  paid_amount,
}: { [Key in keyof Holder]: Holder[Key] | null }): Holder | null {
  if (claim_id === null || public_id === null || state === null || place === null) return null;
  return { claim_id, public_id, number, state, place, village, submitted_at, paid_amount: paid_amount ?? 0 };
}

/**
 * That there is a claim with the other one is told to whoever works on this one; which it is and what was granted there, to
 * her who may open it.
 * @param viewer null: nobody looks
 */
export async function presentTwins(
  { law, crypto }: Pick<Deps, 'law' | 'crypto'>,
  db: Database,
  claim: ClaimRow,
  viewer: Viewer | null,
): Promise<BillTwin[]> {
  const pairs = await findPairs({ law }, db, claim);
  const deciders = pairs.flatMap(({ decided }) => decided?.staff_id ?? []);
  const names = await listNames(db, [...new Set(deciders)]);
  return pairs.map((pair) => {
    const { other, decided } = pair;
    const by = decided === null ? undefined : names.get(decided.staff_id);
    const { holder } = other;
    const open = holder === null || (viewer !== null && mayOpen(viewer, holder));
    return {
      ...keyOf(pair),
      source: other.paper ? 'paper' : 'platform',
      takenBack: other.takenBack,
      institution: other.name,
      on: other.on,
      total: yuan(other.total),
      granted: open ? yuan(other.granted) : null,
      claim:
        holder === null
          ? null
          : { claimId: open ? holder.public_id : null, number: holder.number, state: holder.state },
      decided:
        decided === null
          ? null
          : {
              same: decided.same === 1,
              at: presentInstant(decided.decided_at),
              by: by === undefined ? null : presentColleague(crypto, by),
            },
    };
  });
}

/**
 * Nothing is granted while a bill may be there twice, nor while another claim has what was said to be the same as a bill that
 * this one was paid for.
 * @throws {AppError} 409 `duplicate_open`, with every pair
 */
export async function checkTwins(
  deps: Pick<Deps, 'law' | 'crypto'>,
  trx: Database,
  claim: ClaimRow,
  viewer: Viewer | null,
): Promise<void> {
  const twins = await presentTwins(deps, trx, claim, viewer);
  if (twins.some(({ decided }) => decided?.same !== false)) throw twinsOpen(twins);
}

export function twinsOpen(twins: readonly BillTwin[]): AppError {
  return new AppError(409, 'duplicate_open', 'bills of this claim may be there twice: say of each whether', {
    data: { twins },
  });
}
