import { yearOf } from '@yijiutong/rules/kernel';

import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { createPacks } from './policy.service.ts';

export function policyFeature({ law, clock }: Deps): Feature {
  const packs = createPacks(law.source);
  return {
    handlers: {
      listPolicyRegions: () => Promise.resolve(packs.regions(clock.today())),
      getPolicyPack: ({ params, query }) =>
        Promise.resolve(packs.get(params.region, query.year ?? yearOf(clock.today()))),
    },
  };
}
