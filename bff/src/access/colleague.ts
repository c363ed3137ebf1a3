// Whether somebody can have a case in its present state: what is asked when it is given to her, and once more before her
// approval in the lane takes effect. Pure.
import type { StaffRole } from '@yijiutong/rules/contract';

import type { Standing } from '../claim/claim.lifecycle.ts';
import { splitActs, waitsForAnother, type History } from './hands.ts';
import { coversRecord, isKeptFrom } from './reach.ts';
import { rolesOn } from './waiting.ts';

export type Unfit =
  'left' | 'other_post' | 'other_place' | 'no_certno' | 'own_family' | 'same_hands' | 'away';

export interface Colleague {
  actor: string;
  roles: readonly StaffRole[];
  /** The division of her organisation. */
  code: string;
  /** She may sign in, and her organisation is open. */
  works: boolean;
  certnoIndex: string | null;
  away: boolean;
}

export interface CaseToGive {
  standing: Standing;
  place: string;
  village: string | null;
  /** Blind indexes of the person and her family, hex. */
  family: readonly string[];
}

/** Why not, the weightiest reason first; null: she can have it. */
export function decideUnfit(colleague: Colleague, given: CaseToGive, history: History): Unfit | null {
  const { roles, code, certnoIndex } = colleague;
  if (!colleague.works) return 'left';
  if (!rolesOn(given.standing.state).some((role) => roles.includes(role))) return 'other_post';
  if (!coversRecord(code, given)) return 'other_place';
  if (certnoIndex === null) return 'no_certno';
  if (isKeptFrom(certnoIndex, given.family)) return 'own_family';
  const { acts, sameHands } = splitActs(given.standing, colleague, history);
  if (waitsForAnother(sameHands) || acts.length === 0) return 'same_hands';
  return colleague.away ? 'away' : null;
}
