// The program that looks into one file after another, in a process of its own: what a file can break is only this.
// It gets files on its standard input, each after its length in four bytes, and sends what it found to its parent.
import { prepareSharp } from './image.ts';
import { inspectPaper } from './inspect-paper.ts';
import type { PaperLimits } from './inspected.ts';

/** Bytes of the input, as many as asked for at a time. Null when it ended. */
function createTaker(input: NodeJS.ReadableStream): (length: number) => Promise<Buffer | null> {
  const pieces = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  return async (length) => {
    const taken = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      if (rest.length === 0) {
        const next = await pieces.next();
        if (next.done === true) return null;
        rest = next.value;
      }
      const part = rest.copy(taken, filled);
      filled += part;
      rest = rest.subarray(part);
    }
    return taken;
  };
}

async function run(limits: PaperLimits): Promise<void> {
  prepareSharp();
  process.send?.({ ready: true });
  const take = createTaker(process.stdin);
  for (let head = await take(4); head !== null; head = await take(4)) {
    const length = head.readUInt32BE();
    const bytes = await take(length);
    if (bytes === null) break;
    const inspected = await inspectPaper(bytes, limits);
    process.send?.({ inspected, memory: process.memoryUsage.rss() });
    // Buffers lie outside the heap: nothing else would make the collector hurry.
    globalThis.gc?.();
  }
  process.disconnect();
}

// Ctrl-C and a service manager tell every process of the service: this one ends when its parent has no more for it.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
void run(JSON.parse(process.argv[2] ?? '{}') as PaperLimits);
