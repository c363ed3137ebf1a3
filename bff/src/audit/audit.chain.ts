// What an entry's hash is made of. Pure: the writer and the checker go by the same form.
import type { Selectable } from 'kysely';

import type { AuditEntryTable } from '../storage/audit-tables.ts';
import type { FieldCrypto } from '../storage/crypto.ts';

export type AuditEntry = Selectable<AuditEntryTable>;

/** What the first entry follows. */
export const genesis = Buffer.alloc(32);

/**
 * HMAC-SM3 over every column, the former entry's hash among them. Keyed: whoever holds the database alone cannot forge
 * an entry, nor chain the rest anew after having changed one.
 */
export function hashEntry(crypto: Pick<FieldCrypto, 'blindIndex'>, entry: Omit<AuditEntry, 'hash'>): Buffer {
  // An array: nothing depends on the order of names, and no two entries have one text.
  const canonical = JSON.stringify([
    entry.seq,
    entry.at,
    entry.actor_kind,
    entry.actor_id,
    entry.actor_role,
    entry.organisation_id,
    entry.act,
    entry.subject_kind,
    entry.subject_id,
    entry.place,
    entry.request_id,
    entry.detail,
    entry.prev_hash.toString('hex'),
  ]);
  return crypto.blindIndex('audit entry', canonical);
}

/** Proof that a head was written down by who holds the keys. */
export function macHead(
  crypto: Pick<FieldCrypto, 'blindIndex'>,
  head: { seq: number; hash: string; at: string },
): string {
  return crypto.blindIndex('audit head', JSON.stringify([head.seq, head.hash, head.at])).toString('hex');
}
