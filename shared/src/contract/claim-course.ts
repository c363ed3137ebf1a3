/** Where a claim is on its road, and what has come of it, for the person to read. */
import { z } from 'zod';

import { claimKind, claimState, paymentFailure, refusalReason } from './claim-life.ts';
import { clauseText, explanationStep } from './explanation.ts';
import { day, money, recordId } from './values.ts';

/** Another claim that this one comes from, or led to. */
const claimLink = z
  .object({ claimId: recordId, kind: claimKind, state: claimState, number: z.string().nullable() })
  .meta({ id: 'ClaimLink' });
export type ClaimLink = z.infer<typeof claimLink>;

/** 公示: where it hangs, and its days. */
const publicity = z
  .object({
    from: day,
    /** The last day. */
    until: day,
    days: z.int(),
    /** It was taken down: its days are over. */
    ended: z.boolean(),
    /** The village or community where it hangs. */
    place: z.string(),
  })
  .meta({ id: 'ClaimPublicity' });

/** What was granted, as the approval fixed it: in the whole life of the claim. */
const grant = z
  .object({
    amount: money,
    /** What the bank has confirmed. */
    paid: money,
    /** What recognition brings for earlier bills, apart from any one of them. */
    retroactive: money,
    bills: z.array(
      z.object({
        /** As in the claim's `bills`. */
        ref: z.string(),
        pays: money,
        /** The decision that it rested on; empty where there is none to show. */
        explanation: z.array(explanationStep),
      }),
    ),
  })
  .meta({ id: 'ClaimGrant' });
export type ClaimGrant = z.infer<typeof grant>;

const refusal = z
  .object({
    reason: refusalReason,
    clause: clauseText.nullable(),
    /** What the office says of it. */
    words: z.string().nullable(),
    /** What can be done now, as the region's procedure says. */
    next: z.string(),
    /** The last day for an appeal; null where there is none of an appeal. */
    appealUntil: day.nullable(),
    mayAppeal: z.boolean(),
    /** Null where she may: `appealed` once is all, and nobody appeals the refusal of an appeal here. */
    whyNotAppeal: z.enum(['too_late', 'appealed', 'is_appeal']).nullable(),
  })
  .meta({ id: 'ClaimRefusal' });
export type ClaimRefusal = z.infer<typeof refusal>;

export const claimCourse = z
  .object({
    /** The day that was promised is over, and nothing is decided. */
    overdue: z.boolean(),
    /** Working days that are left once the clock goes on; null while it runs. */
    daysLeft: z.int().nullable(),
    publicity: publicity.nullable(),
    recognisedOn: day.nullable(),
    grant: grant.nullable(),
    refusal: refusal.nullable(),
    /** Why the bank could not pay, while it waits for another account. */
    paymentFailure: paymentFailure.nullable(),
    /** Of an appeal: what it is about, and why she does not agree. */
    appealOf: claimLink.nullable(),
    appealWords: z.string().nullable(),
    /** The appeal of this refusal. */
    appeal: claimLink.nullable(),
    /** The recognition that has opened this claim by the law, and the claim that it opened. */
    openedBy: claimLink.nullable(),
    opened: claimLink.nullable(),
  })
  .meta({ id: 'ClaimCourse' });
export type ClaimCourse = z.infer<typeof claimCourse>;
