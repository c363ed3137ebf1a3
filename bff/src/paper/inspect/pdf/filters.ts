// What unpacks a stream, piece by piece: no more than a piece is ever held.
import { pipeline, Readable } from 'node:stream';
import { createInflate } from 'node:zlib';

import { unreadable } from '../inspected.ts';
import { isWhite } from './reader.ts';

export type Pieces = AsyncIterable<Buffer>;
export type Filter = (packed: Pieces) => Pieces;

const pieceSize = 64 * 1024;

/** The most that one code of any filter stands for. */
const mostOfOne = 4096;

/** Gathers bytes into pieces. */
class Pile {
  private piece = Buffer.allocUnsafe(pieceSize + mostOfOne);
  private used = 0;

  /** True when the pile is high enough to be taken. */
  addAll(values: ArrayLike<number>): boolean {
    this.piece.set(values, this.used);
    this.used += values.length;
    return this.used >= pieceSize;
  }

  addRun(value: number, count: number): boolean {
    this.piece.fill(value, this.used, this.used + count);
    this.used += count;
    return this.used >= pieceSize;
  }

  take(): Buffer {
    const full = this.piece.subarray(0, this.used);
    this.piece = Buffer.allocUnsafe(pieceSize + mostOfOne);
    this.used = 0;
    return full;
  }
}

export async function* inflate(packed: Pieces): Pieces {
  const inflater = createInflate({ chunkSize: pieceSize });
  // The loop below is what hears of an error.
  pipeline(Readable.from(packed), inflater, () => undefined);
  try {
    for await (const piece of inflater) yield piece as Buffer;
  } catch {
    throw unreadable('a stream that cannot be unpacked');
  }
}

export async function* asciiHex(packed: Pieces): Pieces {
  const pile = new Pile();
  let high: number | null = null;
  for await (const piece of packed) {
    for (const code of piece) {
      if (isWhite(code)) continue;
      const digit = Number.parseInt(String.fromCharCode(code), 16);
      if (Number.isNaN(digit)) {
        yield pile.take();
        return;
      }
      if (high === null) high = digit;
      else {
        if (pile.addRun(high * 16 + digit, 1)) yield pile.take();
        high = null;
      }
    }
  }
  yield pile.take();
}

/** The bytes of a group of base 85; a group that is cut short stands for fewer. */
function unpackGroup(digits: number[]): number[] {
  const number = [...digits, 84, 84, 84, 84].slice(0, 5).reduce((sum, digit) => sum * 85 + digit, 0);
  return [24, 16, 8, 0].slice(0, digits.length - 1).map((shift) => Math.floor(number / 2 ** shift) & 0xff);
}

export async function* ascii85(packed: Pieces): Pieces {
  const pile = new Pile();
  let group: number[] = [];
  let ended = false;
  for await (const piece of packed) {
    for (const code of piece) {
      ended ||= code === 0x7e;
      if (ended || isWhite(code)) continue;
      if (code === 0x7a && group.length === 0) group = [0, 0, 0, 0, 0];
      else if (code >= 0x21 && code <= 0x75) group.push(code - 0x21);
      else throw unreadable('base 85 that is none');
      if (group.length < 5) continue;
      if (pile.addAll(unpackGroup(group))) yield pile.take();
      group = [];
    }
  }
  pile.addAll(unpackGroup(group));
  yield pile.take();
}

export async function* runLength(packed: Pieces): Pieces {
  const pile = new Pile();
  let literal = 0;
  let repeat = 0;
  for await (const piece of packed) {
    for (const code of piece) {
      if (literal > 0) {
        literal -= 1;
        if (pile.addRun(code, 1)) yield pile.take();
      } else if (repeat > 0) {
        if (pile.addRun(code, repeat)) yield pile.take();
        repeat = 0;
      } else if (code < 128) literal = code + 1;
      else if (code > 128) repeat = 257 - code;
    }
  }
  yield pile.take();
}

const extend = (entry: Buffer, next: Buffer) => Buffer.concat([entry, next.subarray(0, 1)]);

/** Old scanners pack with LZW. `early` is the dictionary's EarlyChange: when the codes grow by a bit. */
export function lzw(early: number): Filter {
  return async function* unpack(packed) {
    const pile = new Pile();
    let table: Buffer[] = [];
    let previous: Buffer | null = null;
    let bits = 0;
    let held = 0;
    const width = () => {
      const next = 258 + table.length + early;
      return next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
    };
    for await (const piece of packed) {
      for (const value of piece) {
        bits = ((bits << 8) | value) & 0xfffff;
        held += 8;
        if (held < width()) continue;
        held -= width();
        const code = (bits >> held) & ((1 << width()) - 1);
        if (code === 257) {
          yield pile.take();
          return;
        }
        if (code === 256) {
          table = [];
          previous = null;
          continue;
        }
        const known: Buffer | undefined = code < 256 ? Buffer.of(code) : table[code - 258];
        const entry: Buffer | null = known ?? (previous === null ? null : extend(previous, previous));
        if (entry === null) throw unreadable('LZW that is none');
        if (pile.addAll(entry)) yield pile.take();
        if (previous !== null && table.length < 4096 - 258) table.push(extend(previous, entry));
        previous = entry;
      }
    }
    yield pile.take();
  };
}
