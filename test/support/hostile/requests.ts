/** Requests that break the order of an upload, name what they should not, or reach for what is somebody else's. */
import { randomBytes } from 'node:crypto';

import { putBytes, sha256, step, type Problem, type Sender } from '../../bff/paper/sending.ts';
import type { Answer, TestApp } from '../app.ts';

interface Stage {
  app: TestApp;
  /** Who sends, and somebody else. */
  she: Sender;
  he: Sender;
}

export interface HostileRequest {
  name: string;
  /** Status and code. */
  expect: string;
  send: (stage: Stage) => Promise<Answer<Problem>>;
}

const file = () => randomBytes(2 * step + 100);
const request = (name: string, expect: string, send: HostileRequest['send']): HostileRequest => ({
  name,
  expect,
  send,
});

/** An upload under way with its first chunk there; it is given up afterwards. */
function withUpload(
  send: (stage: Stage, uploadId: string, bytes: Buffer) => Promise<Answer<Problem>>,
): HostileRequest['send'] {
  return async (stage) => {
    const bytes = file();
    const { uploadId } = (await stage.she.begin(bytes)).body;
    await stage.she.chunk(uploadId, 0, bytes.subarray(0, step));
    try {
      return await send(stage, uploadId, bytes);
    } finally {
      await stage.she.cancel(uploadId);
    }
  };
}

const rawChunk = (offset: string) =>
  withUpload(({ app, she }, uploadId, bytes) =>
    putBytes(app, she.token, `/api/v1/uploads/${uploadId}/chunks/${offset}`, bytes.subarray(step, 2 * step)),
  );

const begin = (of: object) => (stage: Stage) => stage.she.begin(file(), of);

const order: HostileRequest[] = [
  request(
    'a chunk that leaves a gap',
    '409 upload_offset_mismatch',
    withUpload(({ she }, uploadId, bytes) => she.chunk(uploadId, 2 * step, bytes.subarray(2 * step))),
  ),
  request('a chunk before the first has come', '409 upload_offset_mismatch', async ({ she }) => {
    const bytes = file();
    const { uploadId } = (await she.begin(bytes)).body;
    const answer = await she.chunk(uploadId, step, bytes.subarray(step, 2 * step));
    await she.cancel(uploadId);
    return answer;
  }),
  request(
    'other bytes for a chunk that is there',
    '409 upload_offset_mismatch',
    withUpload(({ she }, uploadId) => she.chunk(uploadId, 0, randomBytes(step))),
  ),
  request(
    'a chunk across one that is there',
    '409 upload_offset_mismatch',
    withUpload(({ she }, uploadId, bytes) =>
      she.chunk(uploadId, step - 100, bytes.subarray(step - 100, 2 * step - 100)),
    ),
  ),
  request(
    'more bytes than were announced',
    '409 upload_offset_mismatch',
    withUpload(async ({ she }, uploadId, bytes) => {
      await she.chunk(uploadId, step, bytes.subarray(step, 2 * step));
      return she.chunk(uploadId, 2 * step, randomBytes(step));
    }),
  ),
  request(
    'a chunk with the hash of another',
    '422 upload_hash_mismatch',
    withUpload(({ she }, uploadId, bytes) =>
      she.chunk(uploadId, step, bytes.subarray(step, 2 * step), { sha256: sha256(bytes) }),
    ),
  ),
  request('a whole with the hash of another', '422 upload_hash_mismatch', async ({ she }) => {
    const bytes = file();
    const other = { sha256: sha256(file()) };
    const { uploadId } = (await she.begin(bytes, other)).body;
    for (let at = 0; at < bytes.length; at += step)
      await she.chunk(uploadId, at, bytes.subarray(at, at + step));
    const answer = await she.finish(uploadId);
    await she.cancel(uploadId);
    return answer;
  }),
  request(
    'the end before the last chunk',
    '409 upload_offset_mismatch',
    withUpload(({ she }, uploadId) => she.finish(uploadId)),
  ),
  request('a chunk at −1', '422 invalid_request', rawChunk('-1')),
  request('a chunk at 2⁶⁴', '422 invalid_request', rawChunk('18446744073709551616')),
  request('a chunk at 1e99', '422 invalid_request', rawChunk('1e99')),
  request('a chunk at NaN', '422 invalid_request', rawChunk('NaN')),
  request('a chunk beyond the end', '409 upload_offset_mismatch', rawChunk(String(20 * 1024 * 1024))),
  request(
    'a chunk of 257 KB',
    '413 payload_too_large',
    withUpload(({ she }, uploadId) => she.chunk(uploadId, step, randomBytes(step + 1024))),
  ),
  request(
    'a chunk of nothing',
    '422 invalid_request',
    withUpload(({ she }, uploadId) => she.chunk(uploadId, step, Buffer.alloc(0))),
  ),
  request(
    'a chunk as a form',
    '415 unsupported_media_type',
    withUpload(({ she }, uploadId, bytes) =>
      she.chunk(uploadId, step, bytes.subarray(step, 2 * step), { type: 'multipart/form-data; boundary=x' }),
    ),
  ),
  request('an empty file', '422 invalid_request', begin({ length: 0 })),
  request('a file of less than nothing', '422 invalid_request', begin({ length: -5 })),
  request('a file of 21 MB', '422 invalid_request', begin({ length: 21 * 1024 * 1024 })),
  request('a file of half a byte', '422 invalid_request', begin({ length: 0.5 })),
  request('a hash that is none', '422 invalid_request', begin({ sha256: '../../etc/passwd' })),
];

