/** Sends one page, from wherever it stopped: begin, chunk after chunk, finish. Every step may be repeated. */
import type { PaperPage } from '@yijiutong/rules/contract';

import type { api } from '../api';
import { AppFailure, toFailure } from '../failure';
import { CHUNK_BYTES, chunkCount, type Entry } from './entry';

/** The part of the API that takes a page. */
export type Line = Pick<
  typeof api,
  'beginUpload' | 'sendChunk' | 'finishUpload' | 'cancelUpload' | 'removePage'
>;

export type Sending = {
  line: Line;
  read: (file: string, from: number, to: number) => Promise<ArrayBuffer>;
  /** Called whenever more of it is safe on the server. */
  onProgress: (sent: number, uploadId: string) => void;
  /** False once the person has taken the page back: then nothing more is sent. */
  isWanted: () => boolean;
};

/** The person has taken the page back meanwhile: no failure of anything. */
export class Unwanted extends Error {}

/** A server that disagrees about the offset again and again is not argued with for ever. */
const MOST_CORRECTIONS = 5;

/** Resolves with the page once the server keeps it; throws an AppFailure that says why not. */
export async function sendPage(entry: Entry, sending: Sending): Promise<PaperPage> {
  const { line } = sending;
  let isAnew = false;
  for (;;) {
    const upload = await line.beginUpload(entry.claimId, {
      paper: entry.paper,
      bill: entry.bill,
      length: entry.length,
      sha256: entry.sha256,
    });
    if (upload.page !== null) return upload.page;
    try {
      await sendRest(entry, upload, sending);
      const { page } = await line.finishUpload(upload.uploadId);
      if (page !== null) return page;
      throw new AppFailure('upload_hash_mismatch');
    } catch (error) {
      if (isAnew || !isLostOnTheWay(error)) throw error;
      isAnew = true;
    }
  }
}

/** What the server holds is broken or swept away: the photo here is whole, so it is sent once more from the start. */
function isLostOnTheWay(error: unknown): boolean {
  if (error instanceof Unwanted) return false;
  const { code } = toFailure(error);
  return code === 'upload_hash_mismatch' || code === 'not_found';
}

async function sendRest(
  entry: Entry,
  { uploadId, received }: { uploadId: string; received: number },
  sending: Sending,
): Promise<void> {
  let at = received;
  let corrections = 0;
  for (;;) {
    if (!sending.isWanted()) throw new Unwanted();
    sending.onProgress(at, uploadId);
    if (at >= entry.length) return;
    // Another build of the app cut it elsewhere: its hashes are not known here.
    if (at % CHUNK_BYTES !== 0) {
      await sending.line.cancelUpload(uploadId);
      throw new AppFailure('upload_hash_mismatch');
    }
    try {
      at = (await sendOne(entry, uploadId, at, sending)).received;
    } catch (error) {
      const failure = toFailure(error);
      const { received: known } = failure.data;
      if (failure.code !== 'upload_offset_mismatch' || typeof known !== 'number') throw error;
      if (++corrections > MOST_CORRECTIONS) throw error;
      at = known;
    }
  }
}

async function sendOne(entry: Entry, uploadId: string, at: number, { line, read }: Sending) {
  const to = Math.min(at + CHUNK_BYTES, entry.length);
  const bytes = await read(entry.file, at, to);
  const hash = entry.chunks[at / CHUNK_BYTES];
  if (
    bytes.byteLength !== to - at ||
    hash === undefined ||
    entry.chunks.length !== chunkCount(entry.length)
  ) {
    throw new AppFailure('photo_lost');
  }
  return line.sendChunk(uploadId, at, hash, bytes);
}
