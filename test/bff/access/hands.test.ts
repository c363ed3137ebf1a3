// Whose hands have been on a case, and what she may not do to it any more: as staff, under another login, as a volunteer.
import fc from 'fast-check';

import {
  decideAct,
  decideWork,
  gatherHistory,
  splitActs,
  waitsForAnother,
  type Entered,
  type Hand,
  type History,
} from '../../../bff/src/access/hands.ts';
import type { ClaimAct, EventKind, Standing } from '../../../bff/src/claim/claim.lifecycle.ts';
import {
  actorRole,
  claimAct,
  claimKind,
  claimState,
  type ActorRole,
  type ClaimState,
} from '../../../shared/src/contract/index.ts';

const at = (state: ClaimState, change: Partial<Standing> = {}): Standing => ({
  state,
  kind: 'reimbursement',
  money: true,
  posted: false,
  askedIn: null,
  proposed: 'grant',
  paid: false,
  ...change,
});
const she = 'staff:1';
const nobody: History = { hands: [], former: [] };
const did = (...events: EventKind[]): History => ({
  hands: events.map((event) => ({ event, actor: she, helped: false })),
  former: [],
});
const helped: History = { hands: [{ event: 'submitted', actor: she, helped: true }], former: [] };

interface Doing {
  standing: Standing;
  act: ClaimAct;
  role: ActorRole;
}
const recognition = { kind: 'recognition', proposed: null } as const;
const doings: Record<string, Doing> = {
  accept: { standing: at('submitted'), act: 'accept', role: 'township_officer' },
  ask: { standing: at('accepted'), act: 'ask_correction', role: 'township_officer' },
  first: { standing: at('accepted'), act: 'first_review', role: 'township_officer' },
  visit: { standing: at('household_visit', recognition), act: 'record_visit', role: 'village_clerk' },
  means: { standing: at('means_check', recognition), act: 'record_means', role: 'civil_affairs' },
  post: { standing: at('publicity', recognition), act: 'start_publicity', role: 'township_officer' },
  recognise: { standing: at('recognition', recognition), act: 'recognise', role: 'civil_affairs' },
  endPost: {
    standing: at('publicity', { ...recognition, posted: true }),
    act: 'end_publicity',
    role: 'township_officer',
  },
  closeIt: { standing: at('correction_asked'), act: 'close', role: 'county_reviewer' },
  closePaid: { standing: at('county_review', { paid: true }), act: 'close', role: 'county_reviewer' },
  reopen: { standing: at('closed'), act: 'reopen', role: 'county_approver' },
  reopenIt: { standing: at('refused', recognition), act: 'reopen', role: 'county_approver' },
  refuseIt: { standing: at('recognition', recognition), act: 'refuse', role: 'civil_affairs' },
  review: { standing: at('county_review'), act: 'review', role: 'county_reviewer' },
  return: { standing: at('county_approval'), act: 'return', role: 'county_approver' },
  approve: { standing: at('county_approval'), act: 'approve', role: 'county_approver' },
  refuse: { standing: at('county_approval', { proposed: 'refuse' }), act: 'refuse', role: 'county_approver' },
};
const says = (name: keyof typeof doings, history: History) => {
  const { standing, act, role } = doings[name]!;
  const verdict = decideAct(standing, act, { role, actor: she }, history);
  return typeof verdict === 'string' ? verdict : 'may';
};

test('with no hand in it, everybody may what the table gives her post', () => {
  for (const name of Object.keys(doings)) expect([name, says(name, nobody)]).toEqual([name, 'may']);
});

const keptFrom: Record<string, readonly EventKind[]> = {
  review: ['first_reviewed', 'resubmitted'],
  approve: ['first_reviewed', 'reviewed', 'resubmitted'],
  refuse: ['first_reviewed', 'visited', 'means_checked', 'reviewed', 'refused', 'resubmitted'],
  refuseIt: ['first_reviewed', 'visited', 'means_checked', 'reviewed', 'refused', 'resubmitted'],
  recognise: ['first_reviewed', 'visited', 'means_checked', 'resubmitted'],
};

