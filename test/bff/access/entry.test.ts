// Who comes in at all: every audience × every kind of caller, and what staff, consents and volunteers change in it.
import { decideEntry, listMissingConsents, mayBeProxied } from '../../../bff/src/access/entry.ts';
import type { Caller } from '../../../bff/src/session/session.state.ts';
import type { Audience, ConsentKind, StaffRole } from '../../../shared/src/contract/index.ts';
import { account, officer, resident, sender } from './callers.fixture.ts';

const nobody: Caller = { role: 'anonymous', problem: null };
const late: Caller = { role: 'anonymous', problem: 'session_expired' };
const forged: Caller = { role: 'anonymous', problem: 'signature_invalid' };
const callers = [nobody, late, forged, account(), resident(), officer(), sender];
const route = (audience: Audience, feature = 'desk', roles: readonly StaffRole[] = ['county_reviewer']) => ({
  audience,
  feature,
  roles,
});

//                    nobody              late               forged              unbound             bound        staff        sender
const table = [
  ['anyone', 'in', 'in', 'in', 'in', 'in', 'in', 'in'],
  [
    'account',
    'session_required',
    'session_expired',
    'session_required',
    'in',
    'in',
    'forbidden',
    'forbidden',
  ],
  [
    'person',
    'session_required',
    'session_expired',
    'session_required',
    'binding_required',
    'in',
    'forbidden',
    'forbidden',
  ],
  [
    'volunteer',
    'session_required',
    'session_expired',
    'session_required',
    'binding_required',
    'in',
    'forbidden',
    'forbidden',
  ],
  [
    'staff',
    'session_required',
    'session_expired',
    'session_required',
    'forbidden',
    'forbidden',
    'in',
    'forbidden',
  ],
  [
    'party',
    'session_required',
    'session_expired',
    'session_required',
    'binding_required',
    'in',
    'in',
    'forbidden',
  ],
  [
    'sender',
    'signature_invalid',
    'signature_invalid',
    'signature_invalid',
    'forbidden',
    'forbidden',
    'forbidden',
    'in',
  ],
] as const;

test.each(table)('a route for %s', (audience, ...expected) => {
  expect(callers.map((caller) => decideEntry(route(audience), caller))).toEqual(expected);
});

describe('of the staff', () => {
  const asked = (roles: StaffRole[], of: readonly StaffRole[], certnoIndex: string | null = 'aa') =>
    decideEntry(route('staff', 'desk', of), officer({ roles, certnoIndex }));

  test('comes in whoever has one of the posts, whatever else she has', () => {
    expect(asked(['county_approver'], ['county_reviewer', 'county_approver'])).toBe('in');
    expect(asked(['county_approver', 'fund_manager'], ['fund_manager'])).toBe('in');
    expect(asked(['county_approver'], ['county_reviewer'])).toBe('forbidden');
    expect(asked([], ['county_reviewer'])).toBe('forbidden');
    expect(decideEntry({ audience: 'staff', feature: 'desk' }, officer())).toBe('forbidden');
  });

  test('a post is asked of party routes too, and of open ones none', () => {
    const auditor = officer({ roles: ['auditor'] });
    expect(decideEntry(route('party'), auditor)).toBe('forbidden');
    expect(decideEntry(route('anyone'), auditor)).toBe('in');
  });

  test.each([
    ['desk', 'certno_missing'],
    ['claim', 'certno_missing'],
    ['audit', 'certno_missing'],
    ['payment', 'certno_missing'],
    ['message', 'certno_missing'],
    ['staff', 'in'],
    ['volunteer', 'in'],
  ])('whoever has no number on file, at a route of %s: %s', (feature, expected) => {
    const bare = officer({ certnoIndex: null });
    expect(decideEntry(route('staff', feature), bare)).toBe(expected);
    expect(decideEntry(route('party', feature), bare)).toBe(expected);
    expect(decideEntry(route('staff', feature), officer())).toBe('in');
    expect(decideEntry(route('anyone', feature), bare)).toBe('in');
  });

  test('that a post is missing is said before that a number is', () => {
    expect(asked(['auditor'], ['county_reviewer'], null)).toBe('forbidden');
  });
});

describe('consents', () => {
  const needed: ConsentKind[] = ['privacy_policy', 'identity_verification', 'medical_records'];
  const given = { privacy_policy: 'v2', identity_verification: 'v1' };
  const missing = (caller: Caller, behalf = false) =>
    listMissingConsents({ consents: needed }, caller, { behalf, versionOf: () => 'v2' });

  test('count in the newest version only', () => {
    expect(missing(resident({ consents: given }))).toEqual(['identity_verification', 'medical_records']);
    expect(missing(account({ consents: given }))).toEqual(['identity_verification', 'medical_records']);
    const all = Object.fromEntries(needed.map((kind) => [kind, 'v2']));
    expect(missing(resident({ consents: all }))).toEqual([]);
  });

  test('for somebody else she needs her own two, however few or many the route asks', () => {
    expect(missing(resident({ consents: {} }), true)).toEqual(['privacy_policy', 'identity_verification']);
    const two = { privacy_policy: 'v2', identity_verification: 'v2' };
    expect(missing(resident({ consents: two }), true)).toEqual([]);
  });

  test('are asked of nobody else', () => {
    for (const caller of [nobody, officer(), sender]) expect(missing(caller)).toEqual([]);
  });
});

test('for somebody else asks a bound account, where the route allows it', () => {
  expect(mayBeProxied({ proxied: true }, resident())).toBe(true);
  expect(mayBeProxied({}, resident())).toBe(false);
  for (const caller of [nobody, account(), officer(), sender]) {
    expect(mayBeProxied({ proxied: true }, caller)).toBe(false);
  }
});
