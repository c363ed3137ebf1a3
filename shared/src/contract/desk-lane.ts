/** The lane for clean cases: at most twenty approved together, one in ten drawn for a full review, fifteen minutes to undo. */
import { z } from 'zod';

import { instant, money, recordId } from './values.ts';

/** What makes a case clean: all of them must hold. */
const cleanRule = z
  .enum([
    'ordinary_kind',
    'platform_bills',
    'no_excuse',
    'no_correction',
    'reviewer_grants',
    'amount_as_estimated',
    'no_duplicates',
    'payee_named',
  ])
  .meta({ id: 'CleanRule' });
export type CleanRule = z.infer<typeof cleanRule>;

const laneSize = 20;
/** Minutes in which an approval of the lane can be undone. */
export const undoMinutes = 15;

const laneCase = z.object({
  claimId: recordId,
  number: z.string().nullable(),
  version: z.int(),
  /** Masked. */
  person: z.string(),
  amount: money,
});

export const laneReply = z
  .object({
    /** Clean and hers to approve, the most urgent first. */
    clean: z.array(laneCase),
    /** As clean, and drawn for a full review: each is opened and approved by itself. */
    drawn: z.array(laneCase),
    /** Cases at approval that are not clean, by the first rules that they break. */
    others: z.array(
      z.object({ claimId: recordId, number: z.string().nullable(), breaks: z.array(cleanRule).min(1) }),
    ),
    /** Her approvals that have not taken effect: until then they can be undone. */
    standing: z.array(
      laneCase.extend({
        effectiveAt: instant,
        /** How often it could not take effect for a fault of the system: it is tried again by itself. */
        tries: z.int(),
      }),
    ),
    /** Her approvals of the last days that did not take effect: something had changed, or the system has failed too often. */
    lapsed: z.array(laneCase.extend({ why: z.string(), at: instant })),
  })
  .meta({ id: 'Lane' });
export type LaneReply = z.infer<typeof laneReply>;

const named = z.strictObject({ claimId: recordId, version: z.int().min(1) });
const once = (list: readonly { claimId: string }[]) =>
  new Set(list.map(({ claimId }) => claimId)).size === list.length;

export const laneRequest = z.strictObject({
  claims: z
    .array(named)
    .min(1)
    .max(laneSize, `at most ${laneSize} together`)
    .refine(once, 'a claim stands there twice'),
});

const laneOutcome = z
  .enum([
    'approved',
    'approved_before',
    'not_found',
    'changed',
    'not_waiting',
    'same_hands',
    'not_clean',
    'drawn',
  ])
  .meta({ id: 'LaneOutcome' });
export type LaneOutcome = z.infer<typeof laneOutcome>;

export const laneApprovalReply = z
  .object({
    results: z.array(
      z.object({
        claimId: recordId,
        outcome: laneOutcome,
        breaks: z.array(cleanRule),
        /** From then on it is as if she had approved it by itself. */
        effectiveAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'LaneApproval' });
export type LaneApprovalReply = z.infer<typeof laneApprovalReply>;

export const laneUndoRequest = z.strictObject({ claims: z.array(recordId).min(1).max(laneSize) });
export const laneUndoReply = z
  .object({
    results: z.array(
      z.object({ claimId: recordId, outcome: z.enum(['undone', 'too_late', 'not_approved']) }),
    ),
  })
  .meta({ id: 'LaneUndo' });
export type LaneUndoReply = z.infer<typeof laneUndoReply>;
