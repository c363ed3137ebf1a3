import type { Selectable } from 'kysely';

import type { DecisionTable, SettlementTable } from '../storage/ledger-tables.ts';
import type { Database } from '../storage/tables.ts';

export type BillRow = Selectable<SettlementTable>;
/** A bill with the outcome that stands, as JSON; null while nothing was ever decided. */
export type ListedBill = BillRow & { outcome: string | null };
export type DecisionRow = Pick<
  Selectable<DecisionTable>,
  | 'decision_id'
  | 'reason'
  | 'document'
  | 'version'
  | 'state'
  | 'calculated'
  | 'change'
  | 'decided_at'
  | 'outcome'
  | 'explanation'
  | 'on_day'
  | 'facts'
>;

export interface BillPlace {
  settledAt: string;
  setlId: string;
}

/** The bills of a year, newest first, from below a place. */
export function listBills(
  db: Database,
  of: { personId: number; year: number; below: BillPlace | null; limit: number },
): Promise<ListedBill[]> {
  const { below } = of;
  let query = db
    .selectFrom('settlement')
    .leftJoin('decision', 'decision.decision_id', 'settlement.decision_id')
    .selectAll('settlement')
    .select('decision.outcome')
    .where('settlement.person_id', '=', of.personId)
    .where('settlement.year', '=', of.year);
  if (below !== null) {
    query = query.where((where) =>
      where.or([
        where('settled_at', '<', below.settledAt),
        where.and([where('settled_at', '=', below.settledAt), where('setl_id', '<', below.setlId)]),
      ]),
    );
  }
  return query.orderBy('settled_at', 'desc').orderBy('setl_id', 'desc').limit(of.limit).execute();
}

export function getBill(db: Database, setlId: string): Promise<BillRow> {
  return db.selectFrom('settlement').selectAll().where('setl_id', '=', setlId).executeTakeFirstOrThrow();
}

/** Every decision on a bill, in order. */
export function listDecisions(db: Database, settlementId: number): Promise<DecisionRow[]> {
  return db
    .selectFrom('decision')
    .select([
      'decision_id',
      'reason',
      'document',
      'version',
      'state',
      'calculated',
      'change',
      'decided_at',
      'outcome',
      'explanation',
      'on_day',
      'facts',
    ])
    .where('settlement_id', '=', settlementId)
    .orderBy('sequence')
    .execute();
}

export type TopUpRow = Pick<DecisionRow, 'on_day' | 'calculated' | 'outcome' | 'facts'>;

/** The top-ups of a person's year on days after a bill's, as they were last decided, in order. */
export async function listTopUps(
  db: Database,
  of: { personId: number; year: number; after: string },
): Promise<TopUpRow[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['on_day', 'calculated', 'outcome', 'facts'])
    .where('person_id', '=', of.personId)
    .where('year', '=', of.year)
    .where('settlement_id', 'is', null)
    .where('on_day', '>', of.after)
    .orderBy('sequence')
    .execute();
  const newest = new Map(rows.map((row) => [row.on_day, row]));
  return [...newest.values()].filter(({ calculated }) => (calculated ?? 0) > 0);
}
