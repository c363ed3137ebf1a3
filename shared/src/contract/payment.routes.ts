/** Paying what was approved: for the fund's manager, within her place. */
import { z } from 'zod';

import { claimReply, payeeRequest } from './claim.ts';
import {
  batchPaymentsQuery,
  paymentAnswerReply,
  paymentBatch,
  paymentBatchesQuery,
  paymentBatchesReply,
  paymentBatchRequest,
  paymentReturnRequest,
  paymentsQuery,
  paymentsReply,
} from './payment.ts';
import { claimConsents, type Route } from './route.ts';
import { recordId } from './values.ts';

const manager = {
  feature: 'payment',
  audience: 'staff',
  roles: ['fund_manager'],
  consents: [],
  owned: null,
} as const;
const ofBatch = {
  ...manager,
  owned: 'payment_batch',
  params: z.strictObject({ batchId: recordId }),
} as const;
const ofClaim = { owned: 'claim', params: z.strictObject({ claimId: recordId }) } as const;

export const paymentRoutes = {
  listPayments: {
    ...manager,
    method: 'GET',
    path: '/api/v1/staff/payments',
    summary: 'Payments of the place, in one state, the oldest first',
    query: paymentsQuery,
    reply: paymentsReply,
    status: 200,
  },
  makePaymentBatch: {
    ...manager,
    method: 'POST',
    path: '/api/v1/staff/payment-batches',
    summary: 'Put payments that are due into one file for the bank: from then on they are on their way',
    body: paymentBatchRequest,
    reply: paymentBatch,
    status: 201,
  },
  listPaymentBatches: {
    ...manager,
    method: 'GET',
    path: '/api/v1/staff/payment-batches',
    summary: 'The batches of the place, the newest first, and what the bank has answered',
    query: paymentBatchesQuery,
    reply: paymentBatchesReply,
    status: 200,
  },
  getPaymentBatch: {
    ...ofBatch,
    method: 'GET',
    path: '/api/v1/staff/payment-batches/:batchId',
    summary: 'One batch, reconciled: paid, failed, still open',
    reply: paymentBatch,
    status: 200,
  },
  listBatchPayments: {
    ...ofBatch,
    method: 'GET',
    path: '/api/v1/staff/payment-batches/:batchId/payments',
    summary: 'The payments of a batch in the order of its file, with what the bank has answered to each',
    query: batchPaymentsQuery,
    reply: paymentsReply,
    status: 200,
  },
  getBankFile: {
    ...ofBatch,
    method: 'GET',
    path: '/api/v1/staff/payment-batches/:batchId/file',
    summary: 'The file for the bank, the same each time; who fetched it is recorded',
    givesFile: ['text/csv'],
    reply: null,
    status: 200,
  },
  takeBankAnswer: {
    ...ofBatch,
    method: 'POST',
    path: '/api/v1/staff/payment-batches/:batchId/answers',
    summary: 'Hand in the bank’s file of results: whole or not at all, and once however often it is sent',
    takesBytes: 8 * 1024 * 1024,
    repeatable: true,
    reply: paymentAnswerReply,
    status: 200,
  },
  orderPaymentAgain: {
    ...manager,
    ...ofClaim,
    method: 'POST',
    path: '/api/v1/staff/claims/:claimId/payment-order',
    summary: 'Pay to the same account once more, where the fault was the bank’s',
    reply: null,
    status: 204,
  },
  returnPayment: {
    ...manager,
    ...ofClaim,
    method: 'POST',
    path: '/api/v1/staff/claims/:claimId/payment-return',
    summary:
      'The bank has sent back what it had paid (退汇): the claim waits for another account, or another order',
    body: paymentReturnRequest,
    reply: null,
    status: 204,
  },
  correctPayee: {
    ...ofClaim,
    feature: 'payment',
    audience: 'person',
    consents: claimConsents,
    method: 'PUT',
    path: '/api/v1/claims/:claimId/payee-correction',
    summary: 'Name another account after the bank could not pay: the money is ordered anew',
    body: payeeRequest,
    reply: claimReply,
    status: 200,
  },
} as const satisfies Record<string, Route>;
