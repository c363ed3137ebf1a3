/** The routes of one case on the desk. Each write says which version it was made on. */
import type { ClaimTask } from '@yijiutong/rules/contract';

import type { Body } from '../../services/api';
import { askStaff, repeatStaff } from './staff-api';

/** Which paper, and of which bill; null: her own. */
export type PaperOf = Pick<ClaimTask, 'paper' | 'bill'>;

const of = (claimId: string) => ({ params: { claimId } });

export const caseApi = {
  get: (claimId: string) => askStaff<'getDeskClaim'>('GET /api/v1/staff/claims/:claimId', of(claimId)),
  getPhone: (claimId: string) =>
    askStaff<'getClaimPhone'>('GET /api/v1/staff/claims/:claimId/phone', of(claimId)),
  getProposal: (claimId: string) =>
    askStaff<'getProposal'>('GET /api/v1/staff/claims/:claimId/proposal', of(claimId)),
  listInstitutions: (text: string) =>
    askStaff<'listInstitutions'>('GET /api/v1/staff/institutions', { query: { text } }),
  previewFigures: (claimId: string, body: Body<'previewFigures'>) =>
    repeatStaff<'previewFigures'>('POST /api/v1/staff/claims/:claimId/figures-preview', of(claimId), {
      body,
    }),
  listPlaces: (region: string) =>
    askStaff<'listPlaces'>('GET /api/v1/places/:region', { params: { region } }),
  linkPage: (pageId: string, size: 'thumbnail' | 'full') =>
    askStaff<'linkPage'>('GET /api/v1/pages/:pageId/link', { params: { pageId }, query: { size } }),

  listColleagues: () => askStaff<'listColleagues'>('GET /api/v1/staff/colleagues'),
  setAssignee: (claimId: string, body: Body<'setAssignee'>) =>
    askStaff<'setAssignee'>('PUT /api/v1/staff/claims/:claimId/assignee', of(claimId), body),

  setHome: (claimId: string, body: Body<'setClaimHome'>) =>
    askStaff<'setClaimHome'>('PUT /api/v1/staff/claims/:claimId/home', of(claimId), body),
  accept: (claimId: string, body: Body<'acceptClaim'>) =>
    askStaff<'acceptClaim'>('POST /api/v1/staff/claims/:claimId/acceptance', of(claimId), body),
  askCorrection: (claimId: string, body: Body<'askCorrection'>) =>
    askStaff<'askCorrection'>('POST /api/v1/staff/claims/:claimId/correction', of(claimId), body),
  close: (claimId: string, body: Body<'closeClaim'>) =>
    askStaff<'closeClaim'>('POST /api/v1/staff/claims/:claimId/closing', of(claimId), body),
  firstReview: (claimId: string, body: Body<'firstReview'>) =>
    askStaff<'firstReview'>('POST /api/v1/staff/claims/:claimId/first-review', of(claimId), body),
  recordVisit: (claimId: string, body: Body<'recordVisit'>) =>
    askStaff<'recordVisit'>('POST /api/v1/staff/claims/:claimId/visit', of(claimId), body),
  recordMeans: (claimId: string, body: Body<'recordMeans'>) =>
    askStaff<'recordMeans'>('POST /api/v1/staff/claims/:claimId/means', of(claimId), body),
  startPublicity: (claimId: string, body: Body<'startPublicity'>) =>
    askStaff<'startPublicity'>('POST /api/v1/staff/claims/:claimId/publicity', of(claimId), body),
  recordObjection: (claimId: string, body: Body<'recordObjection'>) =>
    askStaff<'recordObjection'>('POST /api/v1/staff/claims/:claimId/objections', of(claimId), body),
  endPublicity: (claimId: string, body: Body<'endPublicity'>) =>
    askStaff<'endPublicity'>('POST /api/v1/staff/claims/:claimId/publicity-end', of(claimId), body),
  recognise: (claimId: string, body: Body<'recognise'>) =>
    askStaff<'recognise'>('POST /api/v1/staff/claims/:claimId/recognition', of(claimId), body),
  review: (claimId: string, body: Body<'reviewClaim'>) =>
    askStaff<'reviewClaim'>('POST /api/v1/staff/claims/:claimId/review', of(claimId), body),
  approve: (claimId: string, body: Body<'approveClaim'>) =>
    askStaff<'approveClaim'>('POST /api/v1/staff/claims/:claimId/approval', of(claimId), body),
  refuse: (claimId: string, body: Body<'refuseClaim'>) =>
    askStaff<'refuseClaim'>('POST /api/v1/staff/claims/:claimId/refusal', of(claimId), body),
  sendBack: (claimId: string, body: Body<'returnClaim'>) =>
    askStaff<'returnClaim'>('POST /api/v1/staff/claims/:claimId/return', of(claimId), body),
  reopen: (claimId: string, body: Body<'reopenClaim'>) =>
    askStaff<'reopenClaim'>('POST /api/v1/staff/claims/:claimId/reopening', of(claimId), body),
  bringPage: (claimId: string, { paper, bill }: PaperOf, sha256: string, bytes: ArrayBuffer) =>
    repeatStaff<'bringPage'>(
      'PUT /api/v1/staff/claims/:claimId/brought-pages',
      { ...of(claimId), query: { paper, sha256, ...(bill === null ? {} : { bill }) } },
      { bytes },
    ),
  removeBroughtPage: (claimId: string, pageId: string) =>
    askStaff<'removeBroughtPage'>('POST /api/v1/staff/claims/:claimId/brought-pages/removal', of(claimId), {
      pageId,
    }),
  mend: (claimId: string, body: Body<'mendAtWindow'>) =>
    askStaff<'mendAtWindow'>('POST /api/v1/staff/claims/:claimId/mending', of(claimId), body),
  bringPayee: (claimId: string, body: Body<'bringPayee'>) =>
    askStaff<'bringPayee'>('PUT /api/v1/staff/claims/:claimId/brought-payee', of(claimId), body),
  orderPaymentAgain: (claimId: string) =>
    askStaff<'orderPaymentAgain'>('POST /api/v1/staff/claims/:claimId/payment-order', of(claimId)),
};
