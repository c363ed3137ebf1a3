// From the outbox to the carriers: what is due in MySQL is put into the queue, and workers of every process take it from
// there. The queue may lose everything: what was leased and not done is due again. While it is away, the work is done here.
import type { Deps } from '../deps.ts';
import { transact } from '../storage/mysql.ts';
import { openQueue, type WorkQueue } from '../storage/queue.ts';
import { deliverMessage, lease } from './delivery.service.ts';
import { leaseDueMessages } from './delivery.store.ts';

/** Messages a round. */
const batch = 100;
/** Tencent Cloud takes 3000 a second; nobody here needs a tenth. */
const perSecond = 100;
const concurrency = 8;

export interface Relay {
  /** One round now: how many were due. Waits until they are dealt with where there is no queue. */
  round(): Promise<number>;
  stop(): Promise<void>;
}

/** @param everySeconds 0 = only when told, and without a queue */
export function startRelay(deps: Deps, everySeconds: number): Relay {
  const work = (name: string) => deliverOne(deps, Number(name));
  const queue =
    everySeconds === 0
      ? undefined
      : openQueue(deps.config.redisUrl, {
          name: 'messages',
          concurrency,
          perSecond,
          work,
          onTrouble: (error) => deps.log.debug({ err: error }, 'the queue of messages is away'),
        });
  let running: Promise<number> | undefined;
  const round = () => {
    running ??= relayRound(deps, queue).finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer =
    queue === undefined
      ? undefined
      : setInterval(() => {
          round().catch((error: unknown) => deps.log.warn({ err: error }, 'a round of messages failed'));
        }, everySeconds * 1000);

  return {
    round,
    async stop() {
      clearInterval(timer);
      await running?.catch(() => undefined);
      await queue?.close();
    },
  };
}

async function relayRound(deps: Deps, queue: WorkQueue | undefined): Promise<number> {
  const now = deps.clock.now();
  const due = await transact(deps.db, (trx) => leaseDueMessages(trx, { now, lease, limit: batch }));
  if (due.length === 0) return 0;
  const queued = queue !== undefined && (await queue.put(due.map(String)));
  if (!queued) for (const messageId of due) await deliverOne(deps, messageId);
  return due.length;
}

/** One that fails must not keep the others waiting: its lease ends, and it is tried again. */
async function deliverOne(deps: Deps, messageId: number): Promise<void> {
  try {
    await deliverMessage(deps, messageId);
  } catch (error) {
    deps.log.warn({ err: error }, 'a message could not be carried further');
  }
}
