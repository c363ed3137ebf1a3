/**
 * A city's person-years in one go. The rules are the very functions that decide one bill; only what surrounds them makes no
 * object a bill: the year's sums lie in arrays that one person uses after the other.
 * Readings as in `ledger`: GEN-ROUND, PZH-A7 / YC-A8, YC-A12. Not modelled: PZH-A8's recalculation on recognition (such a
 * person is `single`), explanations, what an incomplete bill lacks: for these there is `replayYear`.
 */
import type { Fen, Missing } from '../kernel/index.ts';
import { InvalidInput, MAX_FEN } from '../kernel/index.ts';
import type { BillRules, ClassTerms, YearPolicy } from '../policy/compiled.ts';
import { assistanceBase, decideAdmission, inScopeSelfPay, outOfPocket } from '../rules/index.ts';
import type { Admission } from '../rules/index.ts';
import { OUTCOMES, TOTALS, listClasses, newResult } from './columns.ts';
import type { BatchColumns, BatchResult } from './columns.ts';
import { listLaws } from './laws.ts';
import type { ClassLaw, Law, Sort } from './laws.ts';
import { countBill, readBill, startPerson, startWork } from './work.ts';
import type { BillInHand, Work } from './work.ts';

export type BatchOptions = {
  /** default true; false leaves 倾斜救助 out of every figure */
  readonly withTilt?: boolean;
  /** where the answers are written; default: arrays of its own */
  readonly into?: BatchResult;
  /** the persons to decide, `to` not among them; default: all */
  readonly from?: number;
  readonly to?: number;
};

type BatchOutcome = (typeof OUTCOMES)[number];
const CODES = Object.fromEntries(OUTCOMES.map((outcome, code) => [outcome, code])) as Record<string, number>;
const [ASSISTANCE, OUTPATIENT, TILT, PERSONAL, IN_SCOPE, POCKET] = [0, 1, 2, 3, 4, 5] as const;

/**
 * Decides the bills of many persons under one year's law, each to the same fen as `replayYear`.
 * A person whose year adds up to more than the rules can hold is marked `single` as well: `replayYear` says what is wrong.
 * @throws InvalidInput `invalid_bill` when a person's bills are not in the order of their days, or a day is not in the year
 */
export function decideBatch(
  policy: YearPolicy,
  columns: BatchColumns,
  { withTilt = true, into = newResult(columns), from = 0, to = columns.insurance.length }: BatchOptions = {},
): BatchResult {
  const laws = lawsOf(policy, withTilt);
  const work = startWork(laws, columns, into, listClasses(policy).length);
  for (let person = from; person < to; person += 1) {
    const decided = columns.single[person] !== 1 && decidePerson(work, person);
    into.single[person] = decided ? 0 : 1;
    if (decided) into.totals.set(work.totals, person * TOTALS.length);
  }
  return into;
}

/** By policy, with tilt assistance and without: a city's parts are decided under one law, worked out once for all. */
const known = {
  tilted: new WeakMap<YearPolicy, readonly Law[]>(),
  plain: new WeakMap<YearPolicy, readonly Law[]>(),
};

function lawsOf(policy: YearPolicy, withTilt: boolean): readonly Law[] {
  const laws = withTilt ? known.tilted : known.plain;
  const before = laws.get(policy);
  if (before !== undefined) return before;
  const made = listLaws(policy, withTilt);
  laws.set(policy, made);
  return made;
}

/** Whether the person could be decided; the sums are then in `work.totals`. */
function decidePerson(work: Work, person: number): boolean {
  const { columns, totals } = work;
  const first = columns.offsets[person] ?? 0;
  const end = columns.offsets[person + 1] ?? first;
  startPerson(work, person);
  askClasses(work, first, end);
  let latest = 0;
  for (let at = first; at < end; at += 1) {
    const day = columns.day[at] ?? 0;
    const law = work.laws[day];
    if (law === undefined || day < latest) {
      const reason = law === undefined ? 'is of no day of the year' : 'does not come after the one before it';
      throw new InvalidInput('invalid_bill', `Bill ${at} of person ${person} ${reason}`);
    }
    latest = day;
    decideBill(work, law, at);
    if ((totals[IN_SCOPE] ?? 0) > MAX_FEN || (totals[POCKET] ?? 0) > MAX_FEN) return false;
  }
  return true;
}

/** Every class that the person holds on some bill is counted for all of them: a change of class looks back (YC-A12). */
function askClasses({ laws, columns, asked }: Work, first: number, end: number): void {
  let before: Law | undefined;
  let bitsBefore = -1;
  for (let at = first; at < end; at += 1) {
    const law = laws[columns.day[at] ?? 0];
    const bits = columns.held[at] ?? 0;
    if (law === before && bits === bitsBefore) continue;
    before = law;
    bitsBefore = bits;
    for (const { index } of law?.heldBy(bits).classes ?? []) if (!asked.includes(index)) asked.push(index);
  }
}

