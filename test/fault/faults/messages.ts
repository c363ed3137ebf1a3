/** The BFF killed between the commit and the send, and between the send and its record; Redis wiped; answers lost. */
import { setTimeout as sleep } from 'node:timers/promises';

import { assemble } from '../../../bff/src/assemble.ts';
import { readConfig } from '../../../bff/src/config.ts';
import type { Deps } from '../../../bff/src/deps.ts';
import { createLog } from '../../../bff/src/log.ts';
import { queueMessage } from '../../../bff/src/message/message.service.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import type { Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { signInAll } from '../signed-in.ts';
import type { Stage } from '../stage.ts';
import { passMessageWaits } from '../time.ts';
import { withoutQuietHours } from '../waking-hours.ts';

const sizes: Record<Size, { people: number; each: number; kills: number }> = {
  // A number takes five SMS an hour, and one was her sign-in code.
  test: { people: 8, each: 3, kills: 3 },
  full: { people: 120, each: 4, kills: 40 },
};

interface Addressee {
  personId: number;
  phone: string;
}

/** What one play needs: people to tell, and the outbox as a second process would write it. */
interface Post {
  deps: Deps;
  addressees: readonly Addressee[];
  tell(count: number, name: string): Promise<void>;
}

async function withPost(stage: Stage, people: number, play: (post: Post) => Promise<void>): Promise<void> {
  const awake = await withoutQuietHours(stage.environment.CONFIG_DIR ?? '');
  await stage.bff.restartWith({ CONFIG_DIR: awake.folder });
  const environment = { ...stage.environment, CONFIG_DIR: awake.folder, SWEEP_SECONDS: '0' };
  const { deps, close } = await assemble(readConfig(environment), createLog('silent'));
  const residents = stage.invent(people, { low: 0, high: 0 });
  await signInAll(stage, residents);
  const phones = residents.map(({ person }) => person.phone);
  const addressees = await findAddressees(deps, phones);
  const tell = async (count: number, name: string) => {
    for (let at = 0; at < count; at += 1) {
      const { personId } = addressees[at % addressees.length]!;
      const number = `JZ20261122${String(at).padStart(6, '0')}0`;
      const message = { personId, template: 'payment_failed' as const, params: { number }, claimId: null };
      await transact(deps.db, (trx) => queueMessage(trx, deps, { ...message, key: `${name}:${at}` }));
    }
  };
  try {
    stage.sandbox.receipts.set({
      url: `${stage.bff.url}/api/v1/sms-receipts/${stage.environment.SMS_RECEIPT_SECRET ?? ''}`,
    });
    await play({ deps, addressees, tell });
  } finally {
    stage.sandbox.receipts.set({ url: null, delayMs: 0, copies: 1, early: false });
    stage.sandbox.control.reset();
    await close();
    await stage.bff.restartWith({});
    await awake.remove();
  }
}

async function findAddressees(deps: Deps, phones: readonly string[]): Promise<Addressee[]> {
  const found: Addressee[] = [];
  for (const phone of phones) {
    const row = await deps.db
      .selectFrom('account')
      .select('person_id')
      .where('phone_index', '=', deps.crypto.blindIndex('phone', phone))
      .executeTakeFirstOrThrow();
    found.push({ personId: row.person_id ?? 0, phone });
  }
  return found;
}

/** Until every message has an end, letting the waits pass. */
async function settle(stage: Stage, name: string): Promise<void> {
  for (let turn = 0; turn < 120; turn += 1) {
    const [rows] = await stage.database.query<never[]>(
      `SELECT message_id FROM message WHERE message_key LIKE '${name}:%' AND state != 'delivered' AND next_at IS NOT NULL`,
    );
    if (rows.length === 0) return;
    await passMessageWaits(stage.database);
    await sleep(500);
  }
}

