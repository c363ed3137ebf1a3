/**
 * At the window: somebody has no phone of her own to answer a notice of correction with, or to name another account with
 * after the bank could not pay, and the office does it for her.
 */
import { z } from 'zod';

import { excuseReason, payeeRequest } from './claim.ts';
import { paperCode } from './paper.ts';
import { recordId, sha256 } from './values.ts';

const billRef = z.string().regex(/^[\w-]{1,30}$/, 'the ref of a bill of the claim');

/** Bytes of a page that is brought at most: one photograph, or a PDF of a few pages. */
export const mostBroughtBytes = 4 * 1024 * 1024;

/** Which paper of the notice it is, or `bank_card` after the bank could not pay; without `bill`: her own. */
export const broughtPageQuery = z.strictObject({ paper: paperCode, bill: billRef.optional(), sha256 });
export const broughtPageRemoval = z.strictObject({ pageId: recordId });

/** Who has brought it, and how it is known to be right. Sealed, for the office alone. */
const broughtBy = z.string().trim().min(2, 'say who has brought them').max(200, 'at most 200 characters');

/** An account in her own name; its card or book was photographed and brought before. */
export const broughtPayeeRequest = payeeRequest.safeExtend({ words: broughtBy });

export const mendingRequest = z.strictObject({
  version: z.int().min(1),
  words: broughtBy,
  excuses: z
    .array(
      z.strictObject({
        paper: paperCode,
        bill: billRef.nullable(),
        reason: excuseReason,
        words: z.string().trim().max(100, 'at most 100 characters').nullable().default(null),
      }),
    )
    .max(40)
    .default([]),
});
