/**
 * 宜昌 门诊共济 第十条、第十一条、第十二条、第十三条: what is paid into a personal account each month.
 * Reading YC-G6 (months with an account, and a flexible worker's local pool-only months from before the reform, over the local
 * months actually paid; never more than one; rounded to the fen once).
 * 第十条's 在职 takes in whoever is over age but short of years of contribution (`findWorkStatus`).
 * Not modelled: what the account may be used for, and what becomes of it: see `account-balance.ts`.
 */
import type { Fen } from '../kernel/index.ts';
import { ZERO, share } from '../kernel/index.ts';
import type { AccountTerms } from '../policy/benefits.ts';

export type AccountHolder =
  | { readonly status: 'employed'; readonly contributionBase: Fen }
  | { readonly status: 'pool_only' | 'retired_before_reform' }
  | {
      readonly status: 'retired_after_reform';
      readonly monthsWithAccount: number;
      readonly poolOnlyMonthsBeforeReform: number;
      /** above zero */
      readonly localActualMonths: number;
    };

/** What a flexible worker pays in on her base, in fen, all of it into the pool; null: the document does not say. */
export function flexibleContribution(terms: AccountTerms, contributionBase: Fen): Fen | null {
  return terms.flexibleShare === null ? null : share(contributionBase, terms.flexibleShare);
}

/** What is paid into the account a month, in fen. */
export function monthlyPayment(terms: AccountTerms, holder: AccountHolder): Fen {
  switch (holder.status) {
    case 'employed':
      return share(holder.contributionBase, terms.shareOfBase);
    case 'pool_only':
      return ZERO;
    case 'retired_before_reform':
      return terms.monthly;
    case 'retired_after_reform': {
      const all = holder.localActualMonths;
      const counted = Math.min(holder.monthsWithAccount + holder.poolOnlyMonthsBeforeReform, all);
      // Half-up in integers: the quotient of 2ab + c by 2c.
      const twice = 2 * terms.monthly * counted + all;
      return ((twice - (twice % (2 * all))) / (2 * all)) as Fen;
    }
  }
}
