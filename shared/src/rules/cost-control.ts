/**
 * 广东 三（二）2: the out-of-scope share of what people in difficulty are charged is kept within 15 % in principle.
 * Reading: GD17-R03, a monitoring figure, it changes no payment. 以内 includes the limit itself.
 * Not modelled: what is done about a hospital that is above it.
 */
import type { Fen, Ratio } from '../kernel/index.ts';
import { InvalidInput } from '../kernel/index.ts';
import type { CostControlTerms } from '../policy/benefits.ts';

export type CostShare = {
  readonly within: boolean;
  /** out-of-scope over total, cut to 1/10,000; null: no cost at all */
  readonly share: Ratio | null;
};

/**
 * How a bill, or the bills of a hospital, stand to the limit. Compared exactly: the cut share is for reading only.
 * @throws InvalidInput `invalid_bill` where more is out of scope than there is cost
 */
export function decideCostShare(terms: CostControlTerms, total: Fen, outOfScope: Fen): CostShare {
  if (outOfScope > total || outOfScope < 0) {
    throw new InvalidInput('invalid_bill', 'outOfScope must lie between zero and total', 'outOfScope');
  }
  if (total === 0) return { within: true, share: null };
  const parts = outOfScope * 10_000;
  const share = ((parts - (parts % total)) / total) as Ratio;
  return { within: parts <= total * terms.outOfScopeShare, share };
}
