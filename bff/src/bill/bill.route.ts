import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { findOwner, getBillReply, presentBills, refreshBill } from './bill.service.ts';

export function billFeature(deps: Deps): Feature {
  return {
    handlers: {
      listBills: ({ query, caller }) => presentBills(deps, caller.session.personId, query),
      getBill: ({ params }) => getBillReply(deps, params.setlId),
      refreshBill: ({ params }) => refreshBill(deps, params.setlId),
    },
    owners: { bill: { param: 'setlId', find: (setlId) => findOwner(deps, setlId) } },
  };
}
