// Removes what has served: uploads that expired, pages that were taken back, objects that no page shows, and bytes
// that no row names. Rows go first, under the locks that a new page takes; the bytes follow when that is committed.
// Many processes may sweep at once.
import type { Deps } from '../deps.ts';
import { transact } from '../storage/mysql.ts';
import { shards, type ObjectStore } from '../storage/objects.ts';
import {
  deleteExpiredUpload,
  deleteRemovedPages,
  deleteUnusedObject,
  getStoreMark,
  keepNamed,
  listExpiredUploads,
  listUnusedObjects,
} from './sweep.store.ts';

const hour = 60 * 60 * 1000;
/** Bytes that no row names are left alone for this long: somebody may be about to write the row. */
export const orphanAge = 24 * hour;
/** A removal may be asked for again as long as an upload may be. */
const removedAge = 8 * 24 * hour;
/** One shard of the store a sweep, by the clock: the whole of it is gone through in two days. */
const shardTime = 10 * 60 * 1000;
/** Of so few files in a shard, most may well be left over from one process that was killed. */
const fewFiles = 20;
const batch = 100;
const mostBatches = 20;

export interface Swept {
  uploads: number;
  objects: number;
  orphans: number;
}

/** @param which the shards of the store to look through for bytes that no row names */
export async function sweepPapers(deps: Deps, which: readonly number[] = [shardOfNow(deps)]): Promise<Swept> {
  const uploads = await inBatches(() => sweepUploads(deps));
  await deleteRemovedPages(deps.db, deps.clock.now() - removedAge);
  const objects = await inBatches(() => sweepObjects(deps));
  const orphans = await sweepOrphans(deps, which);
  const swept = { uploads, objects, orphans };
  if (uploads + objects + orphans > 0) deps.log.info(swept, 'papers were swept');
  return swept;
}

function shardOfNow({ clock }: Deps): number {
  return Math.floor(clock.now() / shardTime) % shards;
}

/** Until a batch comes back short. */
async function inBatches(work: () => Promise<{ seen: number; removed: number }>): Promise<number> {
  let total = 0;
  for (let turn = 0; turn < mostBatches; turn += 1) {
    const { seen, removed } = await work();
    total += removed;
    if (seen < batch) break;
  }
  return total;
}

async function sweepUploads(deps: Deps): Promise<{ seen: number; removed: number }> {
  const now = deps.clock.now();
  const expired = await listExpiredUploads(deps.db, now, batch);
  let removed = 0;
  for (const uploadId of expired) {
    const names = await transact(deps.db, (trx) => deleteExpiredUpload(trx, uploadId, now));
    if (names === null) continue;
    removed += 1;
    await removeAll(deps.objects.staged, names);
  }
  return { seen: expired.length, removed };
}

async function sweepObjects(deps: Deps): Promise<{ seen: number; removed: number }> {
  const unused = await listUnusedObjects(deps.db, batch);
  let removed = 0;
  for (const objectId of unused) {
    const names = await transact(deps.db, (trx) => deleteUnusedObject(trx, objectId));
    if (names === null) continue;
    removed += 1;
    await removeAll(deps.objects.kept, names);
  }
  return { seen: unused.length, removed };
}

/** To a database that was restored from elsewhere, or named by mistake, every page in the store looks forgotten. */
async function sweepOrphans(deps: Deps, which: readonly number[]): Promise<number> {
  if (!(await deps.objects.isOf(await getStoreMark(deps.db)))) {
    deps.log.error('the object store belongs to another database: check OBJECT_DIR and DATABASE_URL');
    return 0;
  }
  let removed = 0;
  for (const shard of which) {
    for (const area of ['staged', 'kept'] as const) removed += await sweepShard(deps, area, shard);
  }
  return removed;
}

async function sweepShard(deps: Deps, area: 'staged' | 'kept', shard: number): Promise<number> {
  const store = deps.objects[area];
  const old = await store.list(shard, deps.clock.now() - orphanAge);
  const orphans: string[] = [];
  for (let at = 0; at < old.length; at += batch) {
    const names = old.slice(at, at + batch);
    const named = await keepNamed(deps.db, area, names);
    orphans.push(...names.filter((name) => !named.has(name)));
  }
  if (old.length > fewFiles && orphans.length > old.length / 2) {
    // A database that was put back to an older day has its own mark, and lacks the rows since.
    deps.log.error(
      { area, orphans: orphans.length, files: old.length },
      'most files have no row: none removed',
    );
    return 0;
  }
  await removeAll(store, orphans);
  return orphans.length;
}

async function removeAll(store: ObjectStore, names: readonly string[]): Promise<void> {
  for (const name of names) await store.remove(name);
}
