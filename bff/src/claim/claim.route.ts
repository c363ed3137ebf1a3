import type { Deps } from '../deps.ts';
import type { Feature, Handlers } from '../middleware/context.ts';
import { appealClaim } from './claim-appeal.service.ts';
import { closeClaim } from './claim-closing.service.ts';
import { askCorrection } from './claim-correction.service.ts';
import { setClaimBills, setExcuse, setPayee } from './claim-draft.service.ts';
import { previewFigures } from './claim-figures-preview.service.ts';
import { bringPayee } from './claim-payee.service.ts';
import { recognise } from './claim-recognition.service.ts';
import {
  approveClaim,
  getProposal,
  refuseClaim,
  reopenClaim,
  returnClaim,
  reviewClaim,
} from './claim-review.service.ts';
import { submitClaim, withdrawClaim } from './claim-submission.service.ts';
import { bringPage, mendAtWindow, removeBroughtPage } from './claim-window.service.ts';
import {
  acceptClaim,
  endPublicity,
  firstReview,
  recordMeans,
  recordObjection,
  recordVisit,
  setHome,
  startPublicity,
} from './claim-work.service.ts';
import { findClaimOwner } from './claim.access.ts';
import { presentClaims, showClaim, startClaim } from './claim.service.ts';
import { setHousehold } from './household.service.ts';

/** What staff do, step by step. */
function workHandlers(deps: Deps) {
  return {
    acceptClaim: ({ params, body, caller }) => acceptClaim(deps, caller, params.claimId, body),
    askCorrection: ({ params, body, caller }) => askCorrection(deps, caller, params.claimId, body),
    bringPage: ({ params, query, bytes, caller }) => bringPage(deps, caller, params.claimId, query, bytes),
    removeBroughtPage: ({ params, body, caller }) =>
      removeBroughtPage(deps, caller, params.claimId, body.pageId),
    mendAtWindow: ({ params, body, caller }) => mendAtWindow(deps, caller, params.claimId, body),
    bringPayee: ({ params, body, caller }) => bringPayee(deps, caller, params.claimId, body),
    closeClaim: ({ params, body, caller }) => closeClaim(deps, caller, params.claimId, body),
    setClaimHome: ({ params, body, caller }) => setHome(deps, caller, params.claimId, body),
    firstReview: ({ params, body, caller }) => firstReview(deps, caller, params.claimId, body),
    recordVisit: ({ params, body, caller }) => recordVisit(deps, caller, params.claimId, body),
    recordMeans: ({ params, body, caller }) => recordMeans(deps, caller, params.claimId, body),
    startPublicity: ({ params, body, caller }) => startPublicity(deps, caller, params.claimId, body),
    recordObjection: ({ params, body, caller }) => recordObjection(deps, caller, params.claimId, body),
    endPublicity: ({ params, body, caller }) => endPublicity(deps, caller, params.claimId, body),
    recognise: ({ params, body, caller }) => recognise(deps, caller, params.claimId, body),
    getProposal: ({ params }) => getProposal(deps, params.claimId),
    previewFigures: ({ params, body, caller }) => previewFigures(deps, caller, params.claimId, body),
    reviewClaim: ({ params, body, caller }) => reviewClaim(deps, caller, params.claimId, body),
    approveClaim: ({ params, body, caller }) => approveClaim(deps, caller, params.claimId, body),
    refuseClaim: ({ params, body, caller }) => refuseClaim(deps, caller, params.claimId, body),
    returnClaim: ({ params, body, caller }) => returnClaim(deps, caller, params.claimId, body),
    reopenClaim: ({ params, body, caller }) => reopenClaim(deps, caller, params.claimId, body),
  } satisfies Partial<Handlers>;
}

export function claimFeature(deps: Deps): Feature {
  return {
    handlers: {
      listClaims: ({ caller }) => presentClaims(deps, caller),
      startClaim: ({ body, caller }) => startClaim(deps, caller, body),
      getClaim: ({ params, caller, requestId }) => showClaim(deps, caller, params.claimId, requestId),
      setClaimBills: ({ params, body, caller }) => setClaimBills(deps, caller, params.claimId, body),
      setPayee: ({ params, body, caller }) => setPayee(deps, caller, params.claimId, body),
      setExcuse: ({ params, body, caller }) => setExcuse(deps, caller, params.claimId, body),
      submitClaim: ({ params, body, caller }) => submitClaim(deps, caller, params.claimId, body.version),
      withdrawClaim: ({ params, body, caller }) => withdrawClaim(deps, caller, params.claimId, body.version),
      setHome: ({ params, body, caller }) => setHome(deps, caller, params.claimId, body),
      setHousehold: ({ params, body, caller }) => setHousehold(deps, caller, params.claimId, body),
      appealClaim: ({ params, body, caller }) => appealClaim(deps, caller, params.claimId, body),
      ...workHandlers(deps),
    },
    owners: { claim: { param: 'claimId', find: (publicId) => findClaimOwner(deps.db, publicId) } },
  };
}
