/** The phone's storage and files: 1 MB a key, 10 MB in all, as WeChat has them. They survive the app's restart. */
import { Refused, type Options } from './call.ts';

const keyLimit = 1024 * 1024;
const totalLimit = 10 * 1024 * 1024;

/** What stays on the phone between two starts of the app. */
export type Memory = {
  storage: Map<string, string>;
  files: Map<string, string>;
};

export const emptyMemory = (): Memory => ({
  storage: new Map(),
  files: new Map(),
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

/** The part of FileSystemManager that writes and reads a text file of the user's. */
export function createFileSystem({ files }: Memory, copyIn: (value: unknown) => unknown) {
  const textOf = (value: unknown): string => {
    if (typeof value !== 'string') throw new Refused('data must be a string');
    return value;
  };
  const pathOf = (options: Options): string => textOf(options.filePath);
  const read = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw new Refused(`no such file or directory, open '${path}'`);
    return text;
  };
  const answer = (options: Options, run: () => Record<string, unknown>): void => {
    try {
      const result = copyIn(run());
      options.success?.(result);
      options.complete?.(result);
    } catch (error) {
      const failure = { errMsg: String(error) };
      options.fail?.(failure);
      options.complete?.(failure);
    }
  };
  return {
    writeFileSync: (path: string, data: unknown) => void files.set(path, textOf(data)),
    readFileSync: (path: string) => read(path),
    writeFile: (options: Options) =>
      answer(options, () => {
        files.set(pathOf(options), textOf(options.data));
        return { errMsg: 'writeFile:ok' };
      }),
    readFile: (options: Options) =>
      answer(options, () => ({
        data: read(pathOf(options)),
        errMsg: 'readFile:ok',
      })),
    unlink: (options: Options) =>
      answer(options, () => {
        files.delete(pathOf(options));
        return { errMsg: 'unlink:ok' };
      }),
  };
}
