/** How staff sign in, who is on the staff, who helps as a volunteer, and the places that all of them stand for. */
import { z } from 'zod';

import { type Route } from './route.ts';
import {
  memberChangeRequest,
  memberPasswordReply,
  memberReply,
  membersReply,
  newMemberRequest,
  organisationsReply,
  placesReply,
  staffEnrolmentRequest,
  staffPasswordRequest,
  staffRole,
  staffSessionReply,
  staffSessionsReply,
  staffSignInReply,
  staffSignInRequest,
  staffTokenReply,
} from './staff.ts';
import { recordId, regionCode } from './values.ts';
import {
  invitationAcceptance,
  invitationReply,
  invitationRequest,
  volunteeringReply,
  volunteerPhoneReply,
  volunteersReply,
} from './volunteer.ts';

const open = { feature: 'staff', audience: 'anyone', consents: [], owned: null } as const;
const anyStaff = {
  feature: 'staff',
  audience: 'staff',
  roles: staffRole.options,
  consents: [],
  owned: null,
} as const;
const administrator = { ...anyStaff, roles: ['administrator'] } as const;
const ofMember = {
  ...administrator,
  owned: 'member',
  params: z.strictObject({ staffId: recordId }),
} as const;
const inviting = { ...anyStaff, feature: 'volunteer', roles: ['administrator', 'village_clerk'] } as const;
const resident = {
  feature: 'volunteer',
  consents: ['privacy_policy', 'identity_verification'],
  owned: null,
} as const;

const signIn = {
  signInStaff: {
    ...open,
    method: 'POST',
    path: '/api/v1/staff/sessions',
    summary: 'Sign in with login, password and the code of the authenticator; the first time, get one',
    body: staffSignInRequest,
    reply: staffSignInReply,
    status: 201,
  },
  enrolStaff: {
    ...open,
    method: 'POST',
    path: '/api/v1/staff/enrolment',
    summary: 'Finish the first sign-in: prove the authenticator, choose a password',
    body: staffEnrolmentRequest,
    reply: staffTokenReply,
    status: 201,
  },
  getStaffSession: {
    ...anyStaff,
    method: 'GET',
    path: '/api/v1/staff/session',
    summary: 'Who of the staff is signed in',
    reply: staffSessionReply,
    status: 200,
  },
  signOutStaff: {
    ...anyStaff,
    method: 'DELETE',
    path: '/api/v1/staff/session',
    summary: 'Sign out: the token is void at once',
    reply: null,
    status: 204,
  },
  listStaffSessions: {
    ...anyStaff,
    method: 'GET',
    path: '/api/v1/staff/sessions',
    summary: 'Where the caller is signed in',
    reply: staffSessionsReply,
    status: 200,
  },
  revokeStaffSessions: {
    ...anyStaff,
    method: 'DELETE',
    path: '/api/v1/staff/sessions',
    summary: 'Sign out everywhere, here too',
    reply: null,
    status: 204,
  },
  revokeStaffSession: {
    ...anyStaff,
    method: 'DELETE',
    path: '/api/v1/staff/sessions/:sessionId',
    summary: 'Sign out in one place',
    owned: 'staff_session',
    params: z.strictObject({ sessionId: recordId }),
    reply: null,
    status: 204,
  },
  changeStaffPassword: {
    ...anyStaff,
    method: 'PUT',
    path: '/api/v1/staff/password',
    summary: 'Choose a new password: every other session ends',
    body: staffPasswordRequest,
    reply: null,
    status: 204,
  },
} as const satisfies Record<string, Route>;

const members = {
  listOrganisations: {
    ...inviting,
    feature: 'staff',
    method: 'GET',
    path: '/api/v1/staff/organisations',
    summary: 'The organisations in the scope of the caller',
    reply: organisationsReply,
    status: 200,
  },
  listMembers: {
    ...administrator,
    method: 'GET',
    path: '/api/v1/staff/members',
    summary: 'The staff in the scope of the administrator',
    reply: membersReply,
    status: 200,
  },
  addMember: {
    ...administrator,
    method: 'POST',
    path: '/api/v1/staff/members',
    summary: 'Take somebody on, with a password for the first sign-in',
    body: newMemberRequest,
    reply: memberPasswordReply,
    status: 201,
  },
  changeMember: {
    ...ofMember,
    method: 'PUT',
    path: '/api/v1/staff/members/:staffId',
    summary: 'Move, disable or enable somebody, or give her other roles: her sessions end',
    body: memberChangeRequest,
    reply: memberReply,
    status: 200,
  },
  resetMember: {
    ...ofMember,
    method: 'POST',
    path: '/api/v1/staff/members/:staffId/reset',
    summary: 'A new first sign-in, for who lost password or phone: her sessions end',
    reply: memberPasswordReply,
    status: 200,
  },
} as const satisfies Record<string, Route>;

const volunteers = {
  listVolunteers: {
    ...inviting,
    method: 'GET',
    path: '/api/v1/staff/volunteers',
    summary: 'The volunteers in the scope of the caller',
    reply: volunteersReply,
    status: 200,
  },
  inviteVolunteer: {
    ...inviting,
    method: 'POST',
    path: '/api/v1/staff/volunteer-invitations',
    summary: 'A code that makes one resident a volunteer',
    body: invitationRequest,
    reply: invitationReply,
    status: 201,
  },
  getVolunteerPhone: {
    ...inviting,
    method: 'GET',
    path: '/api/v1/staff/volunteers/:volunteerId/phone',
    summary: 'The number to call her on; who asked for it is recorded',
    owned: 'volunteer',
    params: z.strictObject({ volunteerId: recordId }),
    reply: volunteerPhoneReply,
    status: 200,
  },
  removeVolunteer: {
    ...inviting,
    method: 'DELETE',
    path: '/api/v1/staff/volunteers/:volunteerId',
    summary: 'End a membership at once',
    owned: 'volunteer',
    params: z.strictObject({ volunteerId: recordId }),
    reply: null,
    status: 204,
  },
  acceptInvitation: {
    ...resident,
    audience: 'person',
    method: 'POST',
    path: '/api/v1/volunteer/membership',
    summary: 'Become a volunteer by a code',
    body: invitationAcceptance,
    reply: volunteeringReply,
    status: 201,
  },
  getVolunteering: {
    ...resident,
    audience: 'person',
    method: 'GET',
    path: '/api/v1/volunteer/membership',
    summary: 'Whether the person is a volunteer, and where',
    reply: volunteeringReply,
    status: 200,
  },
  leaveVolunteers: {
    ...resident,
    audience: 'volunteer',
    method: 'DELETE',
    path: '/api/v1/volunteer/membership',
    summary: 'Stop being a volunteer, at once',
    reply: null,
    status: 204,
  },
} as const satisfies Record<string, Route>;

const places = {
  listPlaces: {
    ...open,
    method: 'GET',
    path: '/api/v1/places/:region',
    summary: 'The townships and villages of a county, or of a city',
    params: z.strictObject({ region: regionCode }),
    reply: placesReply,
    revalidated: true,
    status: 200,
  },
} as const satisfies Record<string, Route>;

export const staffRoutes = { ...signIn, ...members, ...volunteers, ...places };
