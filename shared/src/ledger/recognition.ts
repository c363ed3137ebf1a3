/**
 * 攀枝花 第十九条: on recognition, or on a change to a better class, the calendar year is calculated again under the new class and
 * what is more than was paid is paid on that day. 宜昌 第十一条 gives this on application only: see `rules/retroactive-assistance.ts`.
 * Readings PZH-A8 (assistance and tilt together, never less than nothing, each part into its own total; outpatient under its
 * own cap; no clawback on a change to a lesser class), GEN-DATE (earlier bills of the year are facts, even from before the
 * document), YC-A12.
 * Not modelled: a top-up of several classes of which the document does not say which counts: none is paid, and the bills of
 * that day and later say what is missing; no city's document both tops up and is silent.
 */
import type { Clause, Day, Fen, StepId } from '../kernel/index.ts';
import { Trace, above, addDays, formatYuan } from '../kernel/index.ts';
import { findPolicy } from '../policy/compiled.ts';
import type { BillRules, ClassTerms, CompiledPolicy, StatisticUse } from '../policy/compiled.ts';
import { assistanceBase, chooseClass, decideAdmission, missingPrecedence } from '../rules/index.ts';
import { getClassYear, recount } from './class-years.ts';
import type { Draft } from './draft.ts';
import type { Bill, YearContext } from './facts.ts';
import { classesOn, listBeginnings } from './identities.ts';
import { getClass, lookUp } from './lookups.ts';
import { compareEntries } from './order.ts';
import type { BillEntry, ClassYear, TopUp } from './year.types.ts';

const NONE: readonly StatisticUse[] = [];

/** Lets identities that begin after the draft's day take effect, up to and including `through`. */
export function settleBeginnings(context: YearContext, draft: Draft, through: Day): TopUp[] {
  if (through <= draft.through) return [];
  const topUps: TopUp[] = [];
  for (const on of listBeginnings(context.identities, draft.through, through)) {
    const topUp = recognise(context, draft, on);
    if (topUp !== null) topUps.push(topUp);
  }
  draft.through = through;
  return topUps;
}

function recognise(context: YearContext, draft: Draft, on: Day): TopUp | null {
  const policy = findPolicy(context.policy, on);
  if (policy?.identities?.onBetterClass !== 'recompute' || policy.bills === null) return null;
  const held = betterClasses(context, policy, on);
  if (held === null || missingPrecedence(policy, held, (index) => policy.terms[index]) !== null) return null;
  const awaiting = takeAside(context, draft, policy, policy.bills);
  const yearOf = (index: number) => getClassYear(context, draft, getClass(policy, index).personClass.id);
  const winner = chooseClass(held, (index) => yearOf(index).assistance + yearOf(index).tilt);
  if (winner === null) return null;
  const { personClass, terms } = getClass(policy, winner);
  // As for a bill: ordinary outpatient care is compared apart from the rest (PZH-A7).
  const outpatient = Math.max(...held.map((index) => yearOf(index).outpatient)) as Fen;
  const now = { ...yearOf(winner), outpatient };
  const due = topUpParts(draft, now);
  const amount = (due.assistance + due.tilt + due.outpatient) as Fen;
  if (amount <= 0) return null;
  const { clause } = policy.identities;
  const explanation =
    context.explain === true ? explain(clause, personClass.title, draft, now, amount) : null;
  const { totals } = draft;
  draft.totals = {
    ...totals,
    assistance: (totals.assistance + due.assistance) as Fen,
    tilt: (totals.tilt + due.tilt) as Fen,
    outpatient: (totals.outpatient + due.outpatient) as Fen,
    personal: (totals.personal - amount) as Fen,
  };
  return {
    on,
    classId: personClass.id,
    ...due,
    amount,
    awaiting,
    relies: listRelied(
      terms,
      draft.entries.some(({ into }) => into === 'assistance'),
      draft.entries.some(({ tilted }) => tilted),
    ),
    clause,
    explanation,
  };
}

/** Assistance and tilt together, and ordinary outpatient on its own: each never less than nothing. */
function topUpParts(draft: Draft, now: ClassYear): Pick<TopUp, 'assistance' | 'tilt' | 'outpatient'> {
  const { totals } = draft;
  const gains = now.assistance + now.tilt > totals.assistance + totals.tilt;
  return {
    assistance: (gains ? now.assistance - totals.assistance : 0) as Fen,
    tilt: (gains ? now.tilt - totals.tilt : 0) as Fen,
    outpatient: above(now.outpatient, totals.outpatient),
  };
}