/** Lost: no SMS, and nobody was asked to call. Twice: more than one SMS of one message. */
async function count(stage: Stage, post: Post, name: string, total: number, claims: Claims): Promise<void> {
  const texts = post.addressees.flatMap(({ phone }) =>
    stage.sandbox.inbox(phone).flatMap(({ templateId, text }) => (templateId === '2000109' ? [text] : [])),
  );
  const sent = new Map<string, number>();
  for (const text of texts) sent.set(text, (sent.get(text) ?? 0) + 1);
  const [called] = await stage.database.query<{ message_key: string }[] & never[]>(
    `SELECT message_key FROM follow_up JOIN message USING (message_id) WHERE message_key LIKE '${name}:%'`,
  );
  const [done] = await stage.database.query<{ state: string; count: number }[] & never[]>(
    `SELECT state, COUNT(*) AS count FROM message WHERE message_key LIKE '${name}:%' GROUP BY state`,
  );
  const delivered = done.find(({ state }) => state === 'delivered')?.count ?? 0;
  const lost = total - Math.min(total, delivered + called.length);
  const twice = [...sent.values()].reduce((sum, times) => sum + times - 1, 0);
  const states = done.map(({ state, count: of }) => `${of} ${state}`).join(', ');
  claims.that(
    'no message is lost',
    lost === 0,
    `${lost} lost of ${total}: ${states}, ${called.length} to be called`,
  );
  claims.that('what was sent twice is counted', true, `${twice} SMS of ${texts.length} were sent twice`);
}

export const messagesKilled: Fault = {
  name: 'messages-killed',
  title: 'the BFF is killed −9 between commit and send, and between send and record, and started again',
  play: (stage, claims, size) => {
    const { people, each, kills } = sizes[size];
    return withPost(stage, people, async (post) => {
      // The carrier answers late: the kill falls after it has the SMS and before we have noted it, or before both.
      stage.sandbox.control.set('sms', { mode: 'slow', delayMs: 150 });
      await post.tell(people * each, 'killed');
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(stage.chance.between(300, 1500));
        await stage.bff.kill();
        await passMessageWaits(stage.database);
        await stage.bff.start();
      }
      await settle(stage, 'killed');
      claims.that('the BFF was killed as often as it should', true, `${kills} kills`);
      await count(stage, post, 'killed', people * each, claims);
    });
  },
};

export const messagesRedisWiped: Fault = {
  name: 'messages-redis-wiped',
  title: 'Redis loses the queue of messages, again and again; receipts come early and twice',
  play: (stage, claims, size) => {
    const { people, each, kills } = sizes[size];
    return withPost(stage, people, async (post) => {
      stage.sandbox.receipts.set({ early: true, copies: 2 });
      const before = stage.sandbox.receipts.pushes();
      await post.tell(people * each, 'wiped');
      for (let wipe = 0; wipe < kills * 4; wipe += 1) {
        await stage.onRedis((redis) => redis.flushall());
        await sleep(100);
      }
      await settle(stage, 'wiped');
      const after = stage.sandbox.receipts.pushes();
      const [taken, refused] = [after.taken - before.taken, after.refused - before.refused];
      claims.that('every receipt is taken', refused === 0, `${taken} taken, ${refused} refused`);
      await count(stage, post, 'wiped', people * each, claims);
    });
  },
};

export const messagesLostReplies: Fault = {
  name: 'messages-lost-replies',
  title:
    'the carrier sends and its answers are lost, or it takes nothing: it is asked before anything is sent again',
  play: (stage, claims, size) => {
    const { people, each } = sizes[size];
    return withPost(stage, people, async (post) => {
      stage.sandbox.receipts.set({ delayMs: 500 });
      stage.sandbox.control.set('sms', {
        mode: 'away',
        how: 'lost_reply',
        times: Math.ceil((people * each) / 3),
      });
      await post.tell(people * each, 'replies');
      await sleep(2500);
      await settle(stage, 'replies');
      await count(stage, post, 'replies', people * each, claims);
    });
  },
};
