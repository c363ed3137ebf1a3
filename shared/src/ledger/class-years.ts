/**
 * What each class would have been given, had it been held for all bills of the year: what a change of class and 就高 are
 * decided by (readings PZH-A7 / YC-A8, PZH-A8, YC-A12). Most people hold one class all year, so that a class is counted from
 * the day it is first asked for; the bills before that day are kept, and counted then.
 */
import type { Fen, Figure, Trace } from '../kernel/index.ts';
import { ZERO, above, atMost } from '../kernel/index.ts';
import { findPolicy } from '../policy/compiled.ts';
import type { AssistanceTerms, ClassTerms, CompiledPolicy } from '../policy/compiled.ts';
import { assistanceTotal, outpatientTotal, tiltTotal } from '../rules/index.ts';
import { within } from './draft.ts';
import type { Draft } from './draft.ts';
import type { YearContext } from './facts.ts';
import { lookUp } from './lookups.ts';
import type { BillEntry, ClassYear, YearState } from './year.types.ts';

const EMPTY: ClassYear = { assistance: ZERO, outpatient: ZERO, residual: ZERO, tilt: ZERO };

/** The class's year so far, counted now if nobody asked for it before. */
export function getClassYear(context: YearContext, draft: Draft, classId: string): ClassYear {
  return (draft.asIf[classId] ??= countClass(context, draft.entries, classId));
}

/** The same of a state, which is left as it is. */
export function readClassYear(context: YearContext, state: YearState, classId: string): ClassYear {
  return state.asIf[classId] ?? countClass(context, state.entries, classId);
}

/** Each bill under the law of its own day; a document that does not know the class gives nothing for its days. */
function countClass(context: YearContext, entries: readonly BillEntry[], classId: string): ClassYear {
  let sums = EMPTY;
  const bases = { assistance: ZERO, outpatient: ZERO };
  for (const entry of entries) {
    const policy = findPolicy(context.policy, entry.on);
    const terms = policy === null ? undefined : lookUp(policy).termsOf.get(classId);
    const before = bases[entry.into];
    if (terms !== undefined) sums = addEntry(context, sums, terms, entry, before);
    bases[entry.into] = (before + entry.base) as Fen;
  }
  return sums;
}

/** Counts a bill of the policy's day, for every class of the document that has been asked for in the year. */
export function countEntry(
  context: YearContext,
  draft: Draft,
  policy: CompiledPolicy,
  entry: BillEntry,
): void {
  const outpatient = entry.into === 'outpatient';
  const before = outpatient ? draft.outpatientBase : draft.base;
  const after = within(before + entry.base);
  const { asIf } = draft;
  const { termsOf } = lookUp(policy);
  for (const id in asIf) {
    const sums = asIf[id];
    const terms = termsOf.get(id);
    if (sums !== undefined && terms !== undefined) asIf[id] = addEntry(context, sums, terms, entry, before);
  }
  if (outpatient) draft.outpatientBase = after;
  else draft.base = after;
  draft.entries.push(entry);
}

/** Counts the year's bills again under one policy, for all its classes (reading PZH-A8). */
export function recount(
  context: YearContext,
  draft: Draft,
  policy: CompiledPolicy,
  entries: readonly BillEntry[],
): void {
  draft.base = ZERO;
  draft.outpatientBase = ZERO;
  draft.asIf = Object.fromEntries(policy.classes.map(({ id }) => [id, EMPTY]));
  draft.entries = [];
  for (const entry of entries) countEntry(context, draft, policy, entry);
}

/**
 * One bill more for one class. With a missing figure it counts nothing: decisions for the class are incomplete, and the year
 * is replayed once the figure is known.
 * @param before the year's base before the bill, of the total that it enters
 */
function addEntry(
  context: YearContext,
  sums: ClassYear,
  terms: ClassTerms,
  entry: BillEntry,
  before: Fen,
): ClassYear {
  const after = (before + entry.base) as Fen;
  if (entry.into === 'outpatient') {
    const own = terms.outpatient;
    if (own === null) return sums;
    const gain = difference(outpatientTotal(own, before), outpatientTotal(own, after));
    const { assistance, residual, tilt } = sums;
    return { assistance, outpatient: (sums.outpatient + gain) as Fen, residual, tilt };
  }
  const own = terms.assistance;
  const gain =
    own === null ? 0 : difference(withinShared(context, own, before), withinShared(context, own, after));
  const assistance = (sums.assistance + gain) as Fen;
  const { outpatient } = sums;
  if (!entry.tilted || terms.tilt === null)
    return { assistance, outpatient, residual: sums.residual, tilt: sums.tilt };
  const residual = (sums.residual + entry.base - gain) as Fen;
  const tiltGain = difference(tiltTotal(terms.tilt, sums.residual), tiltTotal(terms.tilt, residual));
  return { assistance, outpatient, residual, tilt: (sums.tilt + tiltGain) as Fen };
}

/** Assistance on the year's base, within what 宜昌 第十一条 left of the cap that it shares: the rest enters 倾斜救助 (YC-A5). */
export function withinShared(
  { insurance, retroactivePaid = ZERO }: YearContext,
  own: AssistanceTerms,
  base: Fen,
  trace: Trace | null = null,
): Figure<Fen> {
  const total = assistanceTotal(own, insurance, base, trace);
  if (retroactivePaid === ZERO || typeof own.cap !== 'number' || typeof total !== 'number') return total;
  return atMost(total, above(own.cap, retroactivePaid));
}

function difference(before: Figure<Fen>, after: Figure<Fen>): number {
  return typeof before === 'number' && typeof after === 'number' ? after - before : 0;
}

/** What one class comes to for the year, all benefits together: what classes are compared by. */
export function sumOf({ assistance, tilt, outpatient }: ClassYear): number {
  return assistance + tilt + outpatient;
}
