/** The notice of correction as it is written: what it names, and what it still lacks. Pure. */
import type { AskablePaper, CorrectionReason } from '@yijiutong/rules/contract';

import type { Body } from '../../../services/api';

export type NamedPaper = { reason: CorrectionReason | null; words: string };
/** By `keyOfPaper`; null where a paper was named and is not any more. */
export type NoticeDraft = { papers: Readonly<Record<string, NamedPaper | null>>; words: string };
/** By `keyOfPaper`; `none`: nothing was named. */
export type NoticeFaults = Readonly<Record<string, string>>;

export const keyOfPaper = ({ paper, bill }: Pick<AskablePaper, 'paper' | 'bill'>): string =>
  `${paper}-${bill ?? 'own'}`;

function faultOf({ reason, words }: NamedPaper): string | null {
  if (reason === null) return '请选为什么要补。';
  return reason === 'other' && words.trim() === '' ? '请用几个字说明怎么补。' : null;
}

/** What can be named now, alone: a paper that the newest case does not offer any more is left out. */
export function checkNotice(
  askable: readonly AskablePaper[],
  draft: NoticeDraft,
): { papers: Body<'askCorrection'>['papers'] | null; faults: NoticeFaults } {
  const named = askable.flatMap((paper) => {
    const one = draft.papers[keyOfPaper(paper)];
    return one === null || one === undefined ? [] : [{ ...paper, ...one }];
  });
  if (named.length === 0) return { papers: null, faults: { none: '请至少选一样。' } };
  const found = named.flatMap((one) => {
    const fault = faultOf(one);
    return fault === null ? [] : [[keyOfPaper(one), fault] as const];
  });
  if (found.length > 0) return { papers: null, faults: Object.fromEntries(found) };
  const papers = named.flatMap(({ paper, bill, reason, words }) => {
    const said = words.trim();
    return reason === null ? [] : [{ paper, bill, reason, words: said === '' ? null : said }];
  });
  return { papers, faults: {} };
}
