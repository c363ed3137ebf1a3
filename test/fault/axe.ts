/** Kills the BFF −9 under requests, some of them after the last time, and starts it again. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Line } from './phone.ts';
import type { Stage } from './stage.ts';
import { giveUpClaims } from './time.ts';

export type Axe = {
  onRequest: (step: string, line: Line) => void;
  /** What was under way when it fell, by step. */
  met: Map<string, number>;
  kills: () => number;
  isDone: () => boolean;
  /** Until the BFF that was struck last is up again. */
  settled: () => Promise<void>;
};

export type Swing = {
  kills: number;
  /** The step that the next kill waits for, in turn: of all kinds, with the rare and weighty ones met often enough. */
  targets: readonly string[];
  /** How many requests go by between two kills. */
  spare: { low: number; high: number };
};

/** It falls a random moment into a request: before, inside and after its transaction. */
export function openAxe(
  { bff, chance, database }: Pick<Stage, 'bff' | 'chance' | 'database'>,
  { kills: most, targets, spare }: Swing,
): Axe {
  const met = new Map<string, number>();
  let done = 0;
  let left = chance.between(spare.low, spare.high);
  let falling: Promise<void> | null = null;

  const fall = async (line: Line) => {
    await sleep(chance.between(0, 40));
    for (const [step, count] of line.under) met.set(step, (met.get(step) ?? 0) + count);
    await bff.kill();
    await giveUpClaims(database);
    await bff.start();
    done += 1;
    left = chance.between(spare.low, spare.high);
    falling = null;
  };
  return {
    met,
    kills: () => done,
    isDone: () => done >= most,
    settled: async () => {
      await falling;
    },
    onRequest: (step, line) => {
      const target = targets[done % targets.length];
      left -= 1;
      if (left <= 0 && done < most && (target === 'any' || target === step)) falling ??= fall(line);
    },
  };
}
