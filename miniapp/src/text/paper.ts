/** Where a page of a paper is, and what to do when it did not get through. */
import type { Upload } from '../services/upload';
import type { Tone } from './claim';
import { wordsFor } from './failures';

export type PageWords = { words: string; tone: Tone; next: string | null };

/** What a weak or missing network is called. */
const withoutNetwork: ReadonlySet<string> = new Set(['offline', 'timeout']);

/** Sending the same file again would end the same way: only another photo helps. */
const hopeless: ReadonlySet<string> = new Set([
  'photo_lost',
  'paper_too_large',
  'paper_too_many_pages',
  'paper_type_unsupported',
  'paper_unreadable',
  'paper_not_safe',
  'paper_locked',
  'paper_not_asked',
  'claim_not_open',
  'not_found',
]);

export const mayRetry = (trouble: string | null): boolean => trouble === null || !hopeless.has(trouble);

function waitingWords(pausedBy: string | null): string {
  if (pausedBy === null) return '在手机上，等着送';
  return withoutNetwork.has(pausedBy) ? '在手机上，连上网就送' : '在手机上，过一会儿再送';
}

export function pageWords(
  { state, sent, length, trouble }: Pick<Upload, 'state' | 'sent' | 'length' | 'trouble'>,
  pausedBy: string | null,
): PageWords {
  switch (state) {
    case 'on_phone':
      return { words: waitingWords(pausedBy), tone: 'warm', next: null };
    case 'sending':
      return { words: `正在送，送了 ${Math.floor((sent * 100) / length)}%`, tone: 'warm', next: null };
    case 'arrived':
      return { words: '已送到', tone: 'green', next: null };
    case 'failed': {
      const { title, next } = wordsFor(trouble ?? 'internal_error');
      return { words: `没送成：${title}`, tone: 'red', next };
    }
  }
}

type Counted = readonly Pick<Upload, 'kind'>[];

/** Photos are counted by the sheet, and a file as one. */
export function countWords(pages: Counted): string {
  const files = pages.filter(({ kind }) => kind === 'pdf').length;
  const photos = pages.length - files;
  return [photos > 0 && `${photos} 张照片`, files > 0 && `${files} 个文件`].filter(Boolean).join('、');
}

/** One line for the whole phone; null when everything has arrived. */
export function unsentWords(waiting: Counted, failed: Counted, pausedBy: string | null): string | null {
  if (failed.length > 0) return `有 ${countWords(failed)}没送成，点开那份材料，看看怎么办。`;
  if (waiting.length === 0) return null;
  return pausedBy !== null && withoutNetwork.has(pausedBy)
    ? `还有 ${countWords(waiting)}在这台手机上，连上网会自动送。送到以前，请别删医救通。`
    : `还有 ${countWords(waiting)}没送到，请别关医救通。`;
}
