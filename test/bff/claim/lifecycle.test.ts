import { decideMove, isRepeated, type ClaimAct } from '../../../bff/src/claim/claim.lifecycle.ts';
import type { ClaimState } from '../../../shared/src/contract/index.ts';

const states: readonly ClaimState[] = ['draft', 'submitted', 'correction_asked', 'withdrawn'];
const acts: readonly ClaimAct[] = ['change', 'excuse', 'submit', 'withdraw', 'ask_correction'];

/** Every cell: what the claim becomes, and what its timeline says; `-` = not in this state. */
const expected: Record<ClaimState, Record<ClaimAct, string>> = {
  draft: {
    change: 'draft',
    excuse: 'draft',
    submit: 'submitted submitted',
    withdraw: 'withdrawn withdrawn',
    ask_correction: '-',
  },
  submitted: {
    change: '-',
    excuse: '-',
    submit: '-',
    withdraw: 'withdrawn withdrawn',
    ask_correction: 'correction_asked correction_asked',
  },
  correction_asked: {
    change: '-',
    excuse: 'correction_asked',
    submit: 'submitted resubmitted',
    withdraw: 'withdrawn withdrawn',
    ask_correction: '-',
  },
  withdrawn: { change: '-', excuse: '-', submit: '-', withdraw: '-', ask_correction: '-' },
};

test.each(states.flatMap((state) => acts.map((act) => [state, act] as const)))('%s: %s', (state, act) => {
  const move = decideMove(state, act);
  const told = move === null ? '-' : [move.to, move.event].filter((part) => part !== null).join(' ');
  expect(told).toBe(expected[state][act]);
});

describe('a request that was answered before', () => {
  test.each([
    ['submit', 3, { version: 4, kind: 'submitted' }, true],
    ['submit', 3, { version: 4, kind: 'resubmitted' }, true],
    ['withdraw', 3, { version: 4, kind: 'withdrawn' }, true],
    // Somebody else's change, or one of another kind.
    ['submit', 3, { version: 4, kind: 'payee_set' }, false],
    ['submit', 3, { version: 4, kind: 'withdrawn' }, false],
    ['withdraw', 3, { version: 4, kind: 'submitted' }, false],
    // One version below and above: it has not seen what was sent, or there is nothing after it.
    ['submit', 2, { version: 4, kind: 'submitted' }, false],
    ['submit', 4, { version: 4, kind: 'submitted' }, false],
  ] as const)('%s of version %i when the last change was %j: %s', (act, asked, last, told) => {
    expect(isRepeated(act, asked, last)).toBe(told);
  });
});
