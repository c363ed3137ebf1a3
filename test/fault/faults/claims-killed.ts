import { playApplications } from '../applicants.ts';
import { openAxe } from '../axe.ts';
import type { Fault, Size } from '../fault.ts';
import { describeRetries } from '../sender.ts';

const sizes: Record<Size, { people: number; kills: number }> = {
  test: { people: 2, kills: 2 },
  full: { people: 6, kills: 200 },
};

export const claimsKilled: Fault = {
  name: 'claims-killed',
  title: 'the BFF is killed −9 while papers are sent and claims submitted, and started again',
  async play(stage, claims, size) {
    const { people, kills } = sizes[size];
    const axe = openAxe(stage, {
      kills,
      targets: ['any', 'submit', 'any', 'finish'],
      spare: { low: 5, high: 28 },
    });
    const { line, judge } = await playApplications(stage, claims, {
      people,
      origin: () => stage.bff.url,
      onRequest: axe.onRequest,
      isOver: axe.isDone,
      // oxlint-disable-next-line typescript/no-misused-promises -- `finally` waits for what it is handed
    }).finally(axe.settled);
    claims.that(
      'the BFF was killed as often as it should',
      axe.isDone(),
      `${axe.kills()} kills, when there were under way ${describeRetries(axe.met)}; repeated: ${describeRetries(line.retries)}`,
    );
    await judge();
  },
};
