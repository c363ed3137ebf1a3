/** Whoever types a bill from its papers looks its institution up. */
import { institutionsQuery, institutionsReply } from './institution.ts';
import type { Route } from './route.ts';
import type { StaffRole } from './staff.ts';

export const institutionRoutes = {
  listInstitutions: {
    feature: 'institution',
    audience: 'staff',
    roles: ['county_reviewer'] as StaffRole[],
    consents: [],
    owned: null,
    method: 'GET',
    path: '/api/v1/staff/institutions',
    summary: 'Find a 定点医药机构 by its code, or by a part of its name',
    query: institutionsQuery,
    reply: institutionsReply,
    status: 200,
  },
} as const satisfies Record<string, Route>;
