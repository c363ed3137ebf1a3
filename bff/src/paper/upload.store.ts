import type { Selectable } from 'kysely';

import { toColumn } from '../storage/instant.ts';
import type { UploadChunkTable, UploadTable } from '../storage/paper-tables.ts';
import type { Database } from '../storage/tables.ts';
import type { PaperKey } from './paper.store.ts';

export type UploadRow = Selectable<UploadTable>;
export type ChunkRow = Selectable<UploadChunkTable>;

/** What makes two beginnings the same upload. */
export interface UploadIdentity extends PaperKey {
  claimId: number;
  sha256: Buffer;
  length: number;
}

/** With the name that the API has for its claim. */
export function findUpload(
  db: Database,
  publicId: string,
): Promise<(UploadRow & { claim: string }) | undefined> {
  return db
    .selectFrom('upload')
    .innerJoin('claim', 'claim.claim_id', 'upload.claim_id')
    .selectAll('upload')
    .select('claim.public_id as claim')
    .where('upload.public_id', '=', publicId)
    .executeTakeFirst();
}

/** Call it inside `transact`. */
export function lockUpload(trx: Database, uploadId: number): Promise<UploadRow | undefined> {
  return trx
    .selectFrom('upload')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .forUpdate()
    .executeTakeFirst();
}

export function lockSameUpload(trx: Database, same: UploadIdentity): Promise<UploadRow | undefined> {
  return trx
    .selectFrom('upload')
    .selectAll()
    .where('claim_id', '=', same.claimId)
    .where('paper', '=', same.paper)
    .where('subject', '=', same.subject)
    .where('sha256', '=', same.sha256)
    .where('length', '=', same.length)
    .forUpdate()
    .executeTakeFirst();
}

/** What a person has begun and not brought to an end. */
export async function sumOpenUploads(
  db: Database,
  personId: number,
  now: number,
): Promise<{ uploads: number; bytes: number }> {
  const { uploads, bytes } = await db
    .selectFrom('upload')
    .select((select) => [
      select.fn.countAll<number>().as('uploads'),
      select.fn.sum<string | null>('length').as('bytes'),
    ])
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .where('expires_at', '>', toColumn(now))
    .executeTakeFirstOrThrow();
  return { uploads, bytes: Number(bytes ?? 0) };
}

export async function insertUpload(
  trx: Database,
  upload: UploadIdentity & {
    publicId: string;
    personId: number;
    bill: string | null;
    fileKey: Buffer;
    expiresAt: number;
  },
): Promise<void> {
  await trx
    .insertInto('upload')
    .values({
      public_id: upload.publicId,
      person_id: upload.personId,
      claim_id: upload.claimId,
      paper: upload.paper,
      subject: upload.subject,
      bill: upload.bill,
      sha256: upload.sha256,
      length: upload.length,
      state: 'open',
      refusal: null,
      page_id: null,
      received: 0,
      attempt: 1,
      file_key: upload.fileKey,
      expires_at: toColumn(upload.expiresAt),
    })
    .execute();
}

export async function setExpiry(trx: Database, uploadId: number, expiresAt: number): Promise<void> {
  await trx
    .updateTable('upload')
    .set({ expires_at: toColumn(expiresAt) })
    .where('upload_id', '=', uploadId)
    .execute();
}

/** Ends open uploads now: the sweep removes what came of them. */
export async function expireUploads(
  trx: Database,
  of: { personId: number; claimId: number | null },
  now: number,
): Promise<void> {
  let query = trx
    .updateTable('upload')
    .set({ expires_at: toColumn(now) })
    .where('person_id', '=', of.personId)
    .where('state', '=', 'open');
  if (of.claimId !== null) query = query.where('claim_id', '=', of.claimId);
  await query.execute();
}

/** Of a locked upload: back to nothing received, in another state or under a new key; what its chunks were named. */
export async function emptyUpload(
  trx: Database,
  upload: UploadRow,
  change: Partial<Pick<UploadRow, 'state' | 'refusal' | 'page_id' | 'file_key' | 'expires_at'>>,
): Promise<string[]> {
  const chunks = await listChunks(trx, upload.upload_id);
  await trx.deleteFrom('upload_chunk').where('upload_id', '=', upload.upload_id).execute();
  await trx
    .updateTable('upload')
    .set({ received: 0, attempt: upload.attempt + 1, ...change })
    .where('upload_id', '=', upload.upload_id)
    .execute();
  return chunks.map(({ name }) => name);
}

/** In their order. */
export function listChunks(db: Database, uploadId: number): Promise<ChunkRow[]> {
  return db
    .selectFrom('upload_chunk')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .orderBy('start')
    .execute();
}

export function findChunk(db: Database, uploadId: number, start: number): Promise<ChunkRow | undefined> {
  return db
    .selectFrom('upload_chunk')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .where('start', '=', start)
    .executeTakeFirst();
}

/** Of a locked upload. */
export async function appendChunk(trx: Database, chunk: ChunkRow): Promise<void> {
  await trx.insertInto('upload_chunk').values(chunk).execute();
  await trx
    .updateTable('upload')
    .set({ received: chunk.start + chunk.length })
    .where('upload_id', '=', chunk.upload_id)
    .execute();
}