const names: HostileRequest[] = [
  ...[
    '../../../etc/passwd',
    'invoice/../../x',
    '..\\..\\x',
    'invoice\0.jpg',
    '%2e%2e%2f',
    'a'.repeat(5000),
    '__proto__',
  ].map((paper) => request(`a paper called ${paper.slice(0, 20)}`, '422 invalid_request', begin({ paper }))),
  request('a paper that nobody asked for', '409 paper_not_asked', begin({ paper: 'passport' })),
  ...['../../../etc', '1/../2', "1'; drop table upload; --", ''].map((bill) =>
    request(`a bill called ${bill}`, '422 invalid_request', begin({ bill })),
  ),
  request('a bill of nobody', '409 paper_not_asked', begin({ paper: 'invoice', bill: 'S999999999' })),
  request('an upload called ../x', '404 not_found', ({ app, she }) =>
    app.ask('GET', `/api/v1/uploads/${encodeURIComponent('../../etc/passwd')}`, { token: she.token }),
  ),
  request('a file called ../x', '422 invalid_request', ({ app }) =>
    app.ask('GET', `/api/v1/files/${encodeURIComponent('../../../etc/passwd')}`),
  ),
  request('a link made up', '404 not_found', ({ app }) =>
    app.ask('GET', `/api/v1/files/${randomBytes(90).toString('base64url')}`),
  ),
];

const others: HostileRequest[] = [
  request(
    'somebody else’s upload, looked at',
    '404 not_found',
    withUpload(({ he }, uploadId) => he.state(uploadId)),
  ),
  request(
    'a chunk for somebody else’s upload',
    '404 not_found',
    withUpload(({ he }, uploadId, bytes) => he.chunk(uploadId, step, bytes.subarray(step, 2 * step))),
  ),
  request(
    'the end of somebody else’s upload',
    '404 not_found',
    withUpload(({ he }, uploadId) => he.finish(uploadId)),
  ),
  request(
    'somebody else’s upload, given up',
    '404 not_found',
    withUpload(({ he }, uploadId) => he.cancel(uploadId)),
  ),
  request('an upload to somebody else’s claim', '404 not_found', ({ app, she, he }) => {
    const bytes = file();
    const body = { paper: 'identity_card', bill: null, length: bytes.length, sha256: sha256(bytes) };
    return app.ask('POST', `/api/v1/claims/${she.claimId}/uploads`, { token: he.token, body });
  }),
  request('an upload without a session', '401 session_required', ({ app, she }) =>
    app.ask('POST', `/api/v1/claims/${she.claimId}/uploads`, { body: {} }),
  ),
];

export const hostileRequests: readonly HostileRequest[] = [...order, ...names, ...others];
