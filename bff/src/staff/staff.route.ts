import { staffActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { checkLimit } from '../middleware/rate-limit.ts';
import type { Staff } from '../session/session.state.ts';
import {
  addMember,
  changeMember,
  findMemberOwner,
  listMembers,
  listOrganisations,
  resetMember,
  type Keeper,
} from './member.service.ts';
import { changePassword, enrolStaff, signInStaff } from './sign-in.service.ts';
import {
  endAllStaffSessions,
  endStaffSession,
  findSessionOwner,
  listStaffSessions,
  presentStaffSession,
} from './staff-session.service.ts';

export function staffFeature(deps: Deps): Feature {
  const { db, redis, config } = deps;
  const perAddress = config.limits.smsPerAddressPerHour;
  const signInLimit = redis.limiter({ name: 'staff-sign-in', points: perAddress, seconds: 600 });
  const checkDoor = (address: string) => checkLimit(signInLimit, address, 'sign-ins from this address');

  return {
    handlers: {
      signInStaff: async ({ body, address }) => {
        await checkDoor(address);
        return signInStaff(deps, body, address);
      },
      enrolStaff: async ({ body, address }) => {
        await checkDoor(address);
        return enrolStaff(deps, body, address);
      },
      getStaffSession: ({ caller }) => presentStaffSession(deps, caller.session),
      signOutStaff: ({ caller }) => endStaffSession(deps, { tokenHash: caller.session.tokenHash }),
      listStaffSessions: ({ caller }) => listStaffSessions(deps, caller.session),
      revokeStaffSession: ({ params }) => endStaffSession(deps, { publicId: params.sessionId }),
      revokeStaffSessions: ({ caller }) => endAllStaffSessions(deps, caller.session.staffId),
      changeStaffPassword: async ({ body, caller, address }) => {
        await changePassword(deps, caller.session, body, address);
        return undefined;
      },

      listOrganisations: ({ caller }) => listOrganisations(db, caller.session.code),
      listMembers: ({ caller }) => listMembers(deps, caller.session.code),
      addMember: ({ body, caller }) => addMember(deps, keeperOf(caller), body),
      changeMember: ({ params, body, caller }) => changeMember(deps, keeperOf(caller), params.staffId, body),
      resetMember: ({ params, caller }) => resetMember(deps, keeperOf(caller), params.staffId),
    },
    owners: {
      member: { param: 'staffId', find: (publicId) => findMemberOwner(db, publicId) },
      staff_session: { param: 'sessionId', find: (publicId) => findSessionOwner(db, publicId) },
    },
  };
}

function keeperOf({ session }: Staff): Keeper {
  return { actor: staffActor(session), code: session.code, staffId: session.staffId };
}
