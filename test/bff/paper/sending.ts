/** A phone that sends papers, step by step, so that a test can leave one out or do one twice. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import type { ClaimReply, PageLink, UploadReply } from '../../../shared/src/contract/index.ts';
import type { Person } from '../../sandbox/world.ts';
import type { Answer, TestApp } from '../../support/app.ts';
import { agree, moveIn } from '../../support/residents.ts';

export type Problem = { error: { code: string; data?: Record<string, unknown> } };
export type Maybe<T> = T & Problem;

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
export const step = 256 * 1024;

export interface Sender {
  token: string;
  claimId: string;
  begin(
    file: Buffer,
    of?: Partial<{ paper: string; sha256: string; length: number }>,
  ): Promise<Answer<Maybe<UploadReply>>>;
  chunk(
    uploadId: string,
    offset: number,
    bytes: Buffer,
    as?: Partial<{ sha256: string; type: string }>,
  ): Promise<Answer<Maybe<{ received: number }>>>;
  state(uploadId: string): Promise<Answer<Maybe<UploadReply>>>;
  finish(uploadId: string): Promise<Answer<Maybe<UploadReply>>>;
  cancel(uploadId: string): Promise<Answer<Problem>>;
  /** From where it stands to the end, without finishing it. */
  sendRest(file: Buffer, of?: Partial<{ paper: string }>): Promise<string>;
  /** All of it. */
  send(file: Buffer, of?: Partial<{ paper: string }>): Promise<Answer<Maybe<UploadReply>>>;
  link(pageId: string, size?: 'thumbnail' | 'full'): Promise<Answer<Maybe<PageLink>>>;
  removePage(pageId: string): Promise<Answer<Problem>>;
}

/** Moved in, all consents given, with a draft open. */
export async function openSender(app: TestApp, person: Person): Promise<Sender> {
  const token = await moveIn(app, person);
  await agree(app, token, 'claim_papers');
  const draft = await app.ask<ClaimReply>('POST', '/api/v1/claims', { token, body: {} });
  if (draft.status !== 200) throw new Error(`no draft: ${JSON.stringify(draft.body)}`);
  return sender(app, token, draft.body.claimId);
}

export function sender(app: TestApp, token: string, claimId: string): Sender {
  const self: Sender = {
    token,
    claimId,
    begin: (file, of = {}) =>
      app.ask('POST', `/api/v1/claims/${claimId}/uploads`, {
        token,
        body: { paper: 'identity_card', bill: null, length: file.length, sha256: sha256(file), ...of },
      }),
    chunk: (uploadId, offset, bytes, as = {}) =>
      putBytes(app, token, `/api/v1/uploads/${uploadId}/chunks/${offset}`, bytes, as),
    state: (uploadId) => app.ask('GET', `/api/v1/uploads/${uploadId}`, { token }),
    finish: (uploadId) => app.ask('POST', `/api/v1/uploads/${uploadId}/finish`, { token }),
    cancel: (uploadId) => app.ask('DELETE', `/api/v1/uploads/${uploadId}`, { token }),
    sendRest: async (file, of) => {
      const { body } = await self.begin(file, of);
      for (let offset = body.received; offset < file.length; offset += step) {
        const { status } = await self.chunk(body.uploadId, offset, file.subarray(offset, offset + step));
        if (status !== 200) throw new Error(`chunk at ${offset}: ${status}`);
      }
      return body.uploadId;
    },
    send: async (file, of) => self.finish(await self.sendRest(file, of)),
    link: (pageId, size = 'full') => app.ask('GET', `/api/v1/pages/${pageId}/link?size=${size}`, { token }),
    removePage: (pageId) => app.ask('DELETE', `/api/v1/pages/${pageId}`, { token }),
  };
  return self;
}

export async function putBytes<Body>(
  app: TestApp,
  token: string,
  where: string,
  bytes: Buffer,
  as: Partial<{ sha256: string; type: string }> = {},
): Promise<Answer<Body>> {
  const response = await fetch(`${app.url}${where}?sha256=${as.sha256 ?? sha256(bytes)}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': as.type ?? 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Body,
  };
}

/** The bytes behind a link, as a browser gets them. */
export async function fetchFile(
  app: TestApp,
  where: string,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await fetch(`${app.url}${where}`);
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** Every file of an area of the store, the largest first. */
export function filesOf(app: TestApp, area: 'staged' | 'kept'): string[] {
  const folder = path.join(app.deps.config.objectDir, area);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort((left, right) => statSync(right).size - statSync(left).size);
}

export async function pagesOf(app: TestApp, { token, claimId }: Sender, paper = 'identity_card') {
  const { body } = await app.ask<ClaimReply>('GET', `/api/v1/claims/${claimId}`, { token });
  return body.tasks.find((task) => task.paper === paper)?.pages ?? [];
}

/** No page, and nothing under way. */
export async function clear(app: TestApp, one: Sender): Promise<void> {
  for (const { pageId } of await pagesOf(app, one)) await one.removePage(pageId);
  const open = app.deps.db.selectFrom('upload').select('public_id').where('state', '=', 'open');
  for (const { public_id: uploadId } of await open.execute()) await one.cancel(uploadId);
}
