/** The pages of one paper: those that have arrived, and those on this phone, each once. */
import type { ClaimReply, ClaimTask, PaperPage } from '@yijiutong/rules/contract';

import type { Upload } from '../../../services/upload';
import { uploadsOf } from '../next-open';

export type PageOnList = { key: string; page: PaperPage | null; upload: Upload | null };

export function listPages(task: ClaimTask, uploads: readonly Upload[]): PageOnList[] {
  const mine = uploadsOf(task, uploads);
  const known = new Set(task.pages.map(({ sha256 }) => sha256));
  return [
    ...task.pages.map((page) => ({
      key: page.pageId,
      page,
      upload: mine.find(({ sha256 }) => sha256 === page.sha256) ?? null,
    })),
    ...mine
      .filter(({ sha256 }) => !known.has(sha256))
      .map((upload) => ({ key: upload.localId, page: upload.page, upload })),
  ];
}

/** How many more pages are taken: the server counts those that have arrived, this phone those on their way. */
export function countRoom(task: ClaimTask, pages: readonly PageOnList[]): number {
  return task.room - (pages.length - task.pages.length);
}

/** Pages may be added to a draft, and later to what a notice asks for. What came with an earlier claim can be renewed. */
export function mayAdd({ state }: ClaimReply, task: ClaimTask): boolean {
  if (state === 'draft') return task.heldBecause !== 'platform';
  return state === 'correction_asked' && task.correction !== null;
}

/** What was sent with a claim, this one or an earlier one, stays with it: only what came later can be taken back. */
export function mayRemove(claim: ClaimReply, task: ClaimTask, page: PaperPage): boolean {
  if (!mayAdd(claim, task)) return false;
  if (claim.state === 'draft') return page.arrivedAt >= claim.createdAt;
  return page.arrivedAt > (claim.correction?.askedAt ?? '');
}
