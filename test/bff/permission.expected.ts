// What the matrix of permission.test.ts expects of every route: who comes in, with which consents, and whose record it
// names. It stands by itself: what the app goes by is never read here.
import type { ConsentKind, OwnedRecord, RouteName, StaffRole } from '../../shared/src/contract/index.ts';
import { staffRole } from '../../shared/src/contract/index.ts';
import type { ResidentCaller } from '../support/callers.ts';

/** Who comes in: `in`, or what she is told. */
export type Told = Record<ResidentCaller, string> & { staff: readonly StaffRole[] | string };
export const everybody: Told = {
  anonymous: 'in',
  expired: 'in',
  'expired staff': 'in',
  'invented staff': 'in',
  'forged signature': 'in',
  unbound: 'in',
  bound: 'in',
  volunteer: 'in',
  sender: 'in',
  staff: 'in',
};
const signedIn: Told = {
  anonymous: 'session_required',
  expired: 'session_expired',
  'expired staff': 'session_expired',
  'invented staff': 'session_expired',
  'forged signature': 'session_required',
  unbound: 'in',
  bound: 'in',
  volunteer: 'in',
  sender: 'forbidden',
  staff: 'forbidden',
};
const person: Told = { ...signedIn, unbound: 'binding_required' };
const volunteers: Told = { ...person, bound: 'forbidden' };
const strangers = { unbound: 'forbidden', bound: 'forbidden', volunteer: 'forbidden' };
const staff = (...roles: StaffRole[]): Told => ({ ...signedIn, ...strangers, staff: roles });
const party = (...roles: StaffRole[]): Told => ({ ...person, staff: roles });
const refusedSignature = 'signature_invalid';
const platform: Told = {
  ...strangers,
  anonymous: refusedSignature,
  expired: refusedSignature,
  'expired staff': refusedSignature,
  'invented staff': refusedSignature,
  'forged signature': refusedSignature,
  sender: 'in',
  staff: 'forbidden',
};

const recordConsents: ConsentKind[] = ['privacy_policy', 'identity_verification', 'medical_records'];
const claimConsents: ConsentKind[] = [...recordConsents, 'claim_papers'];
const memberConsents: ConsentKind[] = ['privacy_policy', 'identity_verification'];

interface Rule {
  told: Told;
  consents: ConsentKind[];
  owned: OwnedRecord | null;
}
const rule = (told: Told, consents: ConsentKind[] = [], owned: OwnedRecord | null = null): Rule => ({
  told,
  consents,
  owned,
});
const ofClaim = rule(person, claimConsents, 'claim');
const ofUpload = rule(person, claimConsents, 'upload');
const allStaff = staff(...staffRole.options);
const readers = party(
  'village_clerk',
  'township_officer',
  'county_reviewer',
  'county_approver',
  'civil_affairs',
  'fund_manager',
  'auditor',
);
const visitors = staff('village_clerk', 'township_officer', 'county_reviewer');
/** Those for whom cases wait. */
const officers: StaffRole[] = [
  'village_clerk',
  'township_officer',
  'county_reviewer',
  'county_approver',
  'civil_affairs',
  'fund_manager',
];
const caseWork = (...roles: StaffRole[]) => rule(staff(...roles), [], 'claim');
const funds = staff('fund_manager');
const administrators = staff('administrator');
const inviting = staff('administrator', 'village_clerk');

