// One page on its way here. MySQL says what was received, the object store holds it sealed, and a process that is
// killed at any point leaves a chunk either acknowledged and there, or neither.
import { createHash } from 'node:crypto';

import {
  chunkSize,
  smallestChunk,
  type ErrorCode,
  type PaperPage,
  type UploadReply,
} from '@yijiutong/rules/contract';

import { checkAccepts, lockClaim, type Accepted } from '../claim/claim.access.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { Owner } from '../middleware/context.ts';
import type { RowIdentity } from '../storage/crypto.ts';
import { fromColumn, presentInstant, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newObjectName } from '../storage/objects.ts';
import { newRecordId } from '../storage/record-id.ts';
import { fileSeal, newFileKey, type FileSeal } from '../storage/sealed-file.ts';
import type { Database } from '../storage/tables.ts';
import { presentPage } from './paper.service.ts';
import { countUnsentPages, findPageRow, findUnsentPage, type PageRow } from './paper.store.ts';
import {
  appendChunk,
  emptyUpload,
  findChunk,
  findUpload,
  insertUpload,
  lockSameUpload,
  lockUpload,
  setExpiry,
  sumOpenUploads,
  type ChunkRow,
  type UploadIdentity,
  type UploadRow,
} from './upload.store.ts';

/** Milliseconds that an upload is kept after it was last begun: somebody may come back from the fields on Sunday. */
export const uploadLifetime = 7 * 24 * 60 * 60 * 1000;
/** What one person may have under way: a full claim's papers, several times over. */
export const mostOpenUploads = 40;
export const mostOpenBytes = 200 * 1024 * 1024;

export const rowOfUpload = (publicId: string): RowIdentity => `upload:${publicId}`;

interface Beginning {
  paper: string;
  bill: string | null;
  length: number;
  sha256: string;
}

/** The same call finds the same upload, and the page once it has arrived. */
export async function beginUpload(deps: Deps, claim: string, asked: Beginning): Promise<UploadReply> {
  const begun = await transact(deps.db, (trx) => beginLocked(deps, trx, claim, asked));
  await discardStaged(deps, begun.leftOver);
  return presentUpload(begun.upload, begun.page);
}

interface Begun {
  upload: UploadRow;
  page: PageRow | undefined;
  /** Chunks that no row names any more. */
  leftOver: string[];
}

async function beginLocked(deps: Deps, trx: Database, claim: string, asked: Beginning): Promise<Begun> {
  // The claim's lock makes beginnings wait for each other, and for its submission.
  await lockClaim(trx, claim);
  const accepted = await checkAccepts(deps, trx, { claim, paper: asked.paper, bill: asked.bill });
  const { personId, subject } = accepted;
  const sha256 = Buffer.from(asked.sha256, 'hex');
  const { paper, length } = asked;
  const same: UploadIdentity = { claimId: accepted.claimId, paper, subject, sha256, length };
  const expiresAt = deps.clock.now() + uploadLifetime;

  const page = await findUnsentPage(trx, personId, same, sha256);
  const found = await lockSameUpload(trx, same);
  if (page === undefined) await checkRoom(deps, trx, accepted, same, found);
  const leftOver: string[] = [];
  if (found === undefined) {
    const publicId = newRecordId();
    const fileKey = newFileKey(deps.crypto, rowOfUpload(publicId));
    await insertUpload(trx, { ...same, publicId, personId, bill: asked.bill, fileKey, expiresAt });
  } else if (page !== undefined || isUnderWay(found, deps.clock.now())) {
    await setExpiry(trx, found.upload_id, expiresAt);
  } else {
    const fileKey = newFileKey(deps.crypto, rowOfUpload(found.public_id));
    const anew = { state: 'open', refusal: null, page_id: null } as const;
    leftOver.push(
      ...(await emptyUpload(trx, found, { ...anew, file_key: fileKey, expires_at: toColumn(expiresAt) })),
    );
  }
  const begun = await lockSameUpload(trx, same);
  if (begun === undefined) throw new Error('an upload that was just written is not there');
  if (page === undefined || begun.state === 'arrived') return { upload: begun, page, leftOver };
  // The bytes came another way: with another claim, or longer ago than uploads are kept.
  leftOver.push(...(await emptyUpload(trx, begun, { state: 'arrived', page_id: page.page_id })));
  return { upload: { ...begun, state: 'arrived' }, page, leftOver };
}

