import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { setAssignee } from './assign.service.ts';
import { endAway, listColleagues, setAway } from './away.service.ts';
import { getClaimPhone } from './claim-phone.service.ts';
import { getDeskClaim } from './desk-claim.service.ts';
import { approveLane, getLane, undoLane } from './lane.service.ts';
import { getQueue } from './queue.service.ts';

export function deskFeature(deps: Deps): Feature {
  return {
    handlers: {
      getQueue: ({ query, caller }) => getQueue(deps, caller, query),
      getDeskClaim: ({ params, caller, requestId }) => getDeskClaim(deps, caller, params.claimId, requestId),
      getClaimPhone: ({ params, caller }) => getClaimPhone(deps, caller, params.claimId),
      setAssignee: ({ params, body, caller }) => setAssignee(deps, caller, params.claimId, body),
      listColleagues: ({ caller }) => listColleagues(deps, caller),
      setAway: ({ body, caller }) => setAway(deps, caller, caller.session.publicId, body),
      endAway: ({ caller }) => endAway(deps, caller, caller.session.publicId),
      setMemberAway: ({ params, body, caller }) => setAway(deps, caller, params.staffId, body),
      endMemberAway: ({ params, caller }) => endAway(deps, caller, params.staffId),
      getLane: ({ caller }) => getLane(deps, caller),
      approveLane: ({ body, caller }) => approveLane(deps, caller, body.claims),
      undoLane: ({ body, caller }) => undoLane(deps, caller, body.claims),
    },
  };
}
