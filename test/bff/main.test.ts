// The process itself: how it starts, refuses to start, and ends.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { newKey } from '../support/app.ts';
import { createTestDatabase, createTestRedis } from '../support/database.ts';
import { findFreePort, startService, type Service } from '../support/service.ts';

const root = path.join(__dirname, '../..');
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let env: Record<string, string>;
let port: number;
let objects: string;
const services: Service[] = [];

function start(changes: Record<string, string> = {}): Service {
  const service = startService({ ...env, ...changes });
  services.push(service);
  return service;
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  database = await createTestDatabase();
  objects = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-objects-'));
  port = await findFreePort();
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
  for (const { child } of services) if (child.exitCode === null) child.kill('SIGKILL');
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
