import type { Insertable, Selectable, Updateable } from 'kysely';

import { toColumn } from '../storage/instant.ts';
import type { BenefitYearTable, DecisionTable, SettlementTable } from '../storage/ledger-tables.ts';
import type { Database } from '../storage/tables.ts';
import type { SettlementRow } from './year.facts.ts';

export type YearRow = Selectable<BenefitYearTable>;

/**
 * Locks a person's year, made empty where there is none. Everything that moves the ledger holds this row; call it
 * inside `transact`.
 */
export async function lockYear(
  trx: Database,
  key: { personId: number; year: number; region: string },
): Promise<YearRow> {
  const found = await selectForUpdate(trx, key);
  if (found !== undefined) return found;
  await trx
    .insertInto('benefit_year')
    .ignore()
    .values({
      person_id: key.personId,
      year: key.year,
      region: key.region,
      sequence: 0,
      context_hash: null,
      fold: null,
      figures: null,
      calculated: 0,
      granted: 0,
      claimable: 0,
      self_paid_in_scope: 0,
      self_paid: 0,
      undecided: 0,
      due_at: null,
      decided_at: null,
    })
    .execute();
  const made = await selectForUpdate(trx, key);
  if (made === undefined) throw new Error(`the benefit year ${key.year} was made and is not there`);
  return made;
}

function selectForUpdate(
  trx: Database,
  { personId, year }: { personId: number; year: number },
): Promise<YearRow | undefined> {
  return trx
    .selectFrom('benefit_year')
    .selectAll()
    .where('person_id', '=', personId)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirst();
}

/** All settlements of a year, reversed ones too, in the order of the law. */
export function listSettlements(db: Database, personId: number, year: number): Promise<SettlementRow[]> {
  return db
    .selectFrom('settlement')
    .selectAll()
    .where('person_id', '=', personId)
    .where('year', '=', year)
    .orderBy('settled_at')
    .orderBy('setl_id')
    .execute();
}

/** The newest outcome of each settlement, as text, by settlement. */
export async function listOutcomes(
  db: Database,
  decisionIds: readonly number[],
): Promise<Map<number, string>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('decision')
    .select(['settlement_id', 'outcome'])
    .where('decision_id', 'in', decisionIds)
    .execute();
  return new Map(
    rows.flatMap((row) => (row.settlement_id === null ? [] : [[row.settlement_id, row.outcome]])),
  );
}

export async function appendDecision(trx: Database, row: Insertable<DecisionTable>): Promise<number> {
  const { insertId } = await trx.insertInto('decision').values(row).executeTakeFirstOrThrow();
  return Number(insertId);
}

export async function updateSettlement(
  trx: Database,
  settlementId: number,
  change: Updateable<SettlementTable>,
): Promise<void> {
  await trx.updateTable('settlement').set(change).where('settlement_id', '=', settlementId).execute();
}

export async function updateYear(
  trx: Database,
  { person_id: personId, year }: YearRow,
  change: Updateable<BenefitYearTable>,
): Promise<void> {
  await trx
    .updateTable('benefit_year')
    .set(change)
    .where('person_id', '=', personId)
    .where('year', '=', year)
    .execute();
}

/** A look-up has shown other identities than the year was decided under: the sweeper is to decide it again. */
export async function markDue(
  db: Database,
  { personId, year }: { personId: number; year: number },
  now: number,
): Promise<void> {
  await db
    .updateTable('benefit_year')
    .set({ due_at: toColumn(now) })
    .where('person_id', '=', personId)
    .where('year', '=', year)
    .where((where) => where.or([where('due_at', 'is', null), where('due_at', '>', toColumn(now))]))
    .execute();
}

export interface DueYear {
  personId: number;
  year: number;
  region: string;
}

/** Takes years that are due, for as long as the lease: a sweeper that is killed leaves them to the next. */
export async function leaseDueYears(
  trx: Database,
  { now, lease, limit }: { now: number; lease: number; limit: number },
): Promise<DueYear[]> {
  const rows = await trx
    .selectFrom('benefit_year')
    .select(['person_id', 'year', 'region'])
    .where('due_at', '<=', toColumn(now))
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const row of rows) {
    await trx
      .updateTable('benefit_year')
      .set({ due_at: toColumn(now + lease) })
      .where('person_id', '=', row.person_id)
      .where('year', '=', row.year)
      .execute();
  }
  return rows.map((row) => ({ personId: row.person_id, year: row.year, region: row.region }));
}

/** What a reader of one year needs, in one read by primary keys. */
export function findPersonYear(db: Database, personId: number, year: number) {
  return db
    .selectFrom('person')
    .leftJoin('benefit_year', (join) =>
      join.onRef('benefit_year.person_id', '=', 'person.person_id').on('benefit_year.year', '=', year),
    )
    .select([
      'person.certno_index',
      'person.region as insured_in',
      'person.insurance',
      'benefit_year.region',
      'benefit_year.context_hash',
      'benefit_year.figures',
      'benefit_year.due_at',
    ])
    .where('person.person_id', '=', personId)
    .executeTakeFirstOrThrow();
}

/** All years of a person, newest first. */
export function listYearRows(db: Database, personId: number): Promise<YearRow[]> {
  return db
    .selectFrom('benefit_year')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('year', 'desc')
    .execute();
}

export async function listYears(db: Database, personId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('benefit_year')
    .select('year')
    .where('person_id', '=', personId)
    .orderBy('year', 'desc')
    .execute();
  return rows.map(({ year }) => year);
}

/** Of all her years. It only grows. */
export async function countDecisions(db: Database, personId: number): Promise<number> {
  const row = await db
    .selectFrom('benefit_year')
    .select((of) => of.fn.sum<string | null>('sequence').as('decisions'))
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(row?.decisions ?? 0);
}
