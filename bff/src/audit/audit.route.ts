import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { listAudit } from './audit-list.service.ts';

export function auditFeature(deps: Deps): Feature {
  return {
    handlers: {
      listAudit: ({ query, caller, requestId }) => listAudit(deps, caller, query, requestId),
    },
  };
}
