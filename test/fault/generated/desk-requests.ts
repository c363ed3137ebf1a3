/** Good requests of officers at their desk: who has a case, who is away, the lane, payments, the audit, and whom to call. */
import { bodyExamples } from '../../../bff/src/openapi/examples.ts';
import {
  routes,
  type FollowUp,
  type PaymentBatch,
  type RouteName,
  type StaffRole,
} from '../../../shared/src/contract/index.ts';
import { openBank } from '../../sandbox/bank/bank.ts';
import { makeFollowUp, makeMessage } from '../../support/callers.ts';
import { putReviewed, type CaseSketch } from '../../support/desk.ts';
import { putDuePayment, putFailed, putPaid } from '../../support/payments.ts';
import { makeCase, pathOfClaim } from './case-requests.ts';
import type { Cast, GoodRequest } from './good-requests.ts';
import { village, type Newcomer, type Office } from './office.ts';

type Maker = (cast: Cast) => GoodRequest | Promise<GoodRequest>;
type DeskRoute = Extract<
  RouteName,
  | 'getQueue'
  | 'getDeskClaim'
  | 'getClaimPhone'
  | 'setAssignee'
  | 'listColleagues'
  | 'listInstitutions'
  | 'setAway'
  | 'endAway'
  | 'setMemberAway'
  | 'endMemberAway'
  | 'getLane'
  | 'approveLane'
  | 'undoLane'
  | 'listPayments'
  | 'makePaymentBatch'
  | 'listPaymentBatches'
  | 'getPaymentBatch'
  | 'listBatchPayments'
  | 'getBankFile'
  | 'takeBankAnswer'
  | 'orderPaymentAgain'
  | 'correctPayee'
  | 'returnPayment'
  | 'listAudit'
  | 'listRuralCases'
  | 'getRuralCase'
  | 'sayRuralWord'
  | 'listFollowUps'
  | 'getFollowUp'
  | 'takeFollowUp'
  | 'giveBackFollowUp'
  | 'closeFollowUp'
>;

/** What any of this post may look at, at any time. */
const look =
  (route: DeskRoute, role: StaffRole): Maker =>
  ({ office: { posts } }) => ({ path: routes[route].path, token: posts[role].token });

const { setAway: away } = bodyExamples;

/** Of somebody new with a post: she is away only once. */
const aboutMember =
  (route: 'setAway' | 'endAway' | 'setMemberAway' | 'endMemberAway'): Maker =>
  async ({ office }) => {
    const member = await office.hire('county_reviewer');
    const ends = route === 'endAway' || route === 'endMemberAway';
    if (ends) await office.ask(member.token, `PUT ${routes.setAway.path}`, 200, away);
    const hers = route === 'setAway' || route === 'endAway';
    return {
      path: routes[route].path.replace(':staffId', member.publicId),
      ...(ends ? {} : { body: away }),
      token: hers ? member.token : office.posts.administrator.token,
    };
  };

/** A clean case of the lane that was not drawn for a full review. */
async function putClean({ app, posts }: Office) {
  const [clean] = await putReviewed(app, 1, { reviewedBy: posts.county_reviewer.staffId });
  if (clean === undefined) throw new Error('no case was put at the approval');
  return { claimId: clean.claim, version: clean.version };
}

async function makeBatch({ app, posts, ask }: Office): Promise<string> {
  const { payment } = await putDuePayment(app);
  const request = `POST ${routes.makePaymentBatch.path}`;
  const { batchId } = await ask<PaymentBatch>(posts.fund_manager.token, request, 201, {
    payments: [payment],
  });
  return batchId;
}

const ofBatch =
  (route: 'getPaymentBatch' | 'listBatchPayments' | 'getBankFile'): Maker =>
  async ({ office }) => ({
    path: routes[route].path.replace(':batchId', await makeBatch(office)),
    token: office.posts.fund_manager.token,
  });

/** A case whose payment the bank has sent back. */
async function failPayment(office: Office): Promise<{ claim: string; version: number; owner: Newcomer }> {
  const sketch: CaseSketch = { state: 'payment_failed', amount: 28_000 };
  return makeCase(office, sketch, ({ app }, { claimId }) =>
    app.deps.db
      .updateTable('claim')
      .set({ approved_amount: 28_000 })
      .where('claim_id', '=', claimId)
      .execute(),
  );
}

const ofRecognition =
  (route: 'getRuralCase' | 'sayRuralWord', body?: unknown): Maker =>
  async ({ office }) => {
    const { claim } = await makeCase(office, { state: 'means_check', kind: 'recognition' });
    const path = pathOfClaim(route, claim);
    return { path, ...(body === undefined ? {} : { body }), token: office.posts.rural_affairs.token };
  };

async function putFollowUp({ app, invite }: Office): Promise<string> {
  const { person } = await invite();
  return makeFollowUp(app, await makeMessage(app, person), village);
}

