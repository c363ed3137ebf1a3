// Which posts one person may have, and where each has its seat.
import { goTogether, listRolesOf, takesVolunteers } from '../../../bff/src/access/posts.ts';
import { listWaiting, rolesOn } from '../../../bff/src/access/waiting.ts';
import {
  organisationKind,
  staffRole,
  type OrganisationKind,
  type OrganisationLevel,
  type StaffRole,
} from '../../../shared/src/contract/index.ts';

const cases: StaffRole[] = [
  'village_clerk',
  'township_officer',
  'county_reviewer',
  'county_approver',
  'civil_affairs',
  'rural_affairs',
  'fund_manager',
];

test('whoever runs the accounts, audits, or handles cases does neither of the others', () => {
  for (const one of staffRole.options) {
    for (const other of staffRole.options) {
      const together = one === other || (cases.includes(one) && cases.includes(other));
      expect([one, other, goTogether([one, other])]).toEqual([one, other, together]);
    }
  }
  expect(goTogether([])).toBe(true);
  expect(goTogether(cases)).toBe(true);
});

const bureau: StaffRole[] = [
  'county_reviewer',
  'county_approver',
  'fund_manager',
  'auditor',
  'administrator',
];
test.each<[OrganisationKind, OrganisationLevel, StaffRole[]]>([
  ['medical_security', 'province', ['auditor', 'administrator']],
  ['medical_security', 'city', bureau],
  ['medical_security', 'county', bureau],
  ['medical_security', 'township', ['administrator']],
  ['medical_security', 'village', ['administrator']],
  ['township_office', 'township', ['township_officer', 'administrator']],
  ['township_office', 'county', ['administrator']],
  ['township_office', 'village', ['administrator']],
  ['village_committee', 'village', ['village_clerk', 'administrator']],
  ['village_committee', 'township', ['administrator']],
  ['civil_affairs', 'city', ['civil_affairs', 'administrator']],
  ['civil_affairs', 'county', ['civil_affairs', 'administrator']],
  ['civil_affairs', 'province', ['administrator']],
  ['rural_affairs', 'city', ['rural_affairs', 'administrator']],
  ['rural_affairs', 'county', ['rural_affairs', 'administrator']],
  ['rural_affairs', 'township', ['administrator']],
  ['volunteer_body', 'village', []],
  ['volunteer_body', 'county', []],
])('%s of a %s', (kind, level, roles) => {
  expect(listRolesOf({ kind, level })).toEqual(roles);
});

test('residents are volunteers of villages and of volunteer bodies', () => {
  expect(organisationKind.options.filter((kind) => takesVolunteers({ kind }))).toEqual([
    'village_committee',
    'volunteer_body',
  ]);
});

test('for whom a case waits in each state', () => {
  const on = (state: Parameters<typeof rolesOn>[0]) => rolesOn(state).sort();
  expect(on('draft')).toEqual([]);
  expect(on('submitted')).toEqual(['county_reviewer', 'township_officer']);
  expect(on('correction_asked')).toEqual(['county_reviewer', 'township_officer']);
  expect(on('accepted')).toEqual(['township_officer']);
  expect(on('household_visit')).toEqual(['township_officer', 'village_clerk']);
  expect(on('means_check')).toEqual(['civil_affairs']);
  expect(on('publicity')).toEqual(['township_officer']);
  expect(on('recognition')).toEqual(['civil_affairs']);
  expect(on('county_review')).toEqual(['county_reviewer']);
  expect(on('county_approval')).toEqual(['county_approver']);
  expect(on('payment_due')).toEqual(['fund_manager']);
  expect(on('paying')).toEqual(['fund_manager']);
  expect(on('payment_failed')).toEqual([
    'county_reviewer',
    'fund_manager',
    'township_officer',
    'village_clerk',
  ]);
  for (const over of ['paid', 'closed', 'refused', 'withdrawn'] as const) expect(on(over)).toEqual([]);
});

test('what waits for somebody is what waits for any of her posts', () => {
  expect(listWaiting([])).toEqual([]);
  expect(listWaiting(['auditor', 'administrator'])).toEqual([]);
  expect(listWaiting(['civil_affairs'])).toEqual(['means_check', 'recognition']);
  expect(listWaiting(['county_approver', 'civil_affairs'])).toEqual([
    'means_check',
    'recognition',
    'county_approval',
  ]);
});
