// The service as a process of its own, as it is run.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

const root = path.join(__dirname, '../..');

export interface Service {
  child: ChildProcess;
  url: string;
  /** Resolves once it has said so; fails when it ended before. */
  saying(words: string): Promise<void>;
  ended: Promise<{ code: number | null; said: string }>;
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** @param environment all its settings, PORT among them; nothing of this process's own reaches it */
export function startService(environment: Record<string, string>): Service {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bff/src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (said += String(chunk)));
  return {
    child,
    url: `http://127.0.0.1:${environment.PORT}`,
    saying: async (words) => {
      while (!said.includes(words)) {
        if (child.exitCode !== null) throw new Error(`it ended before it said “${words}”. It said: ${said}`);
        await new Promise((resume) => setTimeout(resume, 50));
      }
    },
    ended: once(child, 'exit').then(([code]) => ({ code: code as number | null, said })),
  };
}
