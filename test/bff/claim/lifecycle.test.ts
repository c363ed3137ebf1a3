import { recordChange } from '../../../bff/src/claim/claim-change.service.ts';
import { decideMove, isRepeated, type ClaimAct } from '../../../bff/src/claim/claim.lifecycle.ts';
import type { ClaimRow } from '../../../bff/src/claim/claim.store.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import type { ClaimState } from '../../../shared/src/contract/index.ts';
import { parseDay } from '../../../shared/src/kernel/index.ts';

const states: readonly ClaimState[] = ['draft', 'submitted', 'correction_asked', 'withdrawn'];
const acts: readonly ClaimAct[] = [
  'set_bills',
  'set_payee',
  'set_excuse',
  'submit',
  'withdraw',
  'ask_correction',
];

/** Every cell: what the claim becomes, and what its history says; those that are not there: not in this state. */
const expected: Record<ClaimState, Partial<Record<ClaimAct, string>>> = {
  draft: {
    set_bills: 'draft bills_set',
    set_payee: 'draft payee_set',
    set_excuse: 'draft excuse_set',
    submit: 'submitted submitted',
    withdraw: 'withdrawn withdrawn',
  },
  submitted: {
    withdraw: 'withdrawn withdrawn',
    ask_correction: 'correction_asked correction_asked',
  },
  correction_asked: {
    set_excuse: 'correction_asked excuse_set',
    submit: 'submitted resubmitted',
    withdraw: 'withdrawn withdrawn',
  },
  withdrawn: {},
};

test.each(states.flatMap((state) => acts.map((act) => [state, act] as const)))('%s: %s', (state, act) => {
  const move = decideMove(state, act);
  expect(move === null ? undefined : `${move.to} ${move.event}`).toBe(expected[state][act]);
});

test('an act that the state does not allow changes nothing', async () => {
  const claim = { state: 'submitted', version: 3 } as ClaimRow;
  const clock = { now: () => 0, today: () => parseDay('2026-06-10') };
  const by = { by_role: 'resident', actor: 'account:1' } as const;
  // It is refused before any database is asked: there is none here.
  const nowhere: unknown = undefined;
  const change = recordChange({ clock }, nowhere as Database, claim, { act: 'set_payee', by });
  await expect(change).rejects.toThrow('a claim that is submitted was changed by set_payee');
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
