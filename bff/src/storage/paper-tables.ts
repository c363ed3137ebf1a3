// The rows of 0004-papers.ts. A name is that of an object in the store: random, of our own making. A file key is the
// key that the object's bytes are sealed under, itself sealed as a field.
import type { PaperPage } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

/** Bytes that are kept, once a person, however many pages show them. */
export interface PaperObjectTable {
  object_id: Generated<number>;
  content_index: Buffer;
  name: string;
  thumbnail_name: string | null;
  file_key: Buffer;
  media_type: PaperPage['mediaType'];
  bytes: number;
  thumbnail_bytes: number | null;
  pdf_pages: number;
  kept_at: string;
  /** Since when no page shows it: the sweep removes it. */
  unused_at: string | null;
}

export interface PaperPageTable {
  page_id: Generated<number>;
  public_id: string;
  person_id: number;
  paper: string;
  /** '' = the person's own paper; else the bill's setl_id or ref. */
  subject: string;
  /** Null once it was removed. */
  object_id: number | null;
  /** Of the bytes as the phone sent them. */
  sha256: Buffer;
  arrived_at: string;
  removed_at: string | null;
  /** 1 while it can still be taken back; null once it was sent with a claim, or removed. */
  unsent: 1 | null;
  /** The claim for which it was brought to the window. */
  brought_for: Generated<number | null>;
  /** Of the volunteer who sent it for her: the blind index of her citizen number. */
  agent_index: Generated<Buffer | null>;
}

/** Append-only: the pages that went with each submission of a claim. */
export interface ClaimPageTable {
  claim_id: number;
  submission: number;
  page_id: number;
}

/** `arrived`, `refused` and `cancelled` stay until they expire, so that a repeated request gets its answer again. */
export interface UploadTable {
  upload_id: Generated<number>;
  public_id: string;
  person_id: number;
  claim_id: number;
  paper: string;
  subject: string;
  bill: string | null;
  sha256: Buffer;
  length: number;
  state: 'open' | 'arrived' | 'refused' | 'cancelled';
  /** The error code of the refusal. */
  refusal: string | null;
  page_id: number | null;
  received: number;
  attempt: number;
  file_key: Buffer;
  expires_at: string;
}

/** The truth about what was received: a row is written after its bytes are safe. */
export interface UploadChunkTable {
  upload_id: number;
  start: number;
  length: number;
  sha256: Buffer;
  name: string;
}

/** One row, written when the database is made. */
export interface StoreMarkTable {
  mark: string;
}

export interface PaperTables {
  store_mark: StoreMarkTable;
  paper_object: PaperObjectTable;
  paper_page: PaperPageTable;
  claim_page: ClaimPageTable;
  upload: UploadTable;
  upload_chunk: UploadChunkTable;
}
