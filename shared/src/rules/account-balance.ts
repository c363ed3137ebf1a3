/**
 * 宜昌 门诊共济 第十四条、第十五条、第十六条: what the money of a personal account may be used for, and what becomes of what is left in it.
 * Reading YC-G13 (a whitelist: whatever is not listed, it may not be used for), YC-G14.
 * Not modelled: that the account has money; who the heirs are. A trial (探索) gives no claim until a document says so.
 */
import type { Clause, Fen, Missing, Outcome } from '../kernel/index.ts';
import { ZERO, granted, incomplete, refused } from '../kernel/index.ts';
import type { AccountClosingTerms, AccountUse, AccountUseTerms } from '../policy/benefits.ts';
import type { AccountExpense, AccountPlace, AccountRelation } from '../policy/compiled.ts';

/** Something that somebody wants to pay from the account. */
export type AccountRequest = {
  readonly expense: AccountExpense;
  /** null where the expense has no place, such as a premium */
  readonly at: AccountPlace | null;
  readonly for: AccountRelation;
};

export type AccountVerdict = {
  readonly allowed: boolean;
  /** `not_listed`: no clause names it */
  readonly reason: 'allowed' | 'explored' | 'forbidden' | 'not_listed';
  readonly clause: Clause;
};

/** Whether the account may pay for it. */
export function decideAccountUse(terms: AccountUseTerms, request: AccountRequest): AccountVerdict {
  const forbidden = findUse(terms.forbidden, request);
  if (forbidden !== null) return { allowed: false, reason: 'forbidden', clause: forbidden.clause };
  const allowed = findUse(terms.allowed, request);
  if (allowed !== null) return { allowed: true, reason: 'allowed', clause: allowed.clause };
  const explored = findUse(terms.explored, request);
  if (explored !== null) return { allowed: false, reason: 'explored', clause: explored.clause };
  return { allowed: false, reason: 'not_listed', clause: terms.clause };
}

function findUse(uses: readonly AccountUse[], request: AccountRequest): AccountUse | null {
  const found = uses.find(
    (use) =>
      use.expense === request.expense &&
      (use.at === null || (request.at !== null && use.at.includes(request.at))) &&
      (use.for === null || use.for.includes(request.for)),
  );
  return found ?? null;
}

export type AccountEvent = {
  readonly event: 'emigration' | 'death' | 'transfer';
  readonly balance: Fen;
  /** whether the holder asked for it; looked at on emigration only */
  readonly applied: boolean | null;
};

export type AccountClosing = {
  readonly to: 'holder' | 'heirs' | 'new_place';
  /** fen: all that is left */
  readonly amount: Fen;
};

/** What becomes of the balance when its holder emigrates, dies or moves to another scheme. */
export function decideAccountClosing(
  terms: AccountClosingTerms,
  where: Pick<Missing, 'region' | 'day'>,
  { event, balance, applied }: AccountEvent,
): Outcome<AccountClosing> {
  const amount = balance > ZERO ? balance : ZERO;
  switch (event) {
    case 'emigration': {
      const { onApplication, clause } = terms.emigration;
      if (onApplication && applied === false) return refused('not_applied', clause);
      if (onApplication && applied === null) return incomplete([{ what: 'fact', name: 'applied', ...where }]);
      return granted({ to: 'holder', amount });
    }
    case 'death':
      return granted({ to: 'heirs', amount });
    case 'transfer':
      return granted({ to: 'new_place', amount });
  }
}
