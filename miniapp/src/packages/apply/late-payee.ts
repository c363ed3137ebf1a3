/** When an account can still be named though the claim was sent: as the server's lifecycle has it. */
import type { ClaimReply } from '@yijiutong/rules/contract';

/** The law opens such a claim by itself, perhaps before she has named any account. */
export const mayNameLate = ({ kind, state }: Pick<ClaimReply, 'kind' | 'state'>): boolean =>
  kind === 'retroactive' && (state === 'county_review' || state === 'county_approval');

/** The bank could not pay: she names another, or the same with its right digits. */
export const mayCorrect = ({ state }: Pick<ClaimReply, 'state'>): boolean => state === 'payment_failed';
