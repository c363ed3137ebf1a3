/**
 * FileSystemManager: the app's own folder, 200 MB, which outlives the app; and WeChat's passing files, which do not.
 * It answers by callbacks, in a later turn, worded as WeChat words it.
 */
import { Refused, type Options } from './call.ts';
import type { Memory } from './storage.ts';

export const userFolder = 'http://usr';
const temporaryFolder = 'http://tmp';

export type Files = {
  /** Puts bytes where WeChat keeps what it hands out: gone when the app ends. */
  addTemporary: (bytes: Buffer, ending: string) => string;
  read: (path: string) => Buffer;
  manager: Record<string, (...given: never[]) => unknown>;
};

export type FilesHost = {
  memory: Memory;
  copyIn: (value: unknown) => unknown;
  /** A copy of bytes as an ArrayBuffer of the app's own realm. */
  bytesIn: (bytes: Uint8Array) => ArrayBuffer;
  /** An app that was ended hears nothing any more. */
  isOpen: () => boolean;
};

export function createFiles(host: FilesHost): Files {
  const temporary = new Map<string, Buffer>();
  const places = createPlaces(host.memory, temporary);
  const answer = (name: string, run: (options: Options) => unknown) => (options: Options) => {
    queueMicrotask(() => {
      const settled = attempt(name, () => run(options));
      if (!host.isOpen()) return;
      if ('failure' in settled)
        options.fail?.(host.copyIn({ errMsg: settled.failure }) as { errMsg: string });
      else options.success?.(settled.result);
      options.complete?.(settled);
    });
  };
  const told = (fields: Record<string, unknown>): unknown => host.copyIn({ ...fields, errMsg: 'ok' });
  const handed = (bytes: Buffer, encoding: unknown): unknown =>
    typeof encoding === 'string' ? bytes.toString('utf8') : host.bytesIn(bytes);
  return {
    addTemporary: (bytes, ending) => {
      const path = `${temporaryFolder}/${temporary.size + 1}-${Date.now().toString(36)}.${ending}`;
      temporary.set(path, bytes);
      return path;
    },
    read: places.read,
    manager: {
      writeFileSync: (path: string, data: unknown) => places.write(path, bytesOf(data)),
      readFileSync: (path: string, encoding: unknown) => handed(places.read(path), encoding),
      writeFile: answer('writeFile', (options) => {
        places.write(pathOf(options, 'filePath'), bytesOf(options.data));
        return told({});
      }),
      readFile: answer('readFile', (options) => {
        const part = cut(places.read(pathOf(options, 'filePath')), options);
        // The bytes stay bytes: a copy through text would lose them.
        return { data: handed(part, options.encoding), errMsg: 'readFile:ok' };
      }),
      copyFile: answer('copyFile', (options) => {
        places.write(pathOf(options, 'destPath'), places.read(pathOf(options, 'srcPath')));
        return told({});
      }),
      saveFile: answer('saveFile', (options) => {
        const from = pathOf(options, 'tempFilePath');
        const path =
          options.filePath === undefined ? `${userFolder}/${nameOf(from)}` : pathOf(options, 'filePath');
        places.write(path, places.read(from));
        temporary.delete(from);
        return told({ savedFilePath: path });
      }),
      unlink: answer('unlink', (options) => {
        places.remove(pathOf(options, 'filePath'));
        return told({});
      }),
      stat: answer('stat', (options) => {
        const { length: size } = places.read(pathOf(options, 'path'));
        return told({ stats: { size, mode: 33_188, lastAccessedTime: 0, lastModifiedTime: 0 } });
      }),
      access: answer('access', (options) => {
        places.read(pathOf(options, 'path'));
        return told({});
      }),
      readdir: answer('readdir', (options) => told({ files: places.list(pathOf(options, 'dirPath')) })),
    },
  };
}

/** Where bytes lie, and what WeChat allows there. */
function createPlaces({ files, room }: Memory, temporary: Map<string, Buffer>) {
  const used = (): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const read = (path: string): Buffer => {
    const bytes = files.get(path) ?? temporary.get(path);
    if (bytes === undefined) throw new Refused(`no such file or directory, open '${path}'`);
    return bytes;
  };
  return {
    read,
    write: (path: string, bytes: Buffer): void => {
      if (!path.startsWith(`${userFolder}/`)) throw new Refused(`permission denied, open '${path}'`);
      if (used() - (files.get(path)?.length ?? 0) + bytes.length > room.bytes) {
        throw new Refused('the maximum size of the file storage limit is exceeded');
      }
      files.set(path, Buffer.from(bytes));
    },
    remove: (path: string): void => {
      read(path);
      if (!files.delete(path)) throw new Refused(`permission denied, open '${path}'`);
    },
    list: (folder: string): string[] => {
      if (folder !== userFolder) throw new Refused(`no such file or directory, open '${folder}'`);
      return [...files.keys()].map(nameOf);
    },
  };
}

/** `position` and `length` must lie within the file. */
function cut(bytes: Buffer, { position = 0, length }: Options): Buffer {
  const from = Number(position);
  const count = length === undefined ? bytes.length - from : Number(length);
  const fits = from >= 0 && from < bytes.length && count >= 1 && from + count <= bytes.length;
  if (!fits) throw new Refused('the value of "position" or "length" is out of range');
  return bytes.subarray(from, from + count);
}

function attempt(name: string, run: () => unknown): { result: unknown } | { failure: string } {
  try {
    return { result: run() };
  } catch (error) {
    return { failure: `${name}:fail ${error instanceof Error ? error.message : String(error)}` };
  }
}

function pathOf(options: Options, name: string): string {
  const path = options[name];
  if (typeof path !== 'string') throw new Refused(`parameter error: ${name} should be String`);
  return path;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function bytesOf(data: unknown): Buffer {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  if (isBytes(data)) return Buffer.from(new Uint8Array(data));
  throw new Refused('data must be a string or an ArrayBuffer');
}

/** An ArrayBuffer of any realm. */
export function isBytes(data: unknown): data is ArrayBuffer {
  return Object.prototype.toString.call(data) === '[object ArrayBuffer]';
}
