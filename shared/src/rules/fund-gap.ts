/**
 * 宜昌 市级统筹 二、（三）5: a unit's gap is filled from its own accumulated surplus first; the rest is shared, city and district
 * half and half, city and county two to eight.
 * Reading YC-F1 (the part that comes from money which a unit owes, 应补足资金, is wholly its own, before anything is shared).
 * Not modelled: adjusted proportions (适当调整): a city dates a new figure.
 */
import type { Fen } from '../kernel/index.ts';
import { ZERO, above, add, atMost, share, subtract } from '../kernel/index.ts';
import type { GapTerms } from '../policy/benefits.ts';

export type GapShares = {
  readonly fromSurplus: Fen;
  readonly city: Fen;
  /** the unit's own share, what it owes included */
  readonly local: Fen;
};

/** A gap of the year, in fen. */
export type FundGap = {
  readonly unit: 'district' | 'county';
  readonly gap: Fen;
  readonly accumulatedSurplus: Fen;
  /** the part of the gap that 应补足资金 caused */
  readonly owed?: Fen;
};

/** Who fills the gap, in fen; the three parts add up to it. */
export function shareGap(terms: GapTerms, { unit, gap, accumulatedSurplus, owed }: FundGap): GapShares {
  const own = atMost(owed ?? ZERO, gap);
  const shared = subtract(gap, own);
  const fromSurplus = atMost(shared, accumulatedSurplus);
  const rest = above(shared, fromSurplus);
  const city = share(rest, terms.cityShare[unit]);
  return { fromSurplus, city, local: add(subtract(rest, city), own) };
}
