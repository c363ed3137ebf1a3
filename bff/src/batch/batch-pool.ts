// A city's year on all cores: persons are split into parts, and every thread writes its answers into the same memory.
import { availableParallelism } from 'node:os';

import { newResult, type BatchColumns, type BatchResult } from '@yijiutong/rules/batch';
import { InvalidInput } from '@yijiutong/rules/kernel';
import type { YearPolicy } from '@yijiutong/rules/policy';
import { Piscina } from 'piscina';

import type { Part, Refusal } from './program.ts';

export interface Program {
  /** The file whose default export decides a part. */
  file: string;
  /** What reads TypeScript, as `--import` takes it. */
  loader: string;
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
  decide(
    policy: YearPolicy,
    columns: BatchColumns,
    options?: { withTilt?: boolean; signal?: AbortSignal },
  ): Promise<BatchResult>;
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

  return {
    threads,
    async decide(policy, columns, { withTilt = true, signal } = {}) {
      checkShared(columns);
      signal?.throwIfAborted();
      const into = newResult(columns, SharedArrayBuffer);
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

function checkShared({ total }: BatchColumns): void {
  if (total.buffer instanceof SharedArrayBuffer) return;
  throw new TypeError(
    'the columns of a pool lie in shared memory: packYears(policy, people, SharedArrayBuffer)',
  );
}

/** Ranges of persons, the last one perhaps shorter; none where there is nobody. */
function splitPersons(persons: number, threads: number): [from: number, to: number][] {
  const size = Math.max(Math.ceil(persons / (threads * partsPerThread)), leastPersons);
  const ranges: [number, number][] = [];
  for (let from = 0; from < persons; from += size) ranges.push([from, Math.min(from + size, persons)]);
  return ranges;
}