function decideBill(work: Work, law: Law, at: number): void {
  const { into, totals } = work;
  const bill = readBill(work, at);
  const { rules } = law;
  const base = rules === null ? inScopeSelfPay(bill) : assistanceBase(rules, bill);
  const pocket = outOfPocket(bill);
  into.assistance[at] = 0;
  into.outpatient[at] = 0;
  into.tilt[at] = 0;
  const outcome = rules === null ? law.without : decideUnder(rules, work, law, bill, base, at);
  into.outcome[at] = CODES[outcome] ?? 0;
  const given = (into.assistance[at] ?? 0) + (into.outpatient[at] ?? 0) + (into.tilt[at] ?? 0);
  totals[PERSONAL] = (totals[PERSONAL] ?? 0) + Math.max(pocket - given, 0);
  totals[IN_SCOPE] = (totals[IN_SCOPE] ?? 0) + base;
  totals[POCKET] = (totals[POCKET] ?? 0) + pocket;
}

function decideUnder(
  rules: BillRules,
  work: Work,
  law: Law,
  bill: BillInHand,
  base: Fen,
  at: number,
): BatchOutcome {
  const admission = decideAdmission(rules, bill);
  if (admission.status === 'refused') return admission.code as BatchOutcome;
  const sort = sortOf(law, bill, admission);
  const held = law.heldBy(work.columns.held[at] ?? 0);
  const [first] = held.classes;
  if (first === undefined) {
    if (law.countsWithoutClass && sort !== null) countBill(work, law, base, sort);
    return held.unknown ? 'unknown_category' : 'no_class';
  }
  if (sort === null || held.unsaid[work.insurance][sort] || lacksFigure(held.classes, work, sort))
    return 'incomplete';
  countBill(work, law, base, sort);
  const outpatient = sort === 'outpatient';
  const winner = held.classes.length === 1 ? first : chooseClass(work, held.classes, outpatient);
  if (outpatient && winner.terms.outpatient === null) {
    return law.paysOutpatient ? 'class_not_covered' : 'kind_not_covered';
  }
  grant(work, winner, at);
  return 'granted';
}

/** What the bill counts for; null where a fact that decides it is missing. */
function sortOf(law: Law, bill: BillInHand, admission: Admission): Sort | null {
  if (admission.status === 'unknown') return null;
  if (bill.kind === 'ordinary_outpatient') return 'outpatient';
  if (!law.tilts || bill.referred !== true) return 'plain';
  if (bill.inProvince === null) return null;
  return bill.inProvince ? 'tilted' : 'plain';
}

function lacksFigure(held: readonly ClassLaw[], { insurance }: Work, sort: Sort): boolean {
  for (const { complete } of held) if (!complete[insurance][sort]) return true;
  return false;
}

/** As `chooseForBill` of the ledger: the class under which the year comes to most, or the first one held (PZH-A7 / YC-A8). */
function chooseClass(work: Work, held: readonly ClassLaw[], outpatient: boolean): ClassLaw {
  const [first] = held;
  let top = first;
  let most = -1;
  for (const own of held) {
    const total = outpatient
      ? (work.outpatient[own.index] ?? 0)
      : (work.assistance[own.index] ?? 0) + (work.tilt[own.index] ?? 0);
    if (total > most) {
      top = own;
      most = total;
    }
  }
  if (first === undefined || top === undefined) throw new Error('there is no class to choose from');
  const { totals } = work;
  const paid = outpatient ? (totals[OUTPATIENT] ?? 0) : (totals[ASSISTANCE] ?? 0) + (totals[TILT] ?? 0);
  const byFirst = givenBy(work, first, outpatient);
  return byFirst > givenBy(work, top, outpatient) && byFirst <= most - paid ? first : top;
}

function givenBy(work: Work, own: ClassLaw, outpatient: boolean): number {
  if (outpatient) return bounded(work, own, 'outpatient', Infinity);
  const pocket = outOfPocket(work.bill);
  const assistance = bounded(work, own, 'assistance', pocket);
  return assistance + bounded(work, own, 'tilt', pocket - assistance);
}

function grant(work: Work, winner: ClassLaw, at: number): void {
  const { into, totals } = work;
  const pocket = outOfPocket(work.bill);
  const assistance = bounded(work, winner, 'assistance', pocket);
  const outpatient = bounded(work, winner, 'outpatient', Infinity);
  const tilt = bounded(work, winner, 'tilt', pocket - assistance);
  into.classIndex[at] = winner.index;
  into.assistance[at] = assistance;
  into.outpatient[at] = outpatient;
  into.tilt[at] = tilt;
  totals[ASSISTANCE] = (totals[ASSISTANCE] ?? 0) + assistance;
  totals[OUTPATIENT] = (totals[OUTPATIENT] ?? 0) + outpatient;
  totals[TILT] = (totals[TILT] ?? 0) + tilt;
}

const PLACE = { assistance: ASSISTANCE, outpatient: OUTPATIENT, tilt: TILT } as const;

/**
 * As `boundBill` of the ledger: what is left of the annual cap bounds the visit, whatever class paid before (readings PZH-A8,
 * YC-A12), and so does what the person pays of the bill (PZH-A9).
 */
function bounded(
  work: Work,
  { index, terms }: ClassLaw,
  benefit: 'assistance' | 'outpatient' | 'tilt',
  pocket: number,
): number {
  const gain = Math.min(work.gained[benefit][index] ?? 0, pocket);
  const cap: ClassTerms[typeof benefit] = terms[benefit];
  const limit: Fen | Missing | null = cap === null ? null : cap.cap;
  return Math.max(
    typeof limit === 'number' ? Math.min(gain, limit - (work.totals[PLACE[benefit]] ?? 0)) : gain,
    0,
  );
}
