import type { Selectable } from 'kysely';

import type { DecisionTable, SettlementTable } from '../storage/ledger-tables.ts';
import type { Database } from '../storage/tables.ts';

export type BillRow = Selectable<SettlementTable>;
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
>;

export interface BillPlace {
  settledAt: string;
  setlId: string;
}

/** The bills of a year, newest first, from below a place. */
export function listBills(
  db: Database,
  of: { personId: number; year: number; below: BillPlace | null; limit: number },
): Promise<BillRow[]> {
  const { below } = of;
  let query = db
    .selectFrom('settlement')
    .selectAll()
    .where('person_id', '=', of.personId)
    .where('year', '=', of.year);
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
    ])
    .where('settlement_id', '=', settlementId)
    .orderBy('sequence')
    .execute();
}
