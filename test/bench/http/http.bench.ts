/** `npm run bench -- http`: one status, with everything that stands around it, beside the same reads written by hand. */
import autocannon from 'autocannon';
import type { RowDataPacket } from 'mysql2/promise';

import { startChild } from '../../../config/local/children.mjs';
import { root } from '../../../config/local/main.mjs';
import { freePort, waitForHttp } from '../../../config/local/port.mjs';
import { pushesOf } from '../../fault/invented.ts';
import { deliver } from '../../fault/sender.ts';
import { must, signIn } from '../../fault/signed-in.ts';
import { setStage, type Stage } from '../../fault/stage.ts';
import { printFigure } from '../figure.ts';
import { median } from '../measure.ts';
import { cpuOf } from '../processes.ts';

const requests = 3000;
const connections = 10;
const rounds = 7;

type Server = { name: string; url: string; pid: number; headers: Record<string, string> };
type Round = { cpuMicroseconds: number; latencyMs: number };

export async function benchHttp(): Promise<void> {
  // As it runs for people: replies are not held against the contract, every request is logged.
  const stage = await setStage(7, { NODE_ENV: 'development', LOG_LEVEL: 'info' });
  try {
    const [resident] = stage.invent(1, { low: 6, high: 6 });
    await deliver(() => stage.bff.url, pushesOf([resident!], stage.chance), { lanes: 2 });
    const person = await signIn(stage, resident!);
    await must(person.ask('GET', '/api/v1/status'), 200);
    const bare = await startBare(stage);
    const servers: Server[] = [
      {
        name: 'bff',
        url: stage.bff.url,
        pid: stage.bff.pid(),
        headers: { authorization: `Bearer ${person.token}` },
      },
      bare,
    ];
    console.log(
      `http: GET /api/v1/status, ${await describeReplies(servers)}, ${rounds} rounds of ${requests} requests over ${connections} connections`,
    );
    report(await raceServers(servers));
  } finally {
    await stage.stop();
  }
}

/** The hand-written server, reading what the BFF reads for this person. */
async function startBare(stage: Stage): Promise<Server> {
  const [sessions, identities] = await stage.onRedis((redis) =>
    Promise.all([redis.keys('session:*'), redis.keys('identity:*')]),
  );
  const [rows] = await stage.database.query<(RowDataPacket & { person_id: number })[]>(
    'SELECT person_id FROM account WHERE person_id IS NOT NULL',
  );
  const port = await freePort();
  const child = startChild(
    'the bare server',
    process.execPath,
    ['--import', 'tsx', 'test/bench/http/bare-server.ts'],
    {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        DATABASE_URL: stage.ground.databaseUrl,
        REDIS_URL: stage.ground.redisUrl,
        SESSION_KEY: only(sessions),
        IDENTITY_KEY: only(identities),
        PERSON_ID: String(only(rows).person_id),
        YEAR: '2026',
      },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  if (!(await waitForHttp(`${url}/ready`, child)) || child.pid === undefined) {
    throw new Error(`the bare server did not start: ${child.tail().join(' | ')}`);
  }
  return { name: 'bare', url, pid: child.pid, headers: {} };
}

function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`${list.length} where there must be one: ${JSON.stringify(list)}`);
  return list[0]!;
}

async function describeReplies(servers: readonly Server[]): Promise<string> {
  const sizes = await Promise.all(
    servers.map(async ({ name, url, headers }) => {
      const reply = await fetch(`${url}/api/v1/status`, { headers });
      if (!reply.ok) throw new Error(`${name} answers ${reply.status}`);
      return `${name} ${(await reply.arrayBuffer()).byteLength} B`;
    }),
  );
  return sizes.join(', ');
}

async function raceServers(servers: readonly Server[]): Promise<Map<string, Round[]>> {
  const all = new Map<string, Round[]>(servers.map(({ name }) => [name, []]));
  for (let turn = -2; turn < rounds; turn += 1) {
    const order = turn % 2 === 0 ? servers : [...servers].reverse();
    for (const server of order) {
      const round = await load(server);
      if (turn >= 0) all.get(server.name)!.push(round);
    }
  }
  return all;
}

async function load({ url, pid, headers }: Server): Promise<Round> {
  const before = (await cpuOf(pid)).own;
  const result = await autocannon({ url: `${url}/api/v1/status`, headers, amount: requests, connections });
  const spent = (await cpuOf(pid)).own - before;
  if (result['2xx'] !== requests) throw new Error(`${result['2xx']} of ${requests} were answered with 200`);
  return {
    cpuMicroseconds: spent / requests,
    latencyMs: result.latency.average,
  };
}

function report(all: ReadonlyMap<string, Round[]>): void {
  const of = (name: string, key: keyof Round) => median(all.get(name)!.map((round) => round[key]));
  const units: readonly [keyof Round, string, string][] = [
    ['cpuMicroseconds', 'cpu', 'µs/request'],
    ['latencyMs', 'latency.mean', 'ms'],
  ];
  for (const [key, label, unit] of units) {
    const bare = of('bare', key);
    printFigure({ name: `http.status.bare.${label}`, value: bare, unit });
    printFigure({
      name: `http.status.bff.${label}`,
      value: of('bff', key),
      unit,
      beside: { value: bare, what: 'bare Koa' },
    });
  }
}
