// What a person at the terminal sees while she waits. Everything goes to stderr, so that the answer of a
// command (`npm run calc -- --json`) stays alone on stdout.

/** An expected failure: its message is one clear line that says what to do. */
export class Stop extends Error {}

const active = new Map();
const shownAfterMs = 2_000;
const repeatMs = 20_000;
let painter;

export function say(line) {
  erase();
  process.stderr.write(`${line}\n`);
  paint();
}

/** Runs `work` and shows `label` with the time gone by as soon as it takes more than two seconds. */
export async function step(label, work) {
  const began = Date.now();
  active.set(label, { began, nextLine: began + shownAfterMs });
  painter ??= setInterval(tick, process.stderr.isTTY ? 200 : 500);
  try {
    const result = await work();
    finish(label);
    if (Date.now() - began >= shownAfterMs) say(`✓ ${label} (${elapsed(began)})`);
    return result;
  } catch (error) {
    finish(label);
    throw error;
  }
}

function finish(label) {
  erase();
  active.delete(label);
  if (active.size > 0) return;
  clearInterval(painter);
  painter = undefined;
}

function tick() {
  if (process.stderr.isTTY) {
    erase();
    paint();
    return;
  }
  for (const [label, state] of active) {
    if (Date.now() < state.nextLine) continue;
    state.nextLine = Date.now() + repeatMs;
    process.stderr.write(`… ${label} (${elapsed(state.began)})\n`);
  }
}

function paint() {
  if (!process.stderr.isTTY || active.size === 0) return;
  const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧'[Math.floor(Date.now() / 200) % 8];
  const line = [...active].map(([label, { began }]) => `${label} ${elapsed(began)}`).join(' · ');
  process.stderr.write(`${spinner} ${line}`.slice(0, (process.stderr.columns ?? 80) - 1));
}

function erase() {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
}

export function elapsed(began) {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
