/** The routes of calls and visits, and of mandates at the window. */
import type { FollowUpsQuery } from '@yijiutong/rules/contract';

import type { Body } from '../../services/api';
import { askStaff } from './staff-api';

const of = (followUpId: string) => ({ params: { followUpId } });

export const followApi = {
  list: (look: FollowUpsQuery['look'], after?: string) =>
    askStaff<'listFollowUps'>('GET /api/v1/staff/follow-ups', {
      query: { look, ...(after === undefined ? {} : { after }) },
    }),
  get: (followUpId: string) =>
    askStaff<'getFollowUp'>('GET /api/v1/staff/follow-ups/:followUpId', of(followUpId)),
  take: (followUpId: string, version: number) =>
    askStaff<'takeFollowUp'>('POST /api/v1/staff/follow-ups/:followUpId/take', of(followUpId), { version }),
  giveBack: (followUpId: string, version: number) =>
    askStaff<'giveBackFollowUp'>('POST /api/v1/staff/follow-ups/:followUpId/give-back', of(followUpId), {
      version,
    }),
  close: (followUpId: string, body: Body<'closeFollowUp'>) =>
    askStaff<'closeFollowUp'>('POST /api/v1/staff/follow-ups/:followUpId/outcome', of(followUpId), body),

  listMandates: (after?: string) =>
    askStaff<'listPlaceMandates'>('GET /api/v1/staff/mandates', {
      query: after === undefined ? {} : { after },
    }),
  endMandate: (mandateId: string, reason: Body<'endMandateAtWindow'>['reason']) =>
    askStaff<'endMandateAtWindow'>(
      'POST /api/v1/staff/mandates/:mandateId/end',
      { params: { mandateId } },
      { reason },
    ),
};
