/** `npm run bench -- cases`: an officer's queue of 10,000 cases, and claims sent at ten a second, beside their own statements. */
import { createPool, type Pool } from 'mysql2/promise';

import { systemClock } from '../../../bff/src/clock.ts';
import { readConfig } from '../../../bff/src/config.ts';
import { hashPassword } from '../../../bff/src/staff/password.ts';
import { openStaffSession } from '../../../bff/src/staff/staff-session.service.ts';
import { createFieldCrypto, type FieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { connectMysql } from '../../../bff/src/storage/mysql.ts';
import type { DeskQueueReply } from '../../../shared/src/contract/index.ts';
import { today } from '../../fault/invented.ts';
import { setStage, type Stage } from '../../fault/stage.ts';
import { enrol } from '../../sandbox/staff/enrolled.ts';
import { secretOf } from '../../sandbox/staff/totp.ts';
import { citizenId } from '../../support/people.ts';
import { printFigure } from '../figure.ts';
import { county, fillCounty } from './fill.ts';
import { readByHand, type Page } from './floor.ts';
import { quantile } from './numbers.ts';
import { benchSubmit } from './submit.ts';

const cases = 10_000;
const rounds = 300;
const warmUps = 30;

export async function benchCases(): Promise<void> {
  // As it runs for people: replies are not held against the contract, every request is logged.
  const stage = await setStage(7, { NODE_ENV: 'development', LOG_LEVEL: 'info' });
  const bare = createPool({ uri: stage.ground.databaseUrl, connectionLimit: 10, dateStrings: true });
  try {
    const crypto = createFieldCrypto(readConfig(stage.environment).keys);
    await fillCounty(stage.database, crypto, cases);
    const reviewer = await signInReviewer(stage, crypto);
    const ask = (query: string) => askQueue(stage, reviewer.token, query);
    console.log(`cases: GET /api/v1/staff/queue over ${cases} cases of one county, ${rounds} turns each`);
    for (const page of await listPages(ask)) await contest(page, bare, ask, reviewer.actor);
    await benchSubmit(stage, bare);
  } finally {
    await bare.end();
    await stage.stop();
  }
}

async function signInReviewer(
  { ground }: Stage,
  crypto: FieldCrypto,
): Promise<{ token: string; actor: string }> {
  const db = connectMysql(ground.databaseUrl, 1);
  try {
    const clock = systemClock();
    const { staffId } = await enrol(
      { db, crypto, now: clock.now() },
      {
        login: 'bench.reviewer',
        name: '钱立夏',
        phone: '14200000001',
        certnoIndex: crypto.blindIndex('certno', citizenId('990999', '1985-06-07', 900)),
        roles: ['county_reviewer'],
        code: county,
        passwordHash: await hashPassword('seven green boats'),
        secret: secretOf('bench.reviewer'),
      },
    );
    const { token } = await openStaffSession(db, { clock }, staffId);
    return { token, actor: `staff:${staffId}` };
  } finally {
    await db.destroy();
  }
}

type Asking = (query: string) => Promise<DeskQueueReply>;

async function askQueue({ bff }: Stage, token: string, query: string): Promise<DeskQueueReply> {
  const reply = await fetch(`${bff.url}/api/v1/staff/queue${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${reply.status} ${text}`);
  return JSON.parse(text) as DeskQueueReply;
}

/** The first page, one behind all that is overdue, and the first of one kind. */
async function listPages(ask: Asking): Promise<Page[]> {
  const { counts } = await ask('');
  if (counts?.all !== cases) throw new Error(`${counts?.all ?? 0} cases wait, not ${cases}`);
  let { nextCursor } = await ask('?limit=50');
  while (nextCursor !== null && readCursor(nextCursor).overdue) {
    ({ nextCursor } = await ask(`?limit=50&cursor=${nextCursor}`));
  }
  if (nextCursor === null) throw new Error('everything is overdue');
  return [
    { name: 'first', query: '', after: null, kind: null },
    { name: 'later', query: `?cursor=${nextCursor}`, after: readCursor(nextCursor), kind: null },
    { name: 'kind', query: '?kind=tilt', after: null, kind: 'tilt' },
  ];
}

function readCursor(cursor: string): { overdue: boolean; weight: number; claimId: number } {
  const [overdue, weight, claimId] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  return { overdue: overdue === '1', weight: Number(weight), claimId: Number(claimId) };
}

/** By turns: a neighbour's noise falls on both alike. */
async function contest(page: Page, bare: Pool, ask: Asking, actor: string): Promise<void> {
  const times = { sql: [] as number[], bff: [] as number[] };
  for (let turn = -warmUps; turn < rounds; turn += 1) {
    const sql = await timed(() => readByHand(bare, page, today, actor));
    const bff = await timed(async () => (await ask(page.query)).cases.length);
    if (sql.rows !== bff.rows) throw new Error(`${sql.rows} rows by hand, ${bff.rows} by the BFF`);
    if (turn < 0) continue;
    times.sql.push(sql.milliseconds);
    times.bff.push(bff.milliseconds);
  }
  for (const [name, at] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const floor = quantile(times.sql, at);
    printFigure({ name: `cases.queue.${page.name}.sql.${name}`, value: floor, unit: 'ms' });
    printFigure({
      name: `cases.queue.${page.name}.bff.${name}`,
      value: quantile(times.bff, at),
      unit: 'ms',
      beside: { value: floor, what: 'the SQL alone' },
    });
  }
}

async function timed(work: () => Promise<number>): Promise<{ rows: number; milliseconds: number }> {
  const began = performance.now();
  const rows = await work();
  return { rows, milliseconds: performance.now() - began };
}
