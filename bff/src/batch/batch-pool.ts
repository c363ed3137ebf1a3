// A city's year on all cores: persons are split into parts, and every thread writes its answers into the same memory.
import { availableParallelism } from 'node:os';
import { serialize } from 'node:v8';

import { TOTALS, newResult, type BatchColumns, type BatchResult } from '@yijiutong/rules/batch';
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
   * @throws InvalidInput as `decideBatch` does; the reason of the signal when it is aborted; TypeError for memory that is not
   *   shared, RangeError for a result that is not of these columns. Nothing writes into the result any more once the
   *   promise has settled, be it by an abort or by `close`.
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

  const writePolicy = rememberPolicies();
  /** What is being decided, by its order to stop. */
  const running = new Map<Int32Array, Promise<unknown>>();
  let isClosed = false;

  return {
    threads,
    async decide(year, columns, { withTilt = true, into: given, signal } = {}) {
      checkShared(columns);
      if (given !== undefined) checkResult(given, columns);
      signal?.throwIfAborted();
      const into = given ?? newResult(columns, SharedArrayBuffer);
      const policy = writePolicy(year);
      // Not by the pool's own abort: that ends a thread without waiting for it, while it may still write.
      const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const stopAll = () => stopParts(stop);
      signal?.addEventListener('abort', stopAll);
      const parts = splitPersons(columns.insurance.length, threads).map(async ([from, to]) => {
        const refusal = await pool.run({ policy, columns, into, withTilt, from, to, stop });
        if (refusal !== null) throw new InvalidInput(refusal.code, refusal.message, refusal.field);
      });
      running.set(stop, Promise.allSettled(parts));
      try {
        await Promise.all(parts);
      } catch (error) {
        // The other parts answer for nothing any more; they are let end before anybody reads or frees the memory.
        stopAll();
        await Promise.allSettled(parts);
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener('abort', stopAll);
        running.delete(stop);
      }
      signal?.throwIfAborted();
      if (isClosed) throw new Error('the batch pool was closed');
      return into;
    },
    async close() {
      isClosed = true;
      for (const stop of running.keys()) stopParts(stop);
      await Promise.all(running.values());
      await pool.destroy();
    },
  };
}

const stopParts = (stop: Int32Array): void => void Atomics.store(stop, 0, 1);

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

function checkResult(into: BatchResult, { insurance, day }: BatchColumns): void {
  checkShared(into);
  const [persons, bills] = [insurance.length, day.length];
  const lengths: Record<keyof BatchResult, number> = {
    single: persons,
    totals: TOTALS.length * persons,
    outcome: bills,
    classIndex: bills,
    assistance: bills,
    outpatient: bills,
    tilt: bills,
  };
  for (const [name, length] of Object.entries(lengths) as [keyof BatchResult, number][]) {
    if (into[name].length === length) continue;
    throw new RangeError(`these columns take ${length} of ${name}; the result has ${into[name].length}`);
  }
}

function checkShared(arrays: BatchColumns | BatchResult): void {
  if (Object.values(arrays).every(({ buffer }) => buffer instanceof SharedArrayBuffer)) return;
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
