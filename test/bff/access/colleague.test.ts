// Whether a case can be given to somebody: each reason alone, and which is told first.
import { decideUnfit, type CaseToGive, type Colleague } from '../../../bff/src/access/colleague.ts';
import type { History } from '../../../bff/src/access/hands.ts';
import { coversClaim, reachesByMandate, type Reachable } from '../../../bff/src/access/mandate.ts';
import type { MandateScope } from '../../../shared/src/contract/index.ts';

const her: Colleague = {
  actor: 'staff:1',
  roles: ['county_approver'],
  code: '510402',
  works: true,
  certnoIndex: 'aa',
  away: false,
};
const given: CaseToGive = {
  standing: {
    state: 'county_approval',
    kind: 'reimbursement',
    money: true,
    posted: false,
    askedIn: null,
    proposed: 'grant',
    paid: false,
  },
  place: '510402',
  village: '510402901001',
  family: ['bb'],
};
const nobody: History = { hands: [], former: [] };
const reviewed: History = { hands: [{ event: 'reviewed', actor: 'staff:1' }], former: [] };

test('whoever has the post, the place and clean hands can have it', () => {
  expect(decideUnfit(her, given, nobody)).toBeNull();
  expect(decideUnfit({ ...her, code: '5104' }, given, nobody)).toBeNull();
  const elsewhere = { ...given, place: '510499', village: '510402901001' };
  expect(decideUnfit(her, elsewhere, nobody)).toBeNull();
});

/** From the weightiest on: each stands in the way alone, and is told before all that follow it. */
const obstacles: [string, Partial<Colleague>, Partial<CaseToGive>, History][] = [
  ['left', { works: false }, {}, nobody],
  ['other_post', { roles: ['county_reviewer', 'fund_manager'] }, {}, nobody],
  ['other_place', {}, { place: '510403', village: null }, nobody],
  ['no_certno', { certnoIndex: null }, {}, nobody],
  ['own_family', {}, { family: ['bb', 'aa'] }, nobody],
  ['same_hands', {}, {}, reviewed],
  ['away', { away: true }, {}, nobody],
];

test.each(obstacles)('%s', (why, colleague, change, history) => {
  expect(decideUnfit({ ...her, ...colleague }, { ...given, ...change }, history)).toBe(why);
  const at = obstacles.findIndex(([name]) => name === why);
  for (const [, later, laterCase, laterHistory] of obstacles.slice(at + 1)) {
    const both = { ...her, ...later, ...colleague };
    const past = history === nobody ? laterHistory : history;
    expect(decideUnfit(both, { ...given, ...laterCase, ...change }, past)).toBe(why);
  }
});

test('who has nothing to do with a case in its state has no use for it', () => {
  const over = { ...given, standing: { ...given.standing, state: 'paid' as const } };
  expect(decideUnfit(her, over, nobody)).toBe('other_post');
  const notProposed = { ...given, standing: { ...given.standing, proposed: null } };
  expect(decideUnfit(her, notProposed, nobody)).toBeNull();
  const failed = { ...given, standing: { ...given.standing, state: 'correction_asked' as const } };
  expect(decideUnfit({ ...her, roles: ['township_officer'] }, failed, nobody)).toBeNull();
});

describe('a mandate', () => {
  const one: Reachable = { public_id: 'a', kind: 'tilt', takenOver: null };
  const kinds: MandateScope = { by: 'kinds', kinds: ['tilt', 'appeal'] };
  const named: MandateScope = { by: 'claims', claims: ['a', 'b'] };
  const both = [{ reads: true }, { reads: false }];

  test('is for kinds of cases, or for those that it names', () => {
    expect([coversClaim(kinds, one), coversClaim(kinds, { ...one, kind: 'recognition' })]).toEqual([
      true,
      false,
    ]);
    expect([coversClaim(named, one), coversClaim(named, { ...one, public_id: 'c' })]).toEqual([true, false]);
  });

  test('reaches what belongs to one of its cases', () => {
    for (const how of both) {
      expect(reachesByMandate(named, [{ ...one, public_id: 'c' }, one], how)).toBe(true);
      expect(reachesByMandate(named, [{ ...one, public_id: 'c' }], how)).toBe(false);
      expect(reachesByMandate(named, [], how)).toBe(false);
    }
  });

  test('of what she has taken over reaches what she has left to the volunteer', () => {
    const reach = (takenOver: Reachable['takenOver']) =>
      both.map((how) => reachesByMandate(named, [{ ...one, takenOver }], how));
    expect(reach(null)).toEqual([true, true]);
    expect(reach('reads')).toEqual([true, false]);
    expect(reach('nothing')).toEqual([false, false]);
  });
});
