// The frame of every command: one Ctrl-C ends all it started, in order; a second one ends it hard; an expected
// failure is one line, anything else is a fault of ours and shows its stack.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { isAlive } from './alive.mjs';
import { killAll, stopAll } from './children.mjs';
import { say, Stop } from './progress.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

let interrupted = false;

/** Runs `work` to its end and leaves with the exit code it returns (0 when it returns none). */
export async function main(work) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => void interrupt(signal, code));
  }
  // A closed terminal or a reader that left (`| head`) is an interruption like another.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => interrupted || void interrupt('SIGHUP', 129));
  }
  watchNpm();
  let code;
  try {
    code = (await work()) ?? 0;
  } catch (error) {
    // What breaks while everything is being ended is the ending's doing.
    if (interrupted) return;
    say(error instanceof Stop ? `✗ ${error.message}` : `✗ ${error.stack}`);
    code = 1;
  }
  if (interrupted) return;
  await stopAll();
  process.exit(code);
}

async function interrupt(signal, code) {
  if (interrupted) {
    killAll();
    process.exit(code);
  }
  interrupted = true;
  say(signal === 'SIGINT' ? 'Stopping … (Ctrl-C again to end it hard)' : 'Stopping …');
  await stopAll();
  say('Stopped.');
  process.exit(code);
}

/** npm killed with -9 takes no child along: when it is gone, so are we. */
function watchNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const npm = throughShell(parent);
  setInterval(() => {
    const orphaned = process.ppid !== parent || !isAlive(npm);
    if (orphaned && !interrupted) void interrupt('SIGTERM', 143);
  }, 1_000).unref();
}

/** npm puts a shell between itself and us, unless the shell has replaced itself by us. */
function throughShell(parent) {
  try {
    const [, name, rest] = /\((.*)\) . (.*)/s.exec(readFileSync(`/proc/${parent}/stat`, 'utf8'));
    return /^(sh|dash|bash)$/.test(name) ? Number(rest.split(' ')[0]) : parent;
  } catch {
    return parent;
  }
}
