import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { getPlaces } from './organisation.service.ts';

export function organisationFeature(deps: Deps): Feature {
  return { handlers: { listPlaces: ({ params }) => Promise.resolve(getPlaces(deps, params.region)) } };
}
