import { sql, type Selectable } from 'kysely';

import type { AuditActorKind, AuditHeadTable } from '../storage/audit-tables.ts';
import type { Database } from '../storage/tables.ts';
import type { AuditEntry } from './audit.chain.ts';

export type AuditHead = Pick<Selectable<AuditHeadTable>, 'seq' | 'hash'>;

const chain = 1;

/** Whoever has it is the next in line. Call it inside a transaction, and end that soon. */
export function lockHead(trx: Database): Promise<AuditHead> {
  return trx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export function getHead(db: Database): Promise<AuditHead> {
  return db
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('chain', '=', chain)
    .executeTakeFirstOrThrow();
}

/** Of a locked head. */
export async function appendEntry(trx: Database, entry: AuditEntry): Promise<void> {
  await trx.insertInto('audit_entry').values(entry).execute();
  await trx
    .updateTable('audit_head')
    .set({ seq: entry.seq, hash: entry.hash })
    .where('chain', '=', chain)
    .execute();
}

/** Everything that `work` reads is as it was at one moment. */
export function inSnapshot<T>(db: Database, work: (snapshot: Database) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(work);
}

/** The next ones after `seq`, in their order; null: from the very first row. */
export function listEntriesAfter(db: Database, seq: number | null, limit: number): Promise<AuditEntry[]> {
  const all = db.selectFrom('audit_entry').selectAll();
  const rest = seq === null ? all : all.where('seq', '>', seq);
  return rest.orderBy('seq').limit(limit).execute();
}

export async function findHash(db: Database, seq: number): Promise<Buffer | undefined> {
  const row = await db.selectFrom('audit_entry').select('hash').where('seq', '=', seq).executeTakeFirst();
  return row?.hash;
}

export interface EntryFilter {
  /** A division code: entries of places that begin with it. */
  within: string;
  subject: { kind: string; id: string } | null;
  actor: { kind: AuditActorKind; id: string } | null;
  /** Instants as columns: from the first, before the second. */
  between: readonly [string, string] | null;
  before: number | null;
  limit: number;
}

/** The newest first. */
export function listEntries(db: Database, filter: EntryFilter): Promise<AuditEntry[]> {
  const { within, subject, actor, between, before, limit } = filter;
  let query = db
    .selectFrom('audit_entry')
    .selectAll()
    // Codes are digits: nothing in them is a wildcard.
    .where('place', 'like', sql<string>`${`${within}%`}`);
  if (subject !== null)
    query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id);
  if (actor !== null) query = query.where('actor_kind', '=', actor.kind).where('actor_id', '=', actor.id);
  if (between !== null) query = query.where('at', '>=', between[0]).where('at', '<', between[1]);
  if (before !== null) query = query.where('seq', '<', before);
  return query.orderBy('seq', 'desc').limit(limit).execute();
}
