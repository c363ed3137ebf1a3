/** A photo that goes in one piece: a signed slip, a paper brought to the window. */
import { AppFailure } from '../failure';
import { randomName } from '../random-name';
import { takeFingerprint } from '../upload/fingerprint';
import { keptFiles } from '../upload/kept-files';
import { prepare, type Chosen } from './photo';

const MOST_BYTES = 4 * 1024 * 1024;

/** On the phone only until it has arrived. */
export async function sendWhole<T>(
  chosen: Chosen,
  send: (sha256: string, bytes: ArrayBuffer) => Promise<T>,
): Promise<T> {
  const { source } = await prepare(chosen);
  const file = `whole-${randomName(8)}.jpg`;
  await keptFiles.keep(file, source);
  try {
    const { length, sha256 } = await takeFingerprint(keptFiles, file);
    if (length > MOST_BYTES) throw new AppFailure('paper_too_large');
    return await send(sha256, await keptFiles.read(file, 0, length));
  } finally {
    await keptFiles.remove(file);
  }
}
