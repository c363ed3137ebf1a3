import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { RowDataPacket } from 'mysql2/promise';

import { claimBooks } from '../books.ts';
import { few } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { pushesOf } from '../invented.ts';
import { codeOf, deliver, describeRetries, sendOnce, type Answer } from '../sender.ts';
import type { Stage } from '../stage.ts';

const rounds: Record<Size, number> = { test: 2, full: 20 };
const under = 24;

export const gracefulStop: Fault = {
  name: 'graceful-stop',
  title: 'the BFF is asked to end (SIGTERM) while requests are under way',
  async play(stage, claims, size) {
    const { bff, sandbox } = stage;
    const residents = stage.invent(under * rounds[size], { low: 1, high: 1 });
    const answers: (Answer | Error)[] = [];
    const ends: string[] = [];
    for (let round = 0; round < rounds[size]; round += 1) {
      // A platform that takes its time keeps the requests under way when the signal comes.
      sandbox.control.set('hsa', { mode: 'slow', delayMs: 2000 });
      const idle = await countClaims(stage);
      const group = residents.slice(round * under, (round + 1) * under);
      // A connection of its own for each: what is under way is exactly what was sent.
      const agent = new Agent({ keepAlive: false });
      const flying = group.map(({ bills }) =>
        sendOnce(bff.url, bills[0]!.settlement.push, agent).catch((error: unknown) => error as Error),
      );
      while ((await countClaims(stage)) < idle + under) await sleep(10);
      const { how, afterMs } = await bff.stop();
      answers.push(...(await Promise.all(flying)));
      ends.push(`${how} after ${afterMs} ms`);
      sandbox.control.set('hsa', { mode: 'ok' });
      await bff.start();
    }
    const lost = answers.flatMap((answer) => (answer instanceof Error ? [answer.message] : []));
    const whole = answers.filter((answer): answer is Answer => !(answer instanceof Error));
    claims.that(
      'no request under way loses its reply',
      lost.length === 0,
      `${whole.length} of ${answers.length} answered; lost ${few(lost)}`,
    );
    const bad = whole
      .filter(({ status }) => status !== 200)
      .map(({ status, text }) => `${status} ${codeOf(text)}`);
    claims.that('and each is told what was done', bad.length === 0, few(bad));
    claims.that(
      'the process ends by itself, with code 0',
      ends.every((end) => end.startsWith('code 0')),
      ends.join(', '),
    );

    const delivery = await deliver(() => bff.url, pushesOf(residents, stage.chance), { lanes: 4 });
    claims.that(
      'after the restart every repeat is acknowledged',
      delivery.refused.length === 0,
      `${delivery.acknowledged.size}, repeated: ${describeRetries(delivery.retries)}; refused ${few(delivery.refused.map(({ text }) => text))}`,
    );
    await claimBooks(claims, stage.database, stage.law, residents);
  },
};

/** A request is under way when it has claimed its key: from then on its sender must be told what came of it. */
async function countClaims(stage: Stage): Promise<number> {
  const [rows] = await stage.database.query<(RowDataPacket & { claims: number })[]>(
    'SELECT COUNT(*) AS claims FROM idempotency WHERE status IS NULL',
  );
  return rows[0]?.claims ?? 0;
}
