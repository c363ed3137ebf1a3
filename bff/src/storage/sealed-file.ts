// A file at rest: a row of segments, each SM4-CTR and then HMAC-SM3, under a key of the file's own.
//
//   segment = start (4) ‖ length (4) ‖ iv (16) ‖ ciphertext (length) ‖ tag (32)
//   tag     = HMAC-SM3 over total ‖ start ‖ length ‖ iv ‖ ciphertext
//
// `start` is the segment's place in the plaintext and `total` the length of the whole: a file whose segments were
// cut, swapped, repeated or taken from elsewhere does not open, and whoever reads gets no byte that was not checked.
// A chunk of an upload is sealed as the segment it will be: the file is put together without being opened.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { SealBroken, type FieldCrypto, type RowIdentity } from './crypto.ts';

const ivLength = 16;
const tagLength = 32;
const placeLength = 8;
const headerLength = placeLength + ivLength;
/** A segment is held in memory whole. */
const mostInSegment = 256 * 1024;

export interface FileSeal {
  /** The parts of one segment, to be written in this order. */
  seal(start: number, plain: Buffer): Promise<Buffer[]>;
  /** The plaintext, segment by segment. @throws {SealBroken} before the first byte that cannot be trusted */
  open(sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
}

/** A page and its thumbnail lie beside each other under one key: each use derives its own. */
export type FileUse = 'page' | 'thumbnail';

/** A new key of 256 random bits, as it is kept: sealed as a field of its row. */
export function newFileKey(crypto: FieldCrypto, row: RowIdentity): Buffer {
  return crypto.seal(randomBytes(32).toString('hex'), row);
}

/** The same key for another row: the bytes under it stay as they are. */
export function moveFileKey(crypto: FieldCrypto, key: Buffer, from: RowIdentity, to: RowIdentity): Buffer {
  return crypto.seal(crypto.open(key, from), to);
}

/** @param total length of the whole plaintext */
export function fileSeal(
  crypto: FieldCrypto,
  key: Buffer,
  row: RowIdentity,
  use: FileUse,
  total: number,
): FileSeal {
  const material = Buffer.from(crypto.open(key, row), 'hex');
  const derive = (part: string) =>
    createHmac('sm3', material).update(`yijiutong file ${use} ${part}`).digest();
  const cipherKey = derive('cipher').subarray(0, 16);
  const macKey = derive('mac');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(total);
  const tagOf = (header: Buffer, body: Buffer) =>
    createHmac('sm3', macKey).update(length).update(header).update(body).digest();

  return {
    async seal(start, plain) {
      await turn();
      const iv = randomBytes(ivLength);
      const header = Buffer.alloc(headerLength);
      header.writeUInt32BE(start, 0);
      header.writeUInt32BE(plain.length, 4);
      iv.copy(header, placeLength);
      const body = createCipheriv('sm4-ctr', cipherKey, iv).update(plain);
      return [header, body, tagOf(header, body)];
    },

    async *open(sealed) {
      const reader = readExactly(sealed);
      try {
        for (let start = 0; start < total;) {
          const header = await reader.take(headerLength);
          const size = checkPlace(header, start, total);
          const body = await reader.take(size);
          const tag = await reader.take(tagLength);
          await turn();
          if (!timingSafeEqual(tag, tagOf(header, body))) {
            throw new SealBroken('a segment of a sealed file was altered or belongs elsewhere');
          }
          yield createDecipheriv('sm4-ctr', cipherKey, header.subarray(placeLength)).update(body);
          start += size;
        }
        if (!(await reader.isAtEnd())) throw new SealBroken('a sealed file goes on after its end');
      } finally {
        await reader.close();
      }
    },
  };
}

let lastTurn: Promise<void> = Promise.resolve();

/**
 * A segment of 256 KB keeps the process busy for six milliseconds. One at a time, with everything else that waits in
 * between: twenty at once would make a status request wait for all of them, and Redis look as if it were away.
 */
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}

/** The length of the segment that must begin at `start`. Checked before so many bytes are asked for. */
function checkPlace(header: Buffer, start: number, total: number): number {
  const size = header.readUInt32BE(4);
  if (header.readUInt32BE(0) !== start || size === 0 || size > Math.min(mostInSegment, total - start)) {
    throw new SealBroken('a sealed file does not go on where its last segment ended');
  }
  return size;
}

/** Segments of bytes that are at hand whole: a re-encoded photo, a thumbnail. */
export async function* sealWhole(seal: FileSeal, plain: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < plain.length; start += mostInSegment) {
    yield* await seal.seal(start, plain.subarray(start, start + mostInSegment));
  }
}

/** Takes so many bytes at a time from a stream that gives them as they come; holds no more than it was asked for. */
function readExactly(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };

  return {
    async take(length: number): Promise<Buffer> {
      while (held.length < length) {
        if (!(await more())) throw new SealBroken('a sealed file ends in the middle of a segment');
      }
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
    async isAtEnd(): Promise<boolean> {
      while (held.length === 0 && (await more()));
      return held.length === 0;
    },
    /** A reader that stops in the middle lets go of the file. */
    close: async () => {
      await iterator.return?.();
    },
  };
}
