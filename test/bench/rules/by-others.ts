/** The engines that somebody would pick instead, each given the same rule and the same people, compiled once. */
import type { Contestant } from '../measure.ts';
import type { HandTerms } from './by-hand.ts';
import { prepareJsonRulesEngine } from './by-json-rules-engine.ts';
import { preparePublicodes } from './by-publicodes.ts';
import { prepareZenEngine } from './by-zen-engine.ts';
import type { DecidePerson } from './contest.ts';
import type { PersonYear } from './people.ts';

const engines = {
  'json-rules-engine': prepareJsonRulesEngine,
  'zen-engine': prepareZenEngine,
  publicodes: preparePublicodes,
};
export const otherNames = Object.keys(engines);

export function prepareOthers(terms: ReadonlyMap<string, HandTerms>): [name: string, DecidePerson][] {
  return Object.entries(engines).map(([name, prepare]) => [name, prepare(terms)]);
}

/** Says on how many bills an engine gives another amount than all ways of ours, and by how much. */
export async function sayDifference(
  name: string,
  decide: DecidePerson,
  years: readonly PersonYear[],
  expected: readonly string[][],
): Promise<void> {
  let bills = 0;
  let differing = 0;
  let most = 0;
  for (const [index, person] of years.entries()) {
    const given = await decide(person);
    for (const [at, amount] of expected[index]!.entries()) {
      bills += 1;
      if (given[at] === amount) continue;
      differing += 1;
      most = Math.max(most, Math.abs(Number(given[at]) - Number(amount)));
    }
  }
  const same =
    differing === 0 ? 'equal to the fen' : `${differing} differ, by at most ${most.toFixed(2)} yuan`;
  console.log(`rules ${name}: ${years.length} people, ${bills} bills: ${same}`);
}

export function raceOther(name: string, decide: DecidePerson, years: readonly PersonYear[]): Contestant {
  const count = years.reduce((sum, { bills }) => sum + bills.length, 0);
  return {
    name,
    round: async () => {
      for (const person of years) await decide(person);
      return count;
    },
  };
}
