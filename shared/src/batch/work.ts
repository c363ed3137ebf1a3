import type { Fen, Figure } from '../kernel/index.ts';
import { ZERO } from '../kernel/index.ts';
import type { Insurance } from '../policy/compiled.ts';
import type { BillAmounts, Circumstances } from '../rules/index.ts';
import { assistanceTotal, outpatientTotal, tiltTotal } from '../rules/index.ts';
import type { BatchColumns, BatchResult } from './columns.ts';
import { EMERGENCY, KINDS, TOTALS, readFact } from './columns.ts';
import type { ClassLaw, Law, Sort } from './laws.ts';

/** The bill in hand: an object that one bill of the run after the other is read into. */
export type BillInHand = { -readonly [K in keyof BillAmounts]: BillAmounts[K] } & {
  referred: boolean | null;
  designated: boolean | null;
  inProvince: boolean | null;
  emergencyException?: NonNullable<Circumstances['emergencyException']>;
};

/** What the run works with: the person in hand and the bill in hand. One is made a run, none a person. */
export type Work = {
  readonly laws: readonly Law[];
  readonly columns: BatchColumns;
  readonly into: BatchResult;
  /** The bill in hand is one of two: taking a field off an object makes every later use of it slow. */
  readonly plain: BillInHand;
  readonly excused: BillInHand;
  bill: BillInHand;
  insurance: Insurance;
  /** the classes that the person holds on any bill of the year, by index into `listClasses(policy)` */
  asked: number[];
  base: number;
  outpatientBase: number;
  /** by class, as `ClassYear`: what the year has come to as if it were held for all bills */
  readonly assistance: Float64Array;
  readonly outpatient: Float64Array;
  readonly residual: Float64Array;
  readonly tilt: Float64Array;
  /** by class: what the bill in hand adds */
  readonly gained: {
    readonly assistance: Float64Array;
    readonly outpatient: Float64Array;
    readonly tilt: Float64Array;
  };
  /** in the order of `TOTALS` */
  readonly totals: Float64Array;
};

export function startWork(
  laws: readonly Law[],
  columns: BatchColumns,
  into: BatchResult,
  classes: number,
): Work {
  const byClass = () => new Float64Array(classes);
  const plain: BillInHand = newBill();
  return {
    laws,
    columns,
    into,
    plain,
    bill: plain,
    excused: { ...newBill(), emergencyException: { reason: '' } },
    insurance: 'resident',
    asked: [],
    base: 0,
    outpatientBase: 0,
    assistance: byClass(),
    outpatient: byClass(),
    residual: byClass(),
    tilt: byClass(),
    gained: { assistance: byClass(), outpatient: byClass(), tilt: byClass() },
    totals: new Float64Array(TOTALS.length),
  };
}

export function startPerson(work: Work, person: number): void {
  work.insurance = work.columns.insurance[person] === 1 ? 'employee' : 'resident';
  work.asked = [];
  work.base = 0;
  work.outpatientBase = 0;
  for (const sums of [work.assistance, work.outpatient, work.residual, work.tilt, work.totals]) sums.fill(0);
}

export function readBill(work: Work, at: number): BillInHand {
  const { columns } = work;
  const facts = columns.facts[at] ?? 0;
  const bill = (facts & EMERGENCY) === 0 ? work.plain : work.excused;
  work.bill = bill;
  bill.kind = KINDS[facts & 7] ?? 'other';
  bill.referred = readFact(facts, 3);
  bill.inProvince = readFact(facts, 5);
  bill.designated = readFact(facts, 7);
  bill.total = amount(columns.total, at);
  bill.outOfScope = amount(columns.outOfScope, at);
  bill.preSelfPay = amount(columns.preSelfPay, at);
  bill.basicPaid = amount(columns.basicPaid, at);
  bill.criticalIllnessPaid = amount(columns.criticalIllnessPaid, at);
  bill.supplementPaid = amount(columns.supplementPaid, at);
  bill.commercialPaid = amount(columns.commercialPaid, at);
  return bill;
}

function newBill() {
  return {
    kind: 'other' as const,
    total: ZERO,
    outOfScope: ZERO,
    preSelfPay: ZERO,
    basicPaid: ZERO,
    criticalIllnessPaid: ZERO,
    supplementPaid: ZERO,
    commercialPaid: ZERO,
    referred: null,
    designated: null,
    inProvince: null,
  };
}

function amount(column: Float64Array, at: number): Fen {
  return (column[at] ?? 0) as Fen;
}

/** Counts the bill in hand for every class that the person holds within the year. */
export function countBill(work: Work, law: Law, base: Fen, sort: Sort): void {
  const outpatient = sort === 'outpatient';
  const before = (outpatient ? work.outpatientBase : work.base) as Fen;
  const after = (before + base) as Fen;
  for (const index of work.asked) {
    work.gained.assistance[index] = 0;
    work.gained.outpatient[index] = 0;
    work.gained.tilt[index] = 0;
    const own = law.classes[index];
    if (own === null || own === undefined) continue;
    if (outpatient) countOutpatient(work, own, before, after);
    else countAssistance(work, own, before, after, sort === 'tilted');
  }
  if (outpatient) work.outpatientBase = after;
  else work.base = after;
}

function countOutpatient(
  { outpatient, gained }: Work,
  { index, terms }: ClassLaw,
  before: Fen,
  after: Fen,
): void {
  if (terms.outpatient === null) return;
  const gain = difference(
    outpatientTotal(terms.outpatient, before),
    outpatientTotal(terms.outpatient, after),
  );
  gained.outpatient[index] = gain;
  outpatient[index] = (outpatient[index] ?? 0) + gain;
}

function countAssistance(
  { assistance, residual, tilt, gained, insurance }: Work,
  { index, terms }: ClassLaw,
  before: Fen,
  after: Fen,
  tilted: boolean,
): void {
  const own = terms.assistance;
  const gain =
    own === null
      ? 0
      : difference(assistanceTotal(own, insurance, before), assistanceTotal(own, insurance, after));
  gained.assistance[index] = gain;
  assistance[index] = (assistance[index] ?? 0) + gain;
  if (!tilted || terms.tilt === null) return;
  const was = (residual[index] ?? 0) as Fen;
  const now = (was + (after - before) - gain) as Fen;
  const tiltGain = difference(tiltTotal(terms.tilt, was), tiltTotal(terms.tilt, now));
  gained.tilt[index] = tiltGain;
  tilt[index] = (tilt[index] ?? 0) + tiltGain;
  residual[index] = now;
}

function difference(before: Figure<Fen>, after: Figure<Fen>): number {
  return typeof before === 'number' && typeof after === 'number' ? after - before : 0;
}
