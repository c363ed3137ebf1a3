/** What staff do with a case, step by step. */
import { z } from 'zod';

import { claimReply, correctionRequest } from './claim.ts';
import type { Route } from './route.ts';
import { recordId } from './values.ts';

const params = z.strictObject({ claimId: recordId });
const work = {
  feature: 'claim',
  audience: 'staff',
  method: 'POST',
  consents: [],
  owned: 'claim',
  params,
  reply: claimReply,
  status: 200,
} satisfies Partial<Route>;

const window = ['township_officer', 'county_reviewer'] as const;

export const claimWorkRoutes = {
  askCorrection: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/correction',
    summary: 'Ask once for everything that is to be mended (一次性告知补正)',
    roles: window,
    body: correctionRequest,
  },
} as const satisfies Record<string, Route>;
