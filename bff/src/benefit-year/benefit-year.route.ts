import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { presentYear, readPersonYear } from './benefit-year.service.ts';

export function benefitYearFeature(deps: Deps): Feature {
  return {
    handlers: {
      getBenefitYear: async ({ params, caller }) =>
        presentYear(deps.law, await readPersonYear(deps, caller.session.personId, params.year)),
    },
  };
}
