// A city's year on all cores: persons are split into parts, and every thread writes its answers into the same memory.
import { availableParallelism } from 'node:os';
import { serialize } from 'node:v8';

import { newResult, type BatchColumns, type BatchResult } from '@yijiutong/rules/batch';
import { InvalidInput } from '@yijiutong/rules/kernel';
import type { YearPolicy } from '@yijiutong/rules/policy';
import { Piscina } from 'piscina';

import type { Part, Refusal, WrittenPolicy } from './program.ts';

export interface Program {
  /** The file whose default export decides a part. */
  file: string;
  /** What reads TypeScript, as `--import` takes it. */
  loader: string;
}

export interface PoolOptions {
  /** default true; as `BatchOptions` */
  withTilt?: boolean;
  /** where the answers are written, in shared memory; default: arrays of its own */
  into?: BatchResult;
  signal?: AbortSignal;
}

export interface BatchPool {
  /** Cores that it uses. */
  readonly threads: number;
  /**
   * As `decideBatch`, to the same answers.
   * @param columns in shared memory: `packYears(…, SharedArrayBuffer)`
   * @throws InvalidInput as `decideBatch` does; the reason of the signal when it is aborted. Nothing writes into the
   *   result any more once the promise has settled.
   */
  decide(policy: YearPolicy, columns: BatchColumns, options?: PoolOptions): Promise<BatchResult>;
  /** Ends the threads; what is still being decided is rejected. */
  close(): Promise<void>;
}

/** Parts a thread: a part with long years leaves the others something to do. */
const partsPerThread = 4;
/** Below this a part is quicker decided than handed over. */
const leastPersons = 500;
const heapMegabytes = 256;

export function openBatchPool(program: Program, threads = availableParallelism()): BatchPool {
  const pool = new Piscina<Part, Refusal | null>({
    filename: program.file,
    execArgv: ['--import', program.loader],
    // Keys and passwords of the service are in its environment: arithmetic needs none of it.
    env: {},
    // A thread takes longer to start than most batches run: they stay until the pool is closed.
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });

  // A part that ends in the moment of its abort answers to nobody: Piscina calls that an error of the pool.
  pool.on('error', (error: Error) => {
    if (!error.message.startsWith('Unexpected message from Worker')) throw error;
  });
  const writePolicy = rememberPolicies();

  return {
    threads,
    async decide(year, columns, { withTilt = true, into: given, signal } = {}) {
      checkShared(columns.total);
      if (given !== undefined) checkShared(given.assistance);
      signal?.throwIfAborted();
      const into = given ?? newResult(columns, SharedArrayBuffer);
      const policy = writePolicy(year);
      const stop = new AbortController();
      const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
      const parts = splitPersons(columns.insurance.length, threads).map(async ([from, to]) => {
        const refusal = await pool.run({ policy, columns, into, withTilt, from, to }, { signal: either });
        if (refusal !== null) throw new InvalidInput(refusal.code, refusal.message, refusal.field);
      });
      try {
        await Promise.all(parts);
      } catch (error) {
        // The other parts answer for nothing any more; they are let end before anybody reads or frees the memory.
        stop.abort();
        await Promise.allSettled(parts);
        signal?.throwIfAborted();
        throw error;
      }
      return into;
    },
    close: () => pool.destroy(),
  };
}

/** A policy is written down once for all parts of all batches: read anew for each, it would cost more than its part. */
function rememberPolicies(): (policy: YearPolicy) => WrittenPolicy {
  const known = new WeakMap<YearPolicy, WrittenPolicy>();
  let count = 0;
  return (policy) => {
    const before = known.get(policy);
    if (before !== undefined) return before;
    const plain = serialize(policy);
    const bytes = new Uint8Array(new SharedArrayBuffer(plain.length));
    bytes.set(plain);
    const written = { id: (count += 1), bytes };
    known.set(policy, written);
    return written;
  };
}

function checkShared({ buffer }: Float64Array): void {
  if (buffer instanceof SharedArrayBuffer) return;
  throw new TypeError(
    'what a pool reads and writes lies in shared memory: packYears and newResult take SharedArrayBuffer',
  );
}

/** Ranges of persons, the last one perhaps shorter; none where there is nobody. */
function splitPersons(persons: number, threads: number): [from: number, to: number][] {
  const size = Math.max(Math.ceil(persons / (threads * partsPerThread)), leastPersons);
  const ranges: [number, number][] = [];
  for (let from = 0; from < persons; from += size) ranges.push([from, Math.min(from + size, persons)]);
  return ranges;
}
