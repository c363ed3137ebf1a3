// The file from its first byte to its last: every byte belongs to an object, a table or a comment.
import { unreadable } from '../inspected.ts';
import type { Budget } from './budget.ts';
import { isWhite, PdfReader, type PdfDict, type PdfValue } from './reader.ts';

export interface PdfStream {
  dict: PdfDict;
  start: number;
  end: number;
}

export interface PdfObject {
  number: number;
  at: number;
  value: PdfValue;
  stream: PdfStream | null;
}

/** A table of where objects are, in its old form; the new form is an object with a stream. */
export interface ReferenceTable {
  trailer: PdfDict;
  offsets: number[];
}

export interface PdfBody {
  bytes: Buffer;
  objects: PdfObject[];
  /** By the offset that `startxref` and `/Prev` name. */
  tables: Map<number, ReferenceTable>;
  /** What the last `startxref` says. */
  startTable: number;
  /** Where each object's word `obj` ends: the only places that a reader may jump to. */
  heads: Set<number>;
}

/** @throws PaperRefused unless it is a PDF from end to end. */
export function readBody(bytes: Buffer, budget: Budget): PdfBody {
  checkEnd(bytes);
  const reader = new PdfReader(bytes, 0, budget);
  const body: PdfBody = { bytes, objects: [], tables: new Map(), startTable: -1, heads: new Set() };
  while (reader.hasMore()) {
    const at = reader.at;
    const number = reader.objectHead();
    if (number !== null) {
      body.heads.add(reader.at);
      body.objects.push(readObject(reader, number, at));
      continue;
    }
    const word = reader.word();
    if (word === 'xref') body.tables.set(at, readTable(reader));
    else if (word === 'startxref') body.startTable = reader.whole() ?? -1;
    else throw unreadable('bytes between objects that are none');
  }
  return body;
}

/** Nothing but white space may follow the end mark: it is where a second file would hide. */
function checkEnd(bytes: Buffer): void {
  let end = bytes.length;
  while (end > 0 && isWhite(bytes[end - 1])) end -= 1;
  if (bytes.toString('latin1', Math.max(0, end - 5), end) !== '%%EOF') {
    throw unreadable('does not end with its end mark');
  }
}

function readObject(reader: PdfReader, number: number, at: number): PdfObject {
  const value = reader.value();
  let word = reader.word();
  let stream: PdfStream | null = null;
  if (word === 'stream') {
    if (!(value instanceof Map)) throw unreadable('a stream without its dictionary');
    stream = readStream(reader, value);
    word = reader.word();
  }
  if (word !== 'endobj') throw unreadable('an object without an end');
  return { number, at, value, stream };
}

function readStream(reader: PdfReader, dict: PdfDict): PdfStream {
  const { bytes } = reader;
  if (bytes[reader.at] === 0x0d) reader.at += 1;
  if (bytes[reader.at] !== 0x0a) throw unreadable('a stream that does not begin on its own line');
  const start = reader.at + 1;
  const length = dict.get('Length');
  // A length kept in another object is compared once that object is known: `checkLengths`.
  const end = typeof length === 'number' ? start + length : bytes.indexOf('endstream', start);
  if (end < start || end > bytes.length) throw unreadable('a stream without an end');
  reader.at = end;
  while (isWhite(bytes[reader.at])) reader.at += 1;
  if (reader.word() !== 'endstream') throw unreadable('a stream that is not as long as it says');
  return { dict, start, end };
}

function readTable(reader: PdfReader): ReferenceTable {
  const offsets: number[] = [];
  for (let first = reader.whole(); first !== null; first = reader.whole()) {
    const count = reader.whole() ?? 0;
    for (let row = 0; row < count; row += 1) {
      const offset = reader.whole();
      const generation = reader.whole();
      const state = reader.word();
      if (offset === null || generation === null || !/^[nf]$/.test(state)) {
        throw unreadable('a table of objects that is none');
      }
      if (state === 'n') offsets.push(offset);
    }
  }
  const trailer = reader.word() === 'trailer' ? reader.value() : null;
  if (!(trailer instanceof Map)) throw unreadable('a table of objects without its trailer');
  return { trailer, offsets };
}
