/** What staff do with a case, step by step: from the township's acceptance to the county's approval. */
import { z } from 'zod';

import {
  acceptClaimRequest,
  approvalRequest,
  closingRequest,
  firstReviewRequest,
  homeRequest,
  meansRequest,
  objectionRequest,
  proposalReply,
  publicityRequest,
  recognitionRequest,
  refusalRequest,
  reopeningRequest,
  returnRequest,
  reviewRequest,
  visitRequest,
} from './claim-work.ts';
import { claimReply, correctionRequest } from './claim.ts';
import { figuresPreviewReply, figuresPreviewRequest } from './figures-preview.ts';
import type { Route } from './route.ts';
import type { StaffRole } from './staff.ts';
import { recordId } from './values.ts';
import {
  broughtPageQuery,
  broughtPageRemoval,
  broughtPayeeRequest,
  mendingRequest,
  mostBroughtBytes,
} from './window.ts';

const params = z.strictObject({ claimId: recordId });
const work = {
  feature: 'claim',
  audience: 'staff',
  method: 'POST',
  consents: [],
  owned: 'claim',
  params,
  reply: claimReply,
  status: 200,
} satisfies Partial<Route>;

const window: StaffRole[] = ['township_officer', 'county_reviewer'];
const township: StaffRole[] = ['township_officer'];
const townshipAndVillage: StaffRole[] = ['village_clerk', 'township_officer'];
const everyWindow: StaffRole[] = [...townshipAndVillage, 'county_reviewer'];
const civil: StaffRole[] = ['civil_affairs'];
const approver: StaffRole[] = ['county_approver'];

export const claimWorkRoutes = {
  acceptClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/acceptance',
    summary: 'Accept a claim that was sent (受理)',
    roles: window,
    body: acceptClaimRequest,
  },
  askCorrection: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/correction',
    summary: 'Ask once for everything that is to be mended (一次性告知补正)',
    roles: window,
    body: correctionRequest,
  },
  bringPage: {
    ...work,
    method: 'PUT',
    path: '/api/v1/staff/claims/:claimId/brought-pages',
    summary:
      'A page that is brought to the window: of a paper that the notice names, or of her bank card after the bank could not pay',
    roles: everyWindow,
    query: broughtPageQuery,
    takesBytes: mostBroughtBytes,
    repeatable: true,
  },
  removeBroughtPage: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/brought-pages/removal',
    summary: 'Take a page back that was brought to the window and not handed in yet',
    roles: everyWindow,
    body: broughtPageRemoval,
  },
  mendAtWindow: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/mending',
    summary: 'Answer the notice of correction for her, with what was brought to the window',
    roles: townshipAndVillage,
    body: mendingRequest,
  },
  bringPayee: {
    ...work,
    method: 'PUT',
    path: '/api/v1/staff/claims/:claimId/brought-payee',
    summary:
      'Name another account for her after the bank could not pay; the fund’s manager looks at it and orders it',
    roles: everyWindow,
    body: broughtPayeeRequest,
  },
  closeClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/closing',
    summary: 'Put aside a claim that was not mended in time, or end one that was reopened and is paid out',
    roles: window,
    body: closingRequest,
  },
  setClaimHome: {
    ...work,
    method: 'PUT',
    path: '/api/v1/staff/claims/:claimId/home',
    summary: 'Say in which village the family lives',
    roles: window,
    body: homeRequest,
  },
  firstReview: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/first-review',
    summary: 'Give the township’s opinion (初审意见)',
    roles: township,
    body: firstReviewRequest,
  },
  recordVisit: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/visit',
    summary: 'Record what was seen at the family’s home (入户调查)',
    roles: townshipAndVillage,
    body: visitRequest,
  },
  recordMeans: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/means',
    summary: 'Record the means check (家庭经济状况核对)',
    roles: civil,
    body: meansRequest,
  },
  startPublicity: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/publicity',
    summary: 'Begin the publicity in the village (公示)',
    roles: township,
    body: publicityRequest,
  },
  recordObjection: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/objections',
    summary: 'Record an objection to what was made public',
    roles: township,
    body: objectionRequest,
  },
  endPublicity: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/publicity-end',
    summary: 'End the publicity once its days are over',
    roles: township,
    body: publicityRequest,
  },
  recognise: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/recognition',
    summary: 'Recognise the person (认定): what the law grants for earlier bills opens by itself',
    roles: civil,
    body: recognitionRequest,
  },
  getProposal: {
    ...work,
    method: 'GET',
    path: '/api/v1/staff/claims/:claimId/proposal',
    summary: 'What the rules give for a claim now, bill by bill',
    roles: ['county_reviewer', 'county_approver'],
    reply: proposalReply,
  },
  previewFigures: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/figures-preview',
    summary: 'What figures typed from paper would come to; nothing of it is kept',
    roles: ['county_reviewer'],
    body: figuresPreviewRequest,
    reply: figuresPreviewReply,
    // It changes nothing, so it may be asked again as it is.
    repeatable: true,
  },
  reviewClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/review',
    summary: 'Review (县级审核): propose what the rules give, or to refuse',
    roles: ['county_reviewer'],
    body: reviewRequest,
  },
  approveClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/approval',
    summary: 'Approve (县级审批), by another person: the amount is fixed and ordered to be paid',
    roles: approver,
    body: approvalRequest,
  },
  refuseClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/refusal',
    summary: 'Refuse: what the review proposed, or the recognition',
    roles: ['county_approver', 'civil_affairs'],
    body: refusalRequest,
  },
  returnClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/return',
    summary: 'Send a claim one step back; what is due to be paid is not paid then',
    roles: ['county_reviewer', 'county_approver', 'civil_affairs', 'fund_manager'],
    body: returnRequest,
  },
  reopenClaim: {
    ...work,
    path: '/api/v1/staff/claims/:claimId/reopening',
    summary: 'Take up again what was closed or refused',
    roles: approver,
    body: reopeningRequest,
  },
} as const satisfies Record<string, Route>;
