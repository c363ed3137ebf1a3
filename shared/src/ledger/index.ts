import type { Day } from '../kernel/index.ts';

import type { Bill, YearContext } from './facts.ts';
import type { Advance, Threshold, TopUp, YearResult, YearState } from './year.types.ts';

export type * from './facts.ts';
export type * from './year.types.ts';

/** An empty benefit year of a person: a calendar year of one 统筹地区. */
export declare function openYear(region: string, year: number): YearState;

/**
 * Adds the next bill to the year.
 * @throws InvalidInput `invalid_bill` when the bill is of another year, or not after the last one: then `replayYear`
 */
export declare function advance(context: YearContext, state: YearState, bill: Bill): Advance;

/** Whether `advance` may take this bill, or the year must be replayed (late, corrected or already counted). */
export declare function isNext(state: YearState, bill: Bill): boolean;

/** Lets identities of days after the last bill take effect, up to and including `through` (top-ups on recognition). */
export declare function settleIdentities(
  context: YearContext,
  state: YearState,
  through: Day,
): { readonly state: YearState; readonly topUps: readonly TopUp[] };

/**
 * The whole year from its bills in any order; reversed bills are simply left out, corrected ones given as they now are.
 * The same bills always come to the same fen, however they arrived.
 * @param through identities take effect up to this day (default: the last day of the year)
 */
export declare function replayYear(context: YearContext, bills: readonly Bill[], through?: Day): YearResult;

/** What is left for the class in force on a day: distance to the deductible, the tier line, the caps, the tilt line. */
export declare function listThresholds(context: YearContext, state: YearState, on: Day): readonly Threshold[];
