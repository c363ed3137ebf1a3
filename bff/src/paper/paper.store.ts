import { sql, type Selectable } from 'kysely';

import type { RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { PaperObjectTable, PaperPageTable } from '../storage/paper-tables.ts';
import type { Database } from '../storage/tables.ts';

/** A paper of a person: its code, and the bill it belongs to ('' = her own). */
export interface PaperKey {
  paper: string;
  subject: string;
}

/** A page that has arrived and was not removed. */
export type PageRow = Pick<
  Selectable<PaperPageTable>,
  'page_id' | 'public_id' | 'paper' | 'subject' | 'sha256' | 'arrived_at' | 'unsent' | 'brought_for'
> &
  Pick<Selectable<PaperObjectTable>, 'media_type' | 'bytes' | 'pdf_pages'>;

export type LockedPage = Pick<
  Selectable<PaperPageTable>,
  'page_id' | 'object_id' | 'paper' | 'subject' | 'unsent' | 'brought_for'
>;

export type ObjectRow = Selectable<PaperObjectTable>;

/** What the key of an object is bound to. */
export const rowOfObject = (name: string): RowIdentity => `paper_object:${name}`;

function livePages(db: Database) {
  return db
    .selectFrom('paper_page')
    .innerJoin('paper_object', 'paper_object.object_id', 'paper_page.object_id')
    .select([
      'paper_page.page_id',
      'paper_page.public_id',
      'paper_page.paper',
      'paper_page.subject',
      'paper_page.sha256',
      'paper_page.arrived_at',
      'paper_page.unsent',
      'paper_page.brought_for',
      'paper_object.media_type',
      'paper_object.bytes',
      'paper_object.pdf_pages',
    ])
    .where('paper_page.removed_at', 'is', null);
}

/** In the order in which they arrived. */
export function listPageRows(db: Database, personId: number): Promise<PageRow[]> {
  return livePages(db)
    .where('paper_page.person_id', '=', personId)
    .orderBy('paper_page.arrived_at')
    .orderBy('paper_page.page_id')
    .execute();
}

/** Not when it was removed. */
export function findPageRow(db: Database, pageId: number): Promise<PageRow | undefined> {
  return livePages(db).where('paper_page.page_id', '=', pageId).executeTakeFirst();
}

/** The same bytes, arrived for the same paper and not sent with a claim yet. */
export function findUnsentPage(
  db: Database,
  personId: number,
  { paper, subject }: PaperKey,
  sha256: Buffer,
): Promise<PageRow | undefined> {
  return livePages(db)
    .where('paper_page.person_id', '=', personId)
    .where('paper_page.paper', '=', paper)
    .where('paper_page.subject', '=', subject)
    .where('paper_page.sha256', '=', sha256)
    .where('paper_page.unsent', '=', 1)
    .executeTakeFirst();
}

export async function countUnsentPages(
  db: Database,
  personId: number,
  { paper, subject }: PaperKey,
): Promise<number> {
  const { pages } = await db
    .selectFrom('paper_page')
    .select((select) => select.fn.countAll<number>().as('pages'))
    .where('person_id', '=', personId)
    .where('paper', '=', paper)
    .where('subject', '=', subject)
    .where('unsent', '=', 1)
    .executeTakeFirstOrThrow();
  return pages;
}

/** Whose page it is, removed or not: a removal may be asked for twice. */
export function findPageOwner(
  db: Database,
  publicId: string,
): Promise<{ page_id: number; person_id: number } | undefined> {
  return db
    .selectFrom('paper_page')
    .select(['page_id', 'person_id'])
    .where('public_id', '=', publicId)
    .executeTakeFirst();
}

/** Where the claim is under way that this page was sent with, and so which staff may look at it. */
export async function findReviewPlace(
  db: Database,
  pageId: number,
): Promise<{ place: string; village: string | null } | undefined> {
  return db
    .selectFrom('claim_page')
    .innerJoin('claim', 'claim.claim_id', 'claim_page.claim_id')
    .select(['claim.place', 'claim.village'])
    .where('claim_page.page_id', '=', pageId)
    .where('claim.state', 'not in', ['draft', 'withdrawn'])
    .orderBy('claim.claim_id', 'desc')
    .executeTakeFirst();
}

/** Where the claim lies for which this page was brought to the window, and not handed in yet. */
export async function findBroughtPlace(
  db: Database,
  pageId: number,
): Promise<{ place: string; village: string | null } | undefined> {
  return db
    .selectFrom('paper_page')
    .innerJoin('claim', 'claim.claim_id', 'paper_page.brought_for')
    .select(['claim.place', 'claim.village'])
    .where('paper_page.page_id', '=', pageId)
    .where('paper_page.unsent', '=', 1)
    .executeTakeFirst();
}

/** The very same was brought before, for another claim of hers. */
export async function markBrought(trx: Database, pageId: number, claimId: number): Promise<void> {
  await trx.updateTable('paper_page').set({ brought_for: claimId }).where('page_id', '=', pageId).execute();
}

/** The object of a page that is there to be looked at. */
export function findPageObject(
  db: Database,
  publicId: string,
): Promise<(ObjectRow & { person_id: number }) | undefined> {
  return db
    .selectFrom('paper_page')
    .innerJoin('paper_object', 'paper_object.object_id', 'paper_page.object_id')
    .selectAll('paper_object')
    .select('paper_page.person_id')
    .where('paper_page.public_id', '=', publicId)
    .where('paper_page.removed_at', 'is', null)
    .executeTakeFirst();
}

/**
 * Locks the pages of a person against removal and submission. Call it inside `transact`. By the index of the person and no
 * other: while the table is small the server would rather read all of it, and a reader that locks waits at every row on
 * its way, those of strangers too.
 */
export async function lockPagesOf(trx: Database, personId: number): Promise<LockedPage[]> {
  const { rows } = await sql<LockedPage>`
    select page_id, object_id, paper, subject, unsent, brought_for
    from paper_page force index (paper_page_once)
    where person_id = ${personId} and removed_at is null
    order by page_id
    for update`.execute(trx);
  return rows;
}

export async function lockPage(
  trx: Database,
  publicId: string,
): Promise<Selectable<PaperPageTable> | undefined> {
  return trx
    .selectFrom('paper_page')
    .selectAll()
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertPage(
  trx: Database,
  page: PaperKey & {
    publicId: string;
    personId: number;
    objectId: number;
    sha256: Buffer;
    now: number;
    broughtFor?: number;
    agentIndex?: Buffer | null;
  },
): Promise<number> {
  const { insertId } = await trx
    .insertInto('paper_page')
    .values({
      public_id: page.publicId,
      person_id: page.personId,
      paper: page.paper,
      subject: page.subject,
      object_id: page.objectId,
      sha256: page.sha256,
      arrived_at: toColumn(page.now),
      removed_at: null,
      unsent: 1,
      brought_for: page.broughtFor ?? null,
      agent_index: page.agentIndex ?? null,
    })
    .executeTakeFirstOrThrow();
  return Number(insertId);
}

export async function insertClaimPages(
  trx: Database,
  claimId: number,
  submission: number,
  pageIds: readonly number[],
): Promise<void> {
  if (pageIds.length === 0) return;
  await trx
    .insertInto('claim_page')
    .values(pageIds.map((pageId) => ({ claim_id: claimId, submission, page_id: pageId })))
    .execute();
  await trx.updateTable('paper_page').set({ unsent: null }).where('page_id', 'in', pageIds).execute();
}

/** Lets go of the bytes of locked pages; objects that nothing shows any more are marked for the sweep. */
export async function removePages(
  trx: Database,
  pages: readonly { page_id: number; object_id: number | null }[],
  now: number,
): Promise<void> {
  const objectIds = pages.flatMap(({ object_id: objectId }) => (objectId === null ? [] : [objectId]));
  if (objectIds.length === 0) return;
  // Locked first: a page that begins to refer to one of them meanwhile waits, and takes the mark away again.
  await trx
    .selectFrom('paper_object')
    .select('object_id')
    .where('object_id', 'in', objectIds)
    .orderBy('object_id')
    .forUpdate()
    .execute();
  await trx
    .updateTable('paper_page')
    .set({ object_id: null, removed_at: toColumn(now), unsent: null })
    .where(
      'page_id',
      'in',
      pages.map(({ page_id: pageId }) => pageId),
    )
    .execute();
  await trx
    .updateTable('paper_object')
    .set({ unused_at: toColumn(now) })
    .where('object_id', 'in', objectIds)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('paper_page')
            .select('page_id')
            .whereRef('paper_page.object_id', '=', 'paper_object.object_id'),
        ),
      ),
    )
    .execute();
}

