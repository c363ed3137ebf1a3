// The processes that inspect papers for a service, and how much memory all of them hold, as Linux tells it.
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

/** Those that a process started; the database and others below it are none of them. */
export function listInspectors(service = process.pid): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(look)
    .filter(({ parent, command }) => parent === service && command.includes('inspect/program.ts'));
}

/** Bytes that a service, and any that inspects for it, hold; 0 where there is none. */
export interface Memory {
  own: number;
  inspector: number;
}

export function readMemory(service: number): Memory {
  return {
    own: Math.max(0, ...look(String(service)).map(({ bytes }) => bytes)),
    inspector: Math.max(0, ...listInspectors(service).map(({ bytes }) => bytes)),
  };
}

/** The most they have held, looking every tenth of a second until it is stopped. */
export type MemoryWatch = Memory & { stop(): void };

export function watchMemory(service: number): MemoryWatch {
  const watch: MemoryWatch = { own: 0, inspector: 0, stop: () => clearInterval(timer) };
  const sample = () => {
    const { own, inspector } = readMemory(service);
    watch.own = Math.max(watch.own, own);
    watch.inspector = Math.max(watch.inspector, inspector);
  };
  const timer = setInterval(sample, 100);
  sample();
  return watch;
}
