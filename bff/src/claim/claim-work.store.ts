// What officers found and decided on a claim: rows that are written once.
import type { Insertable, Selectable } from 'kysely';

import type {
  ClaimMeansTable,
  ClaimPublicityTable,
  ClaimReviewTable,
  ClaimVisitTable,
  PublicityObjectionTable,
} from '../storage/claim-work-tables.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';

export type ReviewRow = Selectable<ClaimReviewTable>;
export type MeansRow = Selectable<ClaimMeansTable>;
export type PublicityRow = Selectable<ClaimPublicityTable>;
export type VisitRow = Selectable<ClaimVisitTable>;
export type ObjectionRow = Selectable<PublicityObjectionTable>;

export async function insertReview(trx: Database, row: Insertable<ClaimReviewTable>): Promise<void> {
  await trx.insertInto('claim_review').values(row).execute();
}

/** In their order. */
export function listReviews(db: Database, claimId: number): Promise<ReviewRow[]> {
  return db
    .selectFrom('claim_review')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version')
    .execute();
}

/** The newest of a stage. */
export function findLastReview(
  db: Database,
  claimId: number,
  stage: ReviewRow['stage'],
): Promise<ReviewRow | undefined> {
  return db
    .selectFrom('claim_review')
    .selectAll()
    .where('claim_id', '=', claimId)
    .where('stage', '=', stage)
    .orderBy('version', 'desc')
    .executeTakeFirst();
}

export async function insertVisit(trx: Database, row: Insertable<ClaimVisitTable>): Promise<void> {
  await trx.insertInto('claim_visit').values(row).execute();
}

/** Citizens of one household, by blind index: kept from each other's cases. */
export async function addFamily(
  trx: Database,
  personId: number,
  indexes: readonly Buffer[],
  now: number,
): Promise<void> {
  if (indexes.length === 0) return;
  await trx
    .insertInto('family')
    .ignore()
    .values(indexes.map((index) => ({ person_id: personId, certno_index: index, told_at: toColumn(now) })))
    .execute();
}

export async function insertMeans(trx: Database, row: Insertable<ClaimMeansTable>): Promise<void> {
  await trx.insertInto('claim_means').values(row).execute();
}

export function findMeans(db: Database, claimId: number): Promise<MeansRow | undefined> {
  return db
    .selectFrom('claim_means')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version', 'desc')
    .executeTakeFirst();
}

export async function insertPublicity(trx: Database, row: Insertable<ClaimPublicityTable>): Promise<void> {
  await trx.insertInto('claim_publicity').values(row).execute();
}

export async function endPublicityRow(trx: Database, claimId: number, at: string): Promise<void> {
  await trx
    .updateTable('claim_publicity')
    .set({ ended_at: at })
    .where('claim_id', '=', claimId)
    .where('ended_at', 'is', null)
    .execute();
}

export async function insertObjection(
  trx: Database,
  row: Insertable<PublicityObjectionTable>,
): Promise<void> {
  await trx.insertInto('publicity_objection').values(row).execute();
}

/** In their order, as the three below. */
export function listVisits(db: Database, claimId: number): Promise<VisitRow[]> {
  return db
    .selectFrom('claim_visit')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version')
    .execute();
}

export function listMeans(db: Database, claimId: number): Promise<MeansRow[]> {
  return db
    .selectFrom('claim_means')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version')
    .execute();
}

export function listPublicity(db: Database, claimId: number): Promise<PublicityRow[]> {
  return db
    .selectFrom('claim_publicity')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version')
    .execute();
}

export function listObjections(db: Database, claimId: number): Promise<ObjectionRow[]> {
  return db
    .selectFrom('publicity_objection')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version')
    .execute();
}
