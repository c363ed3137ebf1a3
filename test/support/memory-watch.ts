// The processes that inspect papers for this one, and how much memory they hold, as Linux tells it.
import { readdirSync, readFileSync } from 'node:fs';

interface Seen {
  pid: number;
  parent: number;
  bytes: number;
  command: string;
}

function look(pid: string): Seen[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return [{ pid: Number(pid), parent: Number(fields[1]), bytes: Number(fields[21]) * 4096, command }];
  } catch {
    // It ended between the listing and the look.
    return [];
  }
}

/** Those that this process started; the database and others below it are none of them. */
export function listInspectors(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(look)
    .filter(({ parent, command }) => parent === process.pid && command.includes('inspect/program.ts'));
}

export interface MemoryWatch {
  /** The most bytes that this process and any that inspects for it have held. */
  own: number;
  inspector: number;
  stop(): void;
}

/** Looks every tenth of a second until it is stopped. */
export function watchMemory(): MemoryWatch {
  const watch: MemoryWatch = { own: 0, inspector: 0, stop: () => clearInterval(timer) };
  const sample = () => {
    watch.own = Math.max(watch.own, process.memoryUsage.rss());
    watch.inspector = Math.max(watch.inspector, ...listInspectors().map(({ bytes }) => bytes));
  };
  const timer = setInterval(sample, 100);
  sample();
  return watch;
}
