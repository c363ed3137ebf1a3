// From "all bytes are here" to a page: hashed, inspected by a process of its own, kept under a new key. Rows are
// written after the bytes they name are safe; bytes that no row names are the sweep's.
import { createHash } from 'node:crypto';

import type { ErrorCode, UploadReply } from '@yijiutong/rules/contract';

import { checkAccepts, lockClaim } from '../claim/claim.access.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { SealBroken } from '../storage/crypto.ts';
import { isDuplicate, transact } from '../storage/mysql.ts';
import { newObjectName, ObjectMissing } from '../storage/objects.ts';
import { newRecordId } from '../storage/record-id.ts';
import { fileSeal, moveFileKey, newFileKey, sealWhole } from '../storage/sealed-file.ts';
import type { Database } from '../storage/tables.ts';
import type { Inspected, InspectedPage } from './inspect/inspected.ts';
import { findPageHand, recordBringing, type PageAgent } from './page-agent.service.ts';
import {
  claimObject,
  findUnsentPage,
  insertObject,
  insertPage,
  isObjectKept,
  rowOfObject,
  type NewObject,
} from './paper.store.ts';
import {
  checkPageRoom,
  discardStaged,
  getUpload,
  getUploadReply,
  offsetMismatch,
  refused,
  rowOfUpload,
  sealOfUpload,
} from './upload.service.ts';
import { emptyUpload, listChunks, lockUpload, type ChunkRow, type UploadRow } from './upload.store.ts';

type Upload = UploadRow & {
  claim: string;
  /** Who finishes it for her. */
  agent: PageAgent;
};

/** Two phones that finish the same upload at once wait for one inspection; across processes the rows decide. */
export function createFinish(deps: Deps): (publicId: string, agent: PageAgent) => Promise<UploadReply> {
  const underWay = new Map<string, Promise<UploadReply>>();
  return (publicId, agent) => {
    const begun =
      underWay.get(publicId) ?? finishUpload(deps, publicId, agent).finally(() => underWay.delete(publicId));
    underWay.set(publicId, begun);
    return begun;
  };
}

async function finishUpload(deps: Deps, publicId: string, agent: PageAgent): Promise<UploadReply> {
  const upload: Upload = { ...(await getUpload(deps, publicId)), agent };
  if (upload.state === 'arrived') return getUploadReply(deps, publicId);
  if (upload.received < upload.length) throw offsetMismatch(upload);
  // Asked again under the claim's lock; here it saves the inspection.
  await checkAccepts(deps, deps.db, upload);

  const chunks = await listChunks(deps.db, upload.upload_id);
  const finding = await examine(deps, upload, chunks);
  switch (finding) {
    case 'hash_mismatch':
    case 'broken':
      await startOver(deps, upload, finding);
      break;
    default:
      if (finding.ok) await keepOrStartOver(deps, upload, chunks, finding);
      else await refuse(deps, upload, finding);
  }
  // Whoever was faster, and whatever it came to: the row says it.
  return getUploadReply(deps, publicId);
}

/** One pass over the bytes for hash and inspection; a second one only when the inspector had seen enough. */
async function examine(
  deps: Deps,
  upload: UploadRow,
  chunks: readonly ChunkRow[],
): Promise<Inspected | 'hash_mismatch' | 'broken'> {
  const seal = sealOfUpload(deps, upload);
  const hash = createHash('sha256');
  let read = 0;
  let broken: unknown;
  const open = async function* () {
    try {
      for await (const part of seal.open(readStaged(deps, chunks))) {
        hash.update(part);
        read += part.length;
        yield part;
      }
    } catch (error) {
      broken = error;
      throw error;
    }
  };
  try {
    const finding = await deps.inspector.inspect(open(), upload.length, upload.person_id);
    const digest = read === upload.length ? hash.digest() : await hashStaged(deps, upload, chunks);
    return digest.equals(upload.sha256) ? finding : 'hash_mismatch';
  } catch (error) {
    const cause = broken ?? error;
    if (cause instanceof SealBroken || cause instanceof ObjectMissing) {
      // Removed by somebody who has finished it meanwhile, or damaged: the row says which.
      return 'broken';
    }
    if (error instanceof AppError && error.code === 'papers_busy') {
      deps.metrics.uploads.inc({ outcome: 'busy' });
      if (error.cause !== undefined) {
        deps.log.warn({ err: error.cause }, 'an inspection was ended without a verdict');
      }
    }
    throw error;
  }
}

