// What was said of papers: excuses of the person, notices of the reviewer, and which pages went with which claim.
import type { Selectable } from 'kysely';

import type {
  ClaimCorrectionPaperTable,
  ClaimCorrectionTable,
  ClaimExcuseTable,
} from '../storage/claim-tables.ts';
import type { Database } from '../storage/tables.ts';

export type ExcuseRow = Selectable<ClaimExcuseTable>;
export type CorrectionRow = Selectable<ClaimCorrectionTable>;
export type CorrectionPaperRow = Selectable<ClaimCorrectionPaperTable>;

export function listExcuses(db: Database, claimIds: readonly number[]): Promise<ExcuseRow[]> {
  return db.selectFrom('claim_excuse').selectAll().where('claim_id', 'in', claimIds).execute();
}

/** The newest answer stands; none takes it back. Of a locked claim. */
export async function putExcuse(
  trx: Database,
  key: Pick<ExcuseRow, 'claim_id' | 'paper' | 'bill'>,
  excuse: ExcuseRow | null,
): Promise<void> {
  await trx
    .deleteFrom('claim_excuse')
    .where('claim_id', '=', key.claim_id)
    .where('paper', '=', key.paper)
    .where('bill', '=', key.bill)
    .execute();
  if (excuse !== null) await trx.insertInto('claim_excuse').values(excuse).execute();
}

/** Oldest first. */
export function listCorrections(db: Database, claimIds: readonly number[]): Promise<CorrectionRow[]> {
  return db
    .selectFrom('claim_correction')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id')
    .orderBy('submission')
    .execute();
}

export function listCorrectionPapers(
  db: Database,
  claimIds: readonly number[],
): Promise<CorrectionPaperRow[]> {
  return db
    .selectFrom('claim_correction_paper')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id')
    .orderBy('submission')
    .execute();
}

export async function insertCorrection(
  trx: Database,
  notice: CorrectionRow,
  papers: readonly CorrectionPaperRow[],
): Promise<void> {
  await trx.insertInto('claim_correction').values(notice).execute();
  await trx.insertInto('claim_correction_paper').values(papers).execute();
}

/** The pages that went with claims of a person, by claim. */
export async function listSentPages(db: Database, personId: number): Promise<Map<number, Set<number>>> {
  const rows = await db
    .selectFrom('claim_page')
    .innerJoin('claim', 'claim.claim_id', 'claim_page.claim_id')
    .select(['claim_page.claim_id', 'claim_page.page_id'])
    .where('claim.person_id', '=', personId)
    .execute();
  const byClaim = new Map<number, Set<number>>();
  for (const { claim_id: claimId, page_id: pageId } of rows) {
    byClaim.set(claimId, (byClaim.get(claimId) ?? new Set()).add(pageId));
  }
  return byClaim;
}

/** What a draft that was thrown away had said. */
export async function deleteExcuses(trx: Database, claimId: number): Promise<void> {
  await trx.deleteFrom('claim_excuse').where('claim_id', '=', claimId).execute();
}
