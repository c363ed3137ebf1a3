/** Messages to people: the list, leave to send, receipts of the carrier, and who goes where nothing arrived. */
import { z } from 'zod';

import {
  followUp,
  followUpOutcomeRequest,
  followUpReturnRequest,
  followUpsQuery,
  followUpsReply,
  followUpTakeRequest,
  messagesQuery,
  messagesReply,
  smsReceiptsReply,
  smsReceiptsRequest,
  subscriptionsReply,
  subscriptionsRequest,
  unreadReply,
} from './message.ts';
import { recordConsents, type Route } from './route.ts';
import { recordId } from './values.ts';

const own = { feature: 'message', audience: 'person', consents: recordConsents, owned: null } as const;
const staff = {
  feature: 'message',
  audience: 'staff',
  roles: ['village_clerk', 'township_officer', 'county_reviewer'],
  consents: [],
  owned: null,
} as const;
const oneFollowUp = {
  ...staff,
  owned: 'follow_up',
  params: z.strictObject({ followUpId: recordId }),
  reply: followUp,
  status: 200,
} as const;

export const messageRoutes = {
  listMessages: {
    ...own,
    method: 'GET',
    path: '/api/v1/messages',
    summary: 'What she was told, newest first',
    query: messagesQuery,
    reply: messagesReply,
    status: 200,
  },
  countUnread: {
    ...own,
    method: 'GET',
    path: '/api/v1/messages/unread',
    summary: 'How many messages she has not read',
    reply: unreadReply,
    status: 200,
  },
  readMessages: {
    ...own,
    method: 'PUT',
    path: '/api/v1/messages/:messageId/read',
    summary: 'She has read this message and those before it',
    owned: 'message',
    params: z.strictObject({ messageId: recordId }),
    repeatable: true,
    reply: unreadReply,
    status: 200,
  },
  getSubscriptions: {
    ...own,
    method: 'GET',
    path: '/api/v1/subscriptions',
    summary: 'The subscribe messages to ask leave for',
    reply: subscriptionsReply,
    status: 200,
  },
  reportSubscriptions: {
    ...own,
    method: 'POST',
    path: '/api/v1/subscriptions',
    summary: 'What she answered to wx.requestSubscribeMessage',
    body: subscriptionsRequest,
    reply: null,
    status: 204,
  },
  receiveSmsReceipts: {
    method: 'POST',
    path: '/api/v1/sms-receipts/:secret',
    summary: 'Receipts that the SMS carrier pushes; who knows the address may',
    feature: 'message',
    audience: 'anyone',
    consents: [],
    owned: null,
    params: z.strictObject({ secret: z.string().min(1).max(64) }),
    body: smsReceiptsRequest,
    repeatable: true,
    reply: smsReceiptsReply,
    status: 200,
  },
  listFollowUps: {
    ...staff,
    method: 'GET',
    path: '/api/v1/staff/follow-ups',
    summary: 'Whom nobody could tell: calls and visits of her place, oldest first',
    query: followUpsQuery,
    reply: followUpsReply,
    status: 200,
  },
  getFollowUp: {
    ...oneFollowUp,
    method: 'GET',
    path: '/api/v1/staff/follow-ups/:followUpId',
    summary: 'One call or visit; the telephone number for the one who works on it',
  },
  takeFollowUp: {
    ...oneFollowUp,
    method: 'POST',
    path: '/api/v1/staff/follow-ups/:followUpId/take',
    summary: 'Work on it',
    body: followUpTakeRequest,
  },
  giveBackFollowUp: {
    ...oneFollowUp,
    method: 'POST',
    path: '/api/v1/staff/follow-ups/:followUpId/give-back',
    summary: 'Give it back: her own, or that of somebody who is away or gone. Its clock runs on',
    body: followUpReturnRequest,
  },
  closeFollowUp: {
    ...oneFollowUp,
    method: 'POST',
    path: '/api/v1/staff/follow-ups/:followUpId/outcome',
    summary: 'What came of it; a call that reaches nobody becomes a visit',
    body: followUpOutcomeRequest,
  },
} as const satisfies Record<string, Route>;
