/** Papers: photographed once, sent in chunks that survive a cut, kept as pages. */
import { z } from 'zod';

import { instant, recordId, sha256 } from './values.ts';

/** A kind of paper, as `config/papers` names it. */
export const paperCode = z
  .string()
  .regex(/^[a-z][a-z_]{1,39}$/, 'the name of a paper')
  .meta({ id: 'PaperCode', examples: ['invoice'] });

/** Most bytes a chunk may carry. */
export const chunkSize = 256 * 1024;
/** Fewest bytes of a chunk that is not the last: each costs a write that is waited for. */
export const smallestChunk = 16 * 1024;

/** What a page may weigh, by what it is; the phone makes photos far smaller before it sends them. */
export const mostBytes = { image: 10 * 1024 * 1024, pdf: 20 * 1024 * 1024 } as const;
/** Most pixels of an image, before anything is decoded. */
export const mostPixels = 50_000_000;
/** Most pages of one PDF. */
export const mostPdfPages = 30;

export const paperMediaType = z.enum(['image/jpeg', 'application/pdf']).meta({ id: 'PaperMediaType' });

/** One photo, or one PDF, that has arrived. */
export const paperPage = z
  .object({
    pageId: recordId,
    arrivedAt: instant,
    /** As it is kept: every photo becomes a JPEG without what the camera wrote into it. */
    mediaType: paperMediaType,
    bytes: z.int(),
    /** 1 for a photo. */
    pdfPages: z.int(),
    /** Of the bytes as the phone sent them: it knows its own photo again. */
    sha256,
  })
  .meta({ id: 'PaperPage' });
export type PaperPage = z.infer<typeof paperPage>;

export const uploadRequest = z.strictObject({
  paper: paperCode,
  bill: z
    .string()
    .regex(/^[\w-]{1,30}$/)
    .nullable(),
  length: z.int().min(1, 'an empty file').max(mostBytes.pdf, 'at most 20 MB'),
  /** Of the whole file. With the paper it names the upload: asked for again, it is the same one. */
  sha256,
});

/** `arrived`: the page is kept; everything else about the upload is over. */
export const uploadReply = z
  .object({
    uploadId: recordId,
    state: z.enum(['open', 'arrived']),
    length: z.int(),
    /** Bytes that are safe; the next chunk begins here. */
    received: z.int(),
    chunkSize: z.int(),
    expiresAt: instant,
    page: paperPage.nullable(),
  })
  .meta({ id: 'Upload' });
export type UploadReply = z.infer<typeof uploadReply>;

export const chunkQuery = z.strictObject({ sha256 });
export const chunkReply = z.object({ received: z.int() }).meta({ id: 'ChunkReceived' });

export const pageSize = z.enum(['thumbnail', 'full']);
export const pageLinkReply = z
  .object({
    /** Below the origin of the API; opens without a session until it expires. */
    path: z.string(),
    expiresAt: instant,
  })
  .meta({ id: 'PageLink' });
export type PageLink = z.infer<typeof pageLinkReply>;
