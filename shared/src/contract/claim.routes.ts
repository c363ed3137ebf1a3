/** A claim as the person makes it: from its draft to the account that the bank could not pay to. */
import { z } from 'zod';

import { homeRequest } from './claim-work.ts';
import {
  appealRequest,
  claimBillsRequest,
  claimReply,
  claimsReply,
  excuseRequest,
  payeeRequest,
  startClaimRequest,
  submissionRequest,
  withdrawalRequest,
} from './claim.ts';
import { householdRequest } from './household.ts';
import { claimConsents, type Route } from './route.ts';
import { recordId } from './values.ts';

const params = z.strictObject({ claimId: recordId });
const own = {
  feature: 'claim',
  audience: 'person',
  consents: claimConsents,
  owned: 'claim',
  proxied: true,
  params,
} as const;
/** Everybody of the staff through whose hands cases go, and who audits them. */
export const caseRoles = [
  'village_clerk',
  'township_officer',
  'county_reviewer',
  'county_approver',
  'civil_affairs',
  'fund_manager',
  'auditor',
] as const;
const answered = { reply: claimReply, status: 200 } as const;

export const claimRoutes = {
  listClaims: {
    method: 'GET',
    path: '/api/v1/claims',
    summary: 'The claims of the person, and the bills she can still claim',
    feature: 'claim',
    audience: 'person',
    consents: claimConsents,
    owned: null,
    proxied: true,
    reply: claimsReply,
    status: 200,
  },
  startClaim: {
    method: 'POST',
    path: '/api/v1/claims',
    summary: 'Find the draft that is open, from any phone, or begin one',
    feature: 'claim',
    audience: 'person',
    consents: claimConsents,
    owned: null,
    proxied: true,
    body: startClaimRequest,
    ...answered,
  },
  getClaim: {
    ...own,
    method: 'GET',
    path: '/api/v1/claims/:claimId',
    summary: 'One claim: its bills, its task list, what it can bring, and where it is',
    audience: 'party',
    roles: caseRoles,
    ...answered,
  },
  setClaimBills: {
    ...own,
    method: 'PUT',
    path: '/api/v1/claims/:claimId/bills',
    summary: 'Say which bills the claim is for',
    body: claimBillsRequest,
    ...answered,
  },
  setPayee: {
    ...own,
    method: 'PUT',
    path: '/api/v1/claims/:claimId/payee',
    summary: 'Say which account the money goes to',
    body: payeeRequest,
    ...answered,
  },
  setExcuse: {
    ...own,
    method: 'PUT',
    path: '/api/v1/claims/:claimId/excuse',
    summary: 'Say why a paper cannot be had',
    body: excuseRequest,
    ...answered,
  },
  submitClaim: {
    ...own,
    method: 'POST',
    path: '/api/v1/claims/:claimId/submission',
    summary: 'Send the claim, or what a notice asked for: once, with a number at once',
    body: submissionRequest,
    ...answered,
  },
  withdrawClaim: {
    ...own,
    method: 'POST',
    path: '/api/v1/claims/:claimId/withdrawal',
    summary: 'Take the claim back, or throw the draft away',
    body: withdrawalRequest,
    ...answered,
  },
  setHome: {
    ...own,
    method: 'PUT',
    path: '/api/v1/claims/:claimId/home',
    summary: 'Say in which village the family lives',
    body: homeRequest,
    ...answered,
  },
  setHousehold: {
    ...own,
    method: 'PUT',
    path: '/api/v1/claims/:claimId/household',
    summary: 'Name who belongs to the household that the application is for',
    body: householdRequest,
    ...answered,
  },
  appealClaim: {
    ...own,
    method: 'POST',
    path: '/api/v1/claims/:claimId/appeal',
    summary: 'Begin the appeal of a refusal (复核), or find it',
    body: appealRequest,
    ...answered,
  },
} as const satisfies Record<string, Route>;