function isUnderWay({ state, expires_at: expiresAt }: UploadRow, now: number): boolean {
  return state === 'open' && fromColumn(expiresAt) > now;
}

/** Whether one more may be begun. One that is under way has its room already. */
async function checkRoom(
  deps: Deps,
  trx: Database,
  { personId, maxPages }: Accepted,
  same: UploadIdentity,
  found: UploadRow | undefined,
): Promise<void> {
  await checkPageRoom(trx, personId, same, maxPages);
  const now = deps.clock.now();
  if (found !== undefined && isUnderWay(found, now)) return;
  const open = await sumOpenUploads(trx, personId, now);
  if (open.uploads < mostOpenUploads && open.bytes + same.length <= mostOpenBytes) return;
  throw new AppError(429, 'rate_limited', 'too many uploads are under way; finish or cancel some first', {
    retryAfter: 60,
    data: { retryAfterSeconds: 60 },
  });
}

/** @throws {AppError} 409 `paper_full` */
export async function checkPageRoom(
  trx: Database,
  personId: number,
  key: { paper: string; subject: string },
  maxPages: number,
): Promise<void> {
  if ((await countUnsentPages(trx, personId, key)) < maxPages) return;
  throw new AppError(
    409,
    'paper_full',
    `this paper has its ${maxPages} pages; remove one before you send another`,
    { data: { maxPages } },
  );
}

function presentUpload(upload: UploadRow, page: PageRow | undefined): UploadReply {
  const arrived = upload.state === 'arrived';
  const shown: PaperPage | null = arrived && page !== undefined ? presentPage(page) : null;
  return {
    uploadId: upload.public_id,
    state: arrived ? 'arrived' : 'open',
    length: upload.length,
    received: arrived ? upload.length : upload.received,
    chunkSize,
    expiresAt: presentInstant(upload.expires_at),
    page: shown,
  };
}

/** Nobody's but the person's; one that has expired is gone, whether or not the sweep has been there. */
export async function findOwnerOfUpload(deps: Deps, publicId: string): Promise<Owner | undefined> {
  const upload = await findUpload(deps.db, publicId);
  if (upload === undefined || fromColumn(upload.expires_at) <= deps.clock.now()) return undefined;
  return { personId: upload.person_id, place: null, village: null };
}

/** @throws {AppError} 404 when it was cancelled, or the refusal again when it was refused */
export async function getUpload(deps: Deps, publicId: string): Promise<UploadRow & { claim: string }> {
  const upload = await findUpload(deps.db, publicId);
  if (upload === undefined) throw notFound('upload');
  checkLiving(upload);
  return upload;
}

function checkLiving({ state, refusal }: UploadRow): void {
  if (state === 'cancelled') throw notFound('upload');
  if (state === 'refused') throw refused(refusal as ErrorCode);
}

export function refused(code: ErrorCode): AppError {
  return new AppError(422, code, 'the paper cannot be kept: the code says why; send another file');
}

export async function getUploadReply(deps: Deps, publicId: string): Promise<UploadReply> {
  const upload = await getUpload(deps, publicId);
  const page = upload.page_id === null ? undefined : await findPageRow(deps.db, upload.page_id);
  // It arrived, and was taken back since.
  if (upload.state === 'arrived' && page === undefined) throw notFound('upload');
  return presentUpload(upload, page);
}

export function sealOfUpload({ crypto }: Deps, upload: UploadRow): FileSeal {
  return fileSeal(crypto, upload.file_key, rowOfUpload(upload.public_id), 'page', upload.length);
}

