/**
 * The year while it is being folded. Only this folder sees it. Its own fields are written to; what they hold is shared with
 * the state that it was opened from and is put another in the place of, except for the two that are the draft's own.
 */
import type { Fen } from '../kernel/index.ts';
import { MAX_FEN, InvalidInput, ZERO, firstDayOf, formatYuan } from '../kernel/index.ts';
import type { BillEntry, ClassYear, YearState } from './year.types.ts';

type Own = {
  /** in order; added to in place */
  entries: BillEntry[];
  /** by class id; written to in place */
  asIf: Record<string, ClassYear>;
};

export type Draft = { -readonly [K in keyof Omit<YearState, keyof Own>]: YearState[K] } & Own;

export function newDraft(region: string, year: number): Draft {
  return {
    version: 1,
    region,
    year,
    entries: [],
    aside: [],
    last: null,
    through: firstDayOf(year),
    base: ZERO,
    outpatientBase: ZERO,
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

/** A draft that goes on from a stored state and leaves it as it is. */
export function openDraft(state: YearState): Draft {
  return {
    version: 1,
    region: state.region,
    year: state.year,
    entries: [...state.entries],
    aside: state.aside,
    last: state.last,
    through: state.through,
    base: state.base,
    outpatientBase: state.outpatientBase,
    asIf: { ...state.asIf },
    totals: state.totals,
  };
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
