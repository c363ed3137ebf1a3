/** The province's sender: pushes settlements, and pushes each again with the same key until it is acknowledged. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IntakeReply } from '@yijiutong/rules/contract';

import { credentials } from '../sandbox/credentials.ts';
import type { ReversalPush, SettlementPush } from '../sandbox/world.ts';
import { signPush } from '../support/sign.ts';

export type Push = SettlementPush | ReversalPush;
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; content: Buffer };

const path = '/api/v1/settlements';
/** Milliseconds to wait where no reply came. */
const unanswered = 150;

/** One signed push. @throws when no whole reply came */
export async function sendOnce(origin: string, push: Push, agent: Agent, waitMs = 30_000): Promise<Answer> {
  const body = JSON.stringify(push);
  const headers = {
    ...signPush(credentials.intake, { method: 'POST', path, body }, Date.now()),
    'content-type': 'application/json',
    'idempotency-key': push.msgid,
  };
  return exchange(`${origin}${path}`, { method: 'POST', headers, body, agent, waitMs });
}

/** What stands for the answer where none came. */
export function noAnswer(error: unknown): Answer {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  return { status: 0, headers: {}, text: why, content: Buffer.alloc(0) };
}

type Exchange = {
  method: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  agent?: Agent;
  waitMs?: number;
};

/** A plain exchange: fetch would hide whether a reply broke off. */
export function exchange(url: string, options: Exchange): Promise<Answer> {
  const { method, body, agent, waitMs = 30_000 } = options;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      agent: agent ?? false,
      headers: { ...options.headers, ...length },
    });
    outgoing.setTimeout(waitMs, () => outgoing.destroy(new Error(`no reply within ${waitMs} ms`)));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const content = Buffer.concat(chunks);
        const { statusCode: status = 0, headers } = incoming;
        resolve({ status, headers, text: content.toString('utf8'), content });
      });
    });
    outgoing.end(body);
  });
}

export type Delivery = {
  /** By msgid: the first acknowledgement of each push. */
  acknowledged: Map<string, IntakeReply>;
  /** Pushes refused for good, with what they were told. */
  refused: { msgid: string; status: number; text: string }[];
  /** How often a push had to be sent again, and why: `ECONNRESET`, `503 storage_unavailable` … */
  retries: Map<string, number>;
};

export type DeliveryOptions = {
  /** How many pushes are under way at once. */
  lanes: number;
  /** Called after every acknowledgement with how many there are. */
  onAcknowledged?: (count: number) => void;
  /** Gives up after this long. */
  withinMs?: number;
};

type Letter = { push: Push; notBefore: number };

/** Delivers every push, at least once, in about the given order. */
export async function deliver(
  origin: () => string,
  pushes: readonly Push[],
  { lanes, onAcknowledged, withinMs = 600_000 }: DeliveryOptions,
): Promise<Delivery> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const delivery: Delivery = { acknowledged: new Map(), refused: [], retries: new Map() };
  const waiting: Letter[] = pushes.map((push) => ({ push, notBefore: 0 }));
  const until = Date.now() + withinMs;
  let under = 0;

  const lane = async () => {
    while (waiting.length > 0 || under > 0) {
      const at = waiting.findIndex(({ notBefore }) => notBefore <= Date.now());
      if (at < 0) {
        await sleep(20);
        continue;
      }
      const [letter] = waiting.splice(at, 1) as [Letter];
      under += 1;
      const pauseMs = await attempt(origin(), letter.push, agent, delivery);
      // Nobody answered: whoever is next in line would fare no better.
      if (pauseMs === unanswered) await sleep(unanswered);
      under -= 1;
      if (pauseMs === null) onAcknowledged?.(delivery.acknowledged.size);
      else if (Date.now() > until) throw new Error(`${waiting.length + 1} pushes were never acknowledged`);
      else waiting.push({ push: letter.push, notBefore: Date.now() + pauseMs });
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    agent.destroy();
  }
  return delivery;
}

/** null: it is settled. Otherwise how long to wait before the next try. */
async function attempt(origin: string, push: Push, agent: Agent, delivery: Delivery): Promise<number | null> {
  const again = (why: string, pauseMs: number) => {
    delivery.retries.set(why, (delivery.retries.get(why) ?? 0) + 1);
    return pauseMs;
  };
  let answer: Answer;
  try {
    answer = await sendOnce(origin, push, agent);
  } catch (error) {
    return again((error as NodeJS.ErrnoException).code ?? (error as Error).message, unanswered);
  }
  const { status, text } = answer;
  if (status === 200) {
    delivery.acknowledged.set(push.msgid, JSON.parse(text) as IntakeReply);
    return null;
  }
  const code = codeOf(text);
  if (status >= 500 || status === 429 || code === 'idempotency_in_progress') {
    return again(`${status} ${code}`, Number(answer.headers['retry-after'] ?? 1) * 250);
  }
  delivery.refused.push({ msgid: push.msgid, status, text });
  return null;
}

export function codeOf(text: string): string {
  try {
    return (JSON.parse(text) as { error?: { code?: string } }).error?.code ?? '';
  } catch {
    return 'no JSON';
  }
}

/** `12 × ECONNRESET, 3 × 503 storage_unavailable` */
export function describeRetries(retries: ReadonlyMap<string, number>): string {
  return [...retries].map(([why, count]) => `${count} × ${why}`).join(', ') || 'none';
}
