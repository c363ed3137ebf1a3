// Whether a process still does anything. In a container nobody may collect the dead: a zombie answers signals.
import { readFileSync } from 'node:fs';

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    // "pid (name) state …": the name may hold anything, a closing bracket included.
    return !/^\) [ZX]/.test(/\)[^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[0] ?? '');
  } catch {
    return process.platform !== 'linux';
  }
}
