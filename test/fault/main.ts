/**
 * `npm run fault -- [NAME …] [--full] [--seed N]`: faults injected for real, each with its counts.
 * Ends with `N passed, N failed`, and 1 where a claim did not hold.
 */
import path from 'node:path';

import { main, root } from '../../config/local/main.mjs';
import { seededChance } from '../support/seeded.ts';
import { openClaims } from './claims.ts';
import type { Fault, Size } from './fault.ts';
import { claimsKilled } from './faults/claims-killed.ts';
import { claimsLostReplies } from './faults/claims-lost-replies.ts';
import { claimsDatabaseRestarted, claimsDiskGone } from './faults/claims-storage-gone.ts';
import { claimsTwice } from './faults/claims-twice.ts';
import { clockMoved } from './faults/clock-moved.ts';
import { databaseRestarted } from './faults/database-restarted.ts';
import { deskKilled } from './faults/desk-killed.ts';
import { generatedRequests } from './faults/generated-requests.ts';
import { gracefulStop } from './faults/graceful-stop.ts';
import { killIntake } from './faults/kill-intake.ts';
import { lostReplies } from './faults/lost-replies.ts';
import { messagesKilled, messagesLostReplies, messagesRedisWiped } from './faults/messages.ts';
import { paymentsKilled } from './faults/payments-killed.ts';
import { platformAway, platformLying, platformSlow } from './faults/platform.ts';
import { redisSlow, redisStopped, redisWiped } from './faults/redis-gone.ts';
import { setStage } from './stage.ts';
import { withoutQuietHours } from './waking-hours.ts';

const faults: readonly Fault[] = [
  killIntake,
  lostReplies,
  redisStopped,
  redisSlow,
  redisWiped,
  databaseRestarted,
  platformAway,
  platformSlow,
  platformLying,
  gracefulStop,
  generatedRequests,
  claimsKilled,
  claimsLostReplies,
  claimsTwice,
  claimsDatabaseRestarted,
  claimsDiskGone,
  messagesKilled,
  messagesRedisWiped,
  messagesLostReplies,
  paymentsKilled,
  deskKilled,
  clockMoved,
];

await main(async () => {
  const { names, size, seed } = readArguments(process.argv.slice(2));
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no ${unknown.join(', ')}; there are: ${faults.map(({ name }) => name).join(', ')}.`,
    );
    return 1;
  }
  const wanted = names.length === 0 ? faults : faults.filter(({ name }) => names.includes(name));
  console.log(`seed ${seed}, ${size} size`);

  const claims = openClaims((line) => console.log(line));
  // What happens to messages must not depend on the hour at which the faults are played.
  const awake = await withoutQuietHours(path.join(root, 'config'));
  const stage = await setStage(seed, { CONFIG_DIR: awake.folder });
  for (const fault of wanted) {
    // Its own luck: what chance does to one fault must not change the next.
    const chance = seededChance(seed + faults.indexOf(fault));
    const began = performance.now();
    const before = claims.failed;
    console.log(`${fault.name}: ${fault.title}`);
    try {
      await fault.play({ ...stage, chance }, claims, size);
    } catch (error) {
      claims.that(
        'the fault is played to its end',
        false,
        error instanceof Error ? error.message : String(error),
      );
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`  ${seconds} s`);
    if (claims.failed > before)
      console.log(
        stage.bff
          .tail()
          .map((line) => `  BFF: ${line.slice(0, 500)}`)
          .join('\n'),
      );
  }
  await stage.stop();
  await awake.remove();
  console.log(`${claims.passed} passed, ${claims.failed} failed`);
  return claims.failed === 0 ? 0 : 1;
});

function readArguments(given: readonly string[]): { names: string[]; size: Size; seed: number } {
  const names: string[] = [];
  let size: Size = 'test';
  let seed = 20_261_120;
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at]!;
    if (word === '--full') size = 'full';
    else if (word === '--seed') seed = Number(given[(at += 1)]);
    else names.push(word);
  }
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number');
  return { names, size, seed };
}
