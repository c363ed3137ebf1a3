/** Every route of the API: what it takes, what it gives, and who may call it. The shell, the OpenAPI page and the permission matrix all read this table. */
import { z } from 'zod';

import { billReply, billsQuery, billsReply } from './bill.ts';
import {
  bindingReply,
  bindingRequest,
  closeAccountReply,
  closeAccountRequest,
  consentKind,
  consentReply,
  consentRequest,
  consentTextsReply,
  exportReply,
  phoneSignInRequest,
  sessionReply,
  signInReply,
  smsCodeReply,
  smsCodeRequest,
  wechatSignInRequest,
  type ConsentKind,
} from './session.ts';
import { intakeReply, intakeRequest } from './settlement.ts';
import { statusReply, yearReply } from './status.ts';
import { benefitYear, setlId } from './values.ts';

/** `anyone`: no session. `account`: signed in. `person`: signed in and bound. `sender`: a signed request of the platform. */
export type Audience = 'anyone' | 'account' | 'person' | 'sender';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the root, parameters as `:name`. */
  path: string;
  summary: string;
  feature: string;
  audience: Audience;
  /** Consents that must stand, in their newest version, before the route answers. */
  consents: ConsentKind[];
  /** The record that the path names and that must belong to the caller; null where the caller's own is meant. */
  owned: 'bill' | null;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  reply: z.ZodType | null;
  status: 200 | 201 | 202 | 204;
}

/** Whatever shows a person's records. An account alone needs none, or nobody could agree to a new text, export or leave. */
const records: ConsentKind[] = ['privacy_policy', 'identity_verification', 'medical_records'];
const bill = z.strictObject({ setlId });

/** Names are the operation ids of the OpenAPI document. */
export const routes = {
  sendSmsCode: {
    method: 'POST',
    path: '/api/v1/sms-codes',
    summary: 'Send a sign-in code by SMS',
    feature: 'session',
    audience: 'anyone',
    consents: [],
    owned: null,
    body: smsCodeRequest,
    reply: smsCodeReply,
    status: 202,
  },
  signInByWechat: {
    method: 'POST',
    path: '/api/v1/sessions/wechat',
    summary: 'Sign in with the code of wx.login',
    feature: 'session',
    audience: 'anyone',
    consents: [],
    owned: null,
    body: wechatSignInRequest,
    reply: signInReply,
    status: 201,
  },
  signInByPhone: {
    method: 'POST',
    path: '/api/v1/sessions/phone',
    summary: 'Sign in with a phone number and the code sent to it',
    feature: 'session',
    audience: 'anyone',
    consents: [],
    owned: null,
    body: phoneSignInRequest,
    reply: signInReply,
    status: 201,
  },
  getSession: {
    method: 'GET',
    path: '/api/v1/session',
    summary: 'Who is signed in',
    feature: 'session',
    audience: 'account',
    consents: [],
    owned: null,
    reply: sessionReply,
    status: 200,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out: the token is void at once',
    feature: 'session',
    audience: 'account',
    consents: [],
    owned: null,
    reply: null,
    status: 204,
  },
  listConsentTexts: {
    method: 'GET',
    path: '/api/v1/consent-texts',
    summary: 'The texts a person can agree to, in their newest version',
    feature: 'consent',
    audience: 'anyone',
    consents: [],
    owned: null,
    reply: consentTextsReply,
    status: 200,
  },
  grantConsent: {
    method: 'PUT',
    path: '/api/v1/consents/:kind',
    summary: 'Agree to one text',
    feature: 'consent',
    audience: 'account',
    consents: [],
    owned: null,
    params: z.strictObject({ kind: consentKind }),
    body: consentRequest,
    reply: consentReply,
    status: 200,
  },
  withdrawConsent: {
    method: 'DELETE',
    path: '/api/v1/consents/:kind',
    summary: 'Withdraw one consent',
    feature: 'consent',
    audience: 'account',
    consents: [],
    owned: null,
    params: z.strictObject({ kind: consentKind }),
    reply: consentReply,
    status: 200,
  },
  bindPerson: {
    method: 'POST',
    path: '/api/v1/binding',
    summary: 'Tie the account to a person, by real-name check',
    feature: 'account',
    audience: 'account',
    consents: ['identity_verification'],
    owned: null,
    body: bindingRequest,
    reply: bindingReply,
    status: 201,
  },
  exportAccount: {
    method: 'GET',
    path: '/api/v1/account/export',
    summary: 'Everything kept about the caller',
    feature: 'account',
    audience: 'account',
    consents: [],
    owned: null,
    reply: exportReply,
    status: 200,
  },
  closeAccount: {
    method: 'DELETE',
    path: '/api/v1/account',
    summary: 'Close the account',
    feature: 'account',
    audience: 'account',
    consents: [],
    owned: null,
    body: closeAccountRequest,
    reply: closeAccountReply,
    status: 200,
  },
  getStatus: {
    method: 'GET',
    path: '/api/v1/status',
    summary: 'Who the person is to the three layers, and her present year',
    feature: 'status',
    audience: 'person',
    consents: records,
    owned: null,
    reply: statusReply,
    status: 200,
  },
  getBenefitYear: {
    method: 'GET',
    path: '/api/v1/benefit-years/:year',
    summary: 'One benefit year of the person',
    feature: 'benefit-year',
    audience: 'person',
    consents: records,
    owned: null,
    params: z.strictObject({ year: benefitYear }),
    reply: yearReply,
    status: 200,
  },
  listBills: {
    method: 'GET',
    path: '/api/v1/bills',
    summary: 'The bills of a year, newest first',
    feature: 'bill',
    audience: 'person',
    consents: records,
    owned: null,
    query: billsQuery,
    reply: billsReply,
    status: 200,
  },
  getBill: {
    method: 'GET',
    path: '/api/v1/bills/:setlId',
    summary: 'One bill, explained down to the clause',
    feature: 'bill',
    audience: 'person',
    consents: records,
    owned: 'bill',
    params: bill,
    reply: billReply,
    status: 200,
  },
  refreshBill: {
    method: 'POST',
    path: '/api/v1/bills/:setlId/refresh',
    summary: 'Read the bill again from the national platform (5203)',
    feature: 'bill',
    audience: 'person',
    consents: records,
    owned: 'bill',
    params: bill,
    reply: billReply,
    status: 200,
  },
  receiveSettlement: {
    method: 'POST',
    path: '/api/v1/settlements',
    summary: 'Receive a settlement (2304, 2207) or its reversal (2305, 2208)',
    feature: 'settlement',
    audience: 'sender',
    consents: [],
    owned: null,
    body: intakeRequest,
    reply: intakeReply,
    status: 200,
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
