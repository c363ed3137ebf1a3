// A claim's row → what the lifecycle's table asks of it.
import { isOver, type Standing } from './claim.lifecycle.ts';
import type { ClaimRow } from './claim.store.ts';

type Asked = Pick<
  ClaimRow,
  'state' | 'kind' | 'has_money' | 'publicity_until' | 'asked_in' | 'proposed' | 'paid_amount'
>;

export function standingOf(claim: Asked): Standing {
  return {
    state: claim.state,
    kind: claim.kind,
    money: claim.has_money === 1,
    posted: claim.publicity_until !== null,
    askedIn: claim.asked_in,
    proposed: claim.proposed,
    paid: claim.paid_amount > 0,
  };
}

/** It takes pages and answers at present. */
export function isOpenForPapers({ state }: Pick<ClaimRow, 'state'>): boolean {
  return state === 'draft' || state === 'correction_asked';
}

/** Somebody works on it, or it waits for the person. */
export function isUnderWay(claim: Pick<ClaimRow, 'state'>): boolean {
  return claim.state !== 'draft' && !isOver(claim);
}

/** Of a village of the table of places. Insured with the city itself, she can live in any of its counties. */
export function liesIn(village: string, { place }: Pick<ClaimRow, 'place'>): boolean {
  return place.endsWith('99') ? village.slice(0, 4) === place.slice(0, 4) : village.startsWith(place);
}
