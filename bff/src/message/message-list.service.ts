// The list in the app: everything she was told, whatever became of the SMS.
import type { Message, MessagesReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import type { Owner } from '../middleware/context.ts';
import { presentInstant } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { cancelFollowUps } from './follow-up.opening.ts';
import {
  countUnread,
  findMessage,
  listAttemptsOf,
  listMessages,
  markRead,
  type ListedMessage,
} from './message-list.store.ts';

const pageLength = 20;

export async function presentMessages(
  deps: Deps,
  personId: number,
  before: string | undefined,
): Promise<MessagesReply> {
  const from = before === undefined ? undefined : await findMessage(deps.db, before);
  const start = from?.personId === personId ? from.messageId : null;
  const query = { personId, before: start, limit: pageLength + 1 };
  const [rows, unread] = await Promise.all([
    listMessages(deps.db, deps.crypto, query),
    countUnread(deps.db, personId),
  ]);
  return {
    unread,
    messages: rows.slice(0, pageLength).map((row) => presentMessage(deps, row)),
    more: rows.length > pageLength,
  };
}

/** All of them, oldest first, with what became of each way to her: for herself (PIPL art. 45). */
export async function exportMessages(deps: Deps, personId: number): Promise<Record<string, unknown>[]> {
  const { db, crypto } = deps;
  const rows = await listMessages(db, crypto, { personId, before: null, limit: null });
  const attempts = await listAttemptsOf(db, personId);
  return rows.reverse().map((row) => ({
    ...presentMessage(deps, row),
    sent: attempts
      .filter(({ message }) => message === row.publicId)
      .map(({ channel, state, at }) => ({ channel, state, at: presentInstant(at) })),
  }));
}

function presentMessage({ messages }: Deps, row: ListedMessage): Message {
  return {
    messageId: row.publicId,
    template: row.template,
    ...messages.words.get(row.template).inApp(row.params),
    at: presentInstant(row.createdAt),
    read: row.read,
    claimId: row.claim,
  };
}

export async function presentUnread({ db }: Deps, personId: number): Promise<{ unread: number }> {
  return { unread: await countUnread(db, personId) };
}

/** She knows: nobody need call her. */
export async function readMessages(
  deps: Deps,
  personId: number,
  messageId: string,
): Promise<{ unread: number }> {
  const now = deps.clock.now();
  const last = await findMessage(deps.db, messageId);
  await transact(deps.db, async (trx) => {
    const read = await markRead(trx, { personId, through: last?.messageId ?? 0, now });
    for (const one of read) await cancelFollowUps(trx, one, now);
  });
  return presentUnread(deps, personId);
}

export async function findOwnerOfMessage({ db }: Deps, publicId: string): Promise<Owner | undefined> {
  const found = await findMessage(db, publicId);
  return found && { personId: found.personId, place: null, village: null };
}
