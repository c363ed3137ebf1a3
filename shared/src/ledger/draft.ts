/**
 * The year while it is being folded: the same as `YearState`, but writable. Only this folder sees it.
 */
import type { Day, Fen } from '../kernel/index.ts';
import { MAX_FEN, InvalidInput, ZERO, firstDayOf, formatYuan } from '../kernel/index.ts';
import type { CompiledPolicy, Insurance } from '../policy/compiled.ts';
import { assistanceTotal, outpatientTotal, tiltTotal } from '../rules/index.ts';
import type { Bill } from './facts.ts';
import type { BillEntry, ClassYear, YearState, YearTotals } from './year.types.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export type Draft = {
  readonly region: string;
  readonly year: number;
  entries: BillEntry[];
  aside: Bill[];
  last: YearState['last'];
  through: Day;
  base: number;
  outpatientBase: number;
  asIf: Record<string, Writable<ClassYear>>;
  totals: Writable<YearTotals>;
};

export function newDraft(region: string, year: number): Draft {
  return {
    region,
    year,
    entries: [],
    aside: [],
    last: null,
    through: firstDayOf(year),
    base: 0,
    outpatientBase: 0,
    asIf: {},
    totals: {
      assistance: ZERO,
      outpatient: ZERO,
      tilt: ZERO,
      personal: ZERO,
      inScopeSelfPay: ZERO,
      outOfPocket: ZERO,
    },
  };
}

/** A writable copy of a stored state. */
export function openDraft(state: YearState): Draft {
  const { region, year, last, through, base, outpatientBase } = state;
  const asIf = Object.fromEntries(Object.entries(state.asIf).map(([id, sums]) => [id, { ...sums }]));
  const totals = { ...state.totals };
  return {
    region,
    year,
    entries: [...state.entries],
    aside: [...state.aside],
    last,
    through,
    base,
    outpatientBase,
    asIf,
    totals,
  };
}

/** The draft as plain state; the draft must not be used afterwards. */
export function closeDraft(draft: Draft): YearState {
  return { version: 1, ...draft, base: draft.base as Fen, outpatientBase: draft.outpatientBase as Fen };
}

/** What a further bill adds for one class, in fen. */
export type ClassChange = { assistance: number; outpatient: number; tilt: number };

/**
 * Counts a bill for every class of the document: what each would have been given, had it been held for all bills.
 * A class with a missing figure counts nothing; decisions for it are incomplete and the year is replayed once it is known.
 * @returns what the bill adds for each class, by index
 */
export function countEntry(
  draft: Draft,
  policy: CompiledPolicy,
  insurance: Insurance,
  entry: BillEntry,
): ClassChange[] {
  const outpatient = entry.into === 'outpatient';
  const before = (outpatient ? draft.outpatientBase : draft.base) as Fen;
  const after = within(before + entry.base);
  const changes = policy.classes.map(({ id }, index) => {
    const terms = policy.terms[index];
    const sums = (draft.asIf[id] ??= { assistance: ZERO, outpatient: ZERO, residual: ZERO, tilt: ZERO });
    const change: ClassChange = { assistance: 0, outpatient: 0, tilt: 0 };
    if (terms === undefined) return change;
    if (outpatient) {
      const own = terms.outpatient;
      if (own !== null)
        change.outpatient = difference(outpatientTotal(own, before), outpatientTotal(own, after));
    } else if (terms.assistance !== null) {
      const own = terms.assistance;
      change.assistance = difference(
        assistanceTotal(own, insurance, before),
        assistanceTotal(own, insurance, after),
      );
    }
    if (entry.tilted && terms.tilt !== null) {
      const residual = (sums.residual + entry.base - change.assistance) as Fen;
      change.tilt = difference(tiltTotal(terms.tilt, sums.residual), tiltTotal(terms.tilt, residual));
      sums.residual = residual;
    }
    sums.assistance = (sums.assistance + change.assistance) as Fen;
    sums.outpatient = (sums.outpatient + change.outpatient) as Fen;
    sums.tilt = (sums.tilt + change.tilt) as Fen;
    return change;
  });
  if (outpatient) draft.outpatientBase = after;
  else draft.base = after;
  draft.entries.push(entry);
  return changes;
}

/** Counts the year's bills again under one policy (reading PZH-A8). */
export function recount(
  draft: Draft,
  policy: CompiledPolicy,
  insurance: Insurance,
  entries: readonly BillEntry[],
): void {
  draft.base = 0;
  draft.outpatientBase = 0;
  draft.asIf = {};
  draft.entries = [];
  for (const entry of entries) countEntry(draft, policy, insurance, entry);
}

/** Keeps a yearly sum inside the bounds in which every product with a ratio is exact. */
export function within(sum: number): Fen {
  if (sum > MAX_FEN) {
    throw new InvalidInput(
      'money_too_large',
      `The year adds up to ${formatYuan(sum as Fen)} yuan, above 9,000,000,000.00`,
    );
  }
  return sum as Fen;
}

function difference(before: unknown, after: unknown): number {
  return typeof before === 'number' && typeof after === 'number' ? after - before : 0;
}
