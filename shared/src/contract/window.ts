/** At the window: somebody has no phone of her own to answer a notice of correction with, and the office does it for her. */
import { z } from 'zod';

import { excuseReason } from './claim.ts';
import { paperCode } from './paper.ts';
import { recordId, sha256 } from './values.ts';

const billRef = z.string().regex(/^[\w-]{1,30}$/, 'the ref of a bill of the claim');

/** Bytes of a page that is brought at most: one photograph, or a PDF of a few pages. */
export const mostBroughtBytes = 4 * 1024 * 1024;

/** Which paper of the notice it is; without `bill`: her own. */
export const broughtPageQuery = z.strictObject({ paper: paperCode, bill: billRef.optional(), sha256 });
export const broughtPageRemoval = z.strictObject({ pageId: recordId });

/** `words`: who has brought the papers, and how it is known to be right. Sealed, for the office alone. */
export const mendingRequest = z.strictObject({
  version: z.int().min(1),
  words: z.string().trim().min(2, 'say who has brought them').max(200, 'at most 200 characters'),
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
