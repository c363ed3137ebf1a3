/** A phone that applies: it repeats every request until it is answered, and keeps what was acknowledged. */
import { createHash, randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { z } from 'zod';

import { codeOf, exchange, noAnswer, type Answer } from './sender.ts';

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  json?: unknown;
  bytes?: Buffer;
};

/** What requests are on their way, and how often one had to be repeated: shared by all phones of a fault. */
export type Line = {
  origin: () => string;
  /** By the step that they are of. */
  under: Map<string, number>;
  /** By what came instead of an answer: `ECONNRESET`, `503 storage_unavailable` … */
  retries: Map<string, number>;
  /** Called whenever a request is about to go out. */
  onRequest: (step: string) => void;
  /** Gives up after this long. */
  withinMs: number;
  agent: Agent;
};

export function openLine(options: Pick<Line, 'origin'> & Partial<Pick<Line, 'onRequest'>>): Line {
  return {
    onRequest: () => undefined,
    ...options,
    under: new Map(),
    retries: new Map(),
    withinMs: 120_000,
    agent: new Agent({ keepAlive: true }),
  };
}

/** Milliseconds to wait where no reply came. */
const unanswered = 100;

/** Answers that say nothing about the request itself: it is to be sent again as it was. */
function saysTryAgain({ status, text }: Answer): boolean {
  return status === 0 || status >= 500 || status === 429 || codeOf(text) === 'idempotency_in_progress';
}

export type Phone = {
  /** Sends the same request, under one key, until there is an answer that is about it. */
  insist: (step: string, call: Call) => Promise<Answer>;
  /** Sends it once. */
  once: (step: string, call: Call) => Promise<Answer>;
};

export function openPhone(line: Line, token: string): Phone {
  const send = async (step: string, call: Call, key: string): Promise<Answer> => {
    line.under.set(step, (line.under.get(step) ?? 0) + 1);
    line.onRequest(step);
    try {
      return await exchange(`${line.origin()}${call.path}`, {
        method: call.method,
        headers: headersOf(call, token, key),
        agent: line.agent,
        ...bodyOf(call),
      });
    } catch (error) {
      return noAnswer(error);
    } finally {
      line.under.set(step, (line.under.get(step) ?? 1) - 1);
    }
  };

  return {
    once: (step, call) => send(step, call, newKey()),
    insist: async (step, call) => {
      const key = newKey();
      const until = Date.now() + line.withinMs;
      for (;;) {
        const answer = await send(step, call, key);
        if (!saysTryAgain(answer)) return answer;
        const why = answer.status === 0 ? answer.text : `${answer.status} ${codeOf(answer.text)}`;
        line.retries.set(why, (line.retries.get(why) ?? 0) + 1);
        if (Date.now() > until) throw new Error(`${step} was never answered: ${why}`);
        await sleep(unanswered);
      }
    },
  };
}

const newKey = () => randomBytes(12).toString('hex');

function headersOf({ method, json, bytes }: Call, token: string, key: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(method === 'GET' ? {} : { 'idempotency-key': key }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
  };
}

function bodyOf({ json, bytes }: Call): { body?: string | Buffer } {
  if (bytes !== undefined) return { body: bytes };
  return json === undefined ? {} : { body: JSON.stringify(json) };
}

/** The body of a 200, held against the contract. @throws with the step and what came instead */
export function read<T>(step: string, { status, text }: Answer, reply: z.ZodType<T>): T {
  if (status !== 200) throw new Error(`${step}: ${status} ${text.slice(0, 300)}`);
  return reply.parse(JSON.parse(text));
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
