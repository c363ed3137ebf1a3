/**
 * One bill of the year: counted, compared with what the year had come to before it, and bounded by what is left of the caps.
 * Readings GEN-ROUND (a visit's share is the difference of two rounded yearly totals), YC-A12, PZH-A8, PZH-A7 / YC-A8.
 */
import type { Fen, Missing, Outcome } from '../kernel/index.ts';
import { ONE, granted, incomplete, refused } from '../kernel/index.ts';
import { findPolicy } from '../policy/compiled.ts';
import type { BillRules, ClassTerms, CompiledPolicy, PersonClass } from '../policy/compiled.ts';
import {
  assistanceBase,
  categoryOf,
  chooseClass,
  decideAdmission,
  inScopeSelfPay,
  missingAssistance,
  missingOutpatient,
  missingTilt,
  outOfPocket,
} from '../rules/index.ts';
import { countEntry, within } from './draft.ts';
import type { ClassChange, Draft } from './draft.ts';
import { explainBill } from './explain.ts';
import type { Bill, YearContext } from './facts.ts';
import { categoriesOn, classesOn } from './identities.ts';
import { listRelied, toEntry } from './recognition.ts';
import type { BillDecision, BillEntry, BillGrant } from './year.types.ts';

/** Decides the next bill and adds it to the draft. */
export function decideBill(context: YearContext, draft: Draft, bill: Bill): BillDecision {
  const policy = findPolicy(context.policy, bill.on);
  const rules = policy?.bills ?? null;
  const base = rules === null ? inScopeSelfPay(bill) : assistanceBase(rules, bill);
  const pocket = outOfPocket(bill);
  const { totals } = draft;
  totals.inScopeSelfPay = within(totals.inScopeSelfPay + base);
  totals.outOfPocket = within(totals.outOfPocket + pocket);
  draft.last = { on: bill.on, sequence: bill.sequence, id: bill.id };
  const outcome =
    policy === null ? outsideEveryDocument(draft, bill) : decide(context, draft, policy, bill, base);
  const given = outcome.status === 'granted' ? outcome.value.granted : 0;
  totals.personal = (totals.personal + Math.max(pocket - given, 0)) as Fen;
  const documents = (policy?.documents ?? []).map(({ id, revision }) => ({ id, revision }));
  return { billId: bill.id, on: bill.on, documents, outcome };
}

function outsideEveryDocument(draft: Draft, bill: Bill): Outcome<BillGrant> {
  draft.aside.push(bill);
  return refused('not_in_force', null);
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
  const classes = classesOn(policy, context.identities, bill.on);
  const held = 'unknown' in classes ? [] : classes.held;
  const lacking = admission.status === 'unknown' ? admission.fact : null;
  const entry = toEntry(context, policy, bill, base);
  if (held.length === 0) {
    // A recognition later in the year looks at this bill again (PZH-A8); in 宜昌 it never enters (YC-A12).
    if (policy.identities?.onBetterClass === 'recompute') {
      if (lacking !== null || entry === 'inProvince') draft.aside.push(bill);
      else countEntry(draft, policy, context.insurance, entry);
    }
    const code = 'unknown' in classes ? 'unknown_category' : 'no_class';
    return refused(code, policy.classesClause);
  }
  if (lacking !== null || entry === 'inProvince') {
    draft.aside.push(bill);
    return incomplete([missingFact(policy, bill, lacking ?? 'inProvince')]);
  }
  return decideForClasses(context, draft, policy, rules, { bill, entry, held });
}

function decideForClasses(
  context: YearContext,
  draft: Draft,
  policy: CompiledPolicy,
  rules: BillRules,
  { bill, entry, held }: { bill: Bill; entry: BillEntry; held: readonly number[] },
): Outcome<BillGrant> {
  const missing = held.flatMap((index) => listMissing(context, policy, policy.terms[index], entry, bill));
  if (missing.length > 0) return incomplete(distinct(missing));
  const before = {
    base: draft.base as Fen,
    outpatientBase: draft.outpatientBase as Fen,
    totals: { ...draft.totals },
  };
  const residuals = policy.classes.map(({ id }) => draft.asIf[id]?.residual ?? (0 as Fen));
  const changes = countEntry(draft, policy, context.insurance, entry);
  const winner = chooseForBill(draft, policy, held, changes, entry.into);
  const personClass = policy.classes[winner];
  const terms = policy.terms[winner];
  const change = changes[winner];
  if (personClass === undefined || terms === undefined || change === undefined) {
    throw new Error(`the class ${winner} is held but is not in the policy`);
  }
  if (entry.into === 'outpatient' && terms.outpatient === null) {
    const none = policy.terms.every(({ outpatient }) => outpatient === null);
    return none ? refused('kind_not_covered', rules.covers) : refused('class_not_covered', rules.covers);
  }
  const grant = boundByCaps(draft, terms, change);
  addToTotals(draft, grant);
  const value = toGrant(context, policy, bill, entry, personClass, terms, grant);
  const residual = residuals[winner] ?? (0 as Fen);
  const explanation =
    context.explain === true
      ? explainBill({ context, rules, bill, entry, personClass, terms, before, residual, grant, change })
      : null;
  return granted(value, explanation);
}

