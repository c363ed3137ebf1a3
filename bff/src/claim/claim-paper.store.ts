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

/** Newest first: an answer that an earlier submission was judged on stays beside it. */
export function listExcuses(db: Database, claimIds: readonly number[]): Promise<ExcuseRow[]> {
  return db
    .selectFrom('claim_excuse')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id')
    .orderBy('submission', 'desc')
    .execute();
}

/** Takes the place of what was answered since the claim was last sent; null takes that back. Of a locked claim. */
export async function putExcuse(
  trx: Database,
  key: Pick<ExcuseRow, 'claim_id' | 'paper' | 'bill' | 'submission'>,
  excuse: ExcuseRow | null,
): Promise<void> {
  await trx
    .deleteFrom('claim_excuse')
    .where('claim_id', '=', key.claim_id)
    .where('paper', '=', key.paper)
    .where('bill', '=', key.bill)
    .where('submission', '=', key.submission)
    .execute();
  if (excuse !== null) await trx.insertInto('claim_excuse').values(excuse).execute();
}

/** Some paper of it was excused, or had to be asked for again. */
export async function wasTroubled(db: Database, claimId: number): Promise<boolean> {
  const excused = db.selectFrom('claim_excuse').select('claim_id').where('claim_id', '=', claimId);
  const asked = db.selectFrom('claim_correction').select('claim_id').where('claim_id', '=', claimId);
  return (await excused.union(asked).executeTakeFirst()) !== undefined;
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

/**
 * The pages of a person that a notice was about: sent before it, and of a paper that it names. Where it only wanted more
 * of them, they are good again once more has been sent.
 */
export async function listRefusedPages(db: Database, personId: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('claim')
    .innerJoin('claim_page', 'claim_page.claim_id', 'claim.claim_id')
    .innerJoin('paper_page', 'paper_page.page_id', 'claim_page.page_id')
    .innerJoin('claim_correction_paper as named', (join) =>
      join
        .onRef('named.claim_id', '=', 'claim.claim_id')
        .onRef('named.paper', '=', 'paper_page.paper')
        .onRef('named.bill', '=', 'paper_page.subject')
        .onRef('named.submission', '>=', 'claim_page.submission'),
    )
    .select('claim_page.page_id')
    .where('claim.person_id', '=', personId)
    .where((where) => {
      const more = where
        .selectFrom('claim_page as later')
        .innerJoin('paper_page as added', 'added.page_id', 'later.page_id')
        .select('later.page_id')
        .whereRef('later.claim_id', '=', 'named.claim_id')
        .whereRef('later.submission', '>', 'named.submission')
        .whereRef('added.paper', '=', 'named.paper')
        .whereRef('added.subject', '=', 'named.bill');
      return where.or([where('named.reason', '<>', 'pages_missing'), where.not(where.exists(more))]);
    })
    .execute();
  return new Set(rows.map(({ page_id: pageId }) => pageId));
}

/** What a draft that was thrown away had said. */
export async function deleteExcuses(trx: Database, claimId: number): Promise<void> {
  await trx.deleteFrom('claim_excuse').where('claim_id', '=', claimId).execute();
}
