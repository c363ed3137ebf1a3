// Which records somebody reaches: a table of owners × callers, and that a place reaches just what begins with it.
import fc from 'fast-check';

import { covers, coversRecord, decideReach, isKeptFrom, mayHandle } from '../../../bff/src/access/reach.ts';
import type { AnyOwner } from '../../../bff/src/middleware/context.ts';
import type { Caller } from '../../../bff/src/session/session.state.ts';
import { account, officer, resident, sender, staffSession } from './callers.fixture.ts';

const hers: AnyOwner = { personId: 7, place: '510402', village: '510402901001', excluded: ['bb', 'cc'] };
const volunteer = { volunteerId: 1, organisationId: 9, code: '510402901001' };

test.each<[string, Caller, AnyOwner | undefined, 'in' | 'not_found']>([
  ['what is not there', resident(), undefined, 'not_found'],
  ['her own', resident(), hers, 'in'],
  ['somebody else’s', resident({ personId: 8 }), hers, 'not_found'],
  ['an organisation’s, asked by a resident', resident(), { code: '510402' }, 'not_found'],
  ['a colleague’s session, asked by a resident', resident(), { staffId: 7 }, 'not_found'],
  [
    'a client, asked by a volunteer of it',
    resident({}, { volunteering: volunteer }),
    { volunteersOf: 9 },
    'in',
  ],
  ['a client of others', resident({}, { volunteering: volunteer }), { volunteersOf: 8 }, 'not_found'],
  ['a client, asked by no volunteer', resident(), { volunteersOf: 9 }, 'not_found'],
  ['hers, asked without a binding', account(), hers, 'not_found'],
  ['hers, asked by nobody', { role: 'anonymous', problem: null }, hers, 'not_found'],
  ['hers, asked by the platform', sender, hers, 'not_found'],
  ['of the county, asked by its staff', officer(), hers, 'in'],
  ['of the county, asked by the village', officer({ code: '510402901001' }), hers, 'in'],
  ['of the county, asked by the township', officer({ code: '510402901' }), hers, 'in'],
  ['of the county, asked by the city', officer({ code: '5104' }), hers, 'in'],
  ['of another village', officer({ code: '510402901002' }), hers, 'not_found'],
  [
    'of another village, which is one of its places too',
    officer({ code: '510402901002' }),
    { ...hers, also: ['510402901002'] },
    'in',
  ],
  [
    'of a place that another one lies beside',
    officer({ code: '510403' }),
    { ...hers, also: ['5104'] },
    'not_found',
  ],
  ['of another county', officer({ code: '510403' }), hers, 'not_found'],
  ['of a village that is not known', officer({ code: '510402901' }), { ...hers, village: null }, 'not_found'],
  ['the same, asked by the county', officer(), { ...hers, village: null }, 'in'],
  ['a draft', officer(), { personId: 7, place: null, village: '510402901001' }, 'not_found'],
  ['of her own family', officer({ certnoIndex: 'cc' }), hers, 'not_found'],
  ['where nobody is named as family', officer(), { personId: 7, place: '510402', village: null }, 'in'],
  ['asked by somebody without a number', officer({ certnoIndex: null }), hers, 'not_found'],
  ['of a member of her place', officer(), { code: '510402901' }, 'in'],
  ['of a member of another place', officer(), { code: '510403' }, 'not_found'],
  ['of a member above her', officer(), { code: '5104' }, 'not_found'],
  ['her own session', officer(), { staffId: 3 }, 'in'],
  ['a colleague’s session', officer(), { staffId: 4 }, 'not_found'],
  ['a volunteers’ client', officer(), { volunteersOf: 4 }, 'not_found'],
])('%s', (_what, caller, owner, expected) => {
  expect(decideReach(caller, owner)).toBe(expected);
});

test('whoever looks after accounts needs no number for them', () => {
  expect(mayHandle({ ...staffSession, certnoIndex: null }, { code: '510402' })).toBe(true);
});

test('a number that is not known keeps from everybody, a known one from her family only', () => {
  expect([isKeptFrom(null, []), isKeptFrom('aa', []), isKeptFrom('aa', ['bb', 'aa'])]).toEqual([
    true,
    false,
    true,
  ]);
});

const digits = (least: number, most: number) =>
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: least,
    maxLength: most,
  });

test('a scope covers itself and what lies below it, and nothing beside or above it', () => {
  fc.assert(
    fc.property(digits(2, 9), digits(0, 3), (scope, below) => {
      expect(covers(scope, scope + below)).toBe(true);
      if (below !== '') expect(covers(scope + below, scope)).toBe(false);
      const beside = String((Number(scope[0]) + 1) % 10) + scope.slice(1);
      expect(covers(scope, beside + below)).toBe(false);
    }),
    { seed: 5 },
  );
});

test('a record that has a place is reached by its place or by its village, never without a place', () => {
  fc.assert(
    fc.property(
      digits(2, 12),
      digits(6, 6),
      fc.option(digits(12, 12), { nil: null }),
      (scope, place, village) => {
        const reached = place.startsWith(scope) || village?.startsWith(scope) === true;
        expect(coversRecord(scope, { place, village })).toBe(reached);
        expect(coversRecord(scope, { place: null, village })).toBe(false);
      },
    ),
    { seed: 5 },
  );
});
