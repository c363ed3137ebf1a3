import type { Channel } from '@yijiutong/rules/contract';

import { listStandingConsents } from '../consent/consent.store.ts';
import { fromColumn, toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import type { Session } from './session.state.ts';

export interface StoredSession extends Session {
  /** Milliseconds since 1970: no use prolongs it beyond. */
  endsAt: number;
}

export async function insertSession(
  db: Database,
  row: {
    tokenHash: string;
    accountId: number;
    channel: Channel;
    now: number;
    expiresAt: number;
    endsAt: number;
  },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: Buffer.from(row.tokenHash, 'hex'),
      account_id: row.accountId,
      channel: row.channel,
      created_at: toColumn(row.now),
      expires_at: toColumn(row.expiresAt),
      ends_at: toColumn(row.endsAt),
    })
    .execute();
}

/** The session of a token, expired or not, with what its account stands on. */
export async function findSession(db: Database, tokenHash: string): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.account_id', 'session.account_id')
    .select([
      'session.account_id',
      'session.channel',
      'session.expires_at',
      'session.ends_at',
      'account.person_id',
    ])
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .where('account.closed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const standing = await listStandingConsents(db, row.account_id);
  return {
    tokenHash,
    accountId: row.account_id,
    personId: row.person_id,
    channel: row.channel,
    expiresAt: fromColumn(row.expires_at),
    endsAt: fromColumn(row.ends_at),
    consents: Object.fromEntries(standing.map(({ kind, version }) => [kind, version])),
  };
}

/** Prolongs a session unless it was prolonged or revoked meanwhile. */
export async function prolongSession(
  db: Database,
  tokenHash: string,
  from: number,
  to: number,
): Promise<void> {
  await db
    .updateTable('session')
    .set({ expires_at: toColumn(to) })
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .where('expires_at', '=', toColumn(from))
    .execute();
}

export async function deleteSession(db: Database, tokenHash: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', Buffer.from(tokenHash, 'hex')).execute();
}

/** The tokens (hashed) that an account is signed in with. */
export async function listSessionHashes(db: Database, accountId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select('token_hash')
    .where('account_id', '=', accountId)
    .execute();
  return rows.map((row) => row.token_hash.toString('hex'));
}

export async function deleteSessionsOf(db: Database, accountId: number): Promise<void> {
  await db.deleteFrom('session').where('account_id', '=', accountId).execute();
}
