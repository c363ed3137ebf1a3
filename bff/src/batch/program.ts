// What runs on every core: the batch of the rules over a part of the persons, written into memory that all share.
import { decideBatch, type BatchColumns, type BatchResult } from '@yijiutong/rules/batch';
import { InvalidInput } from '@yijiutong/rules/kernel';
import type { YearPolicy } from '@yijiutong/rules/policy';

export interface Part {
  policy: YearPolicy;
  columns: BatchColumns;
  into: BatchResult;
  withTilt: boolean;
  from: number;
  to: number;
}

/** An error loses its class and its fields on the way from a thread: what is wrong with the input travels as this. */
export type Refusal = Pick<InvalidInput, 'code' | 'message' | 'field'>;

export default function decidePart({ policy, columns, ...options }: Part): Refusal | null {
  try {
    decideBatch(policy, columns, options);
    return null;
  } catch (error) {
    if (error instanceof InvalidInput)
      return { code: error.code, message: error.message, field: error.field };
    throw error;
  }
}
