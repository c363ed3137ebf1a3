import { setTimeout as sleep } from 'node:timers/promises';

import { claimBooks } from '../books.ts';
import { few } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { pushesOf } from '../invented.ts';
import { deliver, describeRetries } from '../sender.ts';
import { giveUpClaims } from '../time.ts';

const sizes: Record<Size, { residents: number; restarts: number }> = {
  test: { residents: 40, restarts: 2 },
  full: { residents: 1500, restarts: 12 },
};

/** What a sender may be told while the database is away: nothing else is a clear word. */
const clear = /^(503 storage_unavailable|409 idempotency_in_progress)$/;

export const databaseRestarted: Fault = {
  name: 'database-restarted',
  title: 'MariaDB is killed −9 while settlements come in, and started again',
  async play(stage, claims, size) {
    const { residents: count, restarts } = sizes[size];
    const residents = stage.invent(count, { low: 1, high: 6 });
    const pushes = pushesOf(residents, stage.chance);
    const gap = Math.floor(pushes.length / (restarts + 1));
    let next = gap;
    let done = 0;
    let falling: Promise<void> = Promise.resolve();
    const fall = async () => {
      await sleep(stage.chance.between(0, 30));
      await stage.ground.database.kill();
      await sleep(stage.chance.between(100, 600));
      await stage.ground.database.start();
      done += 1;
      // Every connection that held a claim is gone, and the requests with them.
      await sleep(300);
      await giveUpClaims(stage.database);
    };
    const delivery = await deliver(() => stage.bff.url, pushes, {
      lanes: 6,
      onAcknowledged: (acknowledged) => {
        if (acknowledged < next || done >= restarts) return;
        next += gap;
        falling = falling.then(fall);
      },
    });
    await falling;

    claims.that(
      'every push is acknowledged in the end',
      delivery.acknowledged.size === pushes.length && delivery.refused.length === 0,
      `${delivery.acknowledged.size} of ${pushes.length}, over ${done} restarts; refused ${few(delivery.refused.map(({ text }) => text))}`,
    );
    const unclear = [...delivery.retries.keys()].filter((why) => !clear.test(why));
    claims.that(
      'what could not be stored is told so, in one clear code',
      unclear.length === 0 && delivery.retries.size > 0,
      describeRetries(delivery.retries),
    );
    await claimBooks(claims, stage.database, stage.law, residents);
  },
};
