import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { checkLimit } from '../middleware/rate-limit.ts';
import {
  acceptInvitation,
  endMembership,
  findVolunteerOwner,
  getVolunteerPhone,
  inviteVolunteer,
  listVolunteers,
  presentVolunteering,
  removeVolunteer,
} from './volunteer.service.ts';

const triesAnHour = 10;

export function volunteerFeature(deps: Deps): Feature {
  const { db, redis } = deps;
  const codeLimit = redis.limiter({ name: 'volunteer-code', points: triesAnHour, seconds: 3600 });
  return {
    handlers: {
      listVolunteers: ({ caller }) => listVolunteers(deps, caller.session.code),
      inviteVolunteer: ({ body, caller }) => inviteVolunteer(deps, caller.session, body.organisationId),
      getVolunteerPhone: ({ params, caller }) => getVolunteerPhone(deps, caller.session, params.volunteerId),
      removeVolunteer: async ({ params, caller }) => {
        await removeVolunteer(deps, caller.session, params.volunteerId);
        return undefined;
      },
      acceptInvitation: async ({ body, caller }) => {
        await checkLimit(codeLimit, String(caller.session.accountId), 'codes tried');
        return acceptInvitation(deps, caller.session, body.code);
      },
      getVolunteering: ({ caller }) => presentVolunteering(db, caller.session.accountId),
      leaveVolunteers: async ({ caller }) => {
        await endMembership(deps, caller.session.accountId);
        return undefined;
      },
    },
    owners: {
      volunteer: { param: 'volunteerId', find: (publicId) => findVolunteerOwner(db, publicId) },
    },
  };
}
