// One `npm start` at a time on one data folder.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive } from './alive.mjs';
import { guardPid } from './children.mjs';
import { step, Stop } from './progress.mjs';

/** Takes the folder, after the last run's guard has ended what that run left behind. */
export async function claim(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
    throw new Stop(
      `No right to write in ${folder} (${error.code}). Run as its owner, or copy it to a folder of yours.`,
    );
  });
  const file = path.join(folder, 'running.json');
  const last = await readClaim(file);
  // After a restart of the machine the same numbers may belong to anybody.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const stillThere = (pid) => pid !== undefined && last.boot === boot && isAlive(pid);
  if (stillThere(last.pid)) {
    throw new Stop(`npm start already runs from this folder (process ${last.pid}). Stop that one first.`);
  }
  if (stillThere(last.guard)) {
    await step('Waiting for the last run to end', async () => {
      while (stillThere(last.guard)) await sleep(100);
    });
  }
  await writeFile(file, JSON.stringify({ pid: process.pid, guard: guardPid(), boot }));
}

async function readClaim(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // None yet, or half a one from a crash: nobody holds the folder.
    return {};
  }
}
