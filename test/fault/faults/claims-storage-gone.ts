import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { playApplications } from '../applicants.ts';
import type { Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { describeRetries } from '../sender.ts';
import type { Stage } from '../stage.ts';
import { giveUpClaims } from '../time.ts';

const sizes: Record<Size, { people: number; times: number }> = {
  test: { people: 1, times: 1 },
  full: { people: 6, times: 12 },
};

export const claimsDatabaseRestarted: Fault = {
  name: 'claims-database-restarted',
  title: 'MariaDB is killed −9 while papers are sent, and started again',
  play: (stage, claims, size) =>
    playOutages(stage, claims, size, async () => {
      await stage.ground.database.kill();
      await sleep(stage.chance.between(100, 600));
      await stage.ground.database.start();
      // Every connection that held a claim is gone, and the requests with them.
      await sleep(300);
      await giveUpClaims(stage.database);
    }),
};

export const claimsDiskGone: Fault = {
  name: 'claims-disk-gone',
  title: 'the disk of the papers cannot be read or written for a while',
  // Permissions would not stop a BFF that runs as root: the folder itself goes. Then there is nothing to be found in its
  // place, as below a mount point that lost its disk, or nothing that can be read at all.
  play: (stage, claims, size) =>
    playOutages(stage, claims, size, async () => {
      const away = `${stage.objectDir}.away`;
      await rename(stage.objectDir, away);
      await (stage.chance.happens(0.5) ? mkdir(stage.objectDir) : writeFile(stage.objectDir, ''));
      await sleep(stage.chance.between(300, 1200));
      await rm(stage.objectDir, { recursive: true });
      await rename(away, stage.objectDir);
    }),
};

/** What a phone may be told meanwhile: nothing else is a clear word. A write that waits is told to wait. */
const clear = /^(503 storage_unavailable|409 idempotency_in_progress)$/;

async function playOutages(
  stage: Stage,
  claims: Claims,
  size: Size,
  outage: () => Promise<void>,
): Promise<void> {
  const { people, times } = sizes[size];
  let done = 0;
  let left = 20;
  let going: Promise<void> | undefined;
  const strike = async () => {
    await sleep(stage.chance.between(0, 30));
    await outage();
    done += 1;
    left = stage.chance.between(20, 60);
    going = undefined;
  };
  const onRequest = () => {
    left -= 1;
    if (left <= 0 && done < times) going ??= strike();
  };
  const { line, judge } = await playApplications(stage, claims, {
    people,
    origin: () => stage.bff.url,
    onRequest,
    isOver: () => done >= times,
    // oxlint-disable-next-line typescript/no-misused-promises -- `finally` waits for what it is handed
  }).finally(() => going);
  const unclear = [...line.retries.keys()].filter((why) => !clear.test(why));
  claims.that(
    'what could not be stored is told so, in one clear code',
    unclear.length === 0 && line.retries.size > 0,
    `${done} times; ${describeRetries(line.retries)}`,
  );
  await judge();
}