/**
 * The class that a bill is given by: the one under which the year comes to most (PZH-A7 / YC-A8). Class order and totals agree
 * as a rule; where bills with and without tilt meet the caps, the totals may turn within the year. Then the class that
 * stands first keeps a bill that it gives more for, as long as the year comes to no more than that most: one identity
 * more must not take from what another gives.
 */
function chooseForBill(
  draft: Draft,
  policy: CompiledPolicy,
  held: readonly number[],
  changes: readonly ClassChange[],
  into: BillEntry['into'],
): number {
  const sum = (of: ClassChange | undefined) =>
    of === undefined ? 0 : into === 'outpatient' ? of.outpatient : of.assistance + of.tilt;
  const totalOf = (index: number) => sum(draft.asIf[policy.classes[index]?.id ?? '']);
  const givenBy = (index: number) => {
    const terms = policy.terms[index];
    const change = changes[index];
    return terms === undefined || change === undefined ? 0 : sum(boundByCaps(draft, terms, change));
  };
  const top = chooseClass(held, totalOf) ?? -1;
  const first = held[0] ?? top;
  const room = totalOf(top) - sum(draft.totals);
  return givenBy(first) > givenBy(top) && givenBy(first) <= room ? first : top;
}

/** What is left of each annual cap bounds the visit, whatever class paid before (readings PZH-A8, YC-A12). */
function boundByCaps(draft: Draft, terms: ClassTerms, change: ClassChange): ClassChange {
  const { totals } = draft;
  return {
    assistance: left(terms.assistance?.cap, totals.assistance, change.assistance),
    outpatient: left(terms.outpatient?.cap, totals.outpatient, change.outpatient),
    tilt: left(terms.tilt?.cap, totals.tilt, change.tilt),
  };
}

function left(cap: Fen | Missing | null | undefined, used: Fen, change: number): number {
  if (typeof cap !== 'number') return Math.max(change, 0);
  return Math.max(Math.min(change, cap - used), 0);
}

function addToTotals(draft: Draft, grant: ClassChange): void {
  const { totals } = draft;
  totals.assistance = (totals.assistance + grant.assistance) as Fen;
  totals.outpatient = (totals.outpatient + grant.outpatient) as Fen;
  totals.tilt = (totals.tilt + grant.tilt) as Fen;
}

function toGrant(
  context: YearContext,
  policy: CompiledPolicy,
  bill: Bill,
  entry: BillEntry,
  personClass: PersonClass,
  terms: ClassTerms,
  grant: ClassChange,
): BillGrant {
  const sum = (grant.assistance + grant.outpatient + grant.tilt) as Fen;
  return {
    classId: personClass.id,
    classTitle: personClass.title,
    category: categoryOf(personClass, categoriesOn(policy, context.identities, bill.on)),
    base: entry.base,
    assistance: grant.assistance as Fen,
    outpatient: grant.outpatient as Fen,
    tilt: grant.tilt as Fen,
    granted: sum,
    personal: Math.max(outOfPocket(bill) - sum, 0) as Fen,
    relies: listRelied(terms, [entry]),
  };
}

function listMissing(
  context: YearContext,
  policy: CompiledPolicy,
  terms: ClassTerms | undefined,
  entry: BillEntry,
  bill: Bill,
): Missing[] {
  const { assistance = null, outpatient = null, tilt = null } = terms ?? {};
  const lacking =
    entry.into === 'outpatient'
      ? [outpatient && missingOutpatient(outpatient)]
      : [
          assistance && missingAssistance(assistance, context.insurance),
          entry.tilted && tilt && !paysAll(assistance) ? missingTilt(tilt) : null,
          context.withTilt === false ? null : (policy.deferred.tilt ?? null),
        ];
  return lacking.flatMap((figure) => (figure === null ? [] : [{ ...figure, day: bill.on }]));
}

/** Nothing ever remains for tilt assistance, whatever its line is. */
function paysAll(terms: ClassTerms['assistance']): boolean {
  return terms?.deductible === 0 && terms.lowRatio === ONE && terms.highRatio === ONE && terms.cap === null;
}

function missingFact(policy: CompiledPolicy, bill: Bill, name: string): Missing {
  return { what: 'fact', name, region: policy.region, day: bill.on, billId: bill.id };
}

function distinct(missing: readonly Missing[]): Missing[] {
  return missing.filter((one, index) => missing.findIndex(({ name }) => name === one.name) === index);
}
