/** Good requests about the staff themselves, their sessions, and the volunteers whom they invite. */
import {
  routes,
  type InvitationReply,
  type MemberPasswordReply,
  type OrganisationsReply,
  type RouteName,
  type StaffSessionsReply,
  type StaffSignInReply,
} from '../../../shared/src/contract/index.ts';
import { totpAt } from '../../sandbox/staff/totp.ts';
import { openVolunteer } from '../../support/callers.ts';
import { citizenId, inventedPhone } from '../../support/people.ts';
import { staffPassword, type SignedInStaff } from '../../support/staff.ts';
import type { Cast, GoodRequest } from './good-requests.ts';
import { village, type Office } from './office.ts';

type Maker = (cast: Cast) => GoodRequest | Promise<GoodRequest>;
type PeopleRoute = Extract<
  RouteName,
  | 'signInStaff'
  | 'enrolStaff'
  | 'getStaffSession'
  | 'signOutStaff'
  | 'listStaffSessions'
  | 'revokeStaffSessions'
  | 'revokeStaffSession'
  | 'changeStaffPassword'
  | 'listOrganisations'
  | 'listMembers'
  | 'addMember'
  | 'changeMember'
  | 'resetMember'
  | 'listVolunteers'
  | 'inviteVolunteer'
  | 'getVolunteerPhone'
  | 'removeVolunteer'
  | 'acceptInvitation'
  | 'getVolunteering'
  | 'leaveVolunteers'
  | 'listPlaces'
>;

const newPassword = 'nine red lanterns';
const codeOf = ({ secret }: Pick<SignedInStaff, 'secret'>) => totpAt(secret, Date.now());

/** Of somebody new: it ends her session, or a spoilt method would. */
const ofOwnSession =
  (route: PeopleRoute): Maker =>
  async ({ office }) => ({ path: routes[route].path, token: (await office.hire('auditor')).token });

const byAdministrator =
  (route: PeopleRoute): Maker =>
  ({ office: { posts } }) => ({ path: routes[route].path, token: posts.administrator.token });

async function listOrganisations({ ask, posts }: Office) {
  const { path } = routes.listOrganisations;
  const { organisations } = await ask<OrganisationsReply>(posts.administrator.token, `GET ${path}`, 200);
  return organisations;
}

let logins = 0;

async function writeMember(office: Office) {
  const organisation = (await listOrganisations(office)).find(({ roles }) =>
    roles.includes('township_officer'),
  );
  const n = (logins += 1);
  return {
    organisationId: organisation?.organisationId,
    login: `generated.${n}`,
    name: '赵敏',
    phone: inventedPhone(82_000_000 + n),
    certno: citizenId('990997', '1985-06-07', n % 1000),
    roles: ['township_officer'],
  };
}

const ofMember =
  (route: 'changeMember' | 'resetMember'): Maker =>
  async ({ office }) => {
    const { publicId } = await office.hire('township_officer');
    const { organisationId, roles } = await writeMember(office);
    return {
      path: routes[route].path.replace(':staffId', publicId),
      ...(route === 'changeMember' ? { body: { organisationId, roles, state: 'disabled' } } : {}),
      token: office.posts.administrator.token,
    };
  };

async function inviteVolunteer(office: Office): Promise<GoodRequest> {
  const takes = (await listOrganisations(office)).find(({ takesVolunteers }) => takesVolunteers);
  return {
    path: routes.inviteVolunteer.path,
    body: { organisationId: takes?.organisationId },
    token: office.posts.administrator.token,
  };
}

/** A path at which DELETE leaves: asked by somebody who may. */
const asVolunteer =
  (route: 'getVolunteering' | 'leaveVolunteers'): Maker =>
  async ({ office: { app } }) => ({
    path: routes[route].path,
    token: (await openVolunteer(app, village)).token,
  });

const ofVolunteer =
  (route: 'getVolunteerPhone' | 'removeVolunteer'): Maker =>
  async ({ office: { app, posts } }) => {
    const { volunteerId } = await openVolunteer(app, village);
    return {
      path: routes[route].path.replace(':volunteerId', volunteerId),
      token: posts.administrator.token,
    };
  };

export const staffMakers: Record<PeopleRoute, Maker> = {
  signInStaff: async ({ office }) => {
    const member = await office.hire('auditor');
    const body = { login: member.login, password: staffPassword, code: codeOf(member) };
    return { path: routes.signInStaff.path, body, token: undefined };
  },
  enrolStaff: async ({ office }) => {
    const body = await writeMember(office);
    const { token } = office.posts.administrator;
    const added = await office.ask<MemberPasswordReply>(token, `POST ${routes.addMember.path}`, 201, body);
    const first = { login: body.login, password: added.temporaryPassword };
    const reply = await office.ask<StaffSignInReply>('', `POST ${routes.signInStaff.path}`, 201, first);
    if (reply.state !== 'enrolment') throw new Error(`${body.login} signed in without an authenticator`);
    const secret = new URL(reply.otpauthUri).searchParams.get('secret') ?? '';
    return {
      path: routes.enrolStaff.path,
      body: { enrolment: reply.enrolment, code: codeOf({ secret }), newPassword },
      token: undefined,
    };
  },
  getStaffSession: ofOwnSession('getStaffSession'),
  signOutStaff: ofOwnSession('signOutStaff'),
  listStaffSessions: ofOwnSession('listStaffSessions'),
  revokeStaffSessions: ofOwnSession('revokeStaffSessions'),
  revokeStaffSession: async ({ office }) => {
    const { token } = await office.hire('auditor');
    const { path } = routes.listStaffSessions;
    const { sessions } = await office.ask<StaffSessionsReply>(token, `GET ${path}`, 200);
    const [own] = sessions;
    return { path: routes.revokeStaffSession.path.replace(':sessionId', own?.sessionId ?? ''), token };
  },
  changeStaffPassword: async ({ office }) => {
    const member = await office.hire('auditor');
    const body = { password: staffPassword, code: codeOf(member), newPassword };
    return { path: routes.changeStaffPassword.path, body, token: member.token };
  },
  listOrganisations: byAdministrator('listOrganisations'),
  listMembers: byAdministrator('listMembers'),
  listVolunteers: byAdministrator('listVolunteers'),
  addMember: async ({ office }) => ({
    path: routes.addMember.path,
    body: await writeMember(office),
    token: office.posts.administrator.token,
  }),
  changeMember: ofMember('changeMember'),
  resetMember: ofMember('resetMember'),
  inviteVolunteer: ({ office }) => inviteVolunteer(office),
  getVolunteerPhone: ofVolunteer('getVolunteerPhone'),
  removeVolunteer: ofVolunteer('removeVolunteer'),
  acceptInvitation: async ({ office }) => {
    const { path, body, token = '' } = await inviteVolunteer(office);
    const { code } = await office.ask<InvitationReply>(token, `POST ${path}`, 201, body);
    const newcomer = await office.invite();
    return { path: routes.acceptInvitation.path, body: { code }, token: newcomer.token };
  },
  getVolunteering: asVolunteer('getVolunteering'),
  leaveVolunteers: asVolunteer('leaveVolunteers'),
  listPlaces: () => ({ path: routes.listPlaces.path.replace(':region', '510402'), token: undefined }),
};
