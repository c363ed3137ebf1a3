// The rows of 0009-payments.ts. Money is a whole number of fen; what is sealed is a Buffer.
import type { PaymentFailure, PaymentState } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

export interface PaymentTable {
  payment_id: Generated<number>;
  public_id: string;
  claim_id: number;
  attempt: number;
  /** The claim while the money is due or on its way: unique. */
  live_claim_id: number | null;
  person_id: number;
  place: string;
  amount: number;
  state: PaymentState;
  ordered_at: string;
  batch_id: number | null;
  line: number | null;
  payee: Buffer | null;
  failure: PaymentFailure | null;
  bank_code: string | null;
  settled_at: string | null;
}

export interface PaymentBatchTable {
  batch_id: Generated<number>;
  public_id: string;
  place: string;
  staff_id: number;
  made_on: string;
  made_at: string;
  format: string;
  payments: number;
  total: number;
  file_hash: Buffer;
  file_bytes: number;
}

export interface PaymentAnswerTable {
  batch_id: number;
  file_hash: Buffer;
  staff_id: number;
  taken_at: string;
  /** JSON of the reply. */
  reply: string;
}

export interface PaymentTables {
  payment: PaymentTable;
  payment_batch: PaymentBatchTable;
  payment_answer: PaymentAnswerTable;
}
