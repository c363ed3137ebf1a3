/** The officers' desk. */
import { z } from 'zod';

import { caseRoles } from './claim.routes.ts';
import { claimPhoneReply } from './desk-findings.ts';
import { laneApprovalReply, laneReply, laneRequest, laneUndoReply, laneUndoRequest } from './desk-lane.ts';
import {
  assigneeReply,
  assigneeRequest,
  awayReply,
  awayRequest,
  colleaguesReply,
  deskClaimReply,
  deskQueueQuery,
  deskQueueReply,
} from './desk.ts';
import type { Route } from './route.ts';
import type { StaffRole } from './staff.ts';
import { recordId } from './values.ts';

/** Those for whom cases wait; an auditor opens them, and none waits for her. */
const handlers: StaffRole[] = caseRoles.filter((role) => role !== 'auditor');
const desk = {
  feature: 'desk',
  audience: 'staff',
  roles: handlers,
  consents: [],
  owned: null,
  status: 200,
} satisfies Partial<Route>;
const ofClaim = { owned: 'claim', params: z.strictObject({ claimId: recordId }) } as const;
const ofMember = {
  roles: ['administrator'] as StaffRole[],
  owned: 'member',
  params: z.strictObject({ staffId: recordId }),
} as const;
const approver = { ...desk, roles: ['county_approver'] as StaffRole[] };

export const deskRoutes = {
  getQueue: {
    ...desk,
    method: 'GET',
    path: '/api/v1/staff/queue',
    summary: 'What waits for the caller: overdue first, then by harm × ease',
    query: deskQueueQuery,
    reply: deskQueueReply,
  },
  getDeskClaim: {
    ...desk,
    ...ofClaim,
    roles: [...caseRoles],
    method: 'GET',
    path: '/api/v1/staff/claims/:claimId',
    summary: 'All that an officer needs of a case on one page; the view is recorded',
    reply: deskClaimReply,
  },
  getClaimPhone: {
    ...desk,
    ...ofClaim,
    roles: handlers.filter((role) => role !== 'fund_manager'),
    method: 'GET',
    path: '/api/v1/staff/claims/:claimId/phone',
    summary: 'The number to call her on; who asked for it is recorded',
    reply: claimPhoneReply,
  },
  setAssignee: {
    ...desk,
    ...ofClaim,
    method: 'PUT',
    path: '/api/v1/staff/claims/:claimId/assignee',
    summary: 'Take a case, give it to a colleague, or give it back',
    body: assigneeRequest,
    reply: assigneeReply,
  },
  listColleagues: {
    ...desk,
    method: 'GET',
    path: '/api/v1/staff/colleagues',
    summary: 'Whom cases can be given to, and who is away',
    reply: colleaguesReply,
  },
  setAway: {
    ...desk,
    method: 'PUT',
    path: '/api/v1/staff/away',
    summary: 'Be away for some days: open cases go back, or to a colleague',
    body: awayRequest,
    reply: awayReply,
  },
  endAway: {
    ...desk,
    method: 'DELETE',
    path: '/api/v1/staff/away',
    summary: 'Be back, or not go',
    reply: null,
    status: 204,
  },
  setMemberAway: {
    ...desk,
    ...ofMember,
    method: 'PUT',
    path: '/api/v1/staff/members/:staffId/away',
    summary: 'Say of a colleague that she is away',
    body: awayRequest,
    reply: awayReply,
  },
  endMemberAway: {
    ...desk,
    ...ofMember,
    method: 'DELETE',
    path: '/api/v1/staff/members/:staffId/away',
    summary: 'Say of a colleague that she is back',
    reply: null,
    status: 204,
  },
  getLane: {
    ...approver,
    method: 'GET',
    path: '/api/v1/staff/lane',
    summary:
      'Clean cases that can be approved together, those drawn for a full review, and what can be undone',
    reply: laneReply,
  },
  approveLane: {
    ...approver,
    method: 'POST',
    path: '/api/v1/staff/lane/approvals',
    summary: 'Approve up to twenty clean cases together; each takes effect after fifteen minutes',
    body: laneRequest,
    reply: laneApprovalReply,
  },
  undoLane: {
    ...approver,
    method: 'POST',
    path: '/api/v1/staff/lane/undoings',
    summary: 'Undo approvals of the last fifteen minutes',
    body: laneUndoRequest,
    reply: laneUndoReply,
  },
} as const satisfies Record<string, Route>;