/** The classes held on the day when the best of them is better than the day before; null when nothing is gained. */
function betterClasses(context: YearContext, policy: CompiledPolicy, on: Day): readonly number[] | null {
  const now = classesOn(policy, context.identities, on);
  if ('unknown' in now) return null;
  const yesterday = classesOn(policy, context.identities, addDays(on, -1));
  // No class stands behind every class.
  const [before = Infinity] = 'unknown' in yesterday ? [] : yesterday.held;
  const [best = Infinity] = now.held;
  return best < before ? now.held : null;
}

/** Counts the year again, with the bills that were put aside where they can be counted now; returns those that cannot. */
function takeAside(context: YearContext, draft: Draft, policy: CompiledPolicy, rules: BillRules): string[] {
  const entries = [...draft.entries];
  const still: Bill[] = [];
  for (const bill of draft.aside) {
    const admission = decideAdmission(rules, bill);
    const entry = toEntry(context, policy, bill, assistanceBase(rules, bill));
    if (admission.status === 'unknown' || entry === 'inProvince') still.push(bill);
    else if (admission.status === 'admitted') entries.push(entry);
  }
  draft.aside = still;
  recount(context, draft, policy, entries.sort(compareEntries));
  return still.map(({ id }) => id);
}

/** A bill as the fold counts it, or the name of the fact that it lacks for that. */
export function toEntry(
  context: YearContext,
  policy: CompiledPolicy,
  bill: Bill,
  base: Fen,
): BillEntry | 'inProvince' {
  const { id, on, sequence, kind } = bill;
  const into = kind === 'ordinary_outpatient' ? 'outpatient' : 'assistance';
  const mayTilt = into === 'assistance' && context.withTilt !== false && lookUp(policy).tilts;
  // An emergency that was let in was still not referred: it counts for assistance, not for tilt.
  const referred = bill.referred === true;
  if (mayTilt && referred && bill.inProvince === null) return 'inProvince';
  return { id, on, sequence, kind, base, into, tilted: mayTilt && referred && bill.inProvince === true };
}

/** The statistics that a class's help depends on, for bills of which some count for assistance and some for tilt. */
export function listRelied(terms: ClassTerms, assisted: boolean, tilted: boolean): readonly StatisticUse[] {
  const ofAssistance = assisted ? (terms.assistance?.relies ?? NONE) : NONE;
  const ofTilt = tilted ? (terms.tilt?.relies ?? NONE) : NONE;
  return ofTilt.length === 0 ? ofAssistance : [...ofAssistance, ...ofTilt];
}

/** Two sums, each never less than nothing: `topUpParts` in words. Ordinary outpatient care is told of where there is any. */
function explain(clause: Clause, classTitle: string, draft: Draft, now: ClassYear, amount: number) {
  const { totals } = draft;
  const apart = now.outpatient > 0 || totals.outpatient > 0;
  const trace = new Trace();
  const main = addSum(trace, clause, {
    steps: ['topUp.due', 'topUp.paid'],
    labels: [
      `按${classTitle}重新计算的本年${apart ? '医疗救助和倾斜救助' : '救助'}`,
      `本年已救助${apart ? '（医疗救助和倾斜救助）' : ''}`,
    ],
    amounts: [now.assistance + now.tilt, totals.assistance + totals.tilt],
  });
  const outpatient = apart
    ? addSum(trace, clause, {
        steps: ['topUp.outpatientDue', 'topUp.outpatientPaid'],
        labels: ['就高重新计算的本年普通门诊救助', '本年已救助（普通门诊）'],
        amounts: [now.outpatient, totals.outpatient],
      })
    : null;
  const root = new Trace();
  const operation = outpatient === null ? main : `max(${main}, 0) + max(${outpatient}, 0)`;
  const result = formatYuan(amount as Fen);
  root.add({ step: 'topUp', label: '追溯救助', clause, operation, result }, trace);
  return root.steps[0] ?? null;
}

/** What is due and what was paid, as two steps; their difference as an operation. */
function addSum(
  trace: Trace,
  clause: Clause,
  sum: {
    steps: readonly [StepId, StepId];
    labels: readonly [string, string];
    amounts: readonly [number, number];
  },
): string {
  const [due, paid] = [formatYuan(sum.amounts[0] as Fen), formatYuan(sum.amounts[1] as Fen)];
  trace.add({ step: sum.steps[0], label: sum.labels[0], clause, result: due });
  trace.add({ step: sum.steps[1], label: sum.labels[1], clause, result: paid });
  return `${due} − ${paid}`;
}
