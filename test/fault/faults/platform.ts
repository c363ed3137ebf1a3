/** The national platform away, slow, or lying: what comes in meanwhile waits, and comes right when it is back. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { StatusReply } from '@yijiutong/rules/contract';
import { formatYuan, type Fen } from '@yijiutong/rules/kernel';
import type { RowDataPacket } from 'mysql2/promise';

import type { FaultInput } from '../../sandbox/control.ts';
import { claimBooks, expectYear } from '../books.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { pushesOf, type Resident } from '../invented.ts';
import { codeOf, deliver, describeRetries, type Delivery } from '../sender.ts';
import { signIn, type SignedIn } from '../signed-in.ts';
import type { Stage } from '../stage.ts';
import { ageLookUps, passLeases } from '../time.ts';

const residentsOf: Record<Size, number> = { test: 8, full: 200 };
/** By then everything that waited must be decided. */
const patienceMs = 45_000;

/** @param lies told in settlements only: they are met by reading a bill again */
async function play(
  stage: Stage,
  claims: Claims,
  size: Size,
  faults: readonly FaultInput[],
  lies: readonly FaultInput[] = [],
): Promise<void> {
  const { bff, chance, sandbox } = stage;
  const [known] = stage.invent(1, { low: 3, high: 4 }) as [Resident];
  await deliver(() => bff.url, pushesOf([known], chance), { lanes: 2 });
  const person = await signIn(stage, known);
  await lookAtStatus(person);
  const strangers = stage.invent(residentsOf[size], { low: 1, high: 4 });
  // First of all, while the platform is still believed to be well and is really asked.
  for (const fault of [...lies, ...faults]) {
    sandbox.control.set('hsa', fault);
    await claimRefresh(claims, stage, person, fault);
  }

  const pushes = pushesOf(strangers, chance);
  const share = Math.ceil(pushes.length / faults.length);
  const delivered: Delivery[] = [];
  const looks: Look[] = [];
  for (const [at, fault] of faults.entries()) {
    sandbox.control.set('hsa', fault);
    delivered.push(await deliver(() => bff.url, pushes.slice(at * share, (at + 1) * share), { lanes: 4 }));
    // Ten minutes later the look-up of the resident is no longer fresh.
    await ageLookUps(stage, 11);
    looks.push(await lookAtStatus(person));
  }
  claimWaiting(claims, delivered, pushes.length);
  claimStale(claims, stage, known, looks);

  sandbox.control.set('hsa', { mode: 'ok' });
  const waitedMs = await waitForDecisions(stage, strangers);
  claims.that(
    'what waited is decided once the platform is back',
    waitedMs < patienceMs,
    `after ${(waitedMs / 1000).toFixed(1)} s`,
  );
  await claimBooks(claims, stage.database, stage.law, [known, ...strangers]);
}

function claimWaiting(claims: Claims, delivered: readonly Delivery[], sent: number): void {
  const replies = delivered.flatMap(({ acknowledged }) => [...acknowledged.values()]);
  const retries = delivered.map(({ retries: again }) => describeRetries(again)).join(' / ');
  claims.that(
    'every push is acknowledged',
    replies.length === sent,
    `${replies.length} of ${sent}, repeated: ${retries}`,
  );
  const hasty = replies.filter(({ state }) => state !== 'pending' && state !== 'reversed');
  claims.that(
    'and its decision waits',
    hasty.length === 0,
    `${replies.length - hasty.length} wait; decided ${few(hasty.map(({ setlId, state }) => `${setlId} ${state}`))}`,
  );
}

type Look = { status: number; stale: boolean; calculated: string; code: string };

async function lookAtStatus({ ask }: SignedIn): Promise<Look> {
  const { status, text } = await ask('GET', '/api/v1/status');
  if (status !== 200) return { status, stale: false, calculated: '', code: codeOf(text) };
  const { freshness, year } = JSON.parse(text) as StatusReply;
  return { status, stale: freshness.stale, calculated: year.calculated, code: '' };
}

function claimStale(claims: Claims, stage: Stage, known: Resident, looks: readonly Look[]): void {
  const expected = formatYuan(expectYear(stage.law, known).total as Fen);
  const right = looks.every((look) => look.status === 200 && look.stale && look.calculated === expected);
  const seen = looks.map(
    ({ status, stale, calculated, code }) => `${status} ${code}${calculated} ${stale ? 'stale' : 'fresh'}`,
  );
  claims.that(
    'the status shown meanwhile is right, and marked as old',
    right,
    `${seen.join(', ')}; ${expected} expected`,
  );
}

/** Reading a bill again must never put into the books what the platform says wrongly. */
async function claimRefresh(
  claims: Claims,
  stage: Stage,
  person: SignedIn,
  fault: FaultInput,
): Promise<void> {
  const { bills } = person.resident;
  const { setlId } = (bills.find(({ settlement }) => settlement.reversal === null) ?? bills[0]!).settlement;
  const before = await fingerprint(stage, setlId);
  const { status, text } = await person.ask('POST', `/api/v1/bills/${setlId}/refresh`);
  const code = codeOf(text);
  const told = status === 503 || status === 502 || status === 200;
  const same = (await fingerprint(stage, setlId)) === before;
  const how = 'how' in fault && fault.how !== undefined ? ` (${fault.how})` : '';
  claims.that(
    `reading a bill again while the platform is ${fault.mode}${how} changes nothing`,
    told && same,
    `${status} ${code}`,
  );
}

async function fingerprint(stage: Stage, setlId: string): Promise<string> {
  const [rows] = await stage.database.query<RowDataPacket[]>(
    'SELECT person_id, settled_at, total, in_scope, basic_paid, granted_assistance, calculated, state, revision FROM settlement WHERE setl_id = ?',
    [setlId],
  );
  return JSON.stringify(rows);
}

/** Milliseconds until none of their bills waits any more, at most a little above the patience. */
async function waitForDecisions(stage: Stage, residents: readonly Resident[]): Promise<number> {
  const began = performance.now();
  const setlIds = residents.flatMap(({ bills }) => bills.map(({ settlement }) => settlement.setlId));
  for (;;) {
    const [rows] = await stage.database.query<(RowDataPacket & { waiting: number })[]>(
      "SELECT COUNT(*) AS waiting FROM settlement WHERE state = 'pending' AND setl_id IN (?)",
      [setlIds],
    );
    const waited = performance.now() - began;
    if (rows[0]?.waiting === 0 || waited > patienceMs) return waited;
    await passLeases(stage.database);
    await sleep(1000);
  }
}

export const platformAway: Fault = {
  name: 'platform-away',
  title: 'the national platform breaks connections, and a gateway answers for it',
  play: (stage, claims, size) =>
    play(stage, claims, size, [
      { mode: 'away', how: 'reset' },
      { mode: 'away', how: 'gateway_page' },
    ]),
};

export const platformSlow: Fault = {
  name: 'platform-slow',
  title: 'the national platform takes half a minute for every answer',
  play: (stage, claims, size) => play(stage, claims, size, [{ mode: 'slow', delayMs: 30_000 }]),
};

export const platformLying: Fault = {
  name: 'platform-lying',
  title: 'the national platform answers with somebody else, with sums that do not add up, with half a reply',
  play: (stage, claims, size) =>
    play(
      stage,
      claims,
      size,
      [
        { mode: 'lying', how: 'wrong_person' },
        { mode: 'lying', how: 'truncated' },
      ],
      [{ mode: 'lying', how: 'sums' }],
    ),
};
