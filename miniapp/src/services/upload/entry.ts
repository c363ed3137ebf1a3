/** One page on its way: what the phone remembers of it until the server has it. */
import type { PaperPage } from '@yijiutong/rules/contract';

/** Kept in storage, one key an entry, so that two tabs of a browser never write over each other's. */
export type Entry = {
  localId: string;
  /** The sign-in that took the photo (`session.ownId`). */
  owner: string;
  claimId: string;
  paper: string;
  bill: string | null;
  kind: 'image' | 'pdf';
  /** Its name among the kept files. */
  file: string;
  length: number;
  sha256: string;
  /** The hash of each chunk: whoever sends need not know how to hash. */
  chunks: string[];
  addedAt: string;
  /** Why it was not taken; null while it waits or travels. */
  trouble: string | null;
};

export type UploadState = 'on_phone' | 'sending' | 'arrived' | 'failed';

/** The same as a page of the app shows it. */
export type Upload = Pick<
  Entry,
  'localId' | 'claimId' | 'paper' | 'bill' | 'kind' | 'length' | 'sha256' | 'trouble'
> & {
  state: UploadState;
  /** Bytes that are safe on the server. */
  sent: number;
  /** Where the photo can be looked at; null for a PDF, and until it is found. */
  preview: string | null;
  /** Once it has arrived. */
  page: PaperPage | null;
};

/**
 * How much travels at once. The server takes up to 256 KB; half of it loses less to a cut, and at 16 KB/s, the weakest
 * signal there is, still arrives long before a request is given up.
 */
export const CHUNK_BYTES = 128 * 1024;

/** What the server takes of one page at most: what is larger is not even sent. */
export const MOST_BYTES = { image: 10 * 1024 * 1024, pdf: 20 * 1024 * 1024 } as const;

export const chunkCount = (length: number): number => Math.ceil(length / CHUNK_BYTES);
