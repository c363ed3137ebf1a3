/**
 * Idempotency keys. A write keeps its key until the server has given a definite answer, so that pressing again
 * after a lost reply is the same write and not a second one.
 */
import { AppFailure, isPassing } from './failure';
import { randomName } from './random-name';

const LENGTH = 32;
const open = new Map<string, string>();

/** Runs one write under the key that belongs to its content. */
export async function underKey<T>(content: string, run: (key: string) => Promise<T>): Promise<T> {
  const key = open.get(content) ?? randomName(LENGTH);
  open.set(content, key);
  try {
    const reply = await run(key);
    open.delete(content);
    return reply;
  } catch (error) {
    const undecided =
      error instanceof AppFailure && (isPassing(error) || error.code === 'idempotency_in_progress');
    if (!undecided) open.delete(content);
    throw error;
  }
}
