import { auditQuery, auditReply } from './audit.ts';
import type { Route } from './route.ts';

export const auditRoutes = {
  listAudit: {
    method: 'GET',
    path: '/api/v1/staff/audit',
    summary: 'Who saw and changed what within the place, the newest first; asking is recorded too',
    feature: 'audit',
    audience: 'staff',
    roles: ['auditor'],
    consents: [],
    owned: null,
    query: auditQuery,
    reply: auditReply,
    status: 200,
  },
} as const satisfies Record<string, Route>;
