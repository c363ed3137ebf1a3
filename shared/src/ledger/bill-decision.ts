/**
 * One bill of the year: counted, compared with what the year had come to before it, and bounded by what is left of the caps.
 * Readings GEN-ROUND (a visit's share is the difference of two rounded yearly totals), YC-A12, PZH-A8, PZH-A7 / YC-A8.
 */
import type { Fen, Missing, Outcome } from '../kernel/index.ts';
import { ZERO, granted, incomplete, refused } from '../kernel/index.ts';
import { findPolicy } from '../policy/compiled.ts';
import type { BillRules, CompiledPolicy } from '../policy/compiled.ts';
import {
  assistanceBase,
  categoryOf,
  decideAdmission,
  inScopeSelfPay,
  missingPrecedence,
  outOfPocket,
} from '../rules/index.ts';
import { countEntry, getClassYear } from './class-years.ts';
import type { Draft } from './draft.ts';
import { within } from './draft.ts';
import { explainBill } from './explain.ts';
import type { Bill, YearContext } from './facts.ts';
import { categoriesOn } from './identities.ts';
import { listAsked, listLacking } from './lacking.ts';
import { findHeld, getClass, lookUp } from './lookups.ts';
import type { ClassLaw } from './lookups.ts';
import { listRelied, toEntry } from './recognition.ts';
import type { BillDecision, BillEntry, BillGrant, ClassYear } from './year.types.ts';

/** What a bill comes to, by benefit, in fen. */
export type Parts = { readonly assistance: number; readonly outpatient: number; readonly tilt: number };

/** A bill that may be given something: with what is counted of it, and who the person is on its day. */
type Asked = {
  readonly context: YearContext;
  readonly policy: CompiledPolicy;
  readonly rules: BillRules;
  readonly bill: Bill;
  readonly entry: BillEntry;
  /** the categories held on the day */
  readonly categories: readonly string[];
  /** the classes they stand for, most favourable first; never empty */
  readonly held: readonly ClassLaw[];
};

/** A class held, with its year before the bill and with it. */
type Candidate = ClassLaw & { readonly was: ClassYear; readonly now: ClassYear };

/** Decides the next bill and adds it to the draft. */
export function decideBill(context: YearContext, draft: Draft, bill: Bill): BillDecision {
  const policy = findPolicy(context.policy, bill.on);
  const rules = policy?.bills ?? null;
  const base = rules === null ? inScopeSelfPay(bill) : assistanceBase(rules, bill);
  const pocket = outOfPocket(bill);
  const { totals } = draft;
  const inScope = within(totals.inScopeSelfPay + base);
  const outOfPocketSum = within(totals.outOfPocket + pocket);
  draft.last = { on: bill.on, sequence: bill.sequence, id: bill.id };
  const outcome =
    policy === null ? outsideEveryDocument(draft, bill) : decide(context, draft, policy, bill, base);
  const given = outcome.status === 'granted' ? outcome.value : NOTHING;
  draft.totals = {
    assistance: (totals.assistance + given.assistance) as Fen,
    outpatient: (totals.outpatient + given.outpatient) as Fen,
    tilt: (totals.tilt + given.tilt) as Fen,
    personal: (totals.personal + Math.max(pocket - given.granted, 0)) as Fen,
    inScopeSelfPay: inScope,
    outOfPocket: outOfPocketSum,
  };
  const documents = policy === null ? [] : lookUp(policy).documents;
  return { billId: bill.id, on: bill.on, documents, outcome };
}

const NOTHING = { assistance: 0, outpatient: 0, tilt: 0, granted: 0 };

function outsideEveryDocument(draft: Draft, bill: Bill): Outcome<BillGrant> {
  setAside(draft, bill);
  return refused('not_in_force', null);
}

function setAside(draft: Draft, bill: Bill): void {
  draft.aside = [...draft.aside, bill];
}

function decide(
  context: YearContext,
  draft: Draft,
  policy: CompiledPolicy,
  bill: Bill,
  base: Fen,
): Outcome<BillGrant> {
  const rules = policy.bills;
  if (rules === null) {
    const { assistance } = policy.deferred;
    return assistance === undefined ? refused('not_in_force', null) : incomplete([assistance]);
  }
  const admission = decideAdmission(rules, bill);
  if (admission.status === 'refused') return refused(admission.code, admission.clause);
  const categories = categoriesOn(policy, context.identities, bill.on);
  const classes = findHeld(policy, categories);
  const held = 'unknown' in classes ? [] : classes.held;
  const lacking = admission.status === 'unknown' ? admission.fact : null;
  const entry = toEntry(context, policy, bill, base);
  if (held.length === 0) {
    // A recognition later in the year looks at this bill again (PZH-A8); in 宜昌 it never enters (YC-A12).
    if (policy.identities?.onBetterClass === 'recompute') {
      if (lacking !== null || entry === 'inProvince') setAside(draft, bill);
      else countEntry(context, draft, policy, entry);
    }
    const code = 'unknown' in classes ? 'unknown_category' : 'no_class';
    return refused(code, policy.classesClause);
  }
  if (lacking !== null || entry === 'inProvince') {
    setAside(draft, bill);
    return incomplete([missingFact(policy, bill, lacking ?? 'inProvince')]);
  }
  const laws = held.map((index) => getClass(policy, index));
  return decideForClasses(draft, { context, policy, rules, bill, entry, categories, held: laws });
}

