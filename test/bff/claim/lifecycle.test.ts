// The life of a case as a table: what can be done where, by whom, and what can never happen on any road through it.
import fc from 'fast-check';

import { decideAct, type Hand } from '../../../bff/src/access/hands.ts';
import {
  beginnings,
  clockOf,
  decideMove,
  isRepeated,
  lifecycle,
  listActs,
  type ClaimAct,
  type EventKind,
  type Standing,
} from '../../../bff/src/claim/claim.lifecycle.ts';
import {
  actorRole,
  claimAct,
  claimKind,
  claimState,
  type ActorRole,
  type ClaimKind,
  type ClaimState,
} from '../../../shared/src/contract/index.ts';

const at = (state: ClaimState, change: Partial<Standing> = {}): Standing => ({
  state,
  kind: 'reimbursement',
  money: true,
  posted: false,
  askedIn: null,
  proposed: null,
  paid: false,
  ...change,
});

describe('what each state takes', () => {
  /** Every act that a claim for reimbursement takes; what is not here is not possible. */
  const expected: Record<ClaimState, string> = {
    draft: 'set_bills set_payee set_excuse set_home submit withdraw',
    submitted: 'set_home accept ask_correction withdraw',
    correction_asked: 'set_excuse submit close withdraw',
    accepted: 'set_home first_review ask_correction withdraw',
    household_visit: 'withdraw',
    means_check: 'withdraw',
    publicity: 'withdraw',
    recognition: 'withdraw',
    county_review: 'review ask_correction return withdraw',
    county_approval: 'return',
    payment_due: 'send_payment return',
    paying: 'confirm_payment fail_payment',
    payment_failed: 'correct_payee bring_payee order_payment return',
    paid: 'close',
    closed: 'reopen',
    refused: 'appeal reopen',
    withdrawn: '',
  };

  test.each(claimState.options)('%s', (state) => {
    const acts = claimAct.options.filter((act) => decideMove(at(state), act) !== null);
    expect(acts.sort()).toEqual(expected[state].split(' ').filter(Boolean).sort());
    expect(listActs(at(state), actorRole.options).sort()).toEqual(acts.sort());
  });

  test.each<[Partial<Standing> & { state: ClaimState }, ClaimAct, ClaimState | null]>([
    [{ state: 'accepted', kind: 'recognition' }, 'first_review', 'household_visit'],
    [{ state: 'accepted', kind: 'appeal' }, 'first_review', 'county_review'],
    [{ state: 'accepted', kind: 'retroactive' }, 'first_review', null],
    [{ state: 'publicity', kind: 'recognition' }, 'end_publicity', null],
    [{ state: 'publicity', kind: 'recognition', posted: true }, 'end_publicity', 'recognition'],
    [{ state: 'publicity', kind: 'recognition', posted: true }, 'start_publicity', null],
    [{ state: 'means_check', kind: 'recognition' }, 'refuse', null],
    [{ state: 'means_check', kind: 'recognition' }, 'record_means', 'publicity'],
    [{ state: 'means_check', kind: 'recognition', proposed: 'refuse' }, 'record_means', 'recognition'],
    [{ state: 'recognition', kind: 'recognition' }, 'recognise', 'closed'],
    [{ state: 'recognition', kind: 'recognition', proposed: 'refuse' }, 'recognise', null],
    [{ state: 'recognition', kind: 'recognition', proposed: 'refuse' }, 'refuse', 'refused'],
    [{ state: 'recognition', kind: 'recognition', proposed: 'refuse' }, 'return', 'household_visit'],
    [{ state: 'closed', kind: 'recognition' }, 'reopen', 'household_visit'],
    [{ state: 'county_review', kind: 'recognition' }, 'return', null],
    [{ state: 'county_review', kind: 'retroactive' }, 'set_payee', 'county_review'],
    [{ state: 'county_review', kind: 'reimbursement' }, 'set_payee', null],
    [{ state: 'county_approval', proposed: 'grant' }, 'approve', 'payment_due'],
    [{ state: 'county_approval', proposed: 'grant' }, 'refuse', null],
    [{ state: 'county_approval', proposed: 'refuse' }, 'refuse', 'refused'],
    [{ state: 'county_approval', proposed: 'refuse' }, 'approve', null],
    [{ state: 'county_approval', kind: 'appeal', money: false, proposed: 'grant' }, 'approve', 'closed'],
    [{ state: 'correction_asked', askedIn: 'county_review' }, 'submit', 'county_review'],
    [{ state: 'correction_asked', askedIn: 'accepted' }, 'submit', 'accepted'],
    [{ state: 'closed', askedIn: 'accepted' }, 'reopen', 'submitted'],
    [{ state: 'closed', kind: 'retroactive', askedIn: 'county_review' }, 'reopen', 'county_review'],
    [{ state: 'closed', kind: 'retroactive', askedIn: null }, 'reopen', 'county_review'],
    [{ state: 'county_review', paid: true }, 'close', 'closed'],
    [{ state: 'county_review', paid: false }, 'close', null],
    [{ state: 'paid', paid: true }, 'return_payment', 'payment_failed'],
    [{ state: 'closed', paid: true }, 'return_payment', 'payment_failed'],
    [{ state: 'closed', paid: false }, 'return_payment', null],
    [{ state: 'closed', paid: true, askedIn: 'county_review' }, 'return_payment', null],
    [{ state: 'refused', kind: 'appeal' }, 'appeal', null],
    [{ state: 'refused', kind: 'recognition' }, 'reopen', 'household_visit'],
    [{ state: 'draft', kind: 'appeal' }, 'set_bills', null],
    [{ state: 'draft', kind: 'recognition' }, 'set_household', 'draft'],
    [{ state: 'submitted', kind: 'recognition' }, 'set_household', null],
  ])('%j: %s leads to %s', (standing, act, to) => {
    expect(decideMove(at(standing.state, standing), act)?.to ?? null).toBe(to);
  });

  test('who may do what: others than those named are told so', () => {
    const nobody = { hands: [], former: [] };
    const say = (state: ClaimState, act: ClaimAct, role: ActorRole) =>
      decideAct(at(state, { proposed: 'grant' }), act, { role, actor: 'staff:1' }, nobody);
    expect(say('submitted', 'accept', 'resident')).toBe('not_this_role');
    expect(say('submitted', 'accept', 'township_officer')).toMatchObject({ to: 'accepted' });
    expect(say('submitted', 'review', 'county_reviewer')).toBe('not_in_state');
    expect(say('county_approval', 'approve', 'county_reviewer')).toBe('not_this_role');
    expect(say('county_approval', 'approve', 'administrator')).toBe('not_this_role');
    expect(say('draft', 'set_payee', 'volunteer')).toMatchObject({ to: 'draft' });
    expect(say('payment_failed', 'correct_payee', 'volunteer')).toBe('not_this_role');
    expect(say('payment_failed', 'correct_payee', 'resident')).toMatchObject({ to: 'payment_due' });
    expect(say('payment_failed', 'bring_payee', 'volunteer')).toBe('not_this_role');
    for (const role of ['village_clerk', 'township_officer', 'county_reviewer'] as const)
      expect(say('payment_failed', 'bring_payee', role)).toMatchObject({ to: 'payment_failed' });
    expect(listActs(at('submitted'), ['resident'])).toEqual(['set_home', 'withdraw']);
    expect(listActs(at('submitted'), ['auditor'])).toEqual([]);
  });

  test('no one approves what she reviewed, and an appeal is decided by others than the refusal', () => {
    const approve = (hands: Hand[], former: string[] = []) =>
      decideAct(
        at('county_approval', { proposed: 'grant' }),
        'approve',
        { role: 'county_approver', actor: 'staff:1' },
        { hands, former },
      );
    expect(approve([{ event: 'reviewed', actor: 'staff:1' }])).toBe('same_hands');
    expect(approve([{ event: 'first_reviewed', actor: 'staff:1' }])).toBe('same_hands');
    expect(approve([{ event: 'reviewed', actor: 'staff:2' }])).toMatchObject({ to: 'payment_due' });
    expect(approve([], ['staff:1'])).toBe('same_hands');
  });
});

