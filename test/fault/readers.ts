/** Residents who keep looking at their year while a fault is played, and what they were told. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { StatusReply } from '@yijiutong/rules/contract';
import { formatYuan, type Fen } from '@yijiutong/rules/kernel';

import { expectYear } from './books.ts';
import { codeOf } from './sender.ts';
import type { SignedIn } from './signed-in.ts';
import type { Stage } from './stage.ts';

export type Told = {
  requests: number;
  /** By what was answered: `200`, `503 storage_unavailable`, `0 ECONNREFUSED` … */
  answers: Map<string, number>;
  /** Answers whose amounts were not those of the books. */
  wrong: string[];
  /** How many statuses were marked as stale. */
  stale: number;
  slowestMs: number;
};

/** Every resident asks for her status and her bills in turn, until `work` is done. */
export async function readDuring(
  stage: Stage,
  people: readonly SignedIn[],
  work: () => Promise<void>,
): Promise<Told> {
  const told: Told = { requests: 0, answers: new Map(), wrong: [], stale: 0, slowestMs: 0 };
  let over = false;
  const reader = async (person: SignedIn) => {
    const expected = formatYuan(expectYear(stage.law, person.resident).total as Fen);
    while (!over) {
      await lookOnce(person, expected, told);
      await sleep(20);
    }
  };
  const readers = people.map(reader);
  try {
    await work();
  } finally {
    over = true;
    await Promise.all(readers);
  }
  return told;
}

async function lookOnce(person: SignedIn, expected: string, told: Told): Promise<void> {
  const status = await timed(person, '/api/v1/status', told);
  if (status !== null) {
    const { year, freshness } = JSON.parse(status) as StatusReply;
    if (year.calculated !== expected) told.wrong.push(`${year.calculated} instead of ${expected}`);
    if (freshness.stale) told.stale += 1;
  }
  const bills = await timed(person, '/api/v1/bills?year=2026&limit=50', told);
  if (bills === null) return;
  const { length } = (JSON.parse(bills) as { bills: unknown[] }).bills;
  if (length !== person.resident.bills.length)
    told.wrong.push(`${length} bills of ${person.resident.bills.length}`);
}

/** The body of a 200, else null. */
async function timed(person: SignedIn, path: string, told: Told): Promise<string | null> {
  const began = performance.now();
  const { status, text } = await person.ask('GET', path);
  told.slowestMs = Math.max(told.slowestMs, performance.now() - began);
  told.requests += 1;
  const answer = status === 200 ? '200' : `${status} ${status === 0 ? text : codeOf(text)}`;
  told.answers.set(answer, (told.answers.get(answer) ?? 0) + 1);
  return status === 200 ? text : null;
}

/** How many answers had a status of 500 or more, or never came. */
export function failures(told: Told): number {
  return [...told.answers]
    .filter(([answer]) => Number(answer.split(' ')[0]) >= 500 || answer.startsWith('0 '))
    .reduce((sum, [, count]) => sum + count, 0);
}

export function describeAnswers(told: Told): string {
  const answers = [...told.answers].map(([answer, count]) => `${count} × ${answer}`).join(', ');
  return `${told.requests} requests: ${answers}; slowest ${Math.round(told.slowestMs)} ms`;
}
