import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { checkLimit } from '../middleware/rate-limit.ts';
import { confirmCode, giveInAccount, takeSmsReply } from './answer.service.ts';
import { addClient, askAgain } from './ask.service.ts';
import {
  findClientOwner,
  getClientPhone,
  getClientReply,
  presentClients,
  presentDaySheet,
} from './client.service.ts';
import { endAtWindow, endInAccount } from './end.service.ts';
import { presentMandates } from './own-mandates.service.ts';
import { findMandateOwner, presentPlaceMandates } from './place-mandates.service.ts';
import { takeSlip } from './slip.service.ts';
import { takeOverClaim } from './takeover.service.ts';

/** Whoever tries names and numbers to see which fit does not get far. */
const searchesAnHour = 20;

export function proxyFeature(deps: Deps): Feature {
  const { db, redis } = deps;
  const searches = redis.limiter({ name: 'volunteer-search', points: searchesAnHour, seconds: 3600 });
  return {
    handlers: {
      listClients: ({ caller, query }) => presentClients(deps, caller.volunteering, query.after),
      addClient: async ({ body, caller }) => {
        await checkLimit(searches, String(caller.session.accountId), 'people looked for');
        return addClient(deps, caller, body);
      },
      getClient: ({ params, caller }) => getClientReply(deps, caller, params.mandateId),
      askConsentAgain: ({ params, body, caller }) => askAgain(deps, caller, params.mandateId, body),
      confirmConsentCode: ({ params, body, caller }) =>
        confirmCode(deps, caller, params.mandateId, body.code),
      sendSlip: ({ params, query, bytes, caller }) =>
        takeSlip(deps, caller, params.mandateId, { sha256: query.sha256, bytes }),
      getClientPhone: ({ params, caller }) => getClientPhone(deps, caller, params.mandateId),
      getDaySheet: ({ caller }) => presentDaySheet(deps, caller),
      listMandates: ({ caller }) => presentMandates(deps, caller.session.personId),
      giveMandate: ({ params, body, caller }) => giveInAccount(deps, caller, params.mandateId, body.version),
      endMandate: ({ params, caller }) => endInAccount(deps, caller, params.mandateId),
      takeOverClaim: ({ params, body, caller }) =>
        takeOverClaim(deps, caller, params.claimId, body.volunteer),
      listPlaceMandates: ({ caller, query }) => presentPlaceMandates(deps, caller.session, query.after),
      endMandateAtWindow: ({ params, body, caller }) =>
        endAtWindow(deps, caller.session, params.mandateId, body.reason),
      receiveSmsReply: ({ params, body }) => takeSmsReply(deps, params.secret, body),
    },
    owners: {
      mandate: { param: 'mandateId', find: (id) => findMandateOwner(db, id) },
      client: { param: 'mandateId', find: (id) => findClientOwner(db, id) },
    },
  };
}