/** One case on its road, with all that the service would remember of it. */
interface Walk {
  standing: Standing;
  version: number;
  events: Hand[];
  /** Orders to the bank that are neither confirmed nor failed. */
  livePayments: number;
}

const staff = ['staff:1', 'staff:2', 'staff:3', 'staff:4'];

function begin(kind: ClaimKind, money: boolean): Walk {
  const { state, event } = beginnings[kind];
  const mayGoWithout = kind === 'recognition' || kind === 'appeal';
  const standing = at(state, { kind, money: money || !mayGoWithout });
  return { standing, version: 1, events: [{ event, actor: 'account:1' }], livePayments: 0 };
}

/** What the service keeps beside the state, by what was done. */
function remember(standing: Standing, act: ClaimAct, to: ClaimState, grants: boolean): Standing {
  const next: Standing = { ...standing, state: to };
  switch (act) {
    case 'ask_correction':
      return { ...next, askedIn: standing.state };
    case 'submit':
      return { ...next, askedIn: null };
    case 'start_publicity':
      return { ...next, posted: true };
    case 'end_publicity':
      return { ...next, posted: false };
    case 'withdraw':
      return { ...next, posted: false };
    case 'review':
      return { ...next, proposed: grants ? 'grant' : 'refuse' };
    case 'approve':
    case 'refuse':
    case 'return':
      return { ...next, proposed: null };
    case 'confirm_payment':
      return { ...next, paid: true };
    case 'return_payment':
      return { ...next, paid: false };
    case 'reopen':
      return { ...next, proposed: null, askedIn: null };
    default:
      return next;
  }
}

