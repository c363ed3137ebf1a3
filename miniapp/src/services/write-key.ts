/**
 * Idempotency keys. A write keeps its key until the server has given a definite answer, so that pressing again
 * after a lost reply is the same write and not a second one.
 */
import { AppFailure, isPassing } from './failure';

const LENGTH = 32;
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const open = new Map<string, string>();

function newKey(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('');
}

/** Runs one write under the key that belongs to its content. */
export async function underKey<T>(content: string, run: (key: string) => Promise<T>): Promise<T> {
  const key = open.get(content) ?? newKey();
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
