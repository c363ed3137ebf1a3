// A bill that may be there twice: a paper beside what the platform holds, in whichever claim or in none. An officer says whether
// they are one, and before that nothing is granted.
import type { BillTwin, TwinVerdict } from '@yijiutong/rules/contract';

import { yuan } from '../benefit-year/year.figures.ts';
import type { Deps } from '../deps.ts';
import { presentColleague } from '../desk/colleague.present.ts';
import { listNames } from '../desk/staff-names.store.ts';
import { AppError } from '../error.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { listBillRows, listSettlementsById, type ClaimBillRow } from './claim-bill.store.ts';
import { invalidField, notClaimable } from './claim-bills.service.ts';
import { notPossible } from './claim-change.service.ts';
import { dropPaperBills, type PersonFacts } from './claim-paper-bill.service.ts';
import { isAlike, type Seen } from './claim-twin.rules.ts';
import {
  listSettlementsOfTotals,
  listTwinRows,
  listUnreadOfTotals,
  putTwin,
  removeBill,
  replaceByPlatform,
  type TwinRow,
} from './claim-twin.store.ts';
import type { Work } from './claim-work.service.ts';
import { readNeeds } from './claim.access.ts';
import { updateClaim, type ClaimRow } from './claim.store.ts';

type Holder = Pick<ClaimRow, 'claim_id' | 'public_id' | 'number' | 'state'>;

interface Other extends Seen {
  ref: string;
  name: string | null;
  /** Null for a paper that nobody has read. */
  settlementId: number | null;
  granted: number;
  holder: Holder | null;
}

interface Pair {
  bill: ClaimBillRow;
  other: Other;
  decided: TwinRow | null;
}

type Ports = Pick<Deps, 'law'>;

/** Of a claim's bills, in their order, each with every other bill of hers that it may be. */
async function findPairs(ports: Ports, db: Database, claim: ClaimRow): Promise<Pair[]> {
  const rows = await listBillRows(db, [claim.claim_id]);
  const ids = rows.flatMap((row) => row.settlement_id ?? row.paper_settlement_id ?? []);
  const settled = new Map((await listSettlementsById(db, ids)).map((one) => [one.settlement_id, one]));
  const bills = rows.map((row) => ({ row, seen: seeBill(ports, row, settled) }));
  const totals = [...new Set(bills.map(({ seen }) => seen.total))];
  if (totals.length === 0) return [];
  const others = await listOthers(ports, db, claim, totals);
  const decided = others.length === 0 ? [] : await listTwinRows(db, claim.claim_id);
  return bills.flatMap(({ row, seen }) =>
    others
      .filter((other) => !isItself(row, other, claim) && isAlike(seen, other))
      .map((other) => ({
        bill: row,
        other,
        decided: decided.find((one) => one.ref === row.ref && one.other === other.ref) ?? null,
      })),
  );
}

function isItself(row: ClaimBillRow, other: Other, claim: ClaimRow): boolean {
  const own = row.settlement_id ?? row.paper_settlement_id;
  if (own !== null && own === other.settlementId) return true;
  return other.ref === row.ref && other.holder?.claim_id === claim.claim_id;
}

type Settled = Awaited<ReturnType<typeof listSettlementsById>>[number];

/** As an officer has read it, where she has; else as the person wrote it down. */
function seeBill(ports: Ports, row: ClaimBillRow, settled: ReadonlyMap<number, Settled>): Seen {
  const paper = row.settlement_id === null;
  const found = settled.get(row.settlement_id ?? row.paper_settlement_id ?? 0);
  if (found === undefined) {
    return { paper, on: row.on_day ?? '', total: row.total ?? 0, code: null };
  }
  return { paper, ...seeSettled(ports, found) };
}

function seeSettled(
  { law }: Ports,
  row: Pick<Settled, 'settled_at' | 'total' | 'institution' | 'region'>,
): Omit<Seen, 'paper'> & { name: string | null } {
  const { institution: code, total } = row;
  const name = law.codesOf(row.region).findInstitution(code)?.name ?? null;
  return { on: row.settled_at.slice(0, 10), total, code, name };
}

