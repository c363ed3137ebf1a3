/** Every route of the API. The shell, the OpenAPI page and the permission matrix all read this table. */
import { accountRoutes } from './account.routes.ts';
import { auditRoutes } from './audit.routes.ts';
import { claimWorkRoutes } from './claim-work.routes.ts';
import { claimRoutes } from './claim.routes.ts';
import { deskRoutes } from './desk.routes.ts';
import { institutionRoutes } from './institution.routes.ts';
import { messageRoutes } from './message.routes.ts';
import { paperRoutes } from './paper.routes.ts';
import { paymentRoutes } from './payment.routes.ts';
import { policyRoutes } from './policy.routes.ts';
import { proxyRoutes } from './proxy.routes.ts';
import { recordRoutes } from './record.routes.ts';
import type { Route } from './route.ts';
import { ruralRoutes } from './rural.routes.ts';
import { staffRoutes } from './staff.routes.ts';

export type { Audience, OwnedRecord, Route } from './route.ts';

/** Names are the operation ids of the OpenAPI document. */
export const routes = {
  ...accountRoutes,
  ...recordRoutes,
  ...ruralRoutes,
  ...claimRoutes,
  ...claimWorkRoutes,
  ...deskRoutes,
  ...institutionRoutes,
  ...messageRoutes,
  ...paperRoutes,
  ...paymentRoutes,
  ...policyRoutes,
  ...proxyRoutes,
  ...staffRoutes,
  ...auditRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
