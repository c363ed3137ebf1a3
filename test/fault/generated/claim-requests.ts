/** Good requests about claims and papers. Each finds its draft, upload or page first, as far as it must be there. */
import {
  claimReply,
  pageLinkReply,
  routes,
  uploadReply,
  type ClaimReply,
  type RouteName,
  type UploadReply,
} from '@yijiutong/rules/contract';

import { signInAtDesk } from '../../sandbox/staff/desk.ts';
import { loadStaff } from '../../sandbox/staff/load-staff.ts';
import { makeScan } from '../../support/paper-files.ts';
import type { Chance } from '../../support/seeded.ts';
import { completeDraft, applyOnce, openAcknowledged, writePaperBill } from '../apply.ts';
import { openLine, openPhone, read, sha256, type Phone } from '../phone.ts';
import type { SignedIn } from '../signed-in.ts';
import type { Stage } from '../stage.ts';
import type { Cast, GoodRequest } from './good-requests.ts';

/** Who applies, and what was made ready for requests that come once in a claim's life. */
export type Applicants = {
  /** One for each lane: her draft is begun, changed and thrown away all the time, by nobody else. */
  busy: readonly { person: SignedIn; phone: Phone }[];
  /** Complete: to be sent. */
  ready: { token: string; claim: ClaimReply };
  /** Sent, where the reviewer sees it. */
  sent: ClaimReply;
  /** The token of the reviewer. */
  desk: string;
  /** Sent over and over: the same file for the same paper is one page. */
  scans: readonly Buffer[];
};

/** Whose reviewer the demonstration has. */
export const reviewedCity = '510400';

/** @param neighbour lives in the city of the reviewer */
export async function castApplicants(
  stage: Stage,
  busy: readonly SignedIn[],
  neighbour: SignedIn,
): Promise<Applicants> {
  const { chance } = stage;
  const line = openLine({ origin: () => stage.bff.url });
  const applying = { phone: openPhone(line, neighbour.token), chance, told: openAcknowledged() };
  const sent = await applyOnce(applying);
  return {
    busy: busy.map((person) => ({ person, phone: openPhone(line, person.token) })),
    sent,
    desk: await openDesk(stage),
    ready: { token: neighbour.token, claim: await completeDraft(applying, 1) },
    scans: Array.from({ length: 4 }, () => makeScan(chance, 2000)),
  };
}

async function openDesk({ environment, bff }: Stage): Promise<string> {
  await loadStaff(environment);
  return signInAtDesk(bff.url, 'shi.shen');
}

type Maker = (cast: Cast, chance: Chance, lane: number) => Promise<GoodRequest>;
type ClaimRoute = Extract<
  RouteName,
  | 'listClaims'
  | 'startClaim'
  | 'getClaim'
  | 'setClaimBills'
  | 'setPayee'
  | 'setExcuse'
  | 'submitClaim'
  | 'withdrawClaim'
  | 'askCorrection'
>;
type PaperRoute = Extract<
  RouteName,
  | 'beginUpload'
  | 'getUpload'
  | 'sendChunk'
  | 'finishUpload'
  | 'cancelUpload'
  | 'removePage'
  | 'linkPage'
  | 'openFile'
>;

function busyOf({ applicants: { busy } }: Cast, lane: number) {
  return busy[lane % busy.length]!;
}

/** About the draft of the busy one, as it stands. */
const ofDraft =
  (route: ClaimRoute, write?: (draft: ClaimReply, chance: Chance) => unknown): Maker =>
  async (cast, chance, lane) => {
    const { phone, person } = busyOf(cast, lane);
    const draft = await findDraft(phone, chance);
    return {
      path: routes[route].path.replace(':claimId', draft.claimId),
      token: person.token,
      ...(write === undefined ? {} : { body: write(draft, chance) }),
    };
  };

export const claimMakers: Record<ClaimRoute, Maker> = {
  listClaims: ofDraft('listClaims'),
  startClaim: ofDraft('startClaim', () => ({ bills: [] })),
  getClaim: ofDraft('getClaim'),
  setClaimBills: ofDraft('setClaimBills', ({ version, bills }, chance) => ({
    version,
    bills: [writePaperBill(chance), ...bills.slice(0, 2).flatMap(keepBill)],
  })),
  setPayee: ofDraft('setPayee', ({ version }) => ({
    version,
    bank: '示例银行',
    account: '9900 0000 0000 0000 002',
  })),
  setExcuse: ofDraft('setExcuse', ({ version, tasks }, chance) => {
    const { paper, bill } = chance.pick(tasks.filter(({ mayExcuse }) => mayExcuse));
    return { version, paper, bill, reason: chance.pick(['lost', 'too_far', null]) };
  }),
  withdrawClaim: ofDraft('withdrawClaim', ({ version }) => ({ version })),
  // Sent again it is answered again.
  submitClaim: ({ applicants: { ready } }) =>
    Promise.resolve({
      path: routes.submitClaim.path.replace(':claimId', ready.claim.claimId),
      body: { version: ready.claim.version },
      token: ready.token,
    }),
  askCorrection: ({ applicants: { sent, desk } }) => {
    const { claimId, version } = sent;
    const papers = [{ paper: 'identity_card', bill: null, reason: 'unclear', words: null }];
    const path = routes.askCorrection.path.replace(':claimId', claimId);
    return Promise.resolve({ path, body: { version, words: null, papers }, token: desk });
  },
};

