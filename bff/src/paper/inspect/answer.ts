// What the program says is checked like what a stranger says: a file may have taken it over.
import { mostBytes, mostPdfPages } from '@yijiutong/rules/contract';
import { z } from 'zod';

import type { Inspected, PaperRefusal } from './inspected.ts';
import { findType } from './media-type.ts';

export interface Answer {
  inspected: Inspected;
  /** Bytes of memory that the program holds, as it says. */
  memory: number;
}

const refusals = [
  ...(['paper_type_unsupported', 'paper_unreadable', 'paper_too_large'] as const),
  ...(['paper_too_many_pages', 'paper_not_safe', 'paper_locked'] as const),
] satisfies PaperRefusal[];

/** A side of 320 pixels weighs a tenth of this. */
const mostThumbnail = 300_000;
const mostWords = 300;

const jpeg = (most: number) =>
  z.custom<Buffer>(
    (value) => Buffer.isBuffer(value) && value.length <= most && findType(value) === 'jpeg',
    'no JPEG of that size',
  );

const inspected = z.union([
  z.strictObject({
    ok: z.literal(true),
    mediaType: z.literal('image/jpeg'),
    content: jpeg(mostBytes.image),
    thumbnail: jpeg(mostThumbnail),
    pdfPages: z.literal(1),
  }),
  z.strictObject({
    ok: z.literal(true),
    mediaType: z.literal('application/pdf'),
    // Kept as it was sent: nothing of it may come back in another form.
    content: z.null(),
    thumbnail: z.null(),
    pdfPages: z.int().min(1).max(mostPdfPages),
  }),
  z.strictObject({
    ok: z.literal(false),
    code: z.enum(refusals),
    why: z.string().transform((words) => words.slice(0, mostWords)),
  }),
]);

const answer = z.strictObject({ inspected, memory: z.int().min(0) });
const greeting = z.strictObject({ ready: z.literal(true) });

/** Null for what is no answer. */
export function readAnswer(message: unknown): Answer | null {
  return answer.safeParse(message).data ?? null;
}

export function isGreeting(message: unknown): boolean {
  return greeting.safeParse(message).success;
}
