import type { FollowUpKind, FollowUpOutcome } from '@yijiutong/rules/contract';

import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { openParams } from './message.store.ts';

const wordsRow = (publicId: string): RowIdentity => `follow_up:${publicId}:words`;

const columns = [
  'follow_up.follow_up_id as followUpId',
  'follow_up.public_id as publicId',
  'follow_up.message_id as messageId',
  'follow_up.person_id as personId',
  'message.claim_id as claimId',
  'kind',
  'place',
  'village',
  'follow_up.state',
  'follow_up.version',
  'staff_id as staffId',
  'tries',
  'outcome',
  'opened_at as openedAt',
  'closed_at as closedAt',
  'message.public_id as messagePublicId',
  'message.template',
  'message.params',
  'message.reason',
] as const;

function presentRow<T extends { messagePublicId: string; params: Buffer }>(crypto: FieldCrypto, row: T) {
  const { messagePublicId, params, ...rest } = row;
  return { ...rest, params: openParams(crypto, messagePublicId, params) };
}

const joined = (db: Database) =>
  db
    .selectFrom('follow_up')
    .innerJoin('message', 'message.message_id', 'follow_up.message_id')
    .select(columns)
    // The mandate whose slip was drawn: the call asks about it.
    .select((of) =>
      of
        .selectFrom('mandate')
        .select('mandate.public_id')
        .whereRef('mandate.call_message_id', '=', 'follow_up.message_id')
        .limit(1)
        .as('mandateId'),
    );

export async function findFollowUp(db: Database, crypto: FieldCrypto, publicId: string) {
  const row = await joined(db).where('follow_up.public_id', '=', publicId).executeTakeFirst();
  return row && presentRow(crypto, row);
}
export type FollowUpRow = NonNullable<Awaited<ReturnType<typeof findFollowUp>>>;

interface Asked {
  code: string;
  /** Persons of the asker's own family. */
  keptFrom: readonly number[];
  kind: FollowUpKind | null;
  takenBy: number | null;
  /** Only those behind this one. */
  after: Pick<FollowUpRow, 'openedAt' | 'followUpId'> | undefined;
  limit: number;
}

/** What is to be done in a division, oldest first. */
export async function listOpenFollowUps(
  db: Database,
  crypto: FieldCrypto,
  { code, keptFrom, kind, takenBy, after, limit }: Asked,
): Promise<FollowUpRow[]> {
  const within = `${code}%`;
  let query = joined(db)
    .where('follow_up.state', 'in', ['open', 'taken'])
    .where((where) => where.or([where('place', 'like', within), where('village', 'like', within)]))
    .orderBy('opened_at')
    .orderBy('follow_up_id')
    .limit(limit);
  if (keptFrom.length > 0) query = query.where('follow_up.person_id', 'not in', keptFrom);
  if (kind !== null) query = query.where('kind', '=', kind);
  if (takenBy !== null) query = query.where('follow_up.state', '=', 'taken').where('staff_id', '=', takenBy);
  if (after !== undefined) {
    const { openedAt, followUpId } = after;
    query = query.where((where) =>
      where.or([
        where('opened_at', '>', openedAt),
        where.and([where('opened_at', '=', openedAt), where('follow_up_id', '>', followUpId)]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => presentRow(crypto, row));
}

/** Whether the row still had this version. */
export async function changeFollowUp(
  trx: Database,
  crypto: FieldCrypto,
  row: { publicId: string; version: number },
  change: {
    state: 'open' | 'taken' | 'done';
    staffId: number | null;
    tries: number;
    outcome: FollowUpOutcome | null;
    words: string | null;
    takenAt?: number;
    closedAt: number | null;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('follow_up')
    .set({
      state: change.state,
      staff_id: change.staffId,
      tries: change.tries,
      outcome: change.outcome,
      version: row.version + 1,
      ...(change.words === null ? {} : { words: crypto.seal(change.words, wordsRow(row.publicId)) }),
      ...(change.takenAt === undefined ? {} : { taken_at: toColumn(change.takenAt) }),
      closed_at: change.closedAt === null ? null : toColumn(change.closedAt),
    })
    .where('public_id', '=', row.publicId)
    .where('version', '=', row.version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether it was taken, and still had this version. */
export async function returnFollowUp(
  trx: Database,
  row: { publicId: string; version: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('follow_up')
    .set({ state: 'open', staff_id: null, taken_at: null, version: row.version + 1 })
    .where('public_id', '=', row.publicId)
    .where('version', '=', row.version)
    .where('state', '=', 'taken')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** She works here no longer, or is away: what she had taken and not closed can be taken by somebody else. */
export async function releaseFollowUps(db: Database, staffId: number): Promise<void> {
  await db
    .updateTable('follow_up')
    .set((row) => ({ state: 'open', staff_id: null, taken_at: null, version: row('version', '+', 1) }))
    .where('staff_id', '=', staffId)
    .where('state', '=', 'taken')
    .execute();
}
