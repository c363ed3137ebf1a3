import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { findBatchOwner, getBatchReply, listBatches, makeBatch, openBankFile } from './batch.service.ts';
import { returnPayment } from './payment-return.service.ts';
import { correctPayee, listBatchPayments, listPayments, orderPaymentAgain } from './payment.service.ts';
import { takeBankAnswer } from './reconcile.service.ts';

export function paymentFeature(deps: Deps): Feature {
  return {
    handlers: {
      listPayments: ({ query, caller }) => listPayments(deps, caller, query),
      makePaymentBatch: ({ body, caller }) => makeBatch(deps, caller, body.payments),
      listPaymentBatches: ({ query, caller }) => listBatches(deps, caller, query),
      getPaymentBatch: ({ params }) => getBatchReply(deps, params.batchId),
      listBatchPayments: ({ params, query, caller }) =>
        listBatchPayments(deps, caller, params.batchId, query),
      getBankFile: ({ params, caller }) => openBankFile(deps, caller, params.batchId),
      takeBankAnswer: ({ params, bytes, caller }) => takeBankAnswer(deps, caller, params.batchId, bytes),
      orderPaymentAgain: ({ params, caller }) => orderPaymentAgain(deps, caller, params.claimId),
      returnPayment: ({ params, body, caller }) => returnPayment(deps, caller, params.claimId, body),
      correctPayee: ({ params, body, caller }) => correctPayee(deps, caller, params.claimId, body),
    },
    owners: { payment_batch: { param: 'batchId', find: (id) => findBatchOwner(deps.db, id) } },
  };
}
