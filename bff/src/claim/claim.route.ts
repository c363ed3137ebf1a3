import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { askCorrection } from './claim-correction.service.ts';
import { setClaimBills, setExcuse, setPayee } from './claim-draft.service.ts';
import { submitClaim, withdrawClaim } from './claim-submission.service.ts';
import { findClaimOwner } from './claim.access.ts';
import { getClaimReply, presentClaims, startClaim } from './claim.service.ts';

export function claimFeature(deps: Deps): Feature {
  return {
    handlers: {
      listClaims: ({ caller }) => presentClaims(deps, caller.session.personId),
      startClaim: ({ body, caller }) => startClaim(deps, caller, body),
      getClaim: ({ params, caller }) => getClaimReply(deps, params.claimId, caller.role),
      setClaimBills: ({ params, body, caller }) => setClaimBills(deps, caller, params.claimId, body),
      setPayee: ({ params, body, caller }) => setPayee(deps, caller, params.claimId, body),
      setExcuse: ({ params, body, caller }) => setExcuse(deps, caller, params.claimId, body),
      submitClaim: ({ params, body, caller }) => submitClaim(deps, caller, params.claimId, body.version),
      withdrawClaim: ({ params, body, caller }) => withdrawClaim(deps, caller, params.claimId, body.version),
      askCorrection: ({ params, body, caller }) => askCorrection(deps, caller, params.claimId, body),
    },
    owners: { claim: { param: 'claimId', find: (publicId) => findClaimOwner(deps.db, publicId) } },
  };
}