test.each(Object.keys(doings))('what she did as staff keeps her from: %s', (name) => {
  const events = [
    'accepted',
    'first_reviewed',
    'visited',
    'means_checked',
    'reviewed',
    'refused',
    'returned',
    'reopened',
    // At the window, for somebody who could not answer the notice herself.
    'resubmitted',
  ] as const;
  const blocking = events.filter((event) => says(name, did(event)) === 'same_hands');
  expect(blocking).toEqual(keptFrom[name] ?? []);
  for (const event of events) {
    const another: Hand = { event, actor: 'staff:2', helped: true };
    expect(says(name, { hands: [another], former: ['staff:2'] })).toBe('may');
  }
});

test.each([
  ['accept', 'may'],
  ['ask', 'may'],
  ['first', 'same_hands'],
  ['visit', 'same_hands'],
  ['means', 'same_hands'],
  ['post', 'may'],
  ['recognise', 'same_hands'],
  ['refuseIt', 'same_hands'],
  ['review', 'same_hands'],
  ['return', 'may'],
  ['approve', 'same_hands'],
  ['refuse', 'same_hands'],
  ['endPost', 'same_hands'],
  ['closeIt', 'same_hands'],
  ['closePaid', 'same_hands'],
  ['reopen', 'same_hands'],
  ['reopenIt', 'same_hands'],
])('whoever has helped the family as a volunteer, to %s: %s', (name, expected) => {
  expect(says(name, helped)).toBe(expected);
});

test.each([
  ['accept', 'may'],
  ['first', 'same_hands'],
  ['visit', 'may'],
  ['means', 'may'],
  ['recognise', 'may'],
  ['review', 'same_hands'],
  ['return', 'may'],
  ['approve', 'same_hands'],
  ['refuse', 'same_hands'],
  ['endPost', 'may'],
  ['closeIt', 'may'],
  ['reopen', 'may'],
])('whoever has decided the refusal that it appeals, to %s: %s', (name, expected) => {
  expect(says(name, { hands: [], former: [she] })).toBe(expected);
});

test('the state is asked before the post, and the post before the hands', () => {
  const history = { ...helped, former: [she] };
  expect(decideAct(at('draft'), 'review', { role: 'county_reviewer', actor: she }, history)).toBe(
    'not_in_state',
  );
  expect(decideAct(at('county_review'), 'review', { role: 'auditor', actor: she }, history)).toBe(
    'not_this_role',
  );
});

describe('somebody with several posts', () => {
  const may = (roles: ActorRole[], act: ClaimAct, standing: Standing, history = nobody) =>
    decideWork(standing, act, { roles, actor: she }, history);

  test('does it in the one that may', () => {
    expect(may(['fund_manager', 'county_approver'], 'approve', at('county_approval'))).toEqual({
      role: 'county_approver',
    });
    expect(may(['county_reviewer', 'township_officer'], 'accept', at('submitted'))).toEqual({
      role: 'county_reviewer',
    });
    expect(may(['fund_manager'], 'approve', at('county_approval'))).toBe('not_this_role');
    expect(may([], 'approve', at('county_approval'))).toBe('not_this_role');
    expect(may(['county_approver'], 'approve', at('draft'))).toBe('not_in_state');
    expect(may(['county_approver'], 'approve', at('county_approval'), did('reviewed'))).toBe('same_hands');
  });

  test('the same is said as for one post', () => {
    const standing = fc.record({
      state: fc.constantFrom(...claimState.options),
      kind: fc.constantFrom(...claimKind.options),
      money: fc.boolean(),
      posted: fc.boolean(),
      askedIn: fc.constantFrom(null, 'submitted' as const, 'accepted' as const, 'county_review' as const),
      proposed: fc.constantFrom(null, 'grant' as const, 'refuse' as const),
      paid: fc.boolean(),
    });
    const history = fc.constantFrom(nobody, helped, did('reviewed'), did('first_reviewed'), {
      hands: [],
      former: [she],
    });
    const role = fc.constantFrom(...actorRole.options);
    const act = fc.constantFrom(...claimAct.options);
    fc.assert(
      fc.property(standing, act, role, history, (case_, doing, post, past) => {
        const one = decideAct(case_, doing, { role: post, actor: she }, past);
        const same = decideWork(case_, doing, { roles: [post], actor: she }, past);
        expect(typeof same === 'string' ? same : 'may').toBe(typeof one === 'string' ? one : 'may');
        const { acts, sameHands } = splitActs(case_, { roles: [post], actor: she }, past);
        expect(acts.includes(doing)).toBe(typeof one !== 'string');
        expect(sameHands.includes(doing)).toBe(one === 'same_hands');
      }),
      { seed: 5, numRuns: 400 },
    );
  });
});