function keepBill(bill: ClaimReply['bills'][number]) {
  return bill.source === 'platform' ? [{ setlId: bill.ref, injury: false }] : [];
}

/** Finds the draft, or begins one with a bill: so that there are papers which may be excused. */
async function findDraft(phone: Phone, chance: Chance): Promise<ClaimReply> {
  const start = { method: 'POST', path: '/api/v1/claims', json: { bills: [] } } as const;
  const draft = read('start', await phone.once('start', start), claimReply);
  if (draft.bills.length > 0) return draft;
  const { claimId, version } = draft;
  const json = { version, bills: [writePaperBill(chance)] };
  const path = `/api/v1/claims/${claimId}/bills`;
  return read('bills', await phone.once('bills', { method: 'PUT', path, json }), claimReply);
}

/** An upload of the busy one, to a paper of her own that has room for it. */
async function beginPage(cast: Cast, chance: Chance, lane: number) {
  const { phone, person } = busyOf(cast, lane);
  const draft = await findDraft(phone, chance);
  const own = draft.tasks.filter(({ bill, state }) => bill === null && state !== 'held');
  const room = own.filter(({ pages, maxPages }) => pages.length < maxPages);
  const { paper } = room.length === 0 ? await makeRoom(phone, chance.pick(own)) : chance.pick(room);
  const bytes = chance.pick(cast.applicants.scans);
  const body = { paper, bill: null, length: bytes.length, sha256: sha256(bytes) };
  const path = `/api/v1/claims/${draft.claimId}/uploads`;
  const begin = async () =>
    read('begin', await phone.once('begin', { method: 'POST', path, json: body }), uploadReply);
  return { phone, token: person.token, path, body, bytes, begin };
}

/** Takes a page back: its paper has room again. */
async function makeRoom(phone: Phone, task: ClaimReply['tasks'][number]): Promise<{ paper: string }> {
  await phone.once('remove', { method: 'DELETE', path: `/api/v1/pages/${task.pages[0]!.pageId}` });
  return task;
}

/** A page of hers that can still be taken back. */
async function givePage(
  cast: Cast,
  chance: Chance,
  lane: number,
): Promise<{ pageId: string; phone: Phone; token: string }> {
  const { phone, token, begin, bytes } = await beginPage(cast, chance, lane);
  const { uploadId } = await begin();
  await phone.once('chunk', { method: 'PUT', path: chunkPath(uploadId, bytes), bytes });
  const finish = { method: 'POST', path: `/api/v1/uploads/${uploadId}/finish` } as const;
  const { page } = read('finish', await phone.once('finish', finish), uploadReply);
  return { pageId: page!.pageId, phone, token };
}

const chunkPath = (uploadId: string, bytes: Buffer) =>
  `/api/v1/uploads/${uploadId}/chunks/0?sha256=${sha256(bytes)}`;

/** About an upload that was just begun, with its bytes there or not. */
const ofUpload =
  (
    route: PaperRoute,
    arrange: (phone: Phone, upload: UploadReply, bytes: Buffer) => Promise<unknown>,
  ): Maker =>
  async (cast, chance, lane) => {
    const { phone, token, begin, bytes } = await beginPage(cast, chance, lane);
    const upload = await begin();
    await arrange(phone, upload, bytes);
    return { path: routes[route].path.replace(':uploadId', upload.uploadId), token };
  };

const nothing = () => Promise.resolve();

export const paperMakers: Record<PaperRoute, Maker> = {
  beginUpload: async (cast, chance, lane) => {
    const { path, body, token } = await beginPage(cast, chance, lane);
    return { path, body, token };
  },
  getUpload: ofUpload('getUpload', nothing),
  sendChunk: async (cast, chance, lane) => {
    const { token, begin, bytes } = await beginPage(cast, chance, lane);
    return { path: chunkPath((await begin()).uploadId, bytes), bytes, token };
  },
  finishUpload: ofUpload('finishUpload', (phone, { uploadId }, bytes) =>
    phone.once('chunk', { method: 'PUT', path: chunkPath(uploadId, bytes), bytes }),
  ),
  cancelUpload: ofUpload('cancelUpload', nothing),
  removePage: async (cast, chance, lane) => {
    const { pageId, token } = await givePage(cast, chance, lane);
    return { path: routes.removePage.path.replace(':pageId', pageId), token };
  },
  linkPage: async (cast, chance, lane) => {
    const { pageId, token } = await givePage(cast, chance, lane);
    return { path: routes.linkPage.path.replace(':pageId', pageId), token };
  },
  openFile: async (cast, chance, lane) => {
    const { pageId, phone } = await givePage(cast, chance, lane);
    const link = await phone.once('link', { method: 'GET', path: `/api/v1/pages/${pageId}/link` });
    return { path: read('link', link, pageLinkReply).path, token: undefined };
  },
};
