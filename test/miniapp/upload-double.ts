// A server that takes pages, a phone's files and its time, as the queue sees them.
import { createHash } from 'node:crypto';

import type { PaperPage, UploadReply } from '@yijiutong/rules/contract';

import { AppFailure } from '../../miniapp/src/services/failure';
import type { Entry } from '../../miniapp/src/services/upload/entry';
import { takeFingerprint } from '../../miniapp/src/services/upload/fingerprint';
import type { KeptFiles } from '../../miniapp/src/services/upload/kept-files';
import { Queue, type QueueParts } from '../../miniapp/src/services/upload/queue';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type Kept = { length: number; sha256: string; bytes: Buffer };

/** The same photo for another claim, paper or bill is another upload. */
export const uploadIdOf = ({
  claimId,
  paper,
  bill,
  sha256,
}: Pick<Entry, 'claimId' | 'paper' | 'bill' | 'sha256'>): string =>
  `u-${[claimId, paper, bill, sha256.slice(0, 8)].join('-')}`;

/** Holds what the contract says: offsets, hashes, repeats. `before` may refuse, or lose the reply after the work. */
export class UploadServer {
  readonly calls: string[] = [];
  readonly uploads = new Map<string, Kept>();
  readonly pages = new Map<string, PaperPage>();
  readonly removed: string[] = [];
  readonly cancelled: string[] = [];
  /** Throws to refuse before anything happens. */
  before: (call: string) => void = () => undefined;
  /** Throws to lose the reply of what has happened. */
  after: (call: string) => void = () => undefined;

  readonly line: QueueParts['line'] = {
    beginUpload: (claimId, { paper, bill, length, sha256 }) =>
      this.answer(`begin ${claimId}`, () => {
        const id = uploadIdOf({ claimId, paper, bill, sha256 });
        const page = this.pages.get(id) ?? null;
        if (page === null && !this.uploads.has(id)) {
          this.uploads.set(id, { length, sha256, bytes: Buffer.alloc(0) });
        }
        return this.replyOf(id, length, page);
      }),
    sendChunk: (uploadId, offset, sha256, bytes) =>
      this.answer(`chunk ${offset}`, () => {
        const upload = this.get(uploadId);
        const chunk = new Uint8Array(bytes);
        if (hashOf(chunk) !== sha256) throw new AppFailure('upload_hash_mismatch');
        const received = upload.bytes.length;
        const isRepeat =
          offset + chunk.length <= received &&
          hashOf(upload.bytes.subarray(offset, offset + chunk.length)) === sha256;
        if (isRepeat) return { received };
        if (offset !== received) throw new AppFailure('upload_offset_mismatch', { received });
        upload.bytes = Buffer.concat([upload.bytes, chunk]);
        return { received: upload.bytes.length };
      }),
    finishUpload: (uploadId) =>
      this.answer('finish', () => {
        const upload = this.get(uploadId);
        if (hashOf(upload.bytes) !== upload.sha256) {
          upload.bytes = Buffer.alloc(0);
          throw new AppFailure('upload_hash_mismatch');
        }
        const page: PaperPage = {
          pageId: `p-${upload.sha256.slice(0, 8)}`,
          arrivedAt: '2026-11-21T03:20:00.000Z',
          mediaType: 'image/jpeg',
          bytes: upload.length,
          pdfPages: 1,
          sha256: upload.sha256,
        };
        this.pages.set(uploadId, page);
        return this.replyOf(uploadId, upload.length, page);
      }),
    cancelUpload: (uploadId) =>
      this.answer('cancel', () => {
        this.uploads.delete(uploadId);
        this.cancelled.push(uploadId);
        return null;
      }),
    removePage: (pageId) =>
      this.answer('remove', () => {
        this.removed.push(pageId);
        return null;
      }),
  };

  private get(uploadId: string): Kept {
    const upload = this.uploads.get(uploadId);
    if (upload === undefined) throw new AppFailure('not_found');
    return upload;
  }

  private replyOf(uploadId: string, length: number, page: PaperPage | null): UploadReply {
    return {
      uploadId,
      state: page === null ? 'open' : 'arrived',
      length,
      received: this.uploads.get(uploadId)?.bytes.length ?? length,
      chunkSize: 262_144,
      expiresAt: '2026-11-28T00:00:00.000Z',
      page,
    };
  }

  private async answer<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    await Promise.resolve();
    this.before(call);
    const reply = work();
    this.after(call);
    return reply;
  }
}

/** What stays on a phone when the app is closed: the files and the records. Opened again, it is a new queue. */
export class UploadPhone {
  readonly contents = new Map<string, Uint8Array>();
  readonly records = new Map<string, Entry>();
  /** Waits that the queue asked for, in ms. They end when the test says so. */
  readonly waits: number[] = [];
  owner: string | undefined = 'o-1';
  claims: string[] = ['c-1'];
  now = new Date('2026-11-21T03:00:00.000Z');
  private ends: (() => void)[] = [];

  readonly files: KeptFiles = {
    keep: () => Promise.reject(new Error('pages are put here by the test')),
    read: (file, from, to) => {
      const content = this.contents.get(file);
      if (content === undefined) return Promise.reject(new AppFailure('photo_lost'));
      return Promise.resolve(Uint8Array.from(content.subarray(from, to)).buffer);
    },
    lengthOf: (file) => Promise.resolve(this.contents.get(file)?.length ?? 0),
    preview: (file) => Promise.resolve(this.contents.has(file) ? `blob:${file}` : null),
    remove: (file) => Promise.resolve(void this.contents.delete(file)),
    list: () => Promise.resolve([...this.contents.keys()]),
  };

  open(server: UploadServer): Queue {
    return new Queue({
      line: server.line,
      files: this.files,
      book: {
        all: () => [...this.records.values()],
        keep: (entry) => Boolean(this.records.set(entry.localId, entry)),
        has: (localId) => this.records.has(localId),
        drop: (localId) => void this.records.delete(localId),
      },
      owner: () => this.owner,
      ownClaims: () => Promise.resolve(this.claims),
      later: (ms, run) => {
        this.waits.push(ms);
        this.ends.push(run);
      },
      random: () => 0.5,
      now: () => this.now,
    });
  }

  /** A photo as it is right after it was taken over. */
  async photograph(name: string, length: number, change: Partial<Entry> = {}): Promise<Entry> {
    const localId = `${this.now.getTime().toString(36)}-${name}`;
    const file = `${localId}.jpg`;
    this.contents.set(
      file,
      Uint8Array.from({ length }, (_, at) => (at * 31 + name.length * 7 + name.charCodeAt(0)) % 251),
    );
    const entry: Entry = {
      localId,
      owner: this.owner ?? '',
      claimId: 'c-1',
      paper: 'invoice',
      bill: 'S-1',
      kind: 'image',
      file,
      ...(await takeFingerprint(this.files, file)),
      addedAt: this.now.toISOString(),
      trouble: null,
      ...change,
    };
    this.records.set(localId, entry);
    return entry;
  }

  endWait(): void {
    const ends = this.ends;
    this.ends = [];
    ends.forEach((end) => end());
  }
}

/** Lets everything that is ready happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

export const offline = () => {
  throw new AppFailure('offline');
};
export const fail =
  (code: AppFailure['code'], data = {}) =>
  () => {
    throw new AppFailure(code, data);
  };
/** Runs it at the first call of that name. */
export function once(wanted: string, run: () => void): (call: string) => void {
  let open = true;
  return (call) => {
    if (!open || !call.startsWith(wanted)) return;
    open = false;
    run();
  };
}
