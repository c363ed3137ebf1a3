/** The BFF killed between the commit and the send, and between the send and its record; Redis wiped; answers lost. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { RowDataPacket } from 'mysql2/promise';

import { assemble } from '../../../bff/src/assemble.ts';
import { readConfig } from '../../../bff/src/config.ts';
import { createLog } from '../../../bff/src/log.ts';
import { queueMessage } from '../../../bff/src/message/message.service.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import { putAddressee } from '../../support/addressee.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import type { Stage } from '../stage.ts';
import { passMessageWaits, passReceiptDay } from '../time.ts';

const sizes: Record<Size, { people: number; each: number; kills: number }> = {
  // A number takes five SMS an hour.
  test: { people: 8, each: 3, kills: 2 },
  full: { people: 120, each: 4, kills: 40 },
};

/** What one play needs: people to tell, and the outbox as a second process would write it. */
interface Post {
  tell(count: number): Promise<void>;
  /** Until every message has an end: it arrived, or somebody was asked to call. */
  settle(): Promise<void>;
  /** Checks both books, ours and the carrier's, and that nothing went out twice. */
  check(): Promise<void>;
  /** How many of its messages are just being handed to the carrier. */
  countCalls(): Promise<number>;
  /** How many went out again although the carrier had not been asked as often as it should. */
  countHasty(): Promise<number>;
}

type Row = RowDataPacket & { message_key: string; state: string; called: number };
type Count = RowDataPacket & { count: number };

async function withPost(
  stage: Stage,
  claims: Claims,
  { name, people }: { name: string; people: number },
  play: (post: Post) => Promise<void>,
): Promise<void> {
  const { deps, close } = await assemble(readConfig(stage.environment), createLog('silent'));
  const { receipts, control } = stage.sandbox;
  const prefix = String(stage.chance.between(10_000_000, 99_999_999));
  const numbers: string[] = [];
  try {
    const addressees: number[] = [];
    for (let at = 0; at < people; at += 1) addressees.push((await putAddressee(deps, null)).personId);
    receipts.set({
      url: `${stage.bff.url}/api/v1/sms-receipts/${stage.environment.SMS_RECEIPT_SECRET ?? ''}`,
    });
    await play({
      tell: async (count) => {
        for (let told = 0; told < count; told += 1) {
          const number = `JZ${prefix}${String(numbers.length).padStart(7, '0')}`;
          const personId = addressees[numbers.length % people]!;
          numbers.push(number);
          const key = `${name}:${number}`;
          const message = {
            personId,
            template: 'payment_failed' as const,
            params: { number },
            claimId: null,
            key,
          };
          await transact(deps.db, (trx) => queueMessage(trx, deps, message));
        }
      },
      settle: () => settle(stage, name),
      check: async () => checkBooks(claims, await readRows(stage, name), numbers, countSent(stage, numbers)),
      countCalls: () => countCalls(stage, name),
      countHasty: () => countHasty(stage, name, deps.messages.rules.askAfter.length),
    });
  } finally {
    receipts.set({ url: null, delayMs: 0, copies: 1, early: false });
    control.reset();
    await close();
  }
}

async function settle(stage: Stage, name: string): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const [open] = await stage.database.query<Row[]>(
      `SELECT message_key, state FROM message WHERE message_key LIKE '${name}:%' AND next_at IS NOT NULL`,
    );
    if (open.length === 0 || Date.now() > until) return;
    // Receipts that were pushed while nobody listened do not come again.
    if (open.every(({ state }) => state === 'sent')) await passReceiptDay(stage.database);
    await passMessageWaits(stage.database, { alive: true });
    await sleep(300);
  }
}

async function readRows(stage: Stage, name: string): Promise<Row[]> {
  const [rows] = await stage.database.query<Row[]>(
    `SELECT message_key, state, EXISTS (SELECT 1 FROM follow_up WHERE follow_up.message_id = message.message_id) AS called
     FROM message WHERE message_key LIKE '${name}:%'`,
  );
  return rows;
}

async function countCalls(stage: Stage, name: string): Promise<number> {
  const [rows] = await stage.database.query<Count[]>(
    `SELECT COUNT(*) AS count FROM message_attempt JOIN message USING (message_id)
     WHERE message_key LIKE '${name}:%' AND message_attempt.state = 'sending'`,
  );
  return rows[0]?.count ?? 0;
}

async function countHasty(stage: Stage, name: string, questions: number): Promise<number> {
  const [rows] = await stage.database.query<Count[]>(
    `SELECT COUNT(*) AS count FROM message_attempt AS early
     JOIN message_attempt AS late ON late.message_id = early.message_id AND late.attempt_id > early.attempt_id
     JOIN message ON message.message_id = early.message_id
     WHERE message_key LIKE '${name}:%' AND early.state != 'failed' AND early.asked < ${questions}`,
  );
  return rows[0]?.count ?? 0;
}

/** What really left, by the carrier's own book: how many SMS bear each number. */
function countSent(stage: Stage, numbers: readonly string[]): Map<string, number> {
  const sent = new Map(numbers.map((number) => [number, 0]));
  for (const { params } of stage.sandbox.inbox()) {
    const before = sent.get(params[0] ?? '');
    if (before !== undefined) sent.set(params[0] ?? '', before + 1);
  }
  return sent;
}

