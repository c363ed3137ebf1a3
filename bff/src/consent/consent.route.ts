import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import type { Sessions } from '../session/session.service.ts';
import { grantConsent, withdrawConsent } from './consent.service.ts';

export function consentFeature(deps: Deps, sessions: Sessions): Feature {
  return {
    handlers: {
      listConsentTexts: () => Promise.resolve({ texts: Object.values(deps.notices.texts) }),

      grantConsent: async ({ params, body, caller }) => {
        await grantConsent(deps, sessions, caller.session, { kind: params.kind, version: body.version });
        return { kind: params.kind, version: body.version, granted: true };
      },

      withdrawConsent: async ({ params, caller }) => {
        await withdrawConsent(deps, sessions, caller.session, params.kind);
        return { kind: params.kind, version: null, granted: false };
      },
    },
  };
}
