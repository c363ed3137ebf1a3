import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { getStatus } from './status.service.ts';

export function statusFeature(deps: Deps): Feature {
  return { handlers: { getStatus: ({ caller }) => getStatus(deps, caller.session.personId) } };
}
