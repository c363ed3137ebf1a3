/** Takes photos and files into the queue: first onto the phone, where they survive, then on their way. */
import { AppFailure } from '../failure';
import { randomName } from '../random-name';
import { session } from '../session';
import { book } from './book';
import { MOST_BYTES, type Entry } from './entry';
import { takeFingerprint } from './fingerprint';
import { queue } from './index';
import { keptFiles, type Source } from './kept-files';

export type NewPage = { kind: Entry['kind']; source: Source };

/** Throws photo_not_kept when the phone has no room, paper_too_large. The same page of the same paper is taken once. */
export async function addPages(
  claimId: string,
  paper: string,
  bill: string | null,
  pages: readonly NewPage[],
): Promise<void> {
  for (const page of pages) await addPage({ claimId, paper, bill }, page);
}

type Place = Pick<Entry, 'claimId' | 'paper' | 'bill'>;

async function addPage(place: Place, { kind, source }: NewPage): Promise<void> {
  const owner = session.ownId();
  if (owner === undefined) throw new AppFailure('session_required');
  const now = new Date();
  // The moment leads, so that a file without a record can be told from one that is just being made.
  const localId = `${now.getTime().toString(36)}-${randomName(8)}`;
  const file = `${localId}.${kind === 'pdf' ? 'pdf' : 'jpg'}`;
  await keptFiles.keep(file, source);
  try {
    if ((await keptFiles.lengthOf(file)) > MOST_BYTES[kind]) throw new AppFailure('paper_too_large');
    const fingerprint = await takeFingerprint(keptFiles, file);
    const entry: Entry = {
      ...place,
      ...fingerprint,
      localId,
      owner,
      kind,
      file,
      addedAt: now.toISOString(),
      trouble: null,
    };
    if (fingerprint.length === 0) throw new AppFailure('paper_unreadable');
    if (!book.keep(entry)) throw new AppFailure('photo_not_kept');
    if (queue.add(entry)) return;
    book.drop(localId);
    await keptFiles.remove(file);
  } catch (error) {
    await keptFiles.remove(file);
    throw error;
  }
}
