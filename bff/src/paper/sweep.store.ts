import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { listChunks } from './upload.store.ts';

export async function getStoreMark(db: Database): Promise<string> {
  return (await db.selectFrom('store_mark').select('mark').executeTakeFirstOrThrow()).mark;
}

export async function listExpiredUploads(db: Database, now: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('upload')
    .select('upload_id')
    .where('expires_at', '<=', toColumn(now))
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.upload_id);
}

/** The names of its chunks; null when it was begun again meanwhile. Call it inside `transact`. */
export async function deleteExpiredUpload(
  trx: Database,
  uploadId: number,
  now: number,
): Promise<string[] | null> {
  const row = await trx
    .selectFrom('upload')
    .select('upload_id')
    .where('upload_id', '=', uploadId)
    .where('expires_at', '<=', toColumn(now))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const chunks = await listChunks(trx, uploadId);
  await trx.deleteFrom('upload_chunk').where('upload_id', '=', uploadId).execute();
  await trx.deleteFrom('upload').where('upload_id', '=', uploadId).execute();
  return chunks.map(({ name }) => name);
}

/** What is left of pages that were taken back before an instant; not while an upload still answers for one. */
export async function deleteRemovedPages(db: Database, before: number): Promise<void> {
  await db
    .deleteFrom('paper_page')
    .where('removed_at', '<', toColumn(before))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('upload')
            .select('upload_id')
            .whereRef('upload.page_id', '=', 'paper_page.page_id'),
        ),
      ),
    )
    .execute();
}

export async function listUnusedObjects(db: Database, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('paper_object')
    .select('object_id')
    .where('unused_at', 'is not', null)
    .orderBy('unused_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.object_id);
}

/** The names of its bytes; null when a page shows it again. Call it inside `transact`. */
export async function deleteUnusedObject(trx: Database, objectId: number): Promise<string[] | null> {
  const row = await trx
    .selectFrom('paper_object')
    .select(['name', 'thumbnail_name'])
    .where('object_id', '=', objectId)
    .where('unused_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  // The foreign key of the pages is the last guard.
  await trx.deleteFrom('paper_object').where('object_id', '=', objectId).execute();
  return row.thumbnail_name === null ? [row.name] : [row.name, row.thumbnail_name];
}

/** Which of these names a row has. */
export async function keepNamed(
  db: Database,
  area: 'staged' | 'kept',
  names: readonly string[],
): Promise<Set<string>> {
  if (area === 'staged') {
    const rows = await db.selectFrom('upload_chunk').select('name').where('name', 'in', names).execute();
    return new Set(rows.map(({ name }) => name));
  }
  const rows = await db
    .selectFrom('paper_object')
    .select(['name', 'thumbnail_name'])
    .where((where) => where.or([where('name', 'in', names), where('thumbnail_name', 'in', names)]))
    .execute();
  return new Set(
    rows.flatMap((row) => (row.thumbnail_name === null ? [row.name] : [row.name, row.thumbnail_name])),
  );
}
