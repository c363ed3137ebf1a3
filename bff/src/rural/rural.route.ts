import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { getRuralCase, listRuralCases, sayRuralWord } from './rural.service.ts';

export function ruralFeature(deps: Deps): Feature {
  return {
    handlers: {
      listRuralCases: ({ caller }) => listRuralCases(deps, caller.session),
      getRuralCase: ({ params, caller, requestId }) =>
        getRuralCase(deps, caller.session, params.claimId, requestId),
      sayRuralWord: ({ params, body, caller }) => sayRuralWord(deps, caller.session, params.claimId, body),
    },
  };
}
