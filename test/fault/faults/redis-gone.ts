/** Redis stopped, asleep, or emptied, while residents look and the province sends. */
import { setTimeout as sleep } from 'node:timers/promises';

import { claimBooks } from '../books.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { pushesOf } from '../invented.ts';
import { describeAnswers, failures, readDuring } from '../readers.ts';
import { deliver, describeRetries } from '../sender.ts';
import { signInAll } from '../signed-in.ts';
import type { Stage } from '../stage.ts';

type Blow = {
  /** Takes Redis away. */
  strike: (stage: Stage) => Promise<void>;
  /** Brings it back. */
  heal: (stage: Stage) => Promise<void>;
};

const counts: Record<Size, { readers: number; senders: number; awayMs: number }> = {
  test: { readers: 3, senders: 20, awayMs: 1500 },
  full: { readers: 8, senders: 1500, awayMs: 20_000 },
};

async function play(stage: Stage, claims: Claims, size: Size, { strike, heal }: Blow): Promise<void> {
  const { readers, senders, awayMs } = counts[size];
  const residents = stage.invent(readers + 2, { low: 2, high: 5 });
  await deliver(() => stage.bff.url, pushesOf(residents, stage.chance), { lanes: 4 });
  const people = await signInAll(stage, residents);
  const [leavesBefore, leavesDuring, ...staying] = people;
  await Promise.all(people.map(({ ask }) => ask('GET', '/api/v1/status')));
  const leaving = [await leavesBefore!.ask('DELETE', '/api/v1/session')];

  const arriving = stage.invent(senders, { low: 1, high: 4 });
  const pushes = pushesOf(arriving, stage.chance);
  let delivery: Awaited<ReturnType<typeof deliver>> | undefined;
  const told = await readDuring(stage, staying, async () => {
    const sending = deliver(() => stage.bff.url, pushes, { lanes: 4 });
    await sleep(300);
    await strike(stage);
    await sleep(awayMs / 2);
    leaving.push(await leavesDuring!.ask('DELETE', '/api/v1/session'));
    await sleep(awayMs / 2);
    await heal(stage);
    delivery = await sending;
    await sleep(300);
  });

  claims.that('every look of a signed-in resident is answered', failures(told) === 0, describeAnswers(told));
  claims.that(
    'their sessions survive',
    [...told.answers.keys()].every((answer) => !answer.startsWith('401')),
    describeAnswers(told),
  );
  claims.that('every answer is right', told.wrong.length === 0, few(told.wrong));
  claims.that(
    'every push is acknowledged at once',
    delivery!.retries.size === 0 && delivery!.acknowledged.size === pushes.length,
    `${delivery!.acknowledged.size} of ${pushes.length}, repeated: ${describeRetries(delivery!.retries)}`,
  );
  claimRevoked(
    claims,
    leaving.map(({ status }) => status),
    await Promise.all([leavesBefore!, leavesDuring!].map(({ ask }) => ask('GET', '/api/v1/session'))),
  );
  await claimBooks(claims, stage.database, stage.law, arriving);
}

function claimRevoked(claims: Claims, left: number[], after: { status: number }[]): void {
  const held = left.every((status) => status === 204) && after.every(({ status }) => status === 401);
  const statuses = after.map(({ status }) => status).join(' and ');
  claims.that(
    'who signed out before and meanwhile stays signed out',
    held,
    `signing out ${left.join(' and ')}, then ${statuses}`,
  );
}

export const redisStopped: Fault = {
  name: 'redis-stopped',
  title: 'Redis is killed while people look and settlements come in, and comes back empty',
  play: (stage, claims, size) =>
    play(stage, claims, size, {
      strike: ({ ground }) => ground.redis.kill(),
      heal: ({ ground }) => ground.redis.start(),
    }),
};

export const redisSlow: Fault = {
  name: 'redis-slow',
  title:
    'Redis is put to sleep (SIGSTOP): it takes connections and answers nothing, then it wakes with what it held',
  play: async (stage, claims, size) => {
    const info = await stage.onRedis((redis) => redis.info('server'));
    const pid = Number(/process_id:(\d+)/.exec(info)?.[1]);
    const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
      process.kill(pid, name);
      return Promise.resolve();
    };
    try {
      await play(stage, claims, size, { strike: () => signal('SIGSTOP'), heal: () => signal('SIGCONT') });
    } finally {
      await signal('SIGCONT');
    }
  },
};

export const redisWiped: Fault = {
  name: 'redis-wiped',
  title: 'Redis loses everything (FLUSHALL), again and again, while people look and settlements come in',
  play: async (stage, claims, size) => {
    let wiping: Promise<void> = Promise.resolve();
    let over = false;
    await play(stage, claims, size, {
      strike: () => {
        wiping = stage.onRedis(async (redis) => {
          while (!over) {
            await redis.flushall();
            await sleep(50);
          }
        });
        return Promise.resolve();
      },
      heal: async () => {
        over = true;
        await wiping;
      },
    });
  },
};
