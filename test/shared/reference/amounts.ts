/**
 * Money of the reference: yuan as decimal.js values, nothing of the engine's integers.
 * Slow and plain on purpose: its worth is that it shares no code with what it is held against.
 */
import { Decimal } from 'decimal.js';

/** Wide enough that no product of the clauses' figures is ever cut before it is rounded to 分. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

export type Yuan = Decimal;

export function yuan(amount: string | number): Yuan {
  return new Exact(amount);
}

export const NOTHING: Yuan = yuan(0);

/** To 分, half up: once for a cumulative total (reading GEN-ROUND). */
export function toFen(amount: Yuan): Yuan {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

export function atLeastNothing(amount: Yuan): Yuan {
  return amount.lessThan(NOTHING) ? NOTHING : amount;
}

/** `cap` null: no limit. */
export function capped(amount: Yuan, cap: Yuan | null): Yuan {
  return cap !== null && amount.greaterThan(cap) ? cap : amount;
}

export function sum(amounts: readonly Yuan[]): Yuan {
  return amounts.reduce((total, amount) => total.plus(amount), NOTHING);
}

/** As the edges write it: two decimals, no minus before a zero. */
export function written(amount: Yuan): string {
  return amount.isZero() ? '0.00' : amount.toFixed(2);
}
