import type { Fen } from '../kernel/index.ts';
import { add, fen, ZERO } from '../kernel/index.ts';

/**
 * What can still be claimed of a bill, in fen: what should be given less what was. Never below zero: nothing that was
 * granted is taken back.
 */
export function leftToClaim(should: number, was: number): Fen {
  return fen(Math.max(should - was, 0));
}

export type ClaimableSum = {
  /** in fen, over the bills that can be reckoned; null when none can */
  readonly claimable: Fen | null;
  /** bills that nobody can reckon yet */
  readonly unknownBills: number;
};

/**
 * What a claim can bring: the sum of what its bills can still bring, in fen; null stands for a bill that nobody can reckon.
 * Nothing is guessed for such a bill, and it does not make the others unknown.
 * @throws InvalidInput `money_too_large` when the sum leaves the bounds
 */
export function sumClaimable(bills: readonly (Fen | null)[]): ClaimableSum {
  const known = bills.filter((amount) => amount !== null);
  return {
    claimable: known.length === 0 ? null : known.reduce(add, ZERO),
    unknownBills: bills.length - known.length,
  };
}