/** Jest's own `expect` costs more than a whole road. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(rule);
}

const payable: readonly ClaimState[] = ['payment_due', 'paying', 'payment_failed', 'paid'];
const beforeRecognition: readonly EventKind[] = [
  'first_reviewed',
  'visited',
  'means_checked',
  'publicity_ended',
];

function check({ standing, events, livePayments }: Walk): void {
  must(livePayments <= 1, 'two payments live');
  must(standing.state !== 'paying' || livePayments === 1, 'paying without a payment');
  if (payable.includes(standing.state)) {
    // What was taken up again and closed as it stood was reviewed once more, and its money is still of the approval before.
    const approval = events.findLastIndex(({ event }) => event === 'approved');
    const before = events.slice(0, Math.max(approval, 0));
    const approver = events[approval]?.actor;
    const reviewer = before.findLast(({ event }) => event === 'reviewed')?.actor;
    must(reviewer !== undefined && approver !== undefined, 'paid without review and approval');
    must(approver !== reviewer, 'one person reviewed and approved');
    must(
      !before.some(({ event, actor }) => event === 'first_reviewed' && actor === approver),
      'the township officer approved',
    );
  }
  const last = events.findLastIndex(({ event }) => event === 'refused' || event === 'recognised');
  const decided = events[last];
  if (standing.kind === 'recognition' && decided !== undefined) {
    must(
      !events.slice(0, last).some((one) => one.event === 'means_checked' && one.actor === decided.actor),
      'one person of 民政 checked the means and decided',
    );
  }
  if (events.some(({ event }) => event === 'recognised')) {
    must(
      beforeRecognition.every((kind) => events.some(({ event }) => event === kind)),
      `recognised without visit, check and publicity: ${events.map(({ event }) => event).join(' ')}`,
    );
  }
}

/** What is found goes with the act: of a family beyond the limit the table is asked as of one that is to be refused. */
const finding = (standing: Standing, act: ClaimAct, grants: boolean): Standing =>
  act === 'record_means' ? { ...standing, proposed: grants ? null : 'refuse' } : standing;

/** One step, by whoever a number points at; nothing happens where the table forbids it. */
function take(walk: Walk, act: ClaimAct, actorAt: number, roleAt: number, grants: boolean): boolean {
  const asked = finding(walk.standing, act, grants);
  const move = decideMove(asked, act);
  const role = move?.by[roleAt % (move.by.length || 1)] ?? 'resident';
  const isFamily = role === 'resident' || role === 'volunteer';
  const actor = isFamily ? 'account:1' : role === 'system' ? 'system' : (staff[actorAt % staff.length] ?? '');
  const verdict = decideAct(asked, act, { role, actor }, { hands: walk.events, former: [] });
  if (typeof verdict === 'string') return false;
  if (verdict.event === 'appealed') must(walk.standing.state === 'refused', 'appealed what was not refused');
  if (verdict.event === 'payment_sent') walk.livePayments += 1;
  if (verdict.event === 'reopened') must(walk.livePayments === 0, 'taken up again while money is on its way');
  if (verdict.event === 'paid' || verdict.event === 'payment_failed') walk.livePayments -= 1;
  walk.standing = remember(asked, act, verdict.to, grants);
  walk.version += 1;
  walk.events.push({ event: verdict.event, actor });
  check(walk);
  return true;
}

/** Mostly something that can be done, and seldom the end: a road of refusals goes nowhere. */
function chooseAct(standing: Standing, bits: number): ClaimAct {
  const any = claimAct.options[(bits >> 3) % claimAct.options.length] ?? 'submit';
  const possible = listActs(standing, actorRole.options).filter((act) => act !== 'withdraw');
  return (bits & 7) === 0 ? any : (possible[(bits >> 3) % (possible.length || 1)] ?? any);
}