/** Sealed as it lies there: segment after segment, the very bytes of a file that is kept. */
async function* readStaged({ objects }: Deps, chunks: readonly ChunkRow[]): AsyncGenerator<Buffer> {
  for (const { name } of chunks) yield* objects.staged.get(name);
}

async function hashStaged(deps: Deps, upload: UploadRow, chunks: readonly ChunkRow[]): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const part of sealOfUpload(deps, upload).open(readStaged(deps, chunks))) hash.update(part);
  return hash.digest();
}

/** Changes an upload that is still the one that was looked at; what its chunks were named, or null when it is not. */
async function settle(
  deps: Deps,
  seen: UploadRow,
  change: Parameters<typeof emptyUpload>[2],
): Promise<boolean> {
  const leftOver = await transact(deps.db, async (trx) => {
    const upload = await lockUpload(trx, seen.upload_id);
    return isSame(upload, seen) ? emptyUpload(trx, upload, change) : null;
  });
  await discardStaged(deps, leftOver ?? []);
  return leftOver !== null;
}

function isSame(upload: UploadRow | undefined, seen: UploadRow): upload is UploadRow {
  return upload?.state === 'open' && upload.attempt === seen.attempt;
}

/** What came is not the file that was announced: it is thrown away and sent again. */
async function startOver(deps: Deps, upload: UploadRow, outcome: 'hash_mismatch' | 'broken'): Promise<void> {
  const fileKey = newFileKey(deps.crypto, rowOfUpload(upload.public_id));
  if (!(await settle(deps, upload, { file_key: fileKey }))) return;
  deps.metrics.uploads.inc({ outcome });
  if (outcome === 'broken') {
    deps.log.error('chunks that were received are gone or were altered; the upload begins anew');
  }
  throw new AppError(
    422,
    'upload_hash_mismatch',
    'the whole is not what was announced; send it from the start',
    {
      data: { received: 0 },
    },
  );
}

async function refuse(
  deps: Deps,
  upload: UploadRow,
  finding: { code: ErrorCode; why: string },
): Promise<void> {
  if (!(await settle(deps, upload, { state: 'refused', refusal: finding.code }))) return;
  deps.metrics.uploads.inc({ outcome: finding.code });
  deps.log.info({ refusal: finding.code, why: finding.why }, 'a paper was refused');
  throw refused(finding.code);
}

/** A PDF is copied from its chunks: another process that has kept it meanwhile has removed them, or they are lost. */
async function keepOrStartOver(
  deps: Deps,
  upload: Upload,
  chunks: readonly ChunkRow[],
  found: InspectedPage,
): Promise<void> {
  try {
    await keep(deps, upload, chunks, found);
  } catch (error) {
    if (!(error instanceof ObjectMissing)) throw error;
    // Does nothing to an upload that is no longer the one that was looked at.
    await startOver(deps, upload, 'broken');
  }
}

const attempts = 3;

async function keep(
  deps: Deps,
  upload: Upload,
  chunks: readonly ChunkRow[],
  found: InspectedPage,
): Promise<void> {
  const kept = found.content === null ? upload.sha256 : createHash('sha256').update(found.content).digest();
  const contentIndex = deps.crypto.blindIndex('paper', `${upload.person_id}:${kept.toString('hex')}`);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const isKept = await isObjectKept(deps.db, contentIndex);
    const fresh = isKept ? null : await writeObject(deps, upload, chunks, found, contentIndex);
    const { outcome, leftOver } = await recordPage(deps, upload, contentIndex, fresh);
    if (fresh !== null && outcome !== 'fresh') await discardKept(deps, fresh);
    await discardStaged(deps, leftOver);
    if (outcome === 'again') continue;
    if (outcome === 'fresh') deps.metrics.paperBytes.inc({ flow: 'kept' }, fresh?.bytes);
    if (outcome !== 'overtaken') deps.metrics.uploads.inc({ outcome: 'arrived' });
    return;
  }
  throw new Error(`the object of an upload came and went ${attempts} times`);
}

