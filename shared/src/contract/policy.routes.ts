/** The law itself, for anybody: no session, the same for all, and kept by whoever asked. */
import { z } from 'zod';

import { policyPackReply, policyRegionsReply } from './policy.ts';
import type { Route } from './route.ts';
import { benefitYear, regionCode } from './values.ts';

export const policyRoutes = {
  listPolicyRegions: {
    method: 'GET',
    path: '/api/v1/policy-packs',
    summary: 'The regions whose law can be asked for',
    feature: 'policy',
    audience: 'anyone',
    consents: [],
    owned: null,
    reply: policyRegionsReply,
    revalidated: true,
    status: 200,
  },
  getPolicyPack: {
    method: 'GET',
    path: '/api/v1/policy-packs/:region',
    summary: 'The compiled law of a region for a year, with the wording of its clauses',
    feature: 'policy',
    audience: 'anyone',
    consents: [],
    owned: null,
    params: z.strictObject({ region: regionCode }),
    query: z.strictObject({ year: benefitYear.optional() }),
    reply: policyPackReply,
    revalidated: true,
    status: 200,
  },
} as const satisfies Record<string, Route>;
