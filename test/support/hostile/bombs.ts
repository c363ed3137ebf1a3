// What unpacks to far more than it weighs, written without ever being unpacked here.
import { constants, deflateRawSync } from 'node:zlib';

const piece = 1_000_000;
let packedPiece: Buffer | undefined;

/** `size` zeros, deflated. The check sum of the zlib form is left out: nobody comes as far as that. */
export function zeros(size: number, form: 'raw' | 'zlib' = 'zlib'): Buffer {
  // Flushed to whole bytes, packed pieces stand one after the other as one stream.
  packedPiece ??= deflateRawSync(Buffer.alloc(piece), { finishFlush: constants.Z_FULL_FLUSH });
  const pieces = Array<Buffer>(Math.ceil(size / piece)).fill(packedPiece);
  const last = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([form === 'zlib' ? Buffer.from([0x78, 0x9c]) : Buffer.alloc(0), ...pieces, last]);
}
