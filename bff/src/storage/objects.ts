// Where the bytes of papers lie: a folder for now, an S3-compatible store later. An object is written once under a
// new random name and never changed. Nothing here knows what it holds: bytes come sealed (see sealed-file.ts).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, readFile, stat, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

export interface ObjectStore {
  /**
   * When it resolves the object survives a power cut; when it throws nothing is left.
   * @throws {StoreFailed} no room, no permission, a broken disk; or whatever `parts` throws
   */
  put(name: string, parts: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void>;
  /** @throws {ObjectMissing} when it begins to be read · {StoreFailed} where the store cannot be read */
  get(name: string): AsyncIterable<Buffer>;
  /** What is not there is removed already. */
  remove(name: string): Promise<void>;
  /** The names of one shard (0 to `shards` − 1) that were written before an instant. */
  list(shard: number, before: number): Promise<string[]>;
}

export interface ObjectStores {
  /** Chunks of uploads under way. */
  staged: ObjectStore;
  /** Pages that have arrived. */
  kept: ObjectStore;
  /** Whether the names in it are those of this database. The first that asks marks the store as its own. */
  isOf(databaseMark: string): Promise<boolean>;
}

export class StoreFailed extends Error {
  override name = 'StoreFailed';
}

export class ObjectMissing extends Error {
  override name = 'ObjectMissing';
}

/** Folders that the names are spread over: one with millions of files is slow to list and to change. */
export const shards = 256;

export function newObjectName(): string {
  return randomBytes(32).toString('hex');
}

/** @throws when the folder cannot be made or written to */
export async function openObjectStores(folder: string): Promise<ObjectStores> {
  const [staged, kept] = await Promise.all(
    ['staged', 'kept'].map((area) => openFolder(path.join(folder, area))),
  );
  assert(staged && kept);
  return { staged, kept, isOf: (mark) => isMarked(folder, mark) };
}

async function isMarked(folder: string, mark: string): Promise<boolean> {
  const place = path.join(folder, 'database');
  if (!(await isThere(place))) {
    // Whole or not at all, and never over what another process has written in the same moment.
    const draft = `${place}.${newObjectName()}`;
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(mark);
    await file.sync();
    await file.close();
    await link(draft, place).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw failed(error);
    });
    await unlink(draft);
    await syncFolder(folder);
  }
  return (await readFile(place, 'utf8')) === mark;
}

const shardName = (shard: number) => shard.toString(16).padStart(2, '0');

async function openFolder(folder: string): Promise<ObjectStore> {
  // Made once and made durable: from then on writing an object touches its own shard only.
  for (let shard = 0; shard < shards; shard += 1) {
    await mkdir(path.join(folder, shardName(shard)), { recursive: true, mode: 0o700 });
  }
  await syncFolder(folder);

  const placeOf = (name: string) => {
    assert.match(name, /^[0-9a-f]{64}$/, 'an object has a name of our own making');
    return path.join(folder, name.slice(0, 2), name);
  };

  return {
    async put(name, parts) {
      const place = placeOf(name);
      const file = await orFailed(open(place, 'wx', 0o600));
      try {
        await writeAll(file, parts);
        await orFailed(file.datasync());
        await orFailed(file.close());
        await orFailed(syncFolder(path.dirname(place)));
      } catch (error) {
        await file.close().catch(ignore);
        await unlink(place).catch(ignore);
        throw error;
      }
    },

    async *get(name) {
      const stream = createReadStream(placeOf(name), { highWaterMark: readSize });
      try {
        for await (const part of stream) yield part as Buffer;
      } catch (error) {
        // Without its folder it is the disk that is away, not the object: nobody may conclude that it is lost.
        // Nor where the disk came back in this moment: then the object is there again.
        const place = placeOf(name);
        const isAway = !(await isThere(path.dirname(place))) || (await isThere(place));
        if (codeOf(error) !== 'ENOENT' || isAway) throw failed(error);
        throw new ObjectMissing('an object that a row names is not in the store', { cause: error });
      }
    },

    async remove(name) {
      await unlink(placeOf(name)).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw failed(error);
      });
    },

    async list(shard, before) {
      const place = path.join(folder, shardName(shard));
      const found: string[] = [];
      for (const name of await readdir(place)) {
        const about = await stat(path.join(place, name)).catch(ignore);
        if (about !== undefined && about.mtimeMs < before) found.push(name);
      }
      return found;
    },
  };
}

/** A sealed chunk of 256 KB in one read. */
const readSize = 257 * 1024;

async function writeAll(file: FileHandle, parts: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
  for await (const part of parts) await orFailed(file.writeFile(part));
}

/** A new file is there after a power cut only when its folder was written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}

async function orFailed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw failed(error);
  }
}

function failed(cause: unknown): StoreFailed {
  return new StoreFailed(`the object store could not read or write (${codeOf(cause) ?? 'no code'})`, {
    cause,
  });
}

function codeOf(error: unknown): string | undefined {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

const ignore = () => undefined;
