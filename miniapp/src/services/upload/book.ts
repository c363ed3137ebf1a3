/** The entries that are kept on the phone. */
import { listKeys, read, remove, write } from '../storage';
import type { Entry } from './entry';

export type Book = {
  all: () => Entry[];
  /** Whether it is really kept: a full storage keeps nothing. */
  keep: (entry: Entry) => boolean;
  drop: (localId: string) => void;
};

const PREFIX = 'upload:';

export const book: Book = {
  all: () =>
    listKeys(PREFIX)
      .map((key) => read(key) as Entry | undefined)
      .filter((entry): entry is Entry => entry !== undefined)
      .sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1)),
  keep: (entry) => {
    write(PREFIX + entry.localId, entry);
    return read(PREFIX + entry.localId) !== undefined;
  },
  drop: (localId) => remove(PREFIX + localId),
};
