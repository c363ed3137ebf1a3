// Every process that the bootstrap starts goes through here: each in its own process group, so that a Ctrl-C
// reaches only us and we end them in order; each known to the guard, so that none outlives us.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const running = [];
const tailLines = 60;
let guard;

export class CommandFailed extends Error {
  constructor(name, how, tail) {
    super(`${name} ended with ${how}`);
    this.tail = tail;
  }
}

/**
 * Starts a process. `onLine` sees each line of its output, `logFile` keeps it, the last lines stay in `tail()`;
 * with `inherit` it has our terminal to itself instead. `exited` resolves, never rejects, with what ended it.
 */
export function startChild(name, command, args, options = {}) {
  const { cwd, env = process.env, argv0, input, logFile, onLine, inherit = false } = options;
  const tail = [];
  const log = logFile && createWriteStream(logFile, { flags: 'w' });
  // A log that cannot be written (a full disk) must not end what it tells about.
  log?.on('error', () => {});
  const child = spawn(command, args, {
    cwd,
    env,
    argv0,
    detached: true,
    stdio: inherit ? 'inherit' : [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  for (const stream of inherit ? [] : [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > tailLines) tail.shift();
      log?.write(`${line}\n`);
      onLine?.(line);
    });
  }
  // A child that died before it read its input says so through its exit, not through a broken pipe.
  child.stdin?.on('error', () => {}).end(input);
  if (child.pid) tellGuard(`+${child.pid}`);

  const handle = { name, pid: child.pid, tail: () => [...tail], alive: true };
  handle.exited = new Promise((resolve) => {
    child.on('error', (error) => resolve({ how: error.message, code: null }));
    child.on('close', (code, signal) => resolve({ how: signal ?? `code ${code}`, code }));
  }).then((end) => {
    handle.alive = false;
    log?.end();
    running.splice(running.indexOf(handle), 1);
    if (child.pid) tellGuard(`-${child.pid}`);
    return end;
  });
  handle.stop = (signal = 'SIGTERM', graceMs = 10_000) => stop(handle, signal, graceMs);
  running.push(handle);
  return handle;
}

async function stop(handle, signal, graceMs) {
  if (!handle.alive || !handle.pid) return;
  signalGroup(handle.pid, signal);
  const late = new AbortController();
  const gone = handle.exited.then(() => true);
  const inTime = await Promise.race([gone, sleep(graceMs, false, { signal: late.signal }).catch(() => true)]);
  late.abort();
  if (inTime) return;
  signalGroup(handle.pid, 'SIGKILL');
  await gone;
}

/** Runs a command to its end; a bad end is a CommandFailed that carries the last lines. */
export async function run(name, command, args, options = {}) {
  const child = startChild(name, command, args, options);
  const { how, code } = await child.exited;
  if (code !== 0) throw new CommandFailed(name, how, child.tail());
  return child.tail();
}

/** Runs a command with our own terminal; its exit code. */
export async function runInherited(name, command, args, options = {}) {
  const { code } = await startChild(name, command, args, { ...options, inherit: true }).exited;
  return code ?? 1;
}

/** Waits for the first of what is running now to end without having been asked to. */
export async function firstToEnd() {
  const ends = running.map(async ({ name, exited, tail }) => ({ name, ...(await exited), tail: tail() }));
  return Promise.race(ends);
}

/** Ends what is still running, last started first. */
export async function stopAll() {
  for (const handle of [...running].reverse()) await handle.stop();
}

export function killAll() {
  for (const handle of running) signalGroup(handle.pid, 'SIGKILL');
}

/** A folder that must not outlive this process; the returned function removes it now. */
export function ownFolder(folder) {
  tellGuard(`folder ${folder}`);
  return () => rm(folder, { recursive: true, force: true });
}

/** The guard's process id: who wants to be sure that all has ended waits for it. */
export function guardPid() {
  return startGuard().pid;
}

function tellGuard(line) {
  const { stdin } = startGuard();
  if (stdin.writable) stdin.write(`${line}\n`);
}

function startGuard() {
  if (guard) return guard;
  const script = fileURLToPath(new URL('guard.mjs', import.meta.url));
  guard = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin.on('error', () => {});
  guard.unref();
  guard.stdin.unref();
  return guard;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
