/**
 * Pages of papers on their way from this phone to the server: what a page of the app sees of them. Taking new ones in
 * is `add-pages.ts`, which only the subpackage carries.
 */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

import { api } from '../api';
import { session } from '../session';
import { book } from './book';
import type { Upload } from './entry';
import { keptFiles } from './kept-files';
import { Queue } from './queue';
import { onChanceToSend } from './wake';

export type { Upload } from './entry';

export const queue = new Queue({
  line: api,
  files: keptFiles,
  book,
  owner: session.ownId,
  ownClaims: async () => (await api.listClaims()).claims.map(({ claimId }) => claimId),
  later: (ms, run) => void setTimeout(run, ms),
  random: Math.random,
  now: () => new Date(),
});

/** From the start of the app on: what was left over goes on by itself. */
export function startUploads(): void {
  const wake = () => void queue.wake();
  onChanceToSend(wake);
  session.onChange(wake);
  wake();
}

/** The pages of a claim that were taken on this phone; those that arrived stay in the list until the app is closed. */
export function useUploads(claimId: string): readonly Upload[] {
  const all = useSyncExternalStore(queue.onChange, queue.list, queue.list);
  return useMemo(() => all.filter((upload) => upload.claimId === claimId), [all, claimId]);
}

/** Asks for the claim again whenever one more page of it has arrived, from here or from another tab of the browser. */
export function useArrivals(uploads: readonly Upload[], again: () => Promise<void>): void {
  const arrived = uploads.filter(({ state }) => state === 'arrived').length;
  const unsent = uploads.length - arrived;
  const known = useRef({ arrived, unsent });
  useEffect(() => {
    if (arrived > known.current.arrived || unsent < known.current.unsent) void again();
    known.current = { arrived, unsent };
  }, [arrived, unsent, again]);
}

/** Pages of a claim that arrived from this phone, by what the server calls them. */
export function listArrived(claimId: string): string[] {
  return queue
    .list()
    .flatMap(({ claimId: of, page }) => (of === claimId && page !== null ? [page.pageId] : []));
}

/** Why a page can never be taken: its claim, or the paper in it, is gone. */
const LEFT_OVER: ReadonlySet<string | null> = new Set(['claim_not_open', 'paper_not_asked', 'not_found']);

export type Unsent = {
  /** Pages that still travel or wait, pages that need the person, and pages that are of no use any more. */
  waiting: readonly Upload[];
  failed: readonly Upload[];
  leftOver: readonly Upload[];
  /** The code of what holds them up; null while they travel. */
  pausedBy: string | null;
};

/** Over all claims of whoever is signed in. */
export function useUnsent(): Unsent {
  const all = useSyncExternalStore(queue.onChange, queue.list, queue.list);
  const pausedBy = useSyncExternalStore(queue.onChange, queue.pausedBy, queue.pausedBy);
  const failed = all.filter(({ state }) => state === 'failed');
  return {
    waiting: all.filter(({ state }) => state === 'on_phone' || state === 'sending'),
    failed: failed.filter(({ trouble }) => !LEFT_OVER.has(trouble)),
    leftOver: failed.filter(({ trouble }) => LEFT_OVER.has(trouble)),
    pausedBy,
  };
}

export const retry = (localId: string): void => queue.retry(localId);
export const drop = (localId: string): Promise<void> => queue.drop(localId);
export const dropClaim = (claimId: string): Promise<void> => queue.dropClaim(claimId);
export const forgetPages = (pageIds: readonly string[]): Promise<void> => queue.forgetPages(pageIds);
/** Whoever is signed in leaves this phone: nothing of hers stays on it. */
export const forgetUploads = (): Promise<void> => queue.forget();