describe('on every road', () => {
  const seen = { states: new Set<ClaimState>(), acts: new Set<ClaimAct>() };

  test('50,000 random roads break none of the rules', () => {
    const road = fc.tuple(
      fc.constantFrom(...claimKind.options),
      fc.boolean(),
      fc.array(fc.nat(0x3fffffff), { minLength: 1, maxLength: 24, size: 'max' }),
    );
    fc.assert(
      fc.property(road, ([kind, money, steps]) => {
        const walk = begin(kind, money);
        seen.states.add(walk.standing.state);
        for (const bits of steps) {
          const { standing: before, version } = walk;
          const act = chooseAct(before, bits);
          const done = take(walk, act, (bits >> 20) & 3, (bits >> 22) & 3, ((bits >> 24) & 1) === 1);
          must(!(done && before.state === 'withdrawn'), 'something was done after it was withdrawn');
          must(walk.version === version + (done ? 1 : 0), 'a version was left out');
          must(done || walk.standing === before, 'what was forbidden changed something');
          seen.states.add(walk.standing.state);
          if (done) seen.acts.add(act);
        }
      }),
      { numRuns: 50_000 },
    );
    expect([...seen.states].sort()).toEqual([...claimState.options].sort());
    expect([...seen.acts].sort()).toEqual([...claimAct.options].sort());
  });

  type Decide = typeof decideMove;

  /** All standings that can be reached at all, with those that follow each. */
  function explore(decide: Decide = decideMove): Map<string, { standing: Standing; next: Set<string> }> {
    const found = new Map<string, { standing: Standing; next: Set<string> }>();
    const waiting = claimKind.options.flatMap((kind) =>
      [true, false].map((money) => begin(kind, money).standing),
    );
    for (let standing = waiting.pop(); standing !== undefined; standing = waiting.pop()) {
      const key = JSON.stringify(standing);
      if (found.has(key)) continue;
      const next = new Set<string>();
      found.set(key, { standing, next });
      for (const act of claimAct.options) {
        for (const grants of [true, false]) {
          const asked = finding(standing, act, grants);
          const move = decide(asked, act);
          if (move === null) continue;
          const after = remember(asked, act, move.to, grants);
          next.add(JSON.stringify(after));
          waiting.push(after);
        }
      }
    }
    return found;
  }

  /** Somebody has decided it. Taken back, or put aside unmended, it is no answer. */
  const isAnswered = ({ state, askedIn }: Standing) =>
    state === 'refused' || (state === 'closed' && askedIn === null);

  /** Standings from which no answer can be reached any more, short of those that were withdrawn. */
  function listStuck(graph: ReturnType<typeof explore>): Standing[] {
    const good = new Set([...graph].filter(([, { standing }]) => isAnswered(standing)).map(([key]) => key));
    for (let size = 0; size !== good.size;) {
      size = good.size;
      for (const [key, { next }] of graph) if ([...next].some((one) => good.has(one))) good.add(key);
    }
    return [...graph]
      .filter(([key, { standing }]) => !good.has(key) && standing.state !== 'withdrawn')
      .map(([, { standing }]) => standing);
  }

  test('every state is reached, and from everywhere an answer can be, whatever went before', () => {
    const graph = explore();
    expect([...new Set([...graph.values()].map(({ standing }) => standing.state))].sort()).toEqual(
      [...claimState.options].sort(),
    );
    expect(listStuck(graph)).toEqual([]);
  });

  test('a road that leads nowhere is found: what the law opened, taken up again at the window', () => {
    const atTheWindow: Decide = (standing, act) => {
      const move = decideMove(standing, act);
      return move?.event === 'reopened' && standing.askedIn !== null ? { ...move, to: 'submitted' } : move;
    };
    const stuck = listStuck(explore(atTheWindow));
    expect(new Set(stuck.map(({ kind }) => kind))).toEqual(new Set(['retroactive']));
    expect(stuck.map(({ state }) => state)).toEqual(expect.arrayContaining(['submitted', 'accepted']));
  });

  test('the clock waits while somebody else than the office is to act', () => {
    const waiting = claimState.options.filter((state) => clockOf(state) === 'waits');
    expect(waiting.sort()).toEqual(['correction_asked', 'payment_failed', 'publicity']);
    expect(claimState.options.filter((state) => clockOf(state) === 'over').sort()).toEqual(
      ['closed', 'paid', 'refused', 'withdrawn'].sort(),
    );
  });

  test('the table names nothing that nobody can do', () => {
    for (const { acts } of Object.values(lifecycle)) {
      for (const moves of Object.values(acts)) {
        for (const { by } of moves) expect(by.length).toBeGreaterThan(0);
      }
    }
  });
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
