// A private Redis that keeps nothing on disk: it holds no truth, so it may lose everything at any time.
import { randomBytes } from 'node:crypto';
import os from 'node:os';

import { startChild } from './children.mjs';
import { lastLines } from './failure.mjs';
import { findProgram } from './machine.mjs';
import { freePort, waitForAnswer } from './port.mjs';
import { Stop } from './progress.mjs';

/** Returns its URL and `start`/`stop`/`kill`; a restart comes back empty, on the same port. */
export async function startRedis() {
  // Debian's redis-tools carries the server under another name; it looks at the name it was called by.
  const server = (await findProgram('redis-server')) ?? (await findProgram('redis-check-rdb'));
  const password = randomBytes(18).toString('base64url');
  const launch = (port) =>
    startChild('Redis', server, ['-'], {
      argv0: 'redis-server',
      cwd: os.tmpdir(),
      input: settings(port, password),
    });

  let { child, port } = await startOnFreePort(launch);
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    stop: () => child.stop(),
    kill: () => child.stop('SIGKILL'),
    start: async () => {
      child = launch(port);
      await ready(child, port);
    },
  };
}

/** Through stdin: a password on the command line could be read by every user of the machine. */
function settings(port, password) {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'databases 64',
    'maxmemory 128mb',
    // As in production: a queue that drops jobs to make room is none. What is cached goes by its time to live.
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}

async function startOnFreePort(launch) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = launch(port);
    try {
      await ready(child, port);
      return { child, port };
    } catch (error) {
      if (attempt === 5 || !child.tail().some((line) => /in use/i.test(line))) throw error;
    }
  }
}

async function ready(child, port) {
  if (await waitForAnswer(port, child, { greeting: 'PING\r\n' })) return;
  await child.stop();
  throw new Stop(`Redis did not start: ${lastLines(child.tail())}`);
}
