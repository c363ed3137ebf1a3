/** The hashes of a kept file, read piece by piece: a phone never holds a whole PDF in memory. */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

import { CHUNK_BYTES } from './entry';
import type { KeptFiles } from './kept-files';

export type Fingerprint = { length: number; sha256: string; chunks: string[] };

export async function takeFingerprint(
  files: Pick<KeptFiles, 'read' | 'lengthOf'>,
  file: string,
): Promise<Fingerprint> {
  const length = await files.lengthOf(file);
  const whole = sha256.create();
  const chunks: string[] = [];
  for (let from = 0; from < length; from += CHUNK_BYTES) {
    const chunk = new Uint8Array(await files.read(file, from, Math.min(from + CHUNK_BYTES, length)));
    whole.update(chunk);
    chunks.push(bytesToHex(sha256(chunk)));
  }
  return { length, sha256: bytesToHex(whole.digest()), chunks };
}
