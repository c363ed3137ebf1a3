/** What the kernel has written down of processes: their time and their memory. */
import { readFile } from 'node:fs/promises';

import type { Stage } from '../fault/stage.ts';

/** Microseconds of processor time, and of the children that have ended, from the kernel's books (ticks of 10 ms). */
export async function cpuOf(pid: number): Promise<{ own: number; ended: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * 10_000;
  return { own: ticks(11), ended: ticks(13) };
}

/**
 * Memory of a process in megabytes: resident now, or the most that ever was (the kernel keeps it: no sample can miss it).
 */
export async function memoryOf(pid: number, which: 'now' | 'peak'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const line = which === 'now' ? /^VmRSS:\s+(\d+) kB$/m : /^VmHWM:\s+(\d+) kB$/m;
  const kilobytes = line.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`the memory of process ${pid} is not told`);
  return Number(kilobytes) / 1000;
}

/** The process that the BFF has papers looked at by; undefined while there is none. */
export async function findInspector(bff: number): Promise<number | undefined> {
  const children = (await readFile(`/proc/${bff}/task/${bff}/children`, 'utf8')).split(' ').filter(Boolean);
  for (const child of children) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('inspect/program')) return Number(child);
  }
  return undefined;
}

export type Spent = { bff: number; inspector: number; mysql: number; redis: number };

/** Microseconds that everything which takes part in an upload has used so far. */
export async function readSpent(stage: Stage): Promise<Spent> {
  const bff = stage.bff.pid();
  const { own, ended } = await cpuOf(bff);
  const inspector = await findInspector(bff);
  const living = inspector === undefined ? 0 : (await cpuOf(inspector)).own;
  return {
    bff: own,
    inspector: ended + living,
    mysql: (await cpuOf(await mysqlPid(stage))).own,
    redis: (await cpuOf(await redisPid(stage))).own,
  };
}

async function mysqlPid({ database }: Stage): Promise<number> {
  const [rows] = await database.query('SELECT @@pid_file AS file');
  const [{ file }] = rows as [{ file: string }];
  return Number(await readFile(file, 'utf8'));
}

async function redisPid(stage: Stage): Promise<number> {
  const about = await stage.onRedis((redis) => redis.info('server'));
  return Number(/^process_id:(\d+)/m.exec(about)?.[1]);
}
