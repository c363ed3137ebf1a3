// Outlives the process that started it by a moment: when that one is gone, even by kill -9, its pipe closes
// here, and whatever it left running or lying about is ended. Lines on stdin: `+pid`, `-pid`, `folder PATH`.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive } from './alive.mjs';

const graceMs = 10_000;
const groups = [];
const folders = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('+')) groups.push(Number(line.slice(1)));
  else if (line.startsWith('-')) groups.splice(groups.indexOf(Number(line.slice(1))), 1);
  else if (line.startsWith('folder ')) folders.add(line.slice('folder '.length));
}
for (const group of groups.reverse()) await end(group);
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

async function end(group) {
  signal(group, 'SIGTERM');
  const until = Date.now() + graceMs;
  while (isAlive(group) && Date.now() < until) await sleep(50);
  // The leader is gone or stubborn; whoever it left in its group goes now.
  signal(group, 'SIGKILL');
}

function signal(group, name) {
  try {
    process.kill(-group, name);
  } catch {
    // It had ended already.
  }
}
