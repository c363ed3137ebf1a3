// A bill that may be there twice: a paper beside what the platform holds, in whichever claim or in none. An officer says whether
// they are one, and before that nothing is granted.
import type { BillTwin, TwinVerdict } from '@yijiutong/rules/contract';

import { recordAudit } from '../audit/audit.service.ts';
import { yuan } from '../benefit-year/year.figures.ts';
import type { Deps } from '../deps.ts';
import { presentColleague } from '../desk/colleague.present.ts';
import { mayOpen, type Viewer } from '../desk/duplicate.service.ts';
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

type Holder = Pick<
  ClaimRow,
  'claim_id' | 'public_id' | 'number' | 'state' | 'place' | 'village' | 'submitted_at'
>;

interface Other extends Seen {
  /** As the platform calls it, or we call a paper. */
  ref: string;
  name: string | null;
  /** Null for a paper that nobody has read. */
  settlementId: number | null;
  granted: number;
  holder: Holder | null;
}

interface Two {
  /** The one that leaves the claim where they are one. */
  bill: ClaimBillRow;
  other: Other;
  /** The other one where it is of this claim too. */
  own: ClaimBillRow | null;
}

interface Pair extends Two {
  decided: TwinRow | null;
}

type Ports = Pick<Deps, 'law'>;

/** Of a claim's bills, in their order, each with every other bill of hers that it may be. Two of the claim are there once. */
async function findPairs(ports: Ports, db: Database, claim: ClaimRow): Promise<Pair[]> {
  const rows = await listBillRows(db, [claim.claim_id]);
  const ids = rows.flatMap((row) => row.settlement_id ?? row.paper_settlement_id ?? []);
  const settled = new Map((await listSettlementsById(db, ids)).map((one) => [one.settlement_id, one]));
  const bills = rows.map((row) => ({ row, seen: seeBill(ports, row, settled) }));
  const totals = [...new Set(bills.map(({ seen }) => seen.total))];
  if (totals.length === 0) return [];
  const others = await listOthers(ports, db, claim, totals);
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
function isNamed({ bill, other, own }: Two, said: Pick<TwinVerdict, 'ref' | 'other'>): boolean {
  const isOther = (name: string) => name === other.ref || name === own?.ref;
  if (said.ref === bill.ref) return isOther(said.other);
  return own !== null && said.other === bill.ref && isOther(said.ref);
}

const keyOf = ({ bill, other, own }: Two) => ({ ref: bill.ref, other: own?.ref ?? other.ref });

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
  place,
  village,
  submitted_at,
}: { [Key in keyof Holder]: Holder[Key] | null }): Holder | null {
  if (claim_id === null || public_id === null || state === null || place === null) return null;
  return { claim_id, public_id, number, state, place, village, submitted_at };
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

/** Nothing is granted while a bill may be there twice. @throws {AppError} 409 `duplicate_open`, with every pair */
export async function checkTwins(
  deps: Pick<Deps, 'law' | 'crypto'>,
  trx: Database,
  claim: ClaimRow,
  viewer: Viewer | null,
): Promise<void> {
  const twins = await presentTwins(deps, trx, claim, viewer);
  // One that was said to be the same has left the claim, unless it came back another way.
  if (twins.every(({ decided }) => decided?.same === false)) return;
  throw new AppError(409, 'duplicate_open', 'bills of this claim may be there twice: say of each whether', {
    data: { twins },
  });
}

/**
 * What the reviewer says of them, kept. One bill is paid once: the platform's takes the place of the paper, or the bill leaves
 * this claim for the one that has it. What she says of a bill that another of her words has moved already says nothing more.
 * @returns what was kept
 * @throws {AppError} 422 for a pair that is none; 409 `act_not_possible` to change the bills of a claim that was paid,
 * `bill_not_claimable` where another claim has taken the bill up at this moment
 */
export async function settleTwins(
  deps: Deps,
  work: Work,
  verdicts: readonly TwinVerdict[],
  person: PersonFacts,
): Promise<TwinVerdict[]> {
  const { trx, claim, staffId } = work;
  if (verdicts.length === 0) return [];
  let pairs = await findPairs(deps, trx, claim);
  const strange = verdicts.findIndex((said) => !pairs.some((pair) => isNamed(pair, said)));
  if (strange !== -1) throw invalidField(`body.twins.${strange}`, 'these two do not look like one bill');
  const kept: TwinVerdict[] = [];
  for (const said of verdicts) {
    const pair = pairs.find((one) => isNamed(one, said));
    if (pair === undefined) continue;
    const { same } = said;
    const key = keyOf(pair);
    await putTwin(trx, {
      claim_id: claim.claim_id,
      ...key,
      same: same ? 1 : 0,
      staff_id: staffId,
      decided_at: toColumn(deps.clock.now()),
    });
    kept.push({ ...key, same });
    if (!same) continue;
    await moveBill(deps, work, pair, person);
    pairs = await findPairs(deps, trx, claim);
  }
  return kept;
}

/** The newest word on a pair takes the place of the one before; here every word stays. At the end of the transaction. */
export async function auditTwins(
  deps: Deps,
  { trx, claim, by }: Work,
  kept: readonly TwinVerdict[],
): Promise<void> {
  const { audited = { kind: 'system', id: 'system' } } = by;
  for (const { ref, other, same } of kept) {
    await recordAudit(trx, deps, {
      actor: { role: by.by_role, organisationId: by.organisation_id, ...audited },
      act: 'decide_twin',
      subject: { kind: 'claim', id: claim.public_id },
      place: claim.village ?? claim.place,
      detail: { ref: inGroups(ref), other: inGroups(other), same },
    });
  }
}

/** A bill's number may have as many digits as a person's, which the audit refuses: it is written like 5300 0026 0305. */
const inGroups = (ref: string): string => ref.replace(/\d{4}(?=\d)/g, '$& ');

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