/** Writes the bytes under new names. No row names them yet. */
async function writeObject(
  deps: Deps,
  upload: UploadRow,
  chunks: readonly ChunkRow[],
  found: InspectedPage,
  contentIndex: Buffer,
): Promise<NewObject> {
  const { crypto, objects } = deps;
  const { content, thumbnail, mediaType, pdfPages } = found;
  const name = newObjectName();
  const row = rowOfObject(name);
  const asSent = content === null;
  const fileKey = asSent
    ? moveFileKey(crypto, upload.file_key, rowOfUpload(upload.public_id), row)
    : newFileKey(crypto, row);
  const bytes = asSent ? upload.length : content.length;
  const object: NewObject = {
    contentIndex,
    name,
    thumbnailName: thumbnail === null ? null : newObjectName(),
    fileKey,
    mediaType,
    bytes,
    thumbnailBytes: thumbnail?.length ?? null,
    pdfPages,
  };
  await objects.kept.put(
    name,
    asSent ? readStaged(deps, chunks) : sealWhole(fileSeal(crypto, fileKey, row, 'page', bytes), content),
  );
  if (thumbnail === null || object.thumbnailName === null) return object;
  try {
    const seal = fileSeal(crypto, fileKey, row, 'thumbnail', thumbnail.length);
    await objects.kept.put(object.thumbnailName, sealWhole(seal, thumbnail));
    return object;
  } catch (error) {
    await discardKept(deps, object);
    throw error;
  }
}

/**
 * `fresh`: the page shows the bytes just written. `known`: it shows those that were there. `overtaken`: somebody else
 * has finished or given up this upload. `again`: what was there is gone, or what was not there is.
 */
interface Recorded {
  outcome: 'fresh' | 'known' | 'overtaken' | 'again';
  leftOver: string[];
}

async function recordPage(
  deps: Deps,
  upload: Upload,
  contentIndex: Buffer,
  fresh: NewObject | null,
): Promise<Recorded> {
  try {
    return await transact(deps.db, (trx) => recordLocked(deps, trx, upload, contentIndex, fresh));
  } catch (error) {
    // The same bytes for another paper of hers, in the same moment.
    if (isDuplicate(error)) return { outcome: 'again', leftOver: [] };
    // Refused, so rolled back. Any other failure may have been a commit whose answer was lost: the sweep sees to it.
    if (error instanceof AppError && fresh !== null) await discardKept(deps, fresh);
    throw error;
  }
}

async function recordLocked(
  deps: Deps,
  trx: Database,
  seen: Upload,
  contentIndex: Buffer,
  fresh: NewObject | null,
): Promise<Recorded> {
  const overtaken: Recorded = { outcome: 'overtaken', leftOver: [] };
  const claim = await lockClaim(trx, seen.claim);
  const upload = await lockUpload(trx, seen.upload_id);
  if (!isSame(upload, seen)) return overtaken;
  const { personId, maxPages } = await checkAccepts(deps, trx, seen);
  const arrived = async (
    { id, publicId }: { id: number; publicId: string },
    outcome: 'fresh' | 'known',
  ): Promise<Recorded> => {
    const leftOver = await emptyUpload(trx, upload, { state: 'arrived', page_id: id });
    await recordBringing(deps, trx, seen.agent, { claim, page: publicId });
    return { outcome, leftOver };
  };

  const page = await findUnsentPage(trx, personId, upload, upload.sha256);
  if (page !== undefined) return arrived({ id: page.page_id, publicId: page.public_id }, 'known');
  await checkPageRoom(trx, personId, upload, maxPages);
  const now = deps.clock.now();
  const show = async (objectId: number, outcome: 'fresh' | 'known') => {
    const { paper, subject, sha256 } = upload;
    const publicId = newRecordId();
    const agentIndex = await findPageHand(trx, seen.agent);
    const row = { publicId, personId, paper, subject, objectId, sha256, now, agentIndex };
    return arrived({ id: await insertPage(trx, row), publicId }, outcome);
  };
  const known = await claimObject(trx, contentIndex);
  if (known !== undefined) return show(known, 'known');
  return fresh === null
    ? { outcome: 'again', leftOver: [] }
    : show(await insertObject(trx, fresh, now), 'fresh');
}

/** Bytes that no row names. */
async function discardKept(
  deps: Deps,
  { name, thumbnailName }: Pick<NewObject, 'name' | 'thumbnailName'>,
): Promise<void> {
  for (const one of thumbnailName === null ? [name] : [name, thumbnailName]) {
    await deps.objects.kept.remove(one).catch((error: unknown) => {
      deps.log.warn(
        { err: error },
        'an object that nothing shows could not be removed; the sweep tries again',
      );
    });
  }
}
