/** The BFF as a process of its own, to be started, asked to end, and killed. Always on the same port. */
import path from 'node:path';

import { startChild, type Child } from '../../config/local/children.mjs';
import { root } from '../../config/local/main.mjs';
import { freePort, waitForHttp } from '../../config/local/port.mjs';
import { compileProgram } from '../support/compiled.ts';

export type Bff = {
  url: string;
  port: number;
  start(): Promise<void>;
  /** SIGKILL: no last words. */
  kill(): Promise<void>;
  /** Ends it and starts it with these settings above the usual ones. */
  restartWith(settings: Record<string, string>): Promise<void>;
  /** SIGTERM; how the process ended, and after how many milliseconds. */
  stop(): Promise<{ how: string; afterMs: number }>;
  pid: () => number;
  /** The last lines of its log. */
  tail(): string[];
};

export async function prepareBff(env: Record<string, string>, logFile: string): Promise<Bff> {
  const program = await compileProgram('bff/src/main.ts', path.dirname(logFile));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: Child | undefined;
  let settings: Record<string, string> = {};

  const start = async () => {
    child = startChild('the BFF', process.execPath, [program], {
      cwd: root,
      env: { ...process.env, ...env, ...settings, HOST: '127.0.0.1', PORT: String(port) },
      logFile,
    });
    if (await waitForHttp(`${url}/ready`, child)) return;
    await child.stop();
    throw new Error(`the BFF did not start: ${child.tail().slice(-3).join(' | ')}`);
  };

  const stop = async () => {
    const began = performance.now();
    if (child === undefined) throw new Error('the BFF does not run');
    await child.stop('SIGTERM', 30_000);
    const { how } = await child.exited;
    return { how, afterMs: Math.round(performance.now() - began) };
  };

  const pid = () => {
    if (child?.pid === undefined) throw new Error('the BFF does not run');
    return child.pid;
  };

  return {
    url,
    pid,
    port,
    start,
    stop,
    kill: async () => child?.stop('SIGKILL'),
    restartWith: async (given) => {
      await stop();
      settings = given;
      await start();
    },
    tail: () => child?.tail() ?? [],
  };
}
