// The reasons that an act may name, and what the resident will read of each. Pure.
import type {
  CorrectionReason,
  DeskClaimReply,
  RefusalReason,
  ReopenReason,
  ReturnReason,
} from '@yijiutong/rules/contract';
import {
  correctionWords,
  refusalWords,
  reopenWords,
  returnWords,
  type ReasonWords,
} from '@yijiutong/rules/words';

import type { ClaimAct } from '../claim/claim.lifecycle.ts';

type Reasons = DeskClaimReply['acts'][number]['reasons'];

// Every code of the contract has its words.
const refusals: Record<RefusalReason, ReasonWords> = refusalWords;
const corrections: Record<CorrectionReason, ReasonWords> = correctionWords;
const returns: Record<ReturnReason, ReasonWords> = returnWords;
const reopenings: Record<ReopenReason, ReasonWords> = reopenWords;

/** A review may propose to refuse; what the approver refuses was named by the review. */
const byAct: Partial<Record<ClaimAct, Readonly<Record<string, ReasonWords>>>> = {
  review: refusals,
  refuse: refusals,
  ask_correction: corrections,
  return: returns,
  reopen: reopenings,
};

export function listReasons(act: ClaimAct): Reasons {
  return Object.entries(byAct[act] ?? {}).map(([code, words]) => ({ code, resident: tellReason(words) }));
}

/** Why, and what next, as one text. */
export function tellReason({ why, next }: ReasonWords): string {
  return `${why}${/[。！？]$/.test(why) ? '' : '。'}${next}`;
}
