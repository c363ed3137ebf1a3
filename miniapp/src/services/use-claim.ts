/** A claim on a page, and its changes: each says which version it was made on, for another phone may be faster. */
import type { ClaimReply } from '@yijiutong/rules/contract';

import { api } from './api';
import { toFailure } from './failure';
import { dropClaim, forgetPages, listArrived } from './upload';
import { useAttempt } from './use-attempt';
import { useReply, type Replied } from './use-reply';

/** A page that had arrived before the claim was asked for, and is not in it, was taken back from another phone. */
async function ask(claimId: string): Promise<ClaimReply> {
  const arrived = listArrived(claimId);
  const claim = await api.getClaim(claimId);
  const listed = new Set(claim.tasks.flatMap(({ pages }) => pages.map(({ pageId }) => pageId)));
  await forgetPages(arrived.filter((pageId) => !listed.has(pageId)));
  return claim;
}

export function useClaim(claimId: string): Replied<ClaimReply> {
  return useReply('claim', claimId, ask);
}

/** Refusals that mean: the claim is not what this page shows. */
const OUTDATED: ReadonlySet<string> = new Set([
  'claim_changed',
  'claim_not_open',
  'claim_incomplete',
  'bill_not_claimable',
  'paper_not_asked',
]);

export type Change = {
  busy: boolean;
  trouble: string | null;
  /** Sends the change and shows the claim as it is then; `then` runs only when it was taken. */
  change: (send: () => Promise<ClaimReply>, then?: (claim: ClaimReply) => void) => void;
};

/** A refusal because of another phone brings the newest claim on screen; what was typed is the page's own and stays. */
export function useChange({ put, again }: Pick<Replied<ClaimReply>, 'put' | 'again'>): Change {
  const { busy, trouble, attempt } = useAttempt();
  const change: Change['change'] = (send, then) =>
    void attempt(async () => {
      try {
        const claim = await send();
        put(claim);
        if (claim.state === 'withdrawn') await dropClaim(claim.claimId);
        then?.(claim);
      } catch (error) {
        if (OUTDATED.has(toFailure(error).code)) await again();
        throw error;
      }
    });
  return { busy, trouble, change };
}
