// The real app in this process, on the real database and cache, beside the sandbox's doubles.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { buildApp } from '../../bff/src/app.ts';
import { assemble } from '../../bff/src/assemble.ts';
import { dayInChina, type Clock } from '../../bff/src/clock.ts';
import { readConfig, type Config } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { createLog } from '../../bff/src/log.ts';
import { syncOrganisations } from '../../bff/src/organisation/organisation.sync.ts';
import { parseDay, type Day } from '../../shared/src/kernel/index.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { World } from '../sandbox/world.ts';
import { asOwner, createTestDatabase, createTestRedis } from './database.ts';

/** Stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Lets time pass, in milliseconds. */
  advance(milliseconds: number): void;
  set(instant: string): void;
  /** Pins the civil day alone: instants, and with them signatures, go on. */
  setToday(day: string): void;
}

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Ask {
  token?: string;
  body?: unknown;
  /** A fresh one where none is given. */
  key?: string;
  headers?: Record<string, string>;
}

export interface TestApp {
  url: string;
  deps: Deps;
  /** The settings it was made of: a service in another process is made of the same. */
  environment: Record<string, string>;
  clock: TestClock;
  sandbox: Sandbox;
  /** What the app has logged, line by line. */
  lines: string[];
  ask<Body = Record<string, unknown>>(method: string, path: string, ask?: Ask): Promise<Answer<Body>>;
  /** Whatever needs the table breaks meanwhile. */
  withoutTable(table: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** What is put straight into the database needs no more of it: a BFF in another process has this much too. */
export type Backstage = Pick<TestApp, 'deps' | 'sandbox'>;

export interface TestAppOptions {
  families?: World;
  env?: Record<string, string>;
  /** Where the app's clock stands at first. Default: the machine's time. */
  now?: string;
  /** The doubles see the app's clock too. The SMS double cannot: its client signs with the machine's time. */
  sharedClock?: boolean;
}

/** Keys of tests only. */
export const testKeys = { FIELD_KEY: '0123456789abcdef'.repeat(2), INDEX_KEY: '0123456789abcdef'.repeat(4) };

async function testEnvironment(env: Record<string, string>): Promise<Record<string, string>> {
  return {
    NODE_ENV: 'test',
    CONFIG_DIR: path.join(__dirname, '../../config'),
    OBJECT_DIR: path.join(os.tmpdir(), 'yijiutong-no-objects'),
    REDIS_URL: await createTestRedis(),
    LOG_LEVEL: 'debug',
    ...testKeys,
    ...env,
  };
}

export const testConfig = async (env: Record<string, string>): Promise<Config> =>
  readConfig(await testEnvironment(env));

export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = testClock(options.now);
  const sandbox = await startSandbox({
    port: 0,
    ...(options.sharedClock === true ? { clock: () => new Date(clock.now()) } : {}),
    ...(options.families === undefined ? {} : { families: options.families }),
  });
  const database = await createTestDatabase();
  const objects = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-objects-'));
  const environment = await testEnvironment({
    ...sandbox.environment,
    DATABASE_URL: database.url,
    OBJECT_DIR: objects,
    ...options.env,
  });
  const config = readConfig(environment);
  const lines: string[] = [];
  const log = createLog(config.logLevel, { write: (line: string) => void lines.push(line) });
  const { deps, close } = await assemble(config, log, clock);
  await syncOrganisations(deps);
  const answer = buildApp(deps).callback();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    deps,
    environment,
    clock,
    sandbox,
    lines,
    withoutTable: (table, work) =>
      asOwner(database.ownerUrl, async ({ schema }) => {
        await schema.alterTable(table).renameTo(`${table}_gone`).execute();
        try {
          await work();
        } finally {
          await schema.alterTable(`${table}_gone`).renameTo(table).execute();
        }
      }),
    ask: (method, where, ask) => askApp(url, method, where, ask),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await close();
      await sandbox.stop();
      await database.drop();
      await rm(objects, { recursive: true });
    },
  };
}

function testClock(start?: string): TestClock {
  let now = start === undefined ? Date.now() : Date.parse(start);
  let today: Day | undefined;
  return {
    now: () => now,
    today: () => today ?? dayInChina(now),
    advance: (milliseconds) => void (now += milliseconds),
    set: (instant) => void (now = Date.parse(instant)),
    setToday: (day) => void (today = parseDay(day)),
  };
}

export const newKey = () => randomBytes(16).toString('hex');

export async function askApp<Body>(
  url: string,
  method: string,
  where: string,
  ask: Ask = {},
): Promise<Answer<Body>> {
  const response = await fetch(`${url}${where}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'Idempotency-Key': ask.key ?? newKey() }),
      ...(ask.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(ask.token === undefined ? {} : { Authorization: `Bearer ${ask.token}` }),
      ...ask.headers,
    },
    ...(ask.body === undefined
      ? {}
      : { body: typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as Body,
  };
}
