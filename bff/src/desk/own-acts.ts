// What she who asks may do with a case now, by what she has done on it before. Pure.
import { gatherHistory, splitActs, type Entered, type History } from '../access/hands.ts';
import type { ClaimAct } from '../claim/claim.lifecycle.ts';
import { standingOf } from '../claim/claim.standing.ts';
import type { StaffSession } from '../session/session.state.ts';

export type Acting = Parameters<typeof standingOf>[0] & { claim_id: number; appeal_of: number | null };

/** @param own her entries, of these and of other claims */
export function historyOf(staffId: number, claim: Acting, own: readonly Entered[]): History {
  const about = own.filter(({ claim_id: id }) => id === claim.claim_id || id === claim.appeal_of);
  const actors = about.map(({ actor }) => actor);
  return gatherHistory(claim, about, { actor: `staff:${staffId}`, actors, certnoIndex: null });
}

/** The acts of her posts: hers, and those that another person must do. */
export function splitOwnActs(
  { staffId, roles }: Pick<StaffSession, 'staffId' | 'roles'>,
  claim: Acting,
  own: readonly Entered[],
): { acts: ClaimAct[]; sameHands: ClaimAct[] } {
  const who = { actor: `staff:${staffId}`, roles };
  return splitActs(standingOf(claim), who, historyOf(staffId, claim, own));
}
