// The bills of claims: the platform's by reference, those of paper as the person wrote them down.
import type { Insertable, Selectable } from 'kysely';

import type { ListedBill } from '../bill/bill.store.ts';
import type { ClaimBillTable } from '../storage/claim-tables.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

export type ClaimBillRow = Selectable<ClaimBillTable>;

/** Most bills that can be chosen from: three years of a visit every week. */
const offered = 200;

function listedBills(db: Database) {
  return db
    .selectFrom('settlement')
    .leftJoin('decision', 'decision.decision_id', 'settlement.decision_id')
    .selectAll('settlement')
    .select('decision.outcome');
}

/** Bills of a time, first day included, last not, that nobody took back and no claim holds. */
export function listFreeSettlements(
  db: Database,
  personId: number,
  since: string,
  before: string,
): Promise<ListedBill[]> {
  return listedBills(db)
    .where('settlement.person_id', '=', personId)
    .where('settlement.settled_at', '>=', since)
    .where('settlement.settled_at', '<', before)
    .where('settlement.reversed_at', 'is', null)
    .where('settlement.self_paid', '>', 0)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('claim_bill')
            .select('claim_bill.ref')
            .whereRef('claim_bill.live_settlement_id', '=', 'settlement.settlement_id'),
        ),
      ),
    )
    .orderBy('settlement.settled_at')
    .execute();
}

/** In the order in which they were chosen. */
export function listBillRows(db: Database, claimIds: readonly number[]): Promise<ClaimBillRow[]> {
  return db
    .selectFrom('claim_bill')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id')
    .orderBy('position')
    .execute();
}

export async function listSettlementsById(db: Database, ids: readonly number[]): Promise<ListedBill[]> {
  if (ids.length === 0) return [];
  return listedBills(db).where('settlement.settlement_id', 'in', ids).execute();
}

/** Bills of a year that nobody took back. */
export function listStandingSettlements(db: Database, personId: number, year: number): Promise<ListedBill[]> {
  return listedBills(db)
    .where('settlement.person_id', '=', personId)
    .where('settlement.year', '=', year)
    .where('settlement.reversed_at', 'is', null)
    .execute();
}

/** Those of hers among the given setl_ids. */
export async function listSettlementsOf(
  db: Database,
  personId: number,
  setlIds: readonly string[],
): Promise<ListedBill[]> {
  if (setlIds.length === 0) return [];
  return listedBills(db)
    .where('settlement.person_id', '=', personId)
    .where('settlement.setl_id', 'in', setlIds)
    .execute();
}

/** What the decision that stands explained, and when it was made, by settlement. */
export async function listExplanations(
  db: Database,
  decisionIds: readonly number[],
): Promise<Map<number, { explanation: string | null; decidedAt: string }>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('decision')
    .select(['decision_id', 'explanation', 'decided_at'])
    .where('decision_id', 'in', decisionIds)
    .execute();
  return new Map(
    rows.map((row) => [row.decision_id, { explanation: row.explanation, decidedAt: row.decided_at }]),
  );
}

/**
 * Bills since a year that the rules give more for than was granted, or that wait for the rules and left her something to
 * pay; newest first. Those of claims under way are not among them.
 */
export function listClaimable(db: Database, personId: number, since: number): Promise<ListedBill[]> {
  return listedBills(db)
    .where('settlement.person_id', '=', personId)
    .where('settlement.year', '>=', since)
    .where('settlement.reversed_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([
          where('settlement.state', '=', 'granted'),
          where(
            'settlement.calculated',
            '>',
            where(where.ref('settlement.granted_assistance'), '+', where.ref('settlement.granted_tilt')),
          ),
        ]),
        where.and([
          where('settlement.state', 'in', ['incomplete', 'pending']),
          where('settlement.self_paid', '>', 0),
        ]),
      ]),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('claim_bill')
            .select('claim_bill.ref')
            .whereRef('claim_bill.live_settlement_id', '=', 'settlement.settlement_id'),
        ),
      ),
    )
    .orderBy('settlement.settled_at', 'desc')
    .orderBy('settlement.setl_id', 'desc')
    .limit(offered)
    .execute();
}

/** The claims under way that hold these settlements, by settlement. */
export async function listLiveClaims(
  db: Database,
  settlementIds: readonly number[],
): Promise<Map<number, { claimId: number; number: string | null }>> {
  if (settlementIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('claim_bill')
    .innerJoin('claim', 'claim.claim_id', 'claim_bill.claim_id')
    .select(['claim_bill.live_settlement_id', 'claim.claim_id', 'claim.number'])
    .where('claim_bill.live_settlement_id', 'in', settlementIds)
    .execute();
  return new Map(
    rows.flatMap(({ live_settlement_id: id, claim_id: claimId, number }) =>
      id === null ? [] : [[id, { claimId, number }]],
    ),
  );
}

/** What an officer made of a bill on paper: in no other claim from now on. */
export async function linkPaperSettlement(
  trx: Database,
  claimId: number,
  ref: string,
  settlementId: number,
): Promise<void> {
  await trx
    .updateTable('claim_bill')
    .set({ paper_settlement_id: settlementId, live_settlement_id: settlementId })
    .where('claim_id', '=', claimId)
    .where('ref', '=', ref)
    .execute();
}

/** Of a locked draft. */
export async function replaceBills(
  trx: Database,
  claimId: number,
  bills: readonly Insertable<ClaimBillTable>[],
): Promise<void> {
  await trx.deleteFrom('claim_bill').where('claim_id', '=', claimId).execute();
  if (bills.length > 0) await trx.insertInto('claim_bill').values(bills).execute();
}

/** From now on its settlements are in no other claim. Whether that was still possible. */
export async function holdSettlements(trx: Database, claimId: number): Promise<boolean> {
  try {
    await trx
      .updateTable('claim_bill')
      .set((column) => ({
        live_settlement_id: column.fn.coalesce('settlement_id', 'paper_settlement_id'),
      }))
      .where('claim_id', '=', claimId)
      .execute();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Free for another claim, unless this one was paid for them. */
export async function releaseSettlements(trx: Database, claimId: number): Promise<void> {
  await trx
    .updateTable('claim_bill')
    .set({ live_settlement_id: null })
    .where('claim_id', '=', claimId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('claim')
          .select('claim.claim_id')
          .where('claim.claim_id', '=', claimId)
          .where('claim.paid_amount', '=', 0),
      ),
    )
    .execute();
}
