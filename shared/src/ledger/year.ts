/**
 * A person's benefit year as a fold over settlements: the same bills always come to the same fen, however they arrived.
 */
import type { Day } from '../kernel/index.ts';
import { InvalidInput, lastDayOf, yearOf } from '../kernel/index.ts';
import { decideBill } from './bill-decision.ts';
import { newDraft, openDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Bill, YearContext } from './facts.ts';
import { compareEntries } from './order.ts';
import { settleBeginnings } from './recognition.ts';
import type { Advance, BillDecision, TopUp, YearResult, YearState } from './year.types.ts';

/** An empty benefit year of a person: a calendar year of one 统筹地区. */
export function openYear(region: string, year: number): YearState {
  return newDraft(region, year);
}

/** Whether `advance` may take this bill, or the year must be replayed (late, corrected or already counted). */
export function isNext(state: YearState, bill: Bill): boolean {
  if (state.through > bill.on) return false;
  return state.last === null || compareEntries(state.last, bill) < 0;
}

/**
 * Adds the next bill to the year.
 * @throws InvalidInput `invalid_bill` when the bill is of another year, or not after the last one: then `replayYear`
 */
export function advance(context: YearContext, state: YearState, bill: Bill): Advance {
  const draft = openDraft(state);
  const { decision, topUps } = take(context, draft, bill);
  return { state: draft, decision, topUps };
}

/** Lets identities of days after the last bill take effect, up to and including `through` (top-ups on recognition). */
export function settleIdentities(
  context: YearContext,
  state: YearState,
  through: Day,
): { readonly state: YearState; readonly topUps: readonly TopUp[] } {
  const draft = openDraft(state);
  const topUps = settleBeginnings(context, draft, through);
  return { state: draft, topUps };
}

/**
 * The whole year from its bills in any order; reversed bills are left out, corrected ones given as they now are.
 * @param through identities take effect up to this day (default: the last day of the year)
 * @throws InvalidInput `invalid_bill` when a bill is of another year or given twice
 */
export function replayYear(
  context: YearContext,
  bills: readonly Bill[],
  through: Day = lastDayOf(context.policy.year),
): YearResult {
  const { region, year } = context.policy;
  const draft = newDraft(region, year);
  const decisions: BillDecision[] = [];
  const topUps: TopUp[] = [];
  for (const bill of [...bills].sort(compareEntries)) {
    const step = take(context, draft, bill);
    decisions.push(step.decision);
    topUps.push(...step.topUps);
  }
  topUps.push(...settleBeginnings(context, draft, through));
  return { state: draft, decisions, topUps };
}

function take(context: YearContext, draft: Draft, bill: Bill): { decision: BillDecision; topUps: TopUp[] } {
  checkBill(context, draft, bill);
  const topUps = settleBeginnings(context, draft, bill.on);
  return { decision: decideBill(context, draft, bill), topUps };
}

function checkBill(context: YearContext, draft: Draft, bill: Bill): void {
  const { year } = context.policy;
  if (draft.year !== year || draft.region !== context.policy.region) {
    const ours = `${draft.region} ${draft.year}`;
    throw wrong(bill, `the year is of ${ours}, the policy of ${context.policy.region} ${year}`);
  }
  if (yearOf(bill.on) !== year) throw wrong(bill, `it was settled on ${bill.on}, which is not in ${year}`);
  if (draft.through > bill.on || (draft.last !== null && compareEntries(draft.last, bill) >= 0)) {
    throw wrong(bill, `it does not come after the last one; replay the year`);
  }
}

function wrong(bill: Bill, reason: string): InvalidInput {
  return new InvalidInput('invalid_bill', `The bill ${bill.id} cannot be added: ${reason}`, bill.id);
}