/** Takes the bytes from `start` on, once: a repeated chunk gets the same answer. */
export async function takeChunk(
  deps: Deps,
  publicId: string,
  start: number,
  given: { sha256: string; bytes: Buffer },
): Promise<{ received: number }> {
  const upload = await getUpload(deps, publicId);
  const { bytes } = given;
  const sha256 = createHash('sha256').update(bytes).digest();
  if (sha256.toString('hex') !== given.sha256) {
    throw new AppError(422, 'upload_hash_mismatch', 'these are not the bytes of this hash; send them again', {
      data: { received: upload.received },
    });
  }
  const chunk: ChunkRow = {
    upload_id: upload.upload_id,
    start,
    length: bytes.length,
    sha256,
    name: newObjectName(),
  };
  const repeated = await placeChunk(deps.db, upload, chunk);
  if (repeated !== 'next') return repeated;
  await deps.objects.staged.put(chunk.name, await sealOfUpload(deps, upload).seal(start, bytes));
  // Should the commit's answer be lost, the row may be there: the bytes stay, and the sweep sees to them.
  const taken = await transact(deps.db, (trx) => appendLocked(trx, upload, chunk));
  if (taken !== 'next') {
    await discardStaged(deps, [chunk.name]);
    return taken;
  }
  deps.metrics.paperBytes.inc({ flow: 'received' }, bytes.length);
  return { received: start + bytes.length };
}

/** `next`: it was appended. Otherwise somebody was faster, with the same bytes. */
async function appendLocked(
  trx: Database,
  seen: UploadRow,
  chunk: ChunkRow,
): Promise<{ received: number } | 'next'> {
  const upload = await lockUpload(trx, seen.upload_id);
  if (upload === undefined) throw notFound('upload');
  checkLiving(upload);
  // Begun anew meanwhile: what was sealed is of the old key.
  if (upload.attempt !== seen.attempt && upload.state === 'open') throw offsetMismatch(upload);
  const placed = await placeChunk(trx, upload, chunk);
  if (placed === 'next') await appendChunk(trx, chunk);
  return placed;
}

/** `next`: it is the chunk that comes next. Otherwise it is here already. @throws {AppError} when it is neither */
async function placeChunk(
  db: Database,
  upload: UploadRow,
  { start, length, sha256 }: ChunkRow,
): Promise<{ received: number } | 'next'> {
  const end = start + length;
  if (length === 0) throw shortChunk('no bytes');
  if (upload.state === 'arrived') {
    if (end > upload.length) throw offsetMismatch(upload);
    return { received: upload.length };
  }
  if (end > upload.length || start > upload.received) throw offsetMismatch(upload);
  if (start < upload.received) {
    const here = await findChunk(db, upload.upload_id, start);
    if (here?.length !== length || !here.sha256.equals(sha256)) throw offsetMismatch(upload);
    return { received: upload.received };
  }
  if (length < smallestChunk && end < upload.length) {
    throw shortChunk(`shorter than ${smallestChunk} bytes`);
  }
  return 'next';
}

function shortChunk(problem: string): AppError {
  return new AppError(
    422,
    'invalid_request',
    `a chunk that is not the last carries ${smallestChunk} bytes or more`,
    { data: { fields: [{ path: 'body', problem }] } },
  );
}

export function offsetMismatch({ state, length, received }: UploadRow): AppError {
  const safe = state === 'arrived' ? length : received;
  return new AppError(409, 'upload_offset_mismatch', `the next chunk begins at ${safe} of ${length}`, {
    data: { received: safe },
  });
}

/** Gives it up. A second time says nothing new; a page that has arrived stays. */
export async function cancelUpload(deps: Deps, publicId: string): Promise<undefined> {
  const found = await findUpload(deps.db, publicId);
  if (found === undefined) return;
  const leftOver = await transact(deps.db, async (trx) => {
    const upload = await lockUpload(trx, found.upload_id);
    return upload?.state === 'open' ? emptyUpload(trx, upload, { state: 'cancelled' }) : [];
  });
  await discardStaged(deps, leftOver);
}

/** After no row names them. What cannot be removed now is found by the sweep. */
export async function discardStaged(deps: Deps, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await deps.objects.staged.remove(name).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'a chunk that has served could not be removed; the sweep tries again');
    });
  }
}
