// A page that comes in one piece: a signed slip, a paper brought to the window. Looked into, and written before a row names it.
import { createHash } from 'node:crypto';

import type { ErrorCode } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { isDuplicate, transact } from '../storage/mysql.ts';
import { newObjectName } from '../storage/objects.ts';
import { fileSeal, newFileKey, sealWhole } from '../storage/sealed-file.ts';
import type { Database } from '../storage/tables.ts';
import { rowOfObject, type NewObject } from './paper.store.ts';

/** Of the bytes, once they are those of this hash. @throws {AppError} 422 `upload_hash_mismatch` */
export function checkHash(given: { sha256: string; bytes: Buffer }): Buffer {
  const sha256 = createHash('sha256').update(given.bytes).digest();
  if (sha256.toString('hex') === given.sha256) return sha256;
  throw new AppError(422, 'upload_hash_mismatch', 'these are not the bytes of this hash; send them again');
}

/**
 * Writes the bytes, then the rows that name them.
 * @param record in one transaction, perhaps more than once: whether its rows name the bytes just written, or the same that
 * were there
 * @throws {AppError} 422, why they cannot be kept; what `record` throws
 */
export async function keepWhole(
  deps: Deps,
  personId: number,
  bytes: Buffer,
  record: (trx: Database, object: NewObject) => Promise<boolean>,
): Promise<void> {
  const object = await writeWhole(deps, personId, bytes);
  if (!(await recordWhole(deps, object, record))) await discardWhole(deps, object);
}

async function recordWhole(
  deps: Deps,
  object: NewObject,
  record: (trx: Database, object: NewObject) => Promise<boolean>,
): Promise<boolean> {
  const attempt = () => transact(deps.db, (trx) => record(trx, object));
  try {
    return await attempt().catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      // The same bytes for another claim of hers, in the same moment: they are there now.
      return attempt();
    });
  } catch (error) {
    // Refused, so rolled back. Any other failure may have been a commit whose answer was lost: the sweep sees to it.
    if (error instanceof AppError) await discardWhole(deps, object);
    throw error;
  }
}

/** The object of these bytes, written under a new name. No row names it yet. */
async function writeWhole(deps: Deps, personId: number, bytes: Buffer): Promise<NewObject> {
  const kept = await examine(deps, personId, bytes);
  const contentIndex = deps.crypto.blindIndex('paper', `${personId}:${kept.digest}`);
  return write(deps, kept, contentIndex);
}

interface Examined {
  digest: string;
  content: Buffer;
  thumbnail: Buffer | null;
  mediaType: NewObject['mediaType'];
  pdfPages: number;
}

async function examine(deps: Deps, personId: number, bytes: Buffer): Promise<Examined> {
  if (bytes.length === 0) throw refused('paper_unreadable');
  const found = await deps.inspector.inspect(whole(bytes), bytes.length, personId);
  if (!found.ok) throw refused(found.code);
  const content = found.content ?? bytes;
  const { thumbnail, mediaType, pdfPages } = found;
  const digest = createHash('sha256').update(content).digest('hex');
  return { digest, content, thumbnail, mediaType, pdfPages };
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

async function write(deps: Deps, kept: Examined, contentIndex: Buffer): Promise<NewObject> {
  const { crypto, objects } = deps;
  const name = newObjectName();
  const row = rowOfObject(name);
  const fileKey = newFileKey(crypto, row);
  const thumbnailName = kept.thumbnail === null ? null : newObjectName();
  const seal = (use: 'page' | 'thumbnail', bytes: Buffer) =>
    sealWhole(fileSeal(crypto, fileKey, row, use, bytes.length), bytes);
  await objects.kept.put(name, seal('page', kept.content));
  if (thumbnailName !== null && kept.thumbnail !== null) {
    await objects.kept.put(thumbnailName, seal('thumbnail', kept.thumbnail));
  }
  return {
    contentIndex,
    name,
    thumbnailName,
    fileKey,
    mediaType: kept.mediaType,
    bytes: kept.content.length,
    thumbnailBytes: kept.thumbnail?.length ?? null,
    pdfPages: kept.pdfPages,
  };
}

/** Bytes that no row names; what cannot be removed now is the sweep's. */
async function discardWhole(deps: Deps, { name, thumbnailName }: NewObject): Promise<void> {
  for (const one of thumbnailName === null ? [name] : [name, thumbnailName]) {
    await deps.objects.kept.remove(one).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'a page that was not kept could not be removed; the sweep tries again');
    });
  }
}

function refused(code: ErrorCode): AppError {
  return new AppError(422, code, 'the page cannot be kept: the code says why; send another photograph');
}
