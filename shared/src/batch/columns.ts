/**
 * Person-years as columns: what a city's bills look like to a machine. Amounts are whole fen in `Float64Array`s, which hold
 * every safe integer exactly; everything may lie in shared memory.
 */
import { addDays, firstDayOf, lastDayOf } from '../kernel/index.ts';
import type { Day, RefusalCode } from '../kernel/index.ts';
import type { Bill } from '../ledger/index.ts';
import type { BillKind, YearPolicy } from '../policy/compiled.ts';

/** The bills of many persons, person after person, each person's in the order of the year. */
export type BatchColumns = {
  /** one more than there are persons: person `p` has the bills `offsets[p]` … `offsets[p + 1] − 1` */
  readonly offsets: Uint32Array;
  /** by person: 0 resident, 1 employee */
  readonly insurance: Uint8Array;
  /** by person: 1 where the batch is to leave the person alone; see `packYears` */
  readonly single: Uint8Array;
  /** by bill: days since the first of January */
  readonly day: Uint16Array;
  /** by bill: categories held on its day, bit `i` for `listCategories(policy)[i]`, `UNKNOWN_CATEGORY` for any other */
  readonly held: Uint32Array;
  /** by bill: kind and circumstances, as `packFacts` writes them */
  readonly facts: Uint16Array;
  /** by bill, fen: as in `BillAmounts` */
  readonly total: Float64Array;
  readonly outOfScope: Float64Array;
  readonly preSelfPay: Float64Array;
  readonly basicPaid: Float64Array;
  readonly criticalIllnessPaid: Float64Array;
  readonly supplementPaid: Float64Array;
  readonly commercialPaid: Float64Array;
};

/** What the batch says of every bill and every person. Amounts in fen. */
export type BatchResult = {
  /** by person: 1 where the batch says nothing: fold this one with `replayYear` */
  readonly single: Uint8Array;
  /** by person, `TOTALS.length` each, in the order of `TOTALS` */
  readonly totals: Float64Array;
  /** by bill: index into `OUTCOMES` */
  readonly outcome: Uint8Array;
  /** by bill: index into `listClasses(policy)` of the class it was given by; meaningless unless granted */
  readonly classIndex: Uint8Array;
  readonly assistance: Float64Array;
  readonly outpatient: Float64Array;
  readonly tilt: Float64Array;
};

/** As `Outcome`; what an incomplete bill lacks is told by `replayYear`. */
export const OUTCOMES = [
  'granted',
  'incomplete',
  'not_in_force',
  'unknown_category',
  'no_class',
  'not_designated',
  'not_referred',
  'kind_not_covered',
  'class_not_covered',
] as const satisfies readonly ('granted' | 'incomplete' | RefusalCode)[];

/** As `YearTotals`. */
export const TOTALS = [
  'assistance',
  'outpatient',
  'tilt',
  'personal',
  'inScopeSelfPay',
  'outOfPocket',
] as const;

/** A category that no document of the year knows. */
export const UNKNOWN_CATEGORY = 2 ** 31;
const MOST_CATEGORIES = 31;

export const KINDS: readonly BillKind[] = [
  'inpatient',
  'chronic_outpatient',
  'special_drug',
  'ordinary_outpatient',
  'other',
];
export const EMERGENCY = 512;

/** Empty columns, or shared ones for workers. */
export function newColumns(
  persons: number,
  bills: number,
  memory: typeof ArrayBuffer | typeof SharedArrayBuffer = ArrayBuffer,
): BatchColumns {
  const amounts = () => new Float64Array(new memory(8 * bills));
  return {
    offsets: new Uint32Array(new memory(4 * (persons + 1))),
    insurance: new Uint8Array(new memory(persons)),
    single: new Uint8Array(new memory(persons)),
    day: new Uint16Array(new memory(2 * bills)),
    held: new Uint32Array(new memory(4 * bills)),
    facts: new Uint16Array(new memory(2 * bills)),
    total: amounts(),
    outOfScope: amounts(),
    preSelfPay: amounts(),
    basicPaid: amounts(),
    criticalIllnessPaid: amounts(),
    supplementPaid: amounts(),
    commercialPaid: amounts(),
  };
}

/** Room for what the batch says of these columns. */
export function newResult(
  { insurance, day }: BatchColumns,
  memory: typeof ArrayBuffer | typeof SharedArrayBuffer = ArrayBuffer,
): BatchResult {
  const [persons, bills] = [insurance.length, day.length];
  return {
    single: new Uint8Array(new memory(persons)),
    totals: new Float64Array(new memory(8 * TOTALS.length * persons)),
    outcome: new Uint8Array(new memory(bills)),
    classIndex: new Uint8Array(new memory(bills)),
    assistance: new Float64Array(new memory(8 * bills)),
    outpatient: new Float64Array(new memory(8 * bills)),
    tilt: new Float64Array(new memory(8 * bills)),
  };
}

/** The categories that the year's documents know: what the bits of `held` stand for. */
export function listCategories(policy: YearPolicy): readonly string[] {
  const known = policy.spans.flatMap((span) => Object.keys(span.policy?.classOf ?? {}));
  const categories = [...new Set(known)].sort();
  if (categories.length > MOST_CATEGORIES) {
    throw new RangeError(
      `a batch holds ${MOST_CATEGORIES} categories; ${policy.region} ${policy.year} has ${categories.length}`,
    );
  }
  return categories;
}

/** The ids of the classes of the year's documents, each once, in the order of the documents. */
export function listClasses(policy: YearPolicy): readonly string[] {
  return [...new Set(policy.spans.flatMap((span) => span.policy?.classes.map(({ id }) => id) ?? []))];
}

/** Kind and circumstances in one number: three bits of kind, two for each fact (0 nobody stated it), one for an emergency. */
export function packFacts(
  bill: Pick<Bill, 'kind' | 'referred' | 'inProvince' | 'designated' | 'emergencyException'>,
): number {
  const facts =
    KINDS.indexOf(bill.kind) +
    8 * packFact(bill.referred) +
    32 * packFact(bill.inProvince) +
    128 * packFact(bill.designated);
  return bill.emergencyException === undefined ? facts : facts + EMERGENCY;
}

function packFact(fact: boolean | null): number {
  return fact === null ? 0 : fact ? 2 : 1;
}

/** The fact that begins at a bit, as `packFact` wrote it. */
export function readFact(facts: number, bit: 3 | 5 | 7): boolean | null {
  const packed = (facts >> bit) & 3;
  return packed === 0 ? null : packed === 2;
}

/** The days of a year in order: a bill's `day` is a place in this list. */
export function listDays(year: number): readonly Day[] {
  const days: Day[] = [];
  const last = lastDayOf(year);
  for (let day = firstDayOf(year); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
