import type { MessageTemplate } from '@yijiutong/rules/contract';

import type { FieldCrypto } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { openParams } from './message.store.ts';
import type { MessageParams } from './message.words.ts';

export interface ListedMessage {
  publicId: string;
  template: MessageTemplate;
  params: MessageParams;
  createdAt: string;
  read: boolean;
  claim: string | null;
}

/** @param before only messages older than this one; null: from the newest. @param limit null: all of them */
export async function listMessages(
  db: Database,
  crypto: FieldCrypto,
  { personId, before, limit }: { personId: number; before: number | null; limit: number | null },
): Promise<ListedMessage[]> {
  const all = db
    .selectFrom('message')
    .leftJoin('claim', 'claim.claim_id', 'message.claim_id')
    .select([
      'message.public_id',
      'template',
      'params',
      'message.created_at',
      'read_at',
      'claim.public_id as claim',
    ])
    .where('message.person_id', '=', personId)
    .orderBy('message_id', 'desc');
  const query = limit === null ? all : all.limit(limit);
  const rows = await (before === null ? query : query.where('message_id', '<', before)).execute();
  return rows.map((row) => ({
    publicId: row.public_id,
    template: row.template,
    params: openParams(crypto, row.public_id, row.params),
    createdAt: row.created_at,
    read: row.read_at !== null,
    claim: row.claim,
  }));
}

/** Every try to reach her, in their order. */
export function listAttemptsOf(db: Database, personId: number) {
  return db
    .selectFrom('message_attempt as attempt')
    .innerJoin('message', 'message.message_id', 'attempt.message_id')
    .select(['message.public_id as message', 'attempt.channel', 'attempt.state', 'attempt.started_at as at'])
    .where('attempt.person_id', '=', personId)
    .orderBy('attempt.attempt_id')
    .execute();
}

export async function countUnread(db: Database, personId: number): Promise<number> {
  const { unread } = await db
    .selectFrom('message')
    .select((row) => row.fn.countAll<number>().as('unread'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return unread;
}

export async function findMessage(
  db: Database,
  publicId: string,
): Promise<{ messageId: number; personId: number } | undefined> {
  const row = await db
    .selectFrom('message')
    .select(['message_id', 'person_id'])
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row && { messageId: row.message_id, personId: row.person_id };
}

/** The messages up to this one that she had not read. What was still to be sent of them need not be. */
export async function markRead(
  trx: Database,
  { personId, through, now }: { personId: number; through: number; now: number },
): Promise<number[]> {
  const rows = await trx
    .selectFrom('message')
    .select('message_id')
    .where('person_id', '=', personId)
    .where('message_id', '<=', through)
    .where('read_at', 'is', null)
    .forUpdate()
    .execute();
  const ids = rows.map((row) => row.message_id);
  if (ids.length > 0) {
    await trx
      .updateTable('message')
      .set({ read_at: toColumn(now) })
      .where('message_id', 'in', ids)
      .execute();
  }
  return ids;
}
