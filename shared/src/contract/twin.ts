/** Two bills of one person that look like one: one on paper beside another, or one that may have been sent anew. */
import { z } from 'zod';

import { claimState } from './claim-life.ts';
import { colleague } from './desk-findings.ts';
import { day, instant, money, recordId } from './values.ts';

const ref = z.string().regex(/^[\w-]{1,30}$/, 'as the reply gave it');

export const twin = z
  .object({
    /** The bill of this claim. Of two of this claim the one that would leave it; they are there once. */
    ref,
    /** The other one: with `ref` it names the pair. */
    other: ref,
    source: z.enum(['platform', 'paper']),
    /** The hospital has taken the other one back after a claim was paid for it: this one may be the same, sent anew. */
    takenBack: z.boolean(),
    institution: z.string().nullable(),
    on: day,
    total: money,
    /** What the assistance fund has paid on the other one; null where a claim has it that she may not open. */
    granted: money.nullable(),
    /**
     * The claim that holds the other one, which may be this one; null where none does. Its `claimId` is null where she may not
     * open it.
     */
    claim: z
      .object({ claimId: recordId.nullable(), number: z.string().nullable(), state: claimState })
      .nullable(),
    /** Null until somebody has said whether they are one bill. Nothing is granted before. */
    decided: z.object({ same: z.boolean(), at: instant, by: colleague.nullable() }).nullable(),
  })
  .meta({ id: 'BillTwin' });
export type BillTwin = z.infer<typeof twin>;

/**
 * `same`: one bill. What the platform holds and no claim does takes the paper's place; otherwise the bill leaves this claim,
 * and is paid where it is.
 */
export const twinVerdict = z.strictObject({ ref, other: ref, same: z.boolean() });
export type TwinVerdict = z.infer<typeof twinVerdict>;
