import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { createInstitutions } from './institution.service.ts';

export function institutionFeature(deps: Deps): Feature {
  const institutions = createInstitutions(deps);
  return {
    handlers: { listInstitutions: ({ query, caller }) => institutions.list(caller, query.text) },
  };
}
