/** The routes of who is on the staff, where they work, and who helps as a volunteer. */
import type { Body } from '../../services/api';
import { askStaff } from './staff-api';

const of = (staffId: string) => ({ params: { staffId } });

export const peopleApi = {
  listOrganisations: async () =>
    (await askStaff<'listOrganisations'>('GET /api/v1/staff/organisations')).organisations,
  listMembers: async () => (await askStaff<'listMembers'>('GET /api/v1/staff/members')).members,
  addMember: (body: Body<'addMember'>) => askStaff<'addMember'>('POST /api/v1/staff/members', {}, body),
  changeMember: (staffId: string, body: Body<'changeMember'>) =>
    askStaff<'changeMember'>('PUT /api/v1/staff/members/:staffId', of(staffId), body),
  resetMember: (staffId: string) =>
    askStaff<'resetMember'>('POST /api/v1/staff/members/:staffId/reset', of(staffId)),
  setAway: (staffId: string, body: Body<'setMemberAway'>) =>
    askStaff<'setMemberAway'>('PUT /api/v1/staff/members/:staffId/away', of(staffId), body),
  endAway: (staffId: string) =>
    askStaff<'endMemberAway'>('DELETE /api/v1/staff/members/:staffId/away', of(staffId)),

  listVolunteers: async () => (await askStaff<'listVolunteers'>('GET /api/v1/staff/volunteers')).volunteers,
  invite: (organisationId: string) =>
    askStaff<'inviteVolunteer'>('POST /api/v1/staff/volunteer-invitations', {}, { organisationId }),
  getVolunteerPhone: (volunteerId: string) =>
    askStaff<'getVolunteerPhone'>('GET /api/v1/staff/volunteers/:volunteerId/phone', {
      params: { volunteerId },
    }),
  removeVolunteer: (volunteerId: string) =>
    askStaff<'removeVolunteer'>('DELETE /api/v1/staff/volunteers/:volunteerId', { params: { volunteerId } }),
};
