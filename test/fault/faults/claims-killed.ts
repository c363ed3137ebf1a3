import { setTimeout as sleep } from 'node:timers/promises';

import { playApplications } from '../applicants.ts';
import type { Fault, Size } from '../fault.ts';
import type { Line } from '../phone.ts';
import { describeRetries } from '../sender.ts';
import type { Stage } from '../stage.ts';
import { giveUpClaims } from '../time.ts';

const sizes: Record<Size, { people: number; kills: number }> = {
  test: { people: 2, kills: 2 },
  full: { people: 6, kills: 200 },
};

export const claimsKilled: Fault = {
  name: 'claims-killed',
  title: 'the BFF is killed −9 while papers are sent and claims submitted, and started again',
  async play(stage, claims, size) {
    const { people, kills } = sizes[size];
    const axe = openAxe(stage, kills);
    const { line, judge } = await playApplications(stage, claims, {
      people,
      origin: () => stage.bff.url,
      onRequest: axe.onRequest,
      isOver: axe.isDone,
    }).finally(axe.settled);
    claims.that(
      'the BFF was killed as often as it should',
      axe.isDone(),
      `${axe.kills()} kills, when there were under way ${describeRetries(axe.met)}; repeated: ${describeRetries(line.retries)}`,
    );
    await judge();
  },
};

/** The request that the next kill waits for, in turn: of all kinds, with the rare and weighty ones met often enough. */
const targets = ['any', 'submit', 'any', 'finish'] as const;

/** Falls some requests after the last time, and a random moment into one: before, inside and after its transaction. */
function openAxe({ bff, chance, database }: Stage, most: number) {
  const met = new Map<string, number>();
  let done = 0;
  let left = chance.between(10, 30);
  let falling: Promise<void> | null = null;

  const fall = async (line: Line) => {
    await sleep(chance.between(0, 40));
    for (const [step, count] of line.under) met.set(step, (met.get(step) ?? 0) + count);
    await bff.kill();
    await giveUpClaims(database);
    await bff.start();
    done += 1;
    left = chance.between(5, 25);
    falling = null;
  };
  return {
    met,
    kills: () => done,
    isDone: () => done >= most,
    settled: async () => falling,
    onRequest: (step: string, line: Line) => {
      const target = targets[done % targets.length];
      left -= 1;
      if (left <= 0 && done < most && (target === 'any' || target === step)) falling ??= fall(line);
    },
  };
}
