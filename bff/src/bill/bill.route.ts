import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { checkLimit } from '../middleware/rate-limit.ts';
import { findOwner, getBillReply, presentBills, refreshBill } from './bill.service.ts';

/** Each asks the platform, and a hospital corrects a bill in hours, not in seconds. */
export const refreshesPerMinute = 6;

export function billFeature(deps: Deps): Feature {
  const refreshLimit = deps.redis.limiter({ name: 'refresh', points: refreshesPerMinute, seconds: 60 });

  return {
    handlers: {
      listBills: ({ query, caller }) => presentBills(deps, caller.session.personId, query),
      getBill: ({ params }) => getBillReply(deps, params.setlId),
      refreshBill: async ({ params, caller }) => {
        await checkLimit(refreshLimit, String(caller.session.accountId), 'bills read again');
        return refreshBill(deps, params.setlId);
      },
    },
    owners: { bill: { param: 'setlId', find: (setlId) => findOwner(deps, setlId) } },
  };
}
