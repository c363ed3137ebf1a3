// The process itself: how it starts, refuses to start, and ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { newKey } from '../support/app.ts';
import { createTestDatabase, createTestRedis } from '../support/database.ts';

const root = path.join(__dirname, '../..');
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let env: Record<string, string>;
let port: number;
let objects: string;
const children: ChildProcess[] = [];

function start(changes: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bff/src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (said += String(chunk)));
  const saying = async (words: string) => {
    while (!said.includes(words) && child.exitCode === null)
      await new Promise((resume) => setTimeout(resume, 50));
    expect(said).toContain(words);
  };
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, said }));
  return { child, saying, ended };
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  database = await createTestDatabase();
  objects = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-objects-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as AddressInfo).port;
  probe.close();
  env = {
    ...sandbox.environment,
    DATABASE_URL: database.url,
    REDIS_URL: await createTestRedis(),
    CONFIG_DIR: path.join(root, 'config'),
    OBJECT_DIR: objects,
    FIELD_KEY: '0123456789abcdef'.repeat(2),
    INDEX_KEY: '0123456789abcdef'.repeat(4),
    PORT: String(port),
  };
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await sandbox.stop();
  await database.drop();
  await rm(objects, { recursive: true });
});

test('SIGTERM: the request under way is answered, new ones find no door, the process ends with 0', async () => {
  const bff = start();
  await bff.saying('listening');
  sandbox.control.set('sms', { mode: 'slow', delayMs: 1500, times: 1 });
  const underWay = fetch(`http://127.0.0.1:${port}/api/v1/sms-codes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
    body: JSON.stringify({ phone: '14200009001' }),
  });
  while (sandbox.control.faults().sms.mode === 'slow') await new Promise((resume) => setTimeout(resume, 20));
  bff.child.kill('SIGTERM');
  await bff.saying('stopping');
  expect((await underWay).status).toBe(202);
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  const { code, said } = await bff.ended;
  expect(code).toBe(0);
  expect(said).toContain('stopped');
  expect(said).not.toContain('14200009001');
});

test('a taken port ends in one line that names it', async () => {
  const taker = createServer().listen(port, '127.0.0.1');
  await once(taker, 'listening');
  const { code, said } = await start().ended;
  taker.close();
  expect(code).toBe(1);
  expect(said.trim()).toBe(`ConfigError: PORT ${port} is taken on 127.0.0.1; choose another one`);
});

test('settings that cannot be used end in a list of their names', async () => {
  const { code, said } = await start({ FIELD_KEY: 'no key', HSA_URL: '' }).ended;
  expect(code).toBe(1);
  expect(said).toContain('FIELD_KEY is not a key');
  expect(said).toContain('HSA_URL is missing');
  expect(said).not.toMatch(/at .*\.ts/);
});