test('what is hers now, and what waits for another person', () => {
  const approver = { roles: ['county_approver'] as const, actor: she };
  expect(splitActs(at('county_approval'), approver, nobody)).toEqual({
    acts: ['approve', 'return'],
    sameHands: [],
  });
  expect(splitActs(at('county_approval'), approver, helped)).toEqual({
    acts: ['return'],
    sameHands: ['approve'],
  });
  expect(splitActs(at('closed'), { roles: ['fund_manager'], actor: she }, nobody)).toEqual({
    acts: [],
    sameHands: [],
  });
});

test.each<[ClaimAct[], boolean]>([
  [[], false],
  [['refuse'], false],
  [['return'], false],
  [['approve'], true],
  [['refuse', 'recognise'], true],
  [['first_review'], true],
  [['review'], true],
  [['record_visit'], true],
  [['record_means'], true],
  [['end_publicity'], true],
  [['close'], true],
  [['reopen'], true],
  [['start_publicity'], false],
])('kept from %j, she has no use for the case: %j', (sameHands, expected) => {
  expect(waitsForAnother(sameHands)).toBe(expected);
});

describe('a history', () => {
  const number = Buffer.from('ab', 'hex');
  const entry = (change: Partial<Entered>): Entered => ({
    claim_id: 10,
    kind: 'reviewed',
    actor: 'staff:9',
    by_role: 'county_reviewer',
    agent_index: null,
    ...change,
  });
  const self = { actor: she, actors: [she, 'staff:2'], certnoIndex: 'ab' };
  const gather = (...entries: Entered[]) => gatherHistory({ claim_id: 10 }, entries, self);

  test('knows her under each of her logins, and others under theirs', () => {
    expect(gather(entry({ actor: 'staff:2' }), entry({ actor: 'staff:3', kind: 'approved' }))).toEqual({
      hands: [
        { event: 'reviewed', actor: she, helped: false },
        { event: 'approved', actor: 'staff:3', helped: false },
      ],
      former: [],
    });
  });

  test('knows the volunteer by her number, whichever account it was', () => {
    const help = { actor: 'account:5', by_role: 'volunteer', kind: 'submitted' } as const;
    expect(gather(entry({ ...help, agent_index: number })).hands).toEqual([
      { event: 'submitted', actor: she, helped: true },
    ]);
    expect(gather(entry({ ...help, agent_index: Buffer.from('cd', 'hex') })).hands[0]?.actor).toBe(
      'account:5',
    );
    expect(gather(entry(help)).hands[0]?.actor).toBe('account:5');
    const unknown = { ...self, certnoIndex: null };
    const [hand] = gatherHistory({ claim_id: 10 }, [entry(help)], unknown).hands;
    expect(hand?.actor).toBe('account:5');
  });

  test('of the refusal that it appeals keeps who decided, and who had helped with it', () => {
    const former = (change: Partial<Entered>) => entry({ claim_id: 4, actor: 'staff:2', ...change });
    const kinds = ['accepted', 'first_reviewed', 'reviewed', 'approved', 'refused', 'visited'] as const;
    const { hands, former: deciders } = gather(
      ...kinds.map((kind) => former({ kind, actor: `staff:${kind}` })),
      former({ kind: 'refused' }),
      former({ kind: 'submitted', by_role: 'volunteer', agent_index: number, actor: 'account:5' }),
    );
    expect(deciders).toEqual([
      'staff:first_reviewed',
      'staff:reviewed',
      'staff:approved',
      'staff:refused',
      she,
    ]);
    expect(hands).toEqual([{ event: 'submitted', actor: she, helped: true }]);
  });
});
