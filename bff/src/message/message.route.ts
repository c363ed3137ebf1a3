import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import {
  closeFollowUp,
  findOwnerOfFollowUp,
  getFollowUpReply,
  giveBackFollowUp,
  presentFollowUps,
  takeFollowUp,
} from './follow-up.service.ts';
import { findOwnerOfMessage, presentMessages, presentUnread, readMessages } from './message-list.service.ts';
import { presentSubscriptions, recordSubscriptions, takeReceipts } from './subscription.service.ts';

export function messageFeature(deps: Deps): Feature {
  return {
    handlers: {
      listMessages: ({ caller, query }) => presentMessages(deps, caller.session.personId, query.before),
      countUnread: ({ caller }) => presentUnread(deps, caller.session.personId),
      readMessages: ({ caller, params }) => readMessages(deps, caller.session.personId, params.messageId),
      getSubscriptions: ({ caller }) => presentSubscriptions(deps, caller.session.accountId),
      reportSubscriptions: async ({ caller, body }) => {
        await recordSubscriptions(deps, caller.session.accountId, body.answers);
        return undefined;
      },
      receiveSmsReceipts: ({ params, body }) => takeReceipts(deps, params.secret, body),
      listFollowUps: ({ caller, query }) => presentFollowUps(deps, caller.session, query),
      getFollowUp: ({ caller, params }) => getFollowUpReply(deps, caller.session, params.followUpId),
      takeFollowUp: ({ caller, params, body }) =>
        takeFollowUp(deps, caller.session, params.followUpId, body.version),
      giveBackFollowUp: ({ caller, params, body }) =>
        giveBackFollowUp(deps, caller.session, params.followUpId, body.version),
      closeFollowUp: ({ caller, params, body }) =>
        closeFollowUp(deps, caller.session, params.followUpId, body),
    },
    owners: {
      message: { param: 'messageId', find: (id) => findOwnerOfMessage(deps, id) },
      follow_up: { param: 'followUpId', find: (id) => findOwnerOfFollowUp(deps, id) },
    },
  };
}
