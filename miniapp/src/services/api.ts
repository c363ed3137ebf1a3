/**
 * The API, one function a route. Paths, requests and replies are those of the contract's table: a path that the
 * shell does not know, or a field that it does not send, is a type error here.
 */
import type { routes, ConsentKind } from '@yijiutong/rules/contract';

import { findClient, rememberClient, type Client } from './behalf';
import { AppFailure } from './failure';
import { send, type Method } from './request';
import { goToSignIn } from './road';
import { session } from './session';
import { underKey } from './write-key';

export type Routes = typeof routes;
export type Name = keyof Routes;
export type Reply<N extends Name> = Routes[N]['reply'] extends { _output: infer T } ? T : null;
export type Body<N extends Name> = Routes[N] extends { body: { _input: infer T } } ? T : undefined;
export type Asked<N extends Name> = `${Routes[N]['method']} ${Routes[N]['path']}`;
/** Routes whose write says itself whether it was done before: they take no key. */
export type Repeatable = { [N in Name]: Routes[N] extends { repeatable: true } ? N : never }[Name];

export type Filled = {
  params?: Record<string, string | number>;
  query?: Record<string, string | number>;
  /** For whom, where no record in the path says it. */
  client?: Client | undefined;
};

export function pathOf(pattern: string, { params = {}, query = {} }: Filled): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return search.length > 0 ? `${path}?${search.join('&')}` : path;
}

export function isEnded(error: unknown): boolean {
  return error instanceof AppFailure && ['session_required', 'session_expired'].includes(error.code);
}

/** A session that the server no longer knows ends here too: nothing personal stays, and the person signs in again. */
async function guarded<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (isEnded(error) && session.isSignedIn()) {
      session.end();
      goToSignIn('ended');
    }
    throw error;
  }
}

/** What a reply may name: a claim with the pages of its papers, or an upload with the page that it became. */
type Named = {
  claimId?: string;
  tasks?: { pages: { pageId: string }[] }[];
  uploadId?: string;
  page?: { pageId: string } | null;
};

/** A record of somebody else's is asked for under her mandate, and what comes of it is hers too. */
async function forWhom<T>(
  { params = {}, client: named }: Filled,
  run: (mandate: string | undefined) => Promise<T>,
): Promise<T> {
  const { claimId, uploadId, pageId } = params as Record<string, string | undefined>;
  const client = named ?? findClient([claimId, uploadId, pageId]);
  const reply = await run(client?.mandateId);
  if (client !== null) rememberRecords(client, reply as Named | null);
  return reply;
}

function rememberRecords(client: Client, reply: Named | null): void {
  const { claimId, uploadId, page, tasks = [] } = reply ?? {};
  const pages = tasks.flatMap((task) => task.pages).map(({ pageId }) => pageId);
  const own = [uploadId, page?.pageId].filter((one) => one !== undefined);
  rememberClient(client, claimId === undefined ? [] : [claimId], [...own, ...pages]);
}

export async function ask<N extends Name>(
  route: Asked<N>,
  filled: Filled = {},
  body?: Body<N>,
): Promise<Reply<N>> {
  const [method, pattern] = route.split(' ') as [Method, string];
  const path = pathOf(pattern, filled);
  return forWhom(filled, (mandate) => {
    if (method === 'GET') return guarded(send({ method, path, mandate })) as Promise<Reply<N>>;
    const content = `${method} ${path} ${mandate ?? ''} ${JSON.stringify(body)}`;
    return guarded(underKey(content, (key) => send({ method, path, body, key, mandate }))) as Promise<
      Reply<N>
    >;
  });
}

/** A write that may simply be sent again: the server knows it by its offset, its hash or the record it names. */
export async function repeat<N extends Repeatable>(
  route: Asked<N>,
  filled: Filled,
  sent: { body?: unknown; bytes?: ArrayBuffer } = {},
): Promise<Reply<N>> {
  const [method, pattern] = route.split(' ') as [Method, string];
  const path = pathOf(pattern, filled);
  return forWhom(filled, (mandate) => guarded(send({ method, path, mandate, ...sent })) as Promise<Reply<N>>);
}

const ofClaim = (claimId: string): Filled => ({ params: { claimId } });
const ofUpload = (uploadId: string): Filled => ({ params: { uploadId } });
const ofPage = (pageId: string): Filled => ({ params: { pageId } });

