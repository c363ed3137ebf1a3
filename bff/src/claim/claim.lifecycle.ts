// What may be done with a claim in each state, and what it becomes: the whole life of a claim is this table.
import type { ClaimEvent, ClaimState } from '@yijiutong/rules/contract';

/** `change`: of bills and account. `excuse`: saying why a paper cannot be had. */
export type ClaimAct = 'change' | 'excuse' | 'submit' | 'withdraw' | 'ask_correction';

interface Move {
  to: ClaimState;
  /** What the timeline says of it; null: nothing, it is the person's own writing. */
  event: ClaimEvent['kind'] | null;
}

const moves: Record<ClaimState, Partial<Record<ClaimAct, Move>>> = {
  draft: {
    change: { to: 'draft', event: null },
    excuse: { to: 'draft', event: null },
    submit: { to: 'submitted', event: 'submitted' },
    withdraw: { to: 'withdrawn', event: 'withdrawn' },
  },
  submitted: {
    withdraw: { to: 'withdrawn', event: 'withdrawn' },
    ask_correction: { to: 'correction_asked', event: 'correction_asked' },
  },
  correction_asked: {
    excuse: { to: 'correction_asked', event: null },
    submit: { to: 'submitted', event: 'resubmitted' },
    withdraw: { to: 'withdrawn', event: 'withdrawn' },
  },
  withdrawn: {},
};

/** Null: not in this state. */
export function decideMove(state: ClaimState, act: ClaimAct): Move | null {
  return moves[state][act] ?? null;
}

/**
 * Whether a request was answered before: the claim is one version further, by an act of this kind. The other phone, or
 * this one before its answer was lost, has done it.
 */
export function isRepeated(
  act: 'submit' | 'withdraw',
  asked: number,
  last: { version: number; kind: string },
): boolean {
  const kinds = Object.values(moves).map((byAct) => byAct[act]?.event);
  return last.version === asked + 1 && kinds.some((kind) => kind === last.kind);
}
