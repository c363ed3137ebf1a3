import { Decimal } from 'decimal.js';

import { InvalidInput } from './invalid.ts';
import type { Fen } from './money.ts';

declare const ratioBrand: unique symbol;
/** A ratio as an integer over 10,000: 65 % is 6500. */
export type Ratio = number & { readonly [ratioBrand]: true };

const WHOLE = 10_000;
export const ONE = WHOLE as Ratio;

/**
 * Reads `"65%"`, `"0.65"` or `"12.5%"` as a ratio.
 * @throws InvalidInput `invalid_ratio` unless it lies in 0…100 % and is exact to 1/10,000
 */
export function parseRatio(text: string, field = ''): Ratio {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  const plain = percent ?? (/^\d+(?:\.\d+)?$/.test(text) ? text : null);
  if (plain === null) throw invalid(text, field);
  const parts = new Decimal(plain).times(percent === undefined ? WHOLE : WHOLE / 100);
  if (!parts.isInteger() || parts.greaterThan(WHOLE)) throw invalid(text, field);
  return parts.toNumber() as Ratio;
}

/** Writes a ratio as a percentage without needless zeros: `6500` → `"65%"`. */
export function formatPercent(ratio: Ratio): string {
  const parts = ratio % 100;
  const whole = (ratio - parts) / 100;
  if (parts === 0) return `${whole}%`;
  return parts % 10 === 0 ? `${whole}.${parts / 10}%` : `${whole}.${parts < 10 ? '0' : ''}${parts}%`;
}

/** Writes a ratio with two decimals: `6500` → `"0.65"`. */
export function formatRatio(ratio: Ratio): string {
  return new Decimal(ratio).dividedBy(WHOLE).toFixed(2);
}

/** a + b, at most the whole. */
export function addRatio(a: Ratio, b: Ratio): Ratio {
  return Math.min(a + b, WHOLE) as Ratio;
}

/** a − b, at least zero. */
export function subtractRatio(a: Ratio, b: Ratio): Ratio {
  return Math.max(a - b, 0) as Ratio;
}

/**
 * The one rounding rule (reading GEN-ROUND): `tenThousandths` counts 1/10,000 fen, and is rounded half-up to the fen.
 * Called once per fund and cumulative total. The remainder is taken before dividing, so that no fraction is ever
 * held in a floating-point number.
 */
export function roundToFen(tenThousandths: number): Fen {
  const shifted = tenThousandths + WHOLE / 2;
  return ((shifted - (shifted % WHOLE)) / WHOLE) as Fen;
}

/** amount × ratio, rounded half-up to the fen. The amount must not be negative. */
export function share(amount: Fen, ratio: Ratio): Fen {
  return roundToFen(amount * ratio);
}

/**
 * amount × ratio, cut to whole fen: a line that whole fen are compared with strictly (超过). Rounding it up would let an
 * amount pass that does exceed it; above the exact line and above its whole fen are the same.
 */
export function wholeShare(amount: Fen, ratio: Ratio): Fen {
  const product = amount * ratio;
  return ((product - (product % WHOLE)) / WHOLE) as Fen;
}

function invalid(text: string, field: string): InvalidInput {
  const name = field === '' ? 'The value' : field;
  return new InvalidInput(
    'invalid_ratio',
    `${name} is not a ratio between 0% and 100%, such as "65%": "${text}"`,
    field,
  );
}