export const api = {
  listConsentTexts: () => ask<'listConsentTexts'>('GET /api/v1/consent-texts'),
  sendSmsCode: (phone: string) => ask<'sendSmsCode'>('POST /api/v1/sms-codes', {}, { phone }),
  signInByPhone: (body: Body<'signInByPhone'>) =>
    ask<'signInByPhone'>('POST /api/v1/sessions/phone', {}, body),
  signInByWechat: (body: Body<'signInByWechat'>) =>
    ask<'signInByWechat'>('POST /api/v1/sessions/wechat', {}, body),
  getSession: () => ask<'getSession'>('GET /api/v1/session'),
  signOut: () => ask<'signOut'>('DELETE /api/v1/session'),
  grantConsent: (kind: ConsentKind, version: string) =>
    ask<'grantConsent'>('PUT /api/v1/consents/:kind', { params: { kind } }, { version }),
  withdrawConsent: (kind: ConsentKind) =>
    ask<'withdrawConsent'>('DELETE /api/v1/consents/:kind', { params: { kind } }),
  bindPerson: (body: Body<'bindPerson'>) => ask<'bindPerson'>('POST /api/v1/binding', {}, body),
  getStatus: () => ask<'getStatus'>('GET /api/v1/status'),
  getBenefitYear: (year: number) =>
    ask<'getBenefitYear'>('GET /api/v1/benefit-years/:year', { params: { year } }),
  listBills: (query: { year?: number; cursor?: string }) => ask<'listBills'>('GET /api/v1/bills', { query }),
  getBill: (setlId: string) => ask<'getBill'>('GET /api/v1/bills/:setlId', { params: { setlId } }),
  refreshBill: (setlId: string) =>
    ask<'refreshBill'>('POST /api/v1/bills/:setlId/refresh', { params: { setlId } }),
  exportAccount: () => ask<'exportAccount'>('GET /api/v1/account/export'),
  closeAccount: () => ask<'closeAccount'>('DELETE /api/v1/account', {}, { confirm: 'close my account' }),

  listClaims: () => ask<'listClaims'>('GET /api/v1/claims'),
  listClaimsFor: (client: Client) => ask<'listClaims'>('GET /api/v1/claims', { client }),
  startClaim: (bills: string[] = []) => ask<'startClaim'>('POST /api/v1/claims', {}, { bills }),
  getClaim: (claimId: string) => ask<'getClaim'>('GET /api/v1/claims/:claimId', ofClaim(claimId)),
  setClaimBills: (claimId: string, body: Body<'setClaimBills'>) =>
    ask<'setClaimBills'>('PUT /api/v1/claims/:claimId/bills', ofClaim(claimId), body),
  setPayee: (claimId: string, body: Body<'setPayee'>) =>
    ask<'setPayee'>('PUT /api/v1/claims/:claimId/payee', ofClaim(claimId), body),
  setExcuse: (claimId: string, body: Body<'setExcuse'>) =>
    ask<'setExcuse'>('PUT /api/v1/claims/:claimId/excuse', ofClaim(claimId), body),
  submitClaim: (claimId: string, version: number) =>
    ask<'submitClaim'>('POST /api/v1/claims/:claimId/submission', ofClaim(claimId), { version }),
  withdrawClaim: (claimId: string, version: number) =>
    ask<'withdrawClaim'>('POST /api/v1/claims/:claimId/withdrawal', ofClaim(claimId), { version }),

  listMessages: (before?: string) =>
    ask<'listMessages'>('GET /api/v1/messages', before === undefined ? {} : { query: { before } }),
  countUnread: () => ask<'countUnread'>('GET /api/v1/messages/unread'),
  readMessages: (messageId: string) =>
    repeat<'readMessages'>('PUT /api/v1/messages/:messageId/read', { params: { messageId } }),
  getSubscriptions: () => ask<'getSubscriptions'>('GET /api/v1/subscriptions'),
  reportSubscriptions: (answers: Body<'reportSubscriptions'>['answers']) =>
    ask<'reportSubscriptions'>('POST /api/v1/subscriptions', {}, { answers }),

  beginUpload: (claimId: string, body: Body<'beginUpload'>) =>
    repeat<'beginUpload'>('POST /api/v1/claims/:claimId/uploads', ofClaim(claimId), { body }),
  sendChunk: (uploadId: string, offset: number, sha256: string, bytes: ArrayBuffer) =>
    repeat<'sendChunk'>(
      'PUT /api/v1/uploads/:uploadId/chunks/:offset',
      { params: { uploadId, offset }, query: { sha256 } },
      { bytes },
    ),
  finishUpload: (uploadId: string) =>
    repeat<'finishUpload'>('POST /api/v1/uploads/:uploadId/finish', ofUpload(uploadId)),
  cancelUpload: (uploadId: string) =>
    repeat<'cancelUpload'>('DELETE /api/v1/uploads/:uploadId', ofUpload(uploadId)),
  removePage: (pageId: string) => repeat<'removePage'>('DELETE /api/v1/pages/:pageId', ofPage(pageId)),
  linkPage: (pageId: string, size: 'thumbnail' | 'full') =>
    ask<'linkPage'>('GET /api/v1/pages/:pageId/link', { ...ofPage(pageId), query: { size } }),
};
