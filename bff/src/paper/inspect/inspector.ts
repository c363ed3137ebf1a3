// Looks into papers that strangers send, in a process of its own: bounded in time, in memory and in how many wait.
//
// The process holds no key, no password and no connection, and what it answers is checked. It is not a sandbox: it runs
// as the service's user, so what takes it over could read files and reach the network as that user, and answer for
// the files that follow until it rests. A deployment that needs more confines the service itself.
import { mostBytes, mostPdfPages, mostPixels } from '@yijiutong/rules/contract';

import { AppError } from '../../error.ts';
import type { Inspected, PaperLimits } from './inspected.ts';
import { createTurns, papersBusy } from './turns.ts';
import { startWorker, WorkerEnded, type Worker } from './worker.ts';

export type { Inspected, InspectedPage, RefusedPage } from './inspected.ts';

export interface Inspector {
  /**
   * What a file is and what of it is to be kept. It is read once, when its turn comes.
   * @param person who sent it
   * @throws AppError 503 when too many wait, the machine is too slow or the service ends, and whatever reading the
   * file throws.
   */
  inspect(file: AsyncIterable<Buffer>, length: number, person: number): Promise<Inspected>;
  close(): Promise<void>;
}

export interface InspectorOptions {
  /** Milliseconds of work that a file may cost: a photo about one second, the worst honest PDF two. */
  work: number;
  /** Milliseconds that it may take all in all: a machine under load works on other things meanwhile. */
  time: number;
  /** Bytes of memory at which the process is ended. It holds about 100 MB, and 250 MB with the largest photo. */
  memory: number;
  /** Files that may wait, and for how many milliseconds. */
  waiting: number;
  patience: number;
  /** Milliseconds after which a process without work is ended. */
  idle: number;
}

const defaults: InspectorOptions = {
  work: 15_000,
  time: 60_000,
  memory: 512 * 1024 * 1024,
  waiting: 16,
  patience: 20_000,
  idle: 60_000,
};

const limits: PaperLimits = {
  imageBytes: mostBytes.image,
  pdfBytes: mostBytes.pdf,
  pixels: mostPixels,
  pdfPages: mostPdfPages,
};

/** How often the memory is looked at, in milliseconds. */
const watchEvery = 50;

export function createInspector(options: Partial<InspectorOptions> = {}): Inspector {
  const settings = { ...defaults, ...options };
  const { memory, waiting, patience, idle } = settings;
  const turns = createTurns(waiting, patience);
  let worker: Worker | null = null;
  let closed = false;
  let resting: NodeJS.Timeout | undefined;

  const retire = async (why: string) => {
    const old = worker;
    worker = null;
    await old?.end(why, 'service');
  };

  const getWorker = async (): Promise<Worker> => {
    if (worker?.isAlive() === true) return worker;
    worker = await startWorker(limits);
    if (!closed) return worker;
    await retire('the service ends');
    throw stopping();
  };

  const inspectNow = async (file: AsyncIterable<Buffer>, length: number): Promise<Inspected> => {
    const mine = await getWorker();
    const stopWatching = watch(mine, settings);
    try {
      const { inspected, memory: held } = await mine.inspect(file, length);
      if (held > memory / 2) await retire('has grown');
      return inspected;
    } catch (error) {
      await retire('failed');
      if (closed) throw stopping();
      if (!(error instanceof WorkerEnded)) throw error;
      if (error.fault === 'service') throw papersBusy(error);
      return { ok: false, code: 'paper_not_safe', why: error.message };
    } finally {
      stopWatching();
    }
  };

  return {
    async inspect(file, length, person) {
      if (closed) throw stopping();
      if (length > limits.pdfBytes) return { ok: false, code: 'paper_too_large', why: `${length} bytes` };
      const giveOn = await turns.take(person);
      clearTimeout(resting);
      try {
        return await inspectNow(file, length);
      } finally {
        resting = setTimeout(() => void retire('idle'), idle).unref();
        giveOn();
      }
    },
    async close() {
      closed = true;
      clearTimeout(resting);
      turns.end(stopping());
      await retire('the service ends');
    },
  };
}

function stopping(): AppError {
  return new AppError(503, 'shutting_down', 'the service ends; send the request again', { retryAfter: 5 });
}

/** Ends a worker that takes too long or too much. A file that works little and takes long waits for us. */
function watch(worker: Worker, { work, time, memory }: InspectorOptions): () => void {
  const workBefore = worker.measure()?.work ?? 0;
  const timer = setTimeout(() => void worker.end(`took longer than ${time} ms`, 'service'), time);
  const looking = setInterval(() => {
    const use = worker.measure();
    if (use === null) return;
    if (use.memory > memory) void worker.end(`took more than ${memory} bytes of memory`, 'file');
    if (use.work - workBefore > work) void worker.end(`worked longer than ${work} ms`, 'file');
  }, watchEvery);
  return () => {
    clearTimeout(timer);
    clearInterval(looking);
  };
}
