import { Readable } from 'node:stream';

import { notSafe, PaperRefused, unreadable } from '../inspected.ts';
import type { PdfStream } from './body.ts';
import { nameOf, type PdfDocument } from './document.ts';
import { ascii85, asciiHex, inflate, lzw, runLength, type Filter, type Pieces } from './filters.ts';
import { isWhite, type PdfDict, type PdfValue } from './reader.ts';

/** Most bytes that are looked into at once: tables, packed objects, the head of a picture. */
const mostHeld = 16_000_000;
const mostFilters = 4;

/** Pictures in a form of their own: what they unpack to is their size in pixels, and checked as that. */
const pictureFilters: Record<string, string> = {
  DCTDecode: 'jpeg',
  DCT: 'jpeg',
  JPXDecode: 'jpeg2000',
  CCITTFaxDecode: 'fax',
  CCF: 'fax',
  JBIG2Decode: 'jbig2',
};

interface Unpacking {
  filters: Filter[];
  /** What the bytes are after the last filter, where they are a picture's. */
  picture: string | null;
}

/** @throws PaperRefused for a filter that is unknown, external data, or a picture packed once more. */
function planUnpacking(document: PdfDocument, { dict }: PdfStream): Unpacking {
  if (dict.has('F')) throw notSafe('a stream kept in another file');
  const names = listOf(document.find(dict, 'Filter')).map((value) => nameOf(document.resolve(value)));
  const parms = listOf(document.find(dict, 'DecodeParms')).map((value) => document.resolve(value));
  if (names.length > mostFilters) throw notSafe('a stream packed many times over');
  const plan: Unpacking = { filters: [], picture: null };
  for (const [index, name] of names.entries()) {
    if (plan.picture !== null) throw unreadable('a picture that is not packed last');
    const own = parms[index];
    const picture = pictureFilters[name ?? ''];
    if (picture === undefined) plan.filters.push(getFilter(document, name, own instanceof Map ? own : null));
    else plan.picture = picture;
  }
  return plan;
}

function listOf(value: PdfValue): PdfValue[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function getFilter(document: PdfDocument, name: string | null, parms: PdfDict | null): Filter {
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return inflate;
    case 'ASCII85Decode':
    case 'A85':
      return ascii85;
    case 'ASCIIHexDecode':
    case 'AHx':
      return asciiHex;
    case 'RunLengthDecode':
    case 'RL':
      return runLength;
    case 'LZWDecode':
    case 'LZW':
      return lzw(parms === null ? 1 : (document.findNumber(parms, 'EarlyChange') ?? 1));
    case 'Crypt':
      throw new PaperRefused('paper_locked', 'is encrypted');
    default:
      throw unreadable('a stream packed in an unknown way');
  }
}

/** The stream's bytes, unpacked as far as they go, each step paid for. */
function unpack(document: PdfDocument, stream: PdfStream, filters: Filter[]): Pieces {
  const { budget, body } = document;
  async function* paid(pieces: Pieces): Pieces {
    for await (const piece of pieces) {
      budget.spend('unpacked', piece.length);
      yield piece;
    }
  }
  const packed = Readable.from([body.bytes.subarray(stream.start, stream.end)]);
  return filters.reduce<Pieces>((pieces, filter) => paid(filter(pieces)), packed);
}

/** All of a stream that must be looked into. */
export async function unpackWhole(document: PdfDocument, stream: PdfStream): Promise<Buffer> {
  const { filters, picture } = planUnpacking(document, stream);
  if (picture !== null) throw unreadable('objects packed as a picture');
  const pieces: Buffer[] = [];
  let held = 0;
  for await (const piece of unpack(document, stream, filters)) {
    held += piece.length;
    if (held > mostHeld) throw notSafe('too much packed into one stream');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Unpacks a stream to its end without keeping it, and gives its head where it is a picture. */
export async function unpackThrough(
  document: PdfDocument,
  stream: PdfStream,
): Promise<{ picture: string | null; head: Buffer }> {
  const { filters, picture } = planUnpacking(document, stream);
  const head: Buffer[] = [];
  let held = 0;
  if (stream.start === stream.end) return { picture, head: Buffer.alloc(0) };
  for await (const piece of unpack(document, stream, filters)) {
    if (picture !== null && held < mostHeld) head.push(piece);
    held += piece.length;
  }
  return { picture, head: Buffer.concat(head) };
}

/** A length that stands in another object must agree with where the stream was seen to end. */
export function checkLengths(document: PdfDocument): void {
  const { bytes, objects } = document.body;
  for (const { stream } of objects) {
    if (stream === null) continue;
    const length = document.findNumber(stream.dict, 'Length');
    if (length === null) throw unreadable('a stream without its length');
    let end = stream.start + length;
    if (end === stream.end) continue;
    while (end < stream.end && isWhite(bytes[end])) end += 1;
    if (end !== stream.end) throw unreadable('a stream that is not as long as it says');
  }
}