export interface NewObject {
  contentIndex: Buffer;
  name: string;
  thumbnailName: string | null;
  fileKey: Buffer;
  mediaType: ObjectRow['media_type'];
  bytes: number;
  thumbnailBytes: number | null;
  pdfPages: number;
}

export async function isObjectKept(db: Database, contentIndex: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('paper_object')
    .select('object_id')
    .where('content_index', '=', contentIndex)
    .executeTakeFirst();
  return row !== undefined;
}

/** The object of these bytes, for a new page to show: locked, and no longer the sweep's. Call it inside `transact`. */
export async function claimObject(trx: Database, contentIndex: Buffer): Promise<number | undefined> {
  const row = await trx
    .selectFrom('paper_object')
    .select(['object_id', 'unused_at'])
    .where('content_index', '=', contentIndex)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.unused_at !== null) {
    await trx
      .updateTable('paper_object')
      .set({ unused_at: null })
      .where('object_id', '=', row.object_id)
      .execute();
  }
  return row.object_id;
}

export async function insertObject(trx: Database, object: NewObject, now: number): Promise<number> {
  const { insertId } = await trx
    .insertInto('paper_object')
    .values({
      content_index: object.contentIndex,
      name: object.name,
      thumbnail_name: object.thumbnailName,
      file_key: object.fileKey,
      media_type: object.mediaType,
      bytes: object.bytes,
      thumbnail_bytes: object.thumbnailBytes,
      pdf_pages: object.pdfPages,
      kept_at: toColumn(now),
      unused_at: null,
    })
    .executeTakeFirstOrThrow();
  return Number(insertId);
}
