/** A run of generated years, and what is said of one that fails. */
import fc from 'fast-check';

import type { Policies } from './engine-year.ts';
import { describeYear, generatedTwist, generatedYear } from './generated-year.ts';
import { asksReference, checkYear } from './properties.ts';

export interface RunOfYears {
  /** years that hold, and among them those that the reference was asked about */
  readonly passed: number;
  readonly compared: number;
  /** the first year that does not, made as small as it gets */
  readonly failure: string | null;
}

export function runYears(policies: Policies, seed: number, years: number, every: number): RunOfYears {
  let compared = 0;
  const property = fc.property(generatedYear, generatedTwist, (year, twist) => {
    checkYear(policies, year, twist, every);
    if (asksReference(year, twist, every)) compared += 1;
  });
  const result = fc.check(property, { numRuns: years, seed });
  if (!result.failed) return { passed: years, compared, failure: null };
  const [year, twist] = result.counterexample!;
  const said = [
    `seed ${String(seed)}, path ${result.counterexamplePath ?? ''}`,
    String(result.errorInstance),
    describeYear(year),
    `twist ${JSON.stringify(twist)}`,
  ];
  return { passed: result.numRuns - 1, compared, failure: said.join('\n') };
}
