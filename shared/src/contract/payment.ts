/** The money's way: payments that are due, batches for the bank, and what the bank answered. */
import { z } from 'zod';

import { paymentFailure } from './claim-life.ts';
import { day, instant, money, recordId } from './values.ts';

/**
 * `bounced`: paid, and a later file of the bank's says otherwise; `returned`: the manager has confirmed that it came back.
 * `stopped`: taken back to the review before it went to the bank.
 */
const paymentState = z
  .enum(['due', 'sent', 'paid', 'failed', 'bounced', 'returned', 'stopped'])
  .meta({ id: 'PaymentState' });
export type PaymentState = z.infer<typeof paymentState>;

/** Why a payment cannot be put into a batch. `amount_changed`: the rules give less by now than was approved. */
const paymentObstacle = z
  .enum([
    'not_due',
    'amount_changed',
    'same_hands',
    'own_family',
    'mandate_denied',
    'no_payee',
    'no_format',
    'another_format',
  ])
  .meta({ id: 'PaymentObstacle' });
export type PaymentObstacle = z.infer<typeof paymentObstacle>;

const payment = z
  .object({
    paymentId: recordId,
    claimId: recordId,
    claimNumber: z.string().nullable(),
    attempt: z.number().int().min(1),
    state: paymentState,
    amount: money,
    /** As far as a screen shows them; in clear they stand in the bank's file only. */
    holder: z.string().nullable(),
    account: z.string().nullable(),
    bank: z.string().nullable(),
    orderedAt: instant,
    settledAt: instant.nullable(),
    failure: paymentFailure.nullable(),
    /** Why she who asks may not send it; null: she may. */
    obstacle: paymentObstacle.nullable(),
    /** Nothing was ordered for its claim after it: one that failed waits for another account, or to be ordered again. */
    latest: z.boolean(),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof payment>;

const pageSize = 100;
/** The last one of the page before. */
const after = recordId.optional();
export const paymentsQuery = z.strictObject({ state: paymentState.default('due'), after });
export const batchPaymentsQuery = z.strictObject({ after });
export const paymentBatchesQuery = z.strictObject({ after });
export const paymentsReply = z
  .object({ payments: z.array(payment).max(pageSize), next: recordId.nullable() })
  .meta({ id: 'Payments' });
export type PaymentsReply = z.infer<typeof paymentsReply>;

/** All of them or none: what one of them lacks is told. */
export const paymentBatchRequest = z.strictObject({
  payments: z
    .array(recordId)
    .min(1)
    .max(1000)
    .refine((list) => new Set(list).size === list.length, 'a payment stands there twice'),
});

const share = z.object({ count: z.number().int().min(0), total: money });
export const paymentBatch = z
  .object({
    batchId: recordId,
    madeAt: instant,
    madeOn: day,
    ...share.shape,
    /** What the bank has paid, what it could not or has sent back, and what it has not answered yet. */
    paid: share,
    failed: share,
    open: share,
    /** SHA-256 of the bank's file. */
    fileHash: z.string(),
  })
  .meta({ id: 'PaymentBatch' });
export type PaymentBatch = z.infer<typeof paymentBatch>;
export const paymentBatchesReply = z
  .object({ batches: z.array(paymentBatch), next: recordId.nullable() })
  .meta({ id: 'PaymentBatches' });
export type PaymentBatchesReply = z.infer<typeof paymentBatchesReply>;

/** What is wrong with a file of the bank's. One that has any of these changes nothing. */
export type BankFileProblem =
  | 'not_readable'
  | 'no_header'
  | 'no_trailer'
  | 'batch_differs'
  | 'row_unreadable'
  | 'row_unknown'
  | 'row_of_another_batch'
  | 'row_twice'
  | 'amount_differs'
  | 'outcome_unknown'
  | 'settled_otherwise'
  | 'count_differs'
  | 'total_differs';

/** What a file of the bank's has brought. */
export const paymentAnswerReply = z
  .object({
    rows: z.number().int().min(0),
    paid: share,
    failed: share,
    /** Answered by an earlier file in the same way: nothing happened to them. */
    repeated: z.number().int().min(0),
    /** Paid by an earlier file, and sent back by this one: each waits for the manager to confirm it. */
    bounced: z.array(
      z.object({
        line: z.number().int().min(1),
        paymentId: recordId,
        amount: money,
        failure: paymentFailure,
      }),
    ),
    /** This very file was taken before: nothing happened this time, and the figures are what it brought then. */
    seenBefore: z.boolean(),
    batch: paymentBatch,
  })
  .meta({ id: 'PaymentAnswer' });
export type PaymentAnswerReply = z.infer<typeof paymentAnswerReply>;

/** Which payment of the claim came back, and why, as the bank says. */
export const paymentReturnRequest = z.strictObject({ paymentId: recordId, failure: paymentFailure });
