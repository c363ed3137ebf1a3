/** Photos in a browser, in its own database: they outlive a reload and a restart. The weapp has kept-files.weapp.ts. */
import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval';

import { AppFailure } from '../failure';

/** Bytes as the platform hands them over: a browser's blob, or the path of a file of WeChat's. */
export type Source = Blob | string;

export type KeptFiles = {
  /** Copies the bytes to where they survive. Throws photo_not_kept when there is no room, or nowhere to keep them. */
  keep: (file: string, source: Source) => Promise<void>;
  /** Bytes `from` up to, not including, `to`. Throws photo_lost when they are gone. */
  read: (file: string, from: number, to: number) => Promise<ArrayBuffer>;
  lengthOf: (file: string) => Promise<number>;
  /** An address that an image can show; null when the file is gone. */
  preview: (file: string) => Promise<string | null>;
  remove: (file: string) => Promise<void>;
  list: () => Promise<string[]>;
};

let store: UseStore | undefined;
const addresses = new Map<string, string>();

/** The database opens with the first photo, not with the app. Where there is none, asking for it throws at once. */
async function inStore<T>(ask: (store: UseStore) => Promise<T>): Promise<T> {
  store ??= createStore('yijiutong-papers', 'files');
  return ask(store);
}

function find(file: string): Promise<Blob | undefined> {
  return inStore((files) => get<Blob>(file, files)).catch(() => undefined);
}

async function getBlob(file: string): Promise<Blob> {
  const blob = await find(file);
  if (blob === undefined) throw new AppFailure('photo_lost');
  return blob;
}

/** Blob.arrayBuffer is younger than the oldest phones. */
function bytesOf(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(new AppFailure('photo_lost'));
    reader.readAsArrayBuffer(blob);
  });
}

export const keptFiles: KeptFiles = {
  // A private window has no database, a full phone no room: the person is told the same, for both end with the tab.
  keep: async (file, source) => {
    await inStore((files) => set(file, source, files)).catch(() => {
      throw new AppFailure('photo_not_kept');
    });
  },
  read: async (file, from, to) => bytesOf((await getBlob(file)).slice(from, to)),
  lengthOf: async (file) => (await getBlob(file)).size,
  preview: async (file) => {
    const known = addresses.get(file);
    if (known !== undefined) return known;
    const blob = await find(file);
    if (blob === undefined) return null;
    const address = URL.createObjectURL(blob);
    addresses.set(file, address);
    return address;
  },
  remove: async (file) => {
    const address = addresses.get(file);
    if (address !== undefined) URL.revokeObjectURL(address);
    addresses.delete(file);
    await inStore((files) => del(file, files)).catch(() => undefined);
  },
  list: () => inStore((files) => keys<string>(files)).catch(() => []),
};
