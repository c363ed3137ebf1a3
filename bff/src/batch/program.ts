// What runs on every core: the batch of the rules over a part of the persons, written into memory that all share.
import { deserialize } from 'node:v8';

import { decideBatch, type BatchColumns, type BatchResult } from '@yijiutong/rules/batch';
import { InvalidInput } from '@yijiutong/rules/kernel';
import type { YearPolicy } from '@yijiutong/rules/policy';

/** A policy in memory that all threads share. */
export interface WrittenPolicy {
  /** told apart by this from the others of its pool */
  id: number;
  bytes: Uint8Array;
}

export interface Part {
  policy: WrittenPolicy;
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
    decideBatch(readPolicy(policy), columns, options);
    return null;
  } catch (error) {
    if (error instanceof InvalidInput)
      return { code: error.code, message: error.message, field: error.field };
    throw error;
  }
}

/** A service knows a few regions' years; a thread that has met more than these reads the oldest again. */
const mostKnown = 16;
const known = new Map<number, YearPolicy>();

function readPolicy({ id, bytes }: WrittenPolicy): YearPolicy {
  const before = known.get(id);
  if (before !== undefined) return before;
  const policy = deserialize(Buffer.from(bytes)) as YearPolicy;
  known.set(id, policy);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return policy;
}
