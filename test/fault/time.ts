/** Lets the time pass that nobody wants to wait for. */
import type { Pool } from 'mysql2/promise';

import { assemble } from '../../bff/src/assemble.ts';
import { systemClock } from '../../bff/src/clock.ts';
import { readConfig } from '../../bff/src/config.ts';
import { createLog } from '../../bff/src/log.ts';
import { sweepPapers } from '../../bff/src/paper/paper.sweep.ts';
import { createFieldCrypto } from '../../bff/src/storage/crypto.ts';
import { shards } from '../../bff/src/storage/objects.ts';
import { keys, type Stage } from './stage.ts';

/** Moves times by hand. The BFF works on the same rows, and whose statement gives way in a deadlock is the database's choice. */
async function pass(database: Pool, statement: string): Promise<void> {
  for (let left = 10; ; left -= 1) {
    try {
      await database.query(statement);
      return;
    } catch (error) {
      if (left === 0 || (error as { code?: string }).code !== 'ER_LOCK_DEADLOCK') throw error;
    }
  }
}

/**
 * A killed process leaves claims on idempotency keys, which its successor takes over after a minute. The claims are made
 * a minute older: the successor meets them as it would after the wait. The process that held them must be dead.
 */
export async function giveUpClaims(database: Pool): Promise<void> {
  await pass(
    database,
    'UPDATE idempotency SET claimed_at = DATE_SUB(claimed_at, INTERVAL 61 SECOND) WHERE status IS NULL',
  );
}

/** A number is sent one code a minute. The minute goes by. */
export async function passCodeMinute(database: Pool): Promise<void> {
  await pass(
    database,
    'UPDATE sms_code SET sent_at = DATE_SUB(sent_at, INTERVAL 120 SECOND), sent_minute = sent_minute - 2',
  );
}

/** The sweeper leaves what it could not decide for a minute. The minute goes by. */
export async function passLeases(database: Pool): Promise<void> {
  await pass(database, 'UPDATE benefit_year SET due_at = DATE_SUB(due_at, INTERVAL 61 SECOND)');
  await pass(database, 'UPDATE settlement SET read_due_at = DATE_SUB(read_due_at, INTERVAL 61 SECOND)');
}

/** The fifteen minutes go by in which an approval of the lane can be undone. */
export async function passUndoTime(database: Pool): Promise<void> {
  await pass(
    database,
    "UPDATE lane_approval SET effective_at = DATE_SUB(effective_at, INTERVAL 16 MINUTE) WHERE state = 'standing'",
  );
}

const twoHoursEarlier = (column: string) => `${column} = DATE_SUB(${column}, INTERVAL 2 HOUR)`;

/**
 * Messages wait for leases of the dead, for the carrier to be asked, and for carriers that were away. All that goes by,
 * for two hours. A call that a living process may still be making is left its time: its patience is five seconds.
 */
export async function passMessageWaits(database: Pool, { alive }: { alive: boolean }): Promise<void> {
  const ended = alive ? 'started_at < DATE_SUB(UTC_TIMESTAMP(), INTERVAL 10 SECOND)' : 'TRUE';
  await pass(database, `UPDATE message SET ${twoHoursEarlier('next_at')} WHERE state != 'sent'`);
  await pass(
    database,
    `UPDATE message_attempt SET ${twoHoursEarlier('started_at')} WHERE state = 'unknown' OR (state = 'sending' AND ${ended})`,
  );
}

/** The day goes by after which somebody is asked to call where no receipt came. */
export async function passReceiptDay(database: Pool): Promise<void> {
  const earlier = (column: string) => `${column} = DATE_SUB(${column}, INTERVAL 2 DAY)`;
  await pass(
    database,
    `UPDATE message SET ${earlier('next_at')}, ${earlier('follow_up_at')} WHERE state = 'sent' AND next_at > UTC_TIMESTAMP()`,
  );
}

/** Makes every look-up that the BFF keeps in Redis some minutes older, as if they had gone by. Returns how many. */
export async function ageLookUps(stage: Stage, minutes: number): Promise<number> {
  const crypto = createFieldCrypto({
    current: 1,
    versions: new Map([[1, Buffer.from(keys.field, 'hex')]]),
    index: Buffer.from(keys.index, 'hex'),
  });
  return stage.onRedis(async (redis) => {
    const names = await redis.keys('identity:*');
    for (const name of names) {
      const sealed = await redis.get(name);
      if (sealed === null) continue;
      const found = JSON.parse(crypto.open(Buffer.from(sealed, 'base64'), `cache:${name}`)) as { at: number };
      found.at -= minutes * 60_000;
      const older = crypto.seal(JSON.stringify(found), `cache:${name}`).toString('base64');
      await redis.set(name, older, 'KEEPTTL');
    }
    return names.length;
  });
}

/** Sweeps the papers as a BFF will in eight days, when every upload has expired, the whole store at once. */
export async function sweepInAWeek({ environment }: Stage): Promise<void> {
  const clock = systemClock();
  const later = { ...clock, now: () => clock.now() + 8 * 86_400_000 };
  const { deps, close } = await assemble(readConfig(environment), createLog('warn'), later);
  const everywhere = Array.from({ length: shards }, (_, shard) => shard);
  try {
    let swept = 1;
    while (swept > 0) {
      const { uploads, objects, orphans } = await sweepPapers(deps, everywhere);
      swept = uploads + objects + orphans;
    }
  } finally {
    await close();
  }
}
