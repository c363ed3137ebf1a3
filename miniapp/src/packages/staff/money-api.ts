/** The routes of approving together, of payments, and of the bank's files. */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { PaymentBatch, PaymentState } from '@yijiutong/rules/contract';

import type { Body } from '../../services/api';
import { AppFailure } from '../../services/failure';
import { askStaff, fetchStaffFile, repeatStaff } from './staff-api';

const of = (batchId: string) => ({ params: { batchId } });
const after = (last: string | null) => (last === null ? {} : { after: last });

/** What the bank's answer may weigh: the server takes no more. */
const MOST_BYTES = 8 * 1024 * 1024;

export const moneyApi = {
  getLane: () => askStaff<'getLane'>('GET /api/v1/staff/lane'),
  approve: (claims: Body<'approveLane'>['claims']) =>
    askStaff<'approveLane'>('POST /api/v1/staff/lane/approvals', {}, { claims }),
  undo: (claims: string[]) => askStaff<'undoLane'>('POST /api/v1/staff/lane/undoings', {}, { claims }),

  listPayments: (state: PaymentState, last: string | null = null) =>
    askStaff<'listPayments'>('GET /api/v1/staff/payments', { query: { state, ...after(last) } }),
  returnPayment: (claimId: string, body: Body<'returnPayment'>) =>
    askStaff<'returnPayment'>(
      'POST /api/v1/staff/claims/:claimId/payment-return',
      { params: { claimId } },
      body,
    ),
  makeBatch: (payments: string[]) =>
    askStaff<'makePaymentBatch'>('POST /api/v1/staff/payment-batches', {}, { payments }),
  listBatches: (last: string | null = null) =>
    askStaff<'listPaymentBatches'>('GET /api/v1/staff/payment-batches', { query: after(last) }),
  getBatch: (batchId: string) =>
    askStaff<'getPaymentBatch'>('GET /api/v1/staff/payment-batches/:batchId', of(batchId)),
  listOfBatch: (batchId: string, last: string | null = null) =>
    askStaff<'listBatchPayments'>('GET /api/v1/staff/payment-batches/:batchId/payments', {
      ...of(batchId),
      query: after(last),
    }),

  /** The very file that was made: one that came otherwise must not reach the bank. */
  async fetchBankFile({ batchId, fileHash }: PaymentBatch): Promise<ArrayBuffer> {
    const bytes = await fetchStaffFile<'getBankFile'>(
      'GET /api/v1/staff/payment-batches/:batchId/file',
      of(batchId),
    );
    if (bytesToHex(sha256(new Uint8Array(bytes))) !== fileHash) throw new AppFailure('file_not_whole');
    return bytes;
  },
  async sendAnswer(batchId: string, bytes: ArrayBuffer) {
    if (bytes.byteLength > MOST_BYTES) throw new AppFailure('payload_too_large');
    return repeatStaff<'takeBankAnswer'>('POST /api/v1/staff/payment-batches/:batchId/answers', of(batchId), {
      bytes,
    });
  },
};
