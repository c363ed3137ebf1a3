/** What stays on the phone between two starts of the app: storage, 1 MB a key and 10 MB in all, and the app's files. */
import { Refused } from './call.ts';
import type { Agreement } from './privacy.ts';

const keyLimit = 1024 * 1024;
const totalLimit = 10 * 1024 * 1024;
const fileLimit = 200 * 1024 * 1024;

/** What stays on the phone between two starts of the app. */
export type Memory = {
  storage: Map<string, string>;
  files: Map<string, Buffer>;
  /** How much the app's files may weigh; a journey fills a phone by making it small. */
  room: { bytes: number };
  /** What WeChat itself remembers: whether its user has agreed to the privacy guide. */
  privacy: Agreement;
};

export const emptyMemory = (): Memory => ({
  storage: new Map(),
  files: new Map(),
  room: { bytes: fileLimit },
  privacy: { agreed: false },
});

export type StorageApi = {
  get: (key: string) => unknown;
  set: (key: string, value: unknown) => void;
  remove: (key: string) => void;
  clear: () => void;
  info(): { keys: string[]; currentSize: number; limitSize: number };
};

export function createStorage({ storage }: Memory, copyIn: (value: unknown) => unknown): StorageApi {
  const total = (): number => [...storage.values()].reduce((sum, text) => sum + text.length, 0);
  return {
    // An absent key reads as the empty string.
    get: (key) => {
      const text = storage.get(key);
      return text === undefined ? '' : copyIn(JSON.parse(text));
    },
    set: (key, value) => {
      const text = JSON.stringify(value ?? '');
      if (text.length > keyLimit) throw new Refused(`entry size limit reached: ${key}`);
      if (total() + text.length > totalLimit) throw new Refused('storage limit reached');
      storage.set(key, text);
    },
    remove: (key) => void storage.delete(key),
    clear: () => storage.clear(),
    info: () => ({
      keys: [...storage.keys()],
      currentSize: Math.ceil(total() / 1024),
      limitSize: totalLimit / 1024,
    }),
  };
}