function checkBooks(
  claims: Claims,
  rows: readonly Row[],
  numbers: readonly string[],
  sent: ReadonlyMap<string, number>,
): void {
  const byNumber = new Map(rows.map((row) => [row.message_key.split(':')[1] ?? '', row]));
  const timesOf = (number: string) => sent.get(number) ?? 0;
  const lost = numbers.filter((number) => {
    const row = byNumber.get(number);
    return row === undefined || !(row.called === 1 || (row.state === 'delivered' && timesOf(number) > 0));
  });
  const states = new Map<string, number>();
  for (const { state } of rows) states.set(state, (states.get(state) ?? 0) + 1);
  claims.that(
    'every message arrived by the book of the carrier and by ours, or somebody is asked to call',
    lost.length === 0,
    `${lost.length} lost of ${numbers.length}: ${[...states].map(([state, of]) => `${of} ${state}`).join(', ')}, ` +
      `${rows.filter(({ called }) => called === 1).length} to be called`,
  );
  const inVain = rows.filter(
    ({ called, message_key: key }) => called === 1 && timesOf(key.split(':')[1] ?? '') > 0,
  );
  claims.figure('to be called although the SMS arrived: no receipt said so', String(inVain.length));
  const twice = numbers.filter((number) => timesOf(number) > 1);
  const total = numbers.reduce((sum, number) => sum + timesOf(number), 0);
  claims.that('none was sent twice', twice.length === 0, `${total} SMS, more than one of ${few(twice)}`);
}

export const messagesKilled: Fault = {
  name: 'messages-killed',
  title: 'the BFF is killed −9 between commit and send, and between send and record, and started again',
  play: (stage, claims, size) => {
    const { people, each, kills } = sizes[size];
    return withPost(stage, claims, { name: 'killed', people }, async (post) => {
      // The carrier answers late: the kill falls after it has the SMS and before we have noted it, or before both.
      stage.sandbox.control.set('sms', { mode: 'slow', delayMs: 400 });
      let cut = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        await post.tell((people * each) / kills);
        const until = Date.now() + 20_000;
        while ((await post.countCalls()) === 0 && Date.now() < until) await sleep(20);
        await sleep(stage.chance.between(50, 350));
        await stage.bff.kill();
        cut += await post.countCalls();
        await passMessageWaits(stage.database, { alive: false });
        await stage.bff.start();
      }
      await post.settle();
      claims.that('kills fell between send and record', cut > 0, `${kills} kills cut ${cut} calls short`);
      await post.check();
    });
  },
};

/** Wipes Redis; how many messages were in its queue. */
async function wipe(stage: Stage): Promise<number> {
  return stage.onRedis(async (redis) => {
    const lists = (await redis.keys('queue:*:messages:*')).filter((key) => /:(wait|active)$/.test(key));
    const lengths = await Promise.all(lists.map((key) => redis.llen(key)));
    await redis.flushall();
    return lengths.reduce((sum, length) => sum + length, 0);
  });
}

export const messagesRedisWiped: Fault = {
  name: 'messages-redis-wiped',
  title: 'Redis loses the queue of messages, again and again; receipts come early and twice',
  play: (stage, claims, size) => {
    const { people, each, kills } = sizes[size];
    return withPost(stage, claims, { name: 'wiped', people }, async (post) => {
      stage.sandbox.receipts.set({ early: true, copies: 2 });
      // A slow carrier keeps the queue full for the wipes to find.
      stage.sandbox.control.set('sms', { mode: 'slow', delayMs: 300 });
      const before = stage.sandbox.receipts.pushes();
      await post.tell(people * each);
      let wiped = 0;
      for (let turn = 0; turn < kills * 8; turn += 1) {
        wiped += await wipe(stage);
        await sleep(100);
      }
      await post.settle();
      const expected = people * each * 2;
      let [taken, refused] = [0, 0];
      // The second copy of the last one may still be on its way.
      const until = Date.now() + 10_000;
      while (taken + refused < expected && Date.now() < until) {
        await sleep(50);
        const now = stage.sandbox.receipts.pushes();
        [taken, refused] = [now.taken - before.taken, now.refused - before.refused];
      }
      claims.that('the wipes found messages in the queue', wiped > 0, `${wiped} in ${kills * 8} wipes`);
      claims.that(
        'every receipt is taken',
        refused === 0 && taken === expected,
        `${taken} taken, ${refused} refused`,
      );
      await post.check();
    });
  },
};

export const messagesLostReplies: Fault = {
  name: 'messages-lost-replies',
  title:
    'the carrier sends and its answers are lost, or it takes nothing: it is asked before anything is sent again',
  play: (stage, claims, size) => {
    const { people, each } = sizes[size];
    const { control, receipts } = stage.sandbox;
    const third = (people * each) / 3;
    return withPost(stage, claims, { name: 'replies', people }, async (post) => {
      for (const how of ['lost_reply', 'reset', null] as const) {
        control.reset();
        // No receipt takes the question off our hands.
        receipts.set({ copies: how === 'lost_reply' ? 0 : 1 });
        if (how !== null) control.set('sms', { mode: 'away', how, times: Math.ceil(third / 2) });
        await post.tell(third);
        await post.settle();
        if (how === null) continue;
        const broken = control.calls('sms away');
        const asked = control.calls('sms PullSmsSendStatusByPhoneNumber');
        claims.that(
          `${how}: calls were broken, and the carrier was asked`,
          broken > 0 && asked > 0,
          `${broken} calls broken, ${asked} questions answered`,
        );
      }
      const hasty = await post.countHasty();
      claims.that(
        'nothing was sent again before every question was asked',
        hasty === 0,
        `${hasty} sent too early`,
      );
      await post.check();
    });
  },
};