function decideForClasses(draft: Draft, asked: Asked): Outcome<BillGrant> {
  const { context, policy, rules, bill, entry } = asked;
  const missing = listMissing(asked);
  if (missing.length > 0) return incomplete(distinct(missing));
  const winner = chooseForBill(context, draft, bill, entry, countForHeld(draft, asked));
  if (entry.into === 'outpatient' && winner.terms.outpatient === null) {
    const code = lookUp(policy).paysOutpatient ? 'class_not_covered' : 'kind_not_covered';
    return refused(code, rules.covers);
  }
  const grant = boundBill(context, draft, bill, winner);
  const value = toGrant(asked, winner, grant);
  return granted(value, context.explain === true ? explain(draft, asked, winner, grant) : null);
}

function explain(draft: Draft, asked: Asked, { personClass, terms, was, now }: Candidate, grant: Parts) {
  const { context, rules, bill, entry } = asked;
  const { base, outpatientBase, totals } = draft;
  const year = { base, outpatientBase, totals };
  // Written out: an object put together from others by spreading is many times slower to make and to read.
  return explainBill({ context, rules, bill, entry, personClass, terms, year, was, now, grant });
}

/** Counts the bill; returns the classes held, in their order. */
function countForHeld(draft: Draft, { context, policy, held, entry }: Asked): Candidate[] {
  const yearOf = ({ personClass }: ClassLaw) => getClassYear(context, draft, personClass.id);
  // Before the bill is counted: a class that is asked for the first time is counted from the bills before it.
  const before = held.map((law) => ({ law, was: yearOf(law) }));
  countEntry(context, draft, policy, entry);
  return before.map(({ law, was }) => {
    const { personClass, terms } = law;
    return { personClass, terms, was, now: yearOf(law) };
  });
}

/**
 * The class that a bill is given by: the one under which the year comes to most (PZH-A7 / YC-A8). Class order and totals
 * agree as a rule; where bills with and without tilt meet the caps, the totals may turn within the year. Then the class that
 * stands first keeps a bill that it gives more for, as long as the year comes to no more than that most: one identity more
 * must not take from what another gives.
 */
function chooseForBill(
  context: YearContext,
  draft: Draft,
  bill: Bill,
  entry: BillEntry,
  candidates: readonly Candidate[],
): Candidate {
  const sum = entry.into === 'outpatient' ? ofOutpatient : ofAssistance;
  const top = candidates.reduce((best, one) => (sum(one.now) > sum(best.now) ? one : best));
  const [first] = candidates;
  if (first === undefined || first === top) return top;
  const byFirst = sum(boundBill(context, draft, bill, first));
  const byTop = sum(boundBill(context, draft, bill, top));
  const room = sum(top.now) - sum(draft.totals);
  return byFirst > byTop && byFirst <= room ? first : top;
}

// What classes are compared by: ordinary outpatient care apart from the rest.
function ofOutpatient({ outpatient }: Parts): number {
  return outpatient;
}
function ofAssistance({ assistance, tilt }: Parts): number {
  return assistance + tilt;
}

/**
 * What is left of each annual cap bounds the visit, whatever class paid before (readings PZH-A8, YC-A12); and so does what the
 * person pays of the bill, where the document leaves in the base what a commercial insurer paid (PZH-A9).
 */
function boundBill(
  { retroactivePaid = ZERO }: YearContext,
  { totals }: Draft,
  bill: Bill,
  { terms, was, now }: Candidate,
): Parts {
  const pocket = outOfPocket(bill);
  const gained = Math.min(now.assistance - was.assistance, pocket);
  const assistance = left(terms.assistance?.cap, (totals.assistance + retroactivePaid) as Fen, gained);
  const tilt = Math.min(now.tilt - was.tilt, pocket - assistance);
  return {
    assistance,
    outpatient: left(terms.outpatient?.cap, totals.outpatient, now.outpatient - was.outpatient),
    tilt: left(terms.tilt?.cap, totals.tilt, tilt),
  };
}

function left(cap: Fen | Missing | null | undefined, used: Fen, change: number): number {
  if (typeof cap !== 'number') return Math.max(change, 0);
  return Math.max(Math.min(change, cap - used), 0);
}

function toGrant(asked: Asked, { personClass, terms }: ClassLaw, grant: Parts): BillGrant {
  const { bill, entry, categories } = asked;
  const sum = (grant.assistance + grant.outpatient + grant.tilt) as Fen;
  return {
    classId: personClass.id,
    classTitle: personClass.title,
    category: categoryOf(personClass, categories),
    base: entry.base,
    assistance: grant.assistance as Fen,
    outpatient: grant.outpatient as Fen,
    tilt: grant.tilt as Fen,
    granted: sum,
    personal: Math.max(outOfPocket(bill) - sum, 0) as Fen,
    relies: listRelied(terms, entry.into === 'assistance', entry.tilted),
  };
}

function listMissing({ context, policy, bill, entry, held }: Asked): Missing[] {
  const deferredTilt = context.withTilt === false ? null : (policy.deferred.tilt ?? null);
  const unsaid = missingPrecedence(policy, [...held.keys()], (place) => {
    const terms = held[place]?.terms;
    return terms && listAsked(terms, context.insurance, entry);
  });
  const missing: Missing[] = unsaid === null ? [] : [{ ...unsaid, day: bill.on }];
  for (const { terms } of held) {
    for (const figure of listLacking(terms, context.insurance, entry, deferredTilt)) {
      missing.push({ ...figure, day: bill.on });
    }
  }
  return missing;
}

function missingFact(policy: CompiledPolicy, bill: Bill, name: string): Missing {
  return { what: 'fact', name, region: policy.region, day: bill.on, billId: bill.id };
}

function distinct(missing: readonly Missing[]): Missing[] {
  return missing.filter((one, index) => missing.findIndex(({ name }) => name === one.name) === index);
}