export const expected: Record<RouteName, Rule> = {
  sendSmsCode: rule(everybody),
  signInByWechat: rule(everybody),
  signInByPhone: rule(everybody),
  listConsentTexts: rule(everybody),
  getSession: rule(signedIn),
  signOut: rule(signedIn),
  grantConsent: rule(signedIn),
  withdrawConsent: rule(signedIn),
  bindPerson: rule(signedIn, ['identity_verification']),
  exportAccount: rule(signedIn),
  closeAccount: rule(signedIn),
  getStatus: rule(person, recordConsents),
  getBenefitYear: rule(person, recordConsents),
  listBills: rule(person, recordConsents),
  getBill: rule(person, recordConsents, 'bill'),
  refreshBill: rule(person, recordConsents, 'bill'),
  listClaims: rule(person, claimConsents),
  startClaim: rule(person, claimConsents),
  getClaim: rule(readers, claimConsents, 'claim'),
  setClaimBills: ofClaim,
  setPayee: ofClaim,
  setExcuse: ofClaim,
  submitClaim: ofClaim,
  withdrawClaim: ofClaim,
  correctPayee: ofClaim,
  askCorrection: rule(staff('township_officer', 'county_reviewer'), [], 'claim'),
  beginUpload: ofClaim,
  getUpload: ofUpload,
  sendChunk: ofUpload,
  finishUpload: ofUpload,
  cancelUpload: ofUpload,
  removePage: rule(person, claimConsents, 'page'),
  linkPage: rule(readers, claimConsents, 'page'),
  openFile: rule(everybody),
  receiveSettlement: rule(platform),
  listPolicyRegions: rule(everybody),
  getPolicyPack: rule(everybody),
  listPlaces: rule(everybody),
  signInStaff: rule(everybody),
  enrolStaff: rule(everybody),
  getStaffSession: rule(allStaff),
  signOutStaff: rule(allStaff),
  listStaffSessions: rule(allStaff),
  revokeStaffSessions: rule(allStaff),
  revokeStaffSession: rule(allStaff, [], 'staff_session'),
  changeStaffPassword: rule(allStaff),
  listOrganisations: rule(inviting),
  listMembers: rule(administrators),
  addMember: rule(administrators),
  changeMember: rule(administrators, [], 'member'),
  resetMember: rule(administrators, [], 'member'),
  listVolunteers: rule(inviting),
  inviteVolunteer: rule(inviting),
  getVolunteerPhone: rule(inviting, [], 'volunteer'),
  removeVolunteer: rule(inviting, [], 'volunteer'),
  acceptInvitation: rule(person, memberConsents),
  getVolunteering: rule(person, memberConsents),
  leaveVolunteers: rule(volunteers, memberConsents),
  listPayments: rule(funds),
  makePaymentBatch: rule(funds),
  listPaymentBatches: rule(funds),
  getPaymentBatch: rule(funds, [], 'payment_batch'),
  listBatchPayments: rule(funds, [], 'payment_batch'),
  getBankFile: rule(funds, [], 'payment_batch'),
  takeBankAnswer: rule(funds, [], 'payment_batch'),
  orderPaymentAgain: rule(funds, [], 'claim'),
  returnPayment: rule(funds, [], 'claim'),
  listAudit: rule(staff('auditor')),
  setHome: ofClaim,
  setHousehold: ofClaim,
  appealClaim: ofClaim,
  acceptClaim: caseWork('township_officer', 'county_reviewer'),
  bringPage: caseWork('village_clerk', 'township_officer', 'county_reviewer'),
  removeBroughtPage: caseWork('village_clerk', 'township_officer', 'county_reviewer'),
  bringPayee: caseWork('village_clerk', 'township_officer', 'county_reviewer'),
  mendAtWindow: caseWork('village_clerk', 'township_officer'),
  closeClaim: caseWork('township_officer', 'county_reviewer'),
  setClaimHome: caseWork('township_officer', 'county_reviewer'),
  firstReview: caseWork('township_officer'),
  recordVisit: caseWork('village_clerk', 'township_officer'),
  recordMeans: caseWork('civil_affairs'),
  startPublicity: caseWork('township_officer'),
  recordObjection: caseWork('township_officer'),
  endPublicity: caseWork('township_officer'),
  recognise: caseWork('civil_affairs'),
  getProposal: caseWork('county_reviewer', 'county_approver'),
  previewFigures: caseWork('county_reviewer'),
  reviewClaim: caseWork('county_reviewer'),
  approveClaim: caseWork('county_approver'),
  refuseClaim: caseWork('county_approver', 'civil_affairs'),
  returnClaim: caseWork('county_reviewer', 'county_approver', 'civil_affairs', 'fund_manager'),
  reopenClaim: caseWork('county_approver'),
  listMessages: rule(person, recordConsents),
  countUnread: rule(person, recordConsents),
  readMessages: rule(person, recordConsents, 'message'),
  getSubscriptions: rule(person, recordConsents),
  reportSubscriptions: rule(person, recordConsents),
  receiveSmsReceipts: rule(everybody),
  listFollowUps: rule(visitors),
  getFollowUp: rule(visitors, [], 'follow_up'),
  takeFollowUp: rule(visitors, [], 'follow_up'),
  giveBackFollowUp: rule(visitors, [], 'follow_up'),
  closeFollowUp: rule(visitors, [], 'follow_up'),
  listClients: rule(volunteers, memberConsents),
  addClient: rule(volunteers, memberConsents),
  getClient: rule(volunteers, memberConsents, 'client'),
  askConsentAgain: rule(volunteers, memberConsents, 'client'),
  confirmConsentCode: rule(volunteers, memberConsents, 'client'),
  sendSlip: rule(volunteers, memberConsents, 'client'),
  getClientPhone: rule(volunteers, memberConsents, 'client'),
  getDaySheet: rule(volunteers, memberConsents),
  listMandates: rule(person, memberConsents),
  giveMandate: rule(person, memberConsents, 'mandate'),
  endMandate: rule(person, memberConsents, 'mandate'),
  takeOverClaim: ofClaim,
  listPlaceMandates: rule(visitors),
  endMandateAtWindow: rule(visitors, [], 'mandate'),
  receiveSmsReply: rule(everybody),
  listInstitutions: rule(staff('county_reviewer')),
  listRuralCases: rule(staff('rural_affairs')),
  getRuralCase: caseWork('rural_affairs'),
  sayRuralWord: caseWork('rural_affairs'),
  getQueue: rule(staff(...officers)),
  getDeskClaim: caseWork(...officers, 'auditor'),
  getClaimPhone: caseWork(...officers.filter((role) => role !== 'fund_manager')),
  setAssignee: caseWork(...officers),
  listColleagues: rule(staff(...officers)),
  setAway: rule(staff(...officers)),
  endAway: rule(staff(...officers)),
  setMemberAway: rule(administrators, [], 'member'),
  endMemberAway: rule(administrators, [], 'member'),
  getLane: rule(staff('county_approver')),
  approveLane: rule(staff('county_approver')),
  undoLane: rule(staff('county_approver')),
};
