/**
 * 宜昌 市级统筹 二、（三）5: a unit's gap is filled from its own accumulated surplus first; the rest is shared, city and district
 * half and half, city and county two to eight.
 * Reading YC-F1 (gaps from money that a unit owes, 应补足资金, are wholly its own and are not asked here).
 * Not modelled: adjusted proportions (适当调整): a city dates a new figure.
 */
import type { Fen } from '../kernel/index.ts';
import { above, atMost, share, subtract } from '../kernel/index.ts';
import type { GapTerms } from '../policy/benefits.ts';

export type GapShares = { readonly fromSurplus: Fen; readonly city: Fen; readonly local: Fen };

/** Who fills the gap, in fen; the three parts add up to it. */
export function shareGap(
  terms: GapTerms,
  { unit, gap, accumulatedSurplus }: { unit: 'district' | 'county'; gap: Fen; accumulatedSurplus: Fen },
): GapShares {
  const fromSurplus = atMost(gap, accumulatedSurplus);
  const rest = above(gap, fromSurplus);
  const city = share(rest, terms.cityShare[unit]);
  return { fromSurplus, city, local: subtract(rest, city) };
}
