// What runs on the ground: the doubles of the outside world, the migrations, the demonstration's people, the BFF.
import path from 'node:path';

import { CommandFailed, run, startChild } from './children.mjs';
import { lastLines, machineSaysNo } from './failure.mjs';
import { root } from './main.mjs';
import { freePort, waitForHttp } from './port.mjs';
import { Stop } from './progress.mjs';

const node = (file, ...args) => [process.execPath, ['--import', 'tsx', file, ...args]];

/** Runs a TypeScript program of the project to its end; the last lines it printed. */
export async function runProgram(title, file, { args = [], env, logFile }) {
  return run(title, ...node(file, ...args), { cwd: root, env: { ...process.env, ...env }, logFile }).catch(
    (error) => {
      if (!(error instanceof CommandFailed)) throw error;
      throw new Stop(
        machineSaysNo(error.tail) ??
          `${error.message}. It said: ${lastLines(error.tail)} (more in ${logFile})`,
      );
    },
  );
}

/** Starts the doubles; what they say, the SMS codes, goes to `onLine`. They never listen beyond this machine. */
export async function startSandbox({ env, logs, onLine }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startService('the sandbox', 'test/sandbox/main.ts', {
    env: { ...env, HOST: '127.0.0.1', SANDBOX_PORT: String(port) },
    logs,
    onLine,
  });
  await answering(child, `${url}/inbox`, logs);
  // The variables of a BFF that talks to them.
  const environment = await (await fetch(`${url}/control/environment`)).json();
  return { url, environment };
}

/** Starts the BFF and waits until it can serve. */
export async function startBff({ env, logs, url }) {
  const child = startService('the BFF', 'bff/src/main.ts', { env, logs });
  await answering(child, `${url}/ready`, logs);
}

function startService(name, file, { env, logs, onLine }) {
  const [command, args] = node(file);
  const logFile = logOf(logs, name);
  return startChild(name, command, args, { cwd: root, env: { ...process.env, ...env }, logFile, onLine });
}

async function answering(child, url, logs) {
  if (await waitForHttp(url, child)) return;
  await child.stop();
  throw new Stop(
    `${child.name} did not start. It said: ${lastLines(child.tail())} (more in ${logOf(logs, child.name)})`,
  );
}

function logOf(logs, name) {
  return path.join(logs, `${name.replace('the ', '').toLowerCase()}.log`);
}
