/** Pages of papers: sent in chunks, looked at through short-lived links. */
import { z } from 'zod';

import { caseRoles } from './claim.routes.ts';
import {
  chunkQuery,
  chunkReply,
  chunkSize,
  mostBytes,
  pageLinkReply,
  pageSize,
  paperMediaType,
  uploadReply,
  uploadRequest,
} from './paper.ts';
import { claimConsents, type Route } from './route.ts';
import { recordId } from './values.ts';

const upload = z.strictObject({ uploadId: recordId });
const page = z.strictObject({ pageId: recordId });
const offset = z.coerce.number().int().min(0).max(mostBytes.pdf);
const own = { feature: 'paper', audience: 'person', consents: claimConsents, proxied: true } as const;

export const paperRoutes = {
  beginUpload: {
    ...own,
    method: 'POST',
    path: '/api/v1/claims/:claimId/uploads',
    summary: 'Begin to send one page, or find how far it came',
    owned: 'claim',
    params: z.strictObject({ claimId: recordId }),
    body: uploadRequest,
    repeatable: true,
    reply: uploadReply,
    status: 200,
  },
  getUpload: {
    ...own,
    method: 'GET',
    path: '/api/v1/uploads/:uploadId',
    summary: 'How far an upload came',
    owned: 'upload',
    params: upload,
    reply: uploadReply,
    status: 200,
  },
  sendChunk: {
    ...own,
    method: 'PUT',
    path: '/api/v1/uploads/:uploadId/chunks/:offset',
    summary: 'Send the bytes from one offset on: at most 256 KB, with their own hash',
    owned: 'upload',
    params: z.strictObject({ uploadId: recordId, offset }),
    query: chunkQuery,
    takesBytes: chunkSize,
    repeatable: true,
    reply: chunkReply,
    status: 200,
  },
  finishUpload: {
    ...own,
    method: 'POST',
    path: '/api/v1/uploads/:uploadId/finish',
    summary: 'Check the whole and keep it as a page',
    owned: 'upload',
    params: upload,
    repeatable: true,
    reply: uploadReply,
    status: 200,
  },
  cancelUpload: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/uploads/:uploadId',
    summary: 'Give an upload up and remove what came of it',
    owned: 'upload',
    params: upload,
    repeatable: true,
    reply: null,
    status: 204,
  },
  removePage: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/pages/:pageId',
    summary: 'Take a page back that was not sent with a claim yet',
    owned: 'page',
    params: page,
    repeatable: true,
    reply: null,
    status: 204,
  },
  linkPage: {
    ...own,
    method: 'GET',
    path: '/api/v1/pages/:pageId/link',
    summary: 'A link to a page that lasts some minutes',
    audience: 'party',
    roles: caseRoles,
    owned: 'page',
    params: page,
    query: z.strictObject({ size: pageSize.default('full') }),
    reply: pageLinkReply,
    status: 200,
  },
  openFile: {
    method: 'GET',
    path: '/api/v1/files/:token',
    summary: 'The page behind a link',
    feature: 'paper',
    audience: 'anyone',
    consents: [],
    owned: null,
    params: z.strictObject({ token: z.string().regex(/^[\w-]{20,200}$/) }),
    givesFile: paperMediaType.options,
    reply: null,
    status: 200,
  },
} as const satisfies Record<string, Route>;