const ofFollowUp = (
  route: 'getFollowUp' | 'takeFollowUp' | 'giveBackFollowUp' | 'closeFollowUp',
  say?: (office: Office, id: string) => unknown,
): Maker => {
  return async ({ office }) => {
    const id = await putFollowUp(office);
    const body = await say?.(office, id);
    return {
      path: routes[route].path.replace(':followUpId', id),
      ...(body === undefined ? {} : { body }),
      token: office.posts.village_clerk.token,
    };
  };
};

export const deskMakers: Record<DeskRoute, Maker> = {
  getQueue: look('getQueue', 'county_reviewer'),
  listColleagues: look('listColleagues', 'county_reviewer'),
  listInstitutions: ({ office }) => ({
    path: `${routes.listInstitutions.path}?text=${encodeURIComponent('示例医院')}`,
    token: office.posts.county_reviewer.token,
  }),
  getLane: look('getLane', 'county_approver'),
  listPayments: look('listPayments', 'fund_manager'),
  listPaymentBatches: look('listPaymentBatches', 'fund_manager'),
  listAudit: look('listAudit', 'auditor'),
  listRuralCases: look('listRuralCases', 'rural_affairs'),
  getRuralCase: ofRecognition('getRuralCase'),
  sayRuralWord: ofRecognition('sayRuralWord', bodyExamples.sayRuralWord),
  listFollowUps: look('listFollowUps', 'village_clerk'),
  getDeskClaim: async ({ office }) => {
    const { claim } = await makeCase(office, { state: 'county_review' });
    return { path: pathOfClaim('getDeskClaim', claim), token: office.posts.county_reviewer.token };
  },
  getClaimPhone: async ({ office }) => {
    const { claim } = await makeCase(office, { state: 'county_review' });
    return { path: pathOfClaim('getClaimPhone', claim), token: office.posts.county_reviewer.token };
  },
  setAssignee: async ({ office }) => {
    const { claim, version } = await makeCase(office, { state: 'county_review' });
    const { publicId: staffId, token } = office.posts.county_reviewer;
    return { path: pathOfClaim('setAssignee', claim), body: { version, staffId }, token };
  },
  setAway: aboutMember('setAway'),
  endAway: aboutMember('endAway'),
  setMemberAway: aboutMember('setMemberAway'),
  endMemberAway: aboutMember('endMemberAway'),
  approveLane: async ({ office }) => ({
    path: routes.approveLane.path,
    body: { claims: [await putClean(office)] },
    token: office.posts.county_approver.token,
  }),
  undoLane: async ({ office }) => {
    const clean = await putClean(office);
    const { token } = office.posts.county_approver;
    await office.ask(token, `POST ${routes.approveLane.path}`, 200, { claims: [clean] });
    return { path: routes.undoLane.path, body: { claims: [clean.claimId] }, token };
  },
  makePaymentBatch: async ({ office: { app, posts } }) => ({
    path: routes.makePaymentBatch.path,
    body: { payments: [(await putDuePayment(app)).payment] },
    token: posts.fund_manager.token,
  }),
  getPaymentBatch: ofBatch('getPaymentBatch'),
  listBatchPayments: ofBatch('listBatchPayments'),
  getBankFile: ofBatch('getBankFile'),
  takeBankAnswer: async ({ stage, office }) => {
    const batch = await makeBatch(office);
    const { token } = office.posts.fund_manager;
    const file = await fetch(`${stage.bff.url}${routes.getBankFile.path.replace(':batchId', batch)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const bytes = openBank().take(Buffer.from(await file.arrayBuffer()));
    return { path: routes.takeBankAnswer.path.replace(':batchId', batch), bytes, token };
  },
  orderPaymentAgain: async ({ office: { app, posts } }) => {
    const { claim } = await putFailed(app);
    return { path: pathOfClaim('orderPaymentAgain', claim), token: posts.fund_manager.token };
  },
  returnPayment: async ({ office: { app, posts } }) => {
    const { claim, payment } = await putPaid(app);
    const body = { ...bodyExamples.returnPayment, paymentId: payment };
    return { path: pathOfClaim('returnPayment', claim), body, token: posts.fund_manager.token };
  },
  correctPayee: async ({ office }) => {
    const { claim, version, owner } = await failPayment(office);
    const body = { ...bodyExamples.correctPayee, version };
    return { path: pathOfClaim('correctPayee', claim), body, token: owner.token };
  },
  getFollowUp: ofFollowUp('getFollowUp'),
  takeFollowUp: ofFollowUp('takeFollowUp', () => ({ version: 1 })),
  giveBackFollowUp: ofFollowUp('giveBackFollowUp', takeIt),
  closeFollowUp: ofFollowUp('closeFollowUp', async (office, id) => ({
    ...(await takeIt(office, id)),
    outcome: 'reached',
  })),
};

async function takeIt({ ask, posts }: Office, id: string): Promise<{ version: number }> {
  const take = `POST ${routes.takeFollowUp.path.replace(':followUpId', id)}`;
  const { version } = await ask<FollowUp>(posts.village_clerk.token, take, 200, { version: 1 });
  return { version };
}
