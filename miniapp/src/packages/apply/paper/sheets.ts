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

/** Pages may be added to a draft, and later to what a notice asks for. */
export function mayAdd({ state }: ClaimReply, task: ClaimTask): boolean {
  if (state === 'draft') return task.state !== 'held';
  return state === 'correction_asked' && task.correction !== null;
}

/** What was sent with a claim stays with it: only what came after the notice can still be taken back. */
export function mayRemove(claim: ClaimReply, task: ClaimTask, page: PaperPage): boolean {
  if (!mayAdd(claim, task)) return false;
  return claim.state === 'draft' || page.arrivedAt > (claim.correction?.askedAt ?? '');
}
