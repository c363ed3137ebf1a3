// What may be done with a claim in each state, and what it becomes: the whole life of a claim is this table.
import type { ClaimState } from '@yijiutong/rules/contract';

import type { ClaimEventRow } from './claim.store.ts';

/** `set_excuse`: saying why a paper cannot be had. */
export type ClaimAct = 'set_bills' | 'set_payee' | 'set_excuse' | 'submit' | 'withdraw' | 'ask_correction';

interface Move {
  to: ClaimState;
  /** What its history says of it. */
  event: ClaimEventRow['kind'];
}

const moves: Record<ClaimState, Partial<Record<ClaimAct, Move>>> = {
  draft: {
    set_bills: { to: 'draft', event: 'bills_set' },
    set_payee: { to: 'draft', event: 'payee_set' },
    set_excuse: { to: 'draft', event: 'excuse_set' },
    submit: { to: 'submitted', event: 'submitted' },
    withdraw: { to: 'withdrawn', event: 'withdrawn' },
  },
  submitted: {
    withdraw: { to: 'withdrawn', event: 'withdrawn' },
    ask_correction: { to: 'correction_asked', event: 'correction_asked' },
  },
  correction_asked: {
    set_excuse: { to: 'correction_asked', event: 'excuse_set' },
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
