/** The entries that are kept on the phone. */
import { listKeys, read, remove, writeIfRoom } from '../storage';
import type { Entry } from './entry';

export type Book = {
  all: () => Entry[];
  /** Whether it is really kept: a full storage takes nothing new, and holds on to what it has. */
  keep: (entry: Entry) => boolean;
  /** False once another tab of the browser has sent it, or taken it back. */
  has: (localId: string) => boolean;
  drop: (localId: string) => void;
};

const PREFIX = 'upload:';

export const book: Book = {
  all: () =>
    listKeys(PREFIX)
      .map((key) => read(key) as Entry | undefined)
      .filter((entry): entry is Entry => entry !== undefined)
      .sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1)),
  keep: (entry) => writeIfRoom(PREFIX + entry.localId, entry),
  has: (localId) => read(PREFIX + localId) !== undefined,
  drop: (localId) => remove(PREFIX + localId),
};
