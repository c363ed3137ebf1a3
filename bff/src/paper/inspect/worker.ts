// The parent's side of the program that looks into files: feeds it, hears it, and ends it by its process id.
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { isGreeting, readAnswer, type Answer } from './answer.ts';
import type { PaperLimits } from './inspected.ts';

/** A file that breaks the program or takes too much is refused; for anything else it may be sent again. */
export type Fault = 'file' | 'service';

/** The process ended before it answered: it broke, or was ended. */
export class WorkerEnded extends Error {
  override name = 'WorkerEnded';
  readonly fault: Fault;

  constructor(why: string, fault: Fault) {
    super(why);
    this.fault = fault;
  }
}

export interface Use {
  /** Bytes of memory that it holds. */
  memory: number;
  /** Milliseconds that it has worked, since it began. */
  work: number;
}

export interface Worker {
  /** False once the process has ended, whoever ended it. */
  isAlive(): boolean;
  /** @throws WorkerEnded, or what reading the file threw; the worker is of no use after either. */
  inspect(file: AsyncIterable<Buffer>, length: number): Promise<Answer>;
  /** Null where the system does not tell. */
  measure(): Use | null;
  /** Ends it at once, saying why to whoever waits for its answer. */
  end(why: string, fault: Fault): Promise<void>;
}

const program = fileURLToPath(new URL('program.ts', import.meta.url));
const heapMegabytes = 256;
/** Longest it may take to be there, in milliseconds: a machine under load, its first start. */
const startTime = 30_000;

export async function startWorker(limits: PaperLimits): Promise<Worker> {
  const child = fork(program, [JSON.stringify(limits)], {
    // Keys and passwords of the service are in its environment: this process gets none of it.
    // The allocator gives back what a picture took.
    env: { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '1048576', MALLOC_MMAP_THRESHOLD_: '1048576' },
    execArgv: [
      ...['--import', createRequire(import.meta.url).resolve('tsx')],
      ...['--expose-gc', `--max-old-space-size=${heapMegabytes}`],
    ],
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const talk = listen(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), startTime);
  try {
    if (!isGreeting(await talk.next())) throw new Error('it began with something else');
  } catch (error) {
    // Not the fault of a file: nothing was sent yet.
    throw new Error('the program that inspects papers did not start', { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return {
    isAlive,
    async inspect(file, length) {
      const answer = talk.next();
      await feed(child, file, length, answer);
      const said = readAnswer(await answer);
      if (said === null) throw new WorkerEnded('answered what is no answer', 'file');
      return said;
    },
    measure: () => measure(child.pid ?? 0),
    async end(why, fault) {
      talk.endWith(new WorkerEnded(why, fault));
      if (!isAlive()) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** How a process ends that its own work broke: memory that is not its own, a heap that is full. */
const crashes: ReadonlySet<unknown> = new Set([
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
]);

/**
 * An exception that nobody expected ends it with a code of its own: the same file would do it again. SIGKILL that we
 * did not send is the system's, which is short of memory for reasons of its own.
 */
function faultOf(code: unknown, signal: unknown): Fault {
  return crashes.has(signal) || (typeof code === 'number' && code !== 0) ? 'file' : 'service';
}

/** What the child says, message by message; its end is an error, with the last words it wrote. */
function listen(child: ChildProcess) {
  let lastWords = '';
  let reason: WorkerEnded | null = null;
  child.stderr?.on('data', (words: Buffer) => {
    lastWords = (lastWords + words.toString()).slice(-500);
  });
  // A pipe to a process that is gone: its end is reported by the process itself.
  child.stdin?.on('error', () => undefined);
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const heard = (message: unknown) => {
        stopListening();
        resolve(message);
      };
      const ended = (code: unknown, signal: unknown) => {
        stopListening();
        const words = `ended with ${String(code ?? signal)} ${lastWords}`.trim();
        reject(reason ?? new WorkerEnded(words, faultOf(code, signal)));
      };
      const stopListening = () => {
        child.off('message', heard).off('exit', ended).off('error', ended);
      };
      child.on('message', heard).on('exit', ended).on('error', ended);
    });
  return { next, endWith: (why: WorkerEnded) => (reason ??= why) };
}

/**
 * Sends the length and the file, as fast as it is taken. A child that ends meanwhile is told by its answer: nobody
 * waits for a store that is slow then.
 */
async function feed(
  child: ChildProcess,
  file: AsyncIterable<Buffer>,
  length: number,
  answer: Promise<unknown>,
): Promise<void> {
  const answered = answer.then(
    () => null,
    () => null,
  );
  const write = async (piece: Buffer) => {
    const { stdin } = child;
    if (stdin?.write(piece) !== false) return;
    await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), answered]);
  };
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  await write(head);
  const pieces = file[Symbol.asyncIterator]();
  const read = () => Promise.race([pieces.next(), answered]);
  let sent = 0;
  for (let next = await read(); next?.done !== true; next = await read()) {
    if (next === null) {
      // Lets go of the file once the read that is under way comes back.
      pieces.return?.().catch(() => undefined);
      return;
    }
    sent += next.value.length;
    await write(next.value);
  }
  if (sent !== length) throw new Error(`a file of ${length} bytes came with ${sent}`);
}

/** As Linux tells it, in its fixed units: ticks of 10 ms, pages of 4 KB. */
function measure(pid: number): Use | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold blanks: what follows it does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [userTicks, systemTicks, pages] = [fields[11], fields[12], fields[21]].map(Number);
    return { memory: Number(pages) * 4096, work: (Number(userTicks) + Number(systemTicks)) * 10 };
  } catch {
    return null;
  }
}
