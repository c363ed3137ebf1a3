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
  /** one number, not 0 from the moment at which nobody waits for the answers any more */
  stop: Int32Array;
}

/** An error loses its class and its fields on the way from a thread: what is wrong with the input travels as this. */
export type Refusal = Pick<InvalidInput, 'code' | 'message' | 'field'>;

/** So few that who gave the order to stop hardly waits, so many that asking costs nothing. */
const personsAtOnce = 1000;

export default function decidePart({
  policy,
  columns,
  into,
  withTilt,
  from,
  to,
  stop,
}: Part): Refusal | null {
  try {
    const year = readPolicy(policy);
    for (let first = from; first < to && Atomics.load(stop, 0) === 0; first += personsAtOnce) {
      decideBatch(year, columns, { into, withTilt, from: first, to: Math.min(first + personsAtOnce, to) });
    }
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
