/** The office of 乡村振兴: which families ask for recognition, and what it says of them. */
import { z } from 'zod';

import type { Route } from './route.ts';
import { ruralCaseReply, ruralCasesReply, ruralWordRequest } from './rural.ts';
import type { StaffRole } from './staff.ts';
import { recordId } from './values.ts';

const rural = {
  feature: 'rural',
  audience: 'staff',
  roles: ['rural_affairs'] as StaffRole[],
  consents: [],
  owned: null,
  status: 200,
} satisfies Partial<Route>;
const ofClaim = { owned: 'claim', params: z.strictObject({ claimId: recordId }) } as const;

export const ruralRoutes = {
  listRuralCases: {
    ...rural,
    method: 'GET',
    path: '/api/v1/staff/recognitions',
    summary: 'Families of the caller’s place that ask for recognition, until 民政 has decided',
    reply: ruralCasesReply,
  },
  getRuralCase: {
    ...rural,
    ...ofClaim,
    method: 'GET',
    path: '/api/v1/staff/recognitions/:claimId',
    summary: 'Who the family is, to find it on the lists; the view is recorded',
    reply: ruralCaseReply,
  },
  sayRuralWord: {
    ...rural,
    ...ofClaim,
    method: 'POST',
    path: '/api/v1/staff/recognitions/:claimId/word',
    summary: 'Say on which list the family stands; said again, the last one counts',
    body: ruralWordRequest,
    reply: ruralCaseReply,
  },
} as const satisfies Record<string, Route>;
