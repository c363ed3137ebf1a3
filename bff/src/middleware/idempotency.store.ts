import { fromColumn, toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

export interface Claim {
  keyHash: Buffer;
  bodyHash: Buffer;
  /** Random: names this request among those that use the same key. */
  claim: Buffer;
}

export interface EarlierRequest {
  bodyHash: Buffer;
  claim: Buffer;
  claimedAt: number;
  /** Null while it runs. */
  status: number | null;
  reply: Buffer | null;
}

/** Whether this request is the first with its key. */
export async function insertClaim(db: Database, claim: Claim, now: number): Promise<boolean> {
  try {
    await db
      .insertInto('idempotency')
      .values({
        key_hash: claim.keyHash,
        body_hash: claim.bodyHash,
        claim: claim.claim,
        claimed_at: toColumn(now),
        status: null,
        reply: null,
      })
      .execute();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export async function findEarlier(db: Database, keyHash: Buffer): Promise<EarlierRequest | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .selectAll()
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        bodyHash: row.body_hash,
        claim: row.claim,
        claimedAt: fromColumn(row.claimed_at),
        status: row.status,
        reply: row.reply,
      };
}

/** Takes over a claim whose holder was killed. Of several that try, one succeeds. */
export async function takeOverClaim(
  db: Database,
  claim: Claim,
  former: Buffer,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency')
    .set({ claim: claim.claim, claimed_at: toColumn(now) })
    .where('key_hash', '=', claim.keyHash)
    .where('claim', '=', former)
    .where('status', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function finishClaim(db: Database, claim: Claim, status: number, reply: Buffer): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ status, reply })
    .where('key_hash', '=', claim.keyHash)
    .where('claim', '=', claim.claim)
    .execute();
}

export async function releaseClaim(db: Database, claim: Claim): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('key_hash', '=', claim.keyHash)
    .where('claim', '=', claim.claim)
    .where('status', 'is', null)
    .execute();
}