async function listOthers(
  ports: Ports,
  db: Database,
  claim: ClaimRow,
  totals: readonly number[],
): Promise<Other[]> {
  const { person_id: personId } = claim;
  const settled = await listSettlementsOfTotals(db, personId, totals);
  const unread = await listUnreadOfTotals(db, personId, totals);
  return [
    ...settled.map((row) => ({
      ...seeSettled(ports, row),
      ref: row.setl_id,
      paper: row.paper_settlement_id === row.settlement_id || row.setl_id.startsWith('paper-'),
      settlementId: row.settlement_id,
      granted: row.granted_assistance + row.granted_tilt,
      holder: holderOf(row),
    })),
    ...unread.map((row) => ({
      ref: row.ref,
      paper: true,
      on: row.on_day ?? '',
      total: row.total ?? 0,
      code: null,
      name: row.institution,
      settlementId: null,
      granted: 0,
      holder: row,
    })),
  ];
}

function holderOf({
  claim_id,
  public_id,
  number,
  state,
}: { [Key in keyof Holder]: Holder[Key] | null }): Holder | null {
  if (claim_id === null || public_id === null || state === null) return null;
  return { claim_id, public_id, number, state };
}

export async function presentTwins(
  { law, crypto }: Pick<Deps, 'law' | 'crypto'>,
  db: Database,
  claim: ClaimRow,
): Promise<BillTwin[]> {
  const pairs = await findPairs({ law }, db, claim);
  const deciders = pairs.flatMap(({ decided }) => decided?.staff_id ?? []);
  const names = await listNames(db, [...new Set(deciders)]);
  return pairs.map(({ bill, other, decided }) => {
    const by = decided === null ? undefined : names.get(decided.staff_id);
    return {
      ref: bill.ref,
      other: other.ref,
      source: other.paper ? 'paper' : 'platform',
      institution: other.name,
      on: other.on,
      total: yuan(other.total),
      granted: yuan(other.granted),
      claim:
        other.holder === null
          ? null
          : {
              claimId: other.holder.public_id,
              number: other.holder.number,
              state: other.holder.state,
            },
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

/** Nothing is granted while a bill may be there twice. @throws {AppError} 409 `duplicate_open`, with every pair */
export async function checkTwins(
  deps: Pick<Deps, 'law' | 'crypto'>,
  trx: Database,
  claim: ClaimRow,
): Promise<void> {
  const twins = await presentTwins(deps, trx, claim);
  // One that was said to be the same has left the claim, unless it came back another way.
  if (twins.every(({ decided }) => decided?.same === false)) return;
  throw new AppError(409, 'duplicate_open', 'bills of this claim may be there twice: say of each whether', {
    data: { twins },
  });
}

/**
 * What the reviewer says of them, kept. One bill is paid once: the platform's takes the place of the paper, or the bill leaves
 * this claim for the one that has it.
 * @throws {AppError} 422 for a pair that is none; 409 `act_not_possible` to change the bills of a claim that was paid,
 * `bill_not_claimable` where another claim has taken the bill up at this moment
 */
export async function settleTwins(
  deps: Deps,
  work: Work,
  verdicts: readonly TwinVerdict[],
  person: PersonFacts,
): Promise<void> {
  const { trx, claim, staffId } = work;
  if (verdicts.length === 0) return;
  const pairs = await findPairs(deps, trx, claim);
  const moved = new Set<string>();
  for (const [at, { ref, other, same }] of verdicts.entries()) {
    const pair = pairs.find((one) => one.bill.ref === ref && one.other.ref === other);
    if (pair === undefined) throw invalidField(`body.twins.${at}`, 'these two do not look like one bill');
    await putTwin(trx, {
      claim_id: claim.claim_id,
      ref,
      other,
      same: same ? 1 : 0,
      staff_id: staffId,
      decided_at: toColumn(deps.clock.now()),
    });
    if (!same || moved.has(ref)) continue;
    moved.add(ref);
    await moveBill(deps, work, pair, person);
  }
}

async function moveBill(
  deps: Deps,
  { trx, claim }: Work,
  { bill, other }: Pair,
  person: PersonFacts,
): Promise<void> {
  if (claim.paid_amount > 0) throw notPossible(claim, 'review');
  await dropPaperBills(deps, trx, claim, [bill], person);
  const isFree = !other.paper && other.holder === null && other.settlementId !== null;
  if (isFree) {
    await replaceByPlatform(trx, bill, other.settlementId ?? 0).catch((error: unknown) => {
      throw isDuplicate(error) ? notClaimable([{ ref: other.ref, why: 'in_claim' }]) : error;
    });
    return;
  }
  await removeBill(trx, bill);
  const needs = readNeeds(claim).filter((need) => need.bill !== bill.ref);
  await updateClaim(trx, claim.claim_id, { needs: JSON.stringify(needs) });
  claim.needs = JSON.stringify(needs);
}
