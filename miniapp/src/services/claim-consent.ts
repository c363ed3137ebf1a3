import type { SessionReply } from '@yijiutong/rules/contract';

/** Whether the consent for papers and the bank account stands, in its newest words. */
export function hasClaimConsent({ consents }: SessionReply): boolean {
  return consents.some(({ kind, outdated }) => kind === 'claim_papers' && !outdated);
}
