// What of a person's records a volunteer reaches with her mandate. Pure.
import type { ClaimKind, MandateScope } from '@yijiutong/rules/contract';

export interface ScopedClaim {
  public_id: string;
  kind: ClaimKind;
}

export function coversClaim(scope: MandateScope, { public_id: publicId, kind }: ScopedClaim): boolean {
  return scope.by === 'kinds' ? scope.kinds.includes(kind) : scope.claims.includes(publicId);
}

/** `takenOver`: what the person has left to the volunteer since she does it herself; null: she has not taken it over. */
export type Reachable = ScopedClaim & { takenOver: 'reads' | 'nothing' | null };

/** Whether a record that belongs to these claims is open to her. A mandate is for some cases, not for all that is hers. */
export function reachesByMandate(
  scope: MandateScope,
  claims: readonly Reachable[],
  { reads }: { reads: boolean },
): boolean {
  return claims.some(
    (claim) =>
      coversClaim(scope, claim) && (claim.takenOver === null || (reads && claim.takenOver === 'reads')),
  );
}
