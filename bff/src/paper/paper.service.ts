// Pages that have arrived. Papers belong to the person: a claim names the ones that were sent with it.
import type { PaperPage } from '@yijiutong/rules/contract';

import { listFamilyIndexes } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Owner } from '../middleware/context.ts';
import { presentInstant } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { recordTakingBack, type PageAgent } from './page-agent.service.ts';
import {
  findBroughtPlace,
  findPageOwner,
  findReviewPlace,
  insertClaimPages,
  listPageRows,
  lockPage,
  lockPagesOf,
  type LockedPage,
  removePages,
  type PageRow,
  type PaperKey,
} from './paper.store.ts';
import { expireUploads } from './upload.store.ts';

export type { LockedPage, PaperKey };

export interface PaperPageRow extends PaperKey {
  pageId: number;
  arrivedAt: string;
  /** Whether it can still be taken back: no claim was sent with it. */
  unsent: boolean;
  /** The claim for which it was brought to the window; null: she has sent it herself. */
  broughtFor: number | null;
  page: PaperPage;
}

function present(row: PageRow): PaperPageRow {
  return {
    pageId: row.page_id,
    paper: row.paper,
    subject: row.subject,
    arrivedAt: row.arrived_at,
    unsent: row.unsent === 1,
    broughtFor: row.brought_for,
    page: presentPage(row),
  };
}

export function presentPage(row: PageRow): PaperPage {
  return {
    pageId: row.public_id,
    arrivedAt: presentInstant(row.arrived_at),
    mediaType: row.media_type,
    bytes: row.bytes,
    pdfPages: row.pdf_pages,
    sha256: row.sha256.toString('hex'),
  };
}

/** The pages of these papers that were not removed, sent or not, in the order in which they arrived. */
export async function listPages(
  db: Database,
  personId: number,
  keys: readonly PaperKey[],
): Promise<PaperPageRow[]> {
  const rows = await listPageRows(db, personId);
  return rows.filter((row) => isOneOf(keys, row)).map(present);
}

/** The same, locked: what is listed cannot be removed before the transaction ends. */
export async function lockPages(
  trx: Database,
  personId: number,
  keys: readonly PaperKey[],
): Promise<PaperPageRow[]> {
  await lockPagesOf(trx, personId);
  return listPages(trx, personId, keys);
}

function isOneOf(keys: readonly PaperKey[], { paper, subject }: PaperKey): boolean {
  return keys.some((key) => key.paper === paper && key.subject === subject);
}

/** These pages go with this submission of a claim: from now on they cannot be removed. Lock them first. */
export function pinPages(
  trx: Database,
  claimId: number,
  submission: number,
  pageIds: readonly number[],
): Promise<void> {
  return insertClaimPages(trx, claimId, submission, pageIds);
}

/**
 * Removes what was never sent: a draft was thrown away, an account is closed. Half-sent uploads end with it.
 * @param of `claimId` null: of every claim of hers. `goes`: whether a page is removed.
 */
export async function removeUnsentPages(
  trx: Database,
  of: { personId: number; claimId: number | null; goes: (page: LockedPage) => boolean },
  now: number,
): Promise<void> {
  const { personId, claimId, goes } = of;
  const pages = await lockPagesOf(trx, personId);
  await removePages(
    trx,
    pages.filter((page) => page.unsent === 1 && goes(page)),
    now,
  );
  await expireUploads(trx, { personId, claimId }, now);
}

/** Takes a page back. A second time says nothing new: the answer may have been lost. */
export async function removePage(deps: Deps, agent: PageAgent, publicId: string): Promise<undefined> {
  await transact(deps.db, async (trx) => {
    const page = await lockPage(trx, publicId);
    if (page?.removed_at !== null) return;
    if (page.unsent === null) {
      throw new AppError(
        409,
        'claim_not_open',
        'the page was sent with a claim and stays with it; send a better one when it is asked for',
      );
    }
    await removePages(trx, [page], deps.clock.now());
    await recordTakingBack(deps, trx, agent, publicId);
  });
}

/** Staff see what was sent with a claim in their scope, or brought to them for one, and nothing else. */
export async function findOwnerOfPage(db: Database, publicId: string): Promise<Owner | undefined> {
  const page = await findPageOwner(db, publicId);
  if (page === undefined) return undefined;
  const owner = { personId: page.person_id, place: null, village: null };
  const reviewed = (await findReviewPlace(db, page.page_id)) ?? (await findBroughtPlace(db, page.page_id));
  if (reviewed === undefined) return owner;
  return { ...owner, ...reviewed, excluded: await listFamilyIndexes(db, page.person_id) };
}

/** What is kept of a person's papers, for herself. The pages are opened through links. */
export async function exportPapers(deps: Deps, personId: number): Promise<Record<string, unknown>[]> {
  const rows = await listPageRows(deps.db, personId);
  return rows.map((row) => ({
    paper: row.paper,
    bill: row.subject === '' ? null : row.subject,
    sentWithClaim: row.unsent === null,
    ...presentPage(row),
  }));
}
