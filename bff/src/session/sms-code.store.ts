import { fromColumn, toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

export interface SmsCode {
  smsCodeId: number;
  codeMac: Buffer;
  expiresAt: number;
  attempts: number;
}

/** When codes went to this number since an instant, newest first, in milliseconds since 1970. */
export async function listSendTimes(db: Database, phoneIndex: Buffer, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom('sms_code')
    .select('sent_at')
    .where('phone_index', '=', phoneIndex)
    .where('sent_at', '>', toColumn(since))
    .orderBy('sent_at', 'desc')
    .execute();
  return rows.map((row) => fromColumn(row.sent_at));
}

/** `undefined` when another request sends to this number in the same minute. */
export async function insertSmsCode(
  db: Database,
  row: { phoneIndex: Buffer; codeMac: Buffer; now: number; expiresAt: number },
): Promise<number | undefined> {
  try {
    const { insertId } = await db
      .insertInto('sms_code')
      .values({
        phone_index: row.phoneIndex,
        sent_minute: Math.floor(row.now / 60_000),
        code_mac: row.codeMac,
        sent_at: toColumn(row.now),
        expires_at: toColumn(row.expiresAt),
        attempts: 0,
        closed_at: null,
      })
      .executeTakeFirstOrThrow();
    return Number(insertId);
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

/** A code that never left must neither be waited for nor count. */
export async function deleteSmsCode(db: Database, smsCodeId: number): Promise<void> {
  await db.deleteFrom('sms_code').where('sms_code_id', '=', smsCodeId).execute();
}

/** The newest code of a number, locked; older ones no longer count. `undefined`: none, or it was used. */
export async function lockNewestCode(trx: Database, phoneIndex: Buffer): Promise<SmsCode | undefined> {
  const row = await trx
    .selectFrom('sms_code')
    .select(['sms_code_id', 'code_mac', 'expires_at', 'attempts', 'closed_at'])
    .where('phone_index', '=', phoneIndex)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (row?.closed_at !== null) return undefined;
  return {
    smsCodeId: row.sms_code_id,
    codeMac: row.code_mac,
    expiresAt: fromColumn(row.expires_at),
    attempts: row.attempts,
  };
}

export async function countAttempt(trx: Database, smsCodeId: number, attempts: number): Promise<void> {
  await trx.updateTable('sms_code').set({ attempts }).where('sms_code_id', '=', smsCodeId).execute();
}

export async function closeCode(trx: Database, smsCodeId: number, now: number): Promise<void> {
  await trx
    .updateTable('sms_code')
    .set({ closed_at: toColumn(now) })
    .where('sms_code_id', '=', smsCodeId)
    .execute();
}

export async function deleteCodesOf(trx: Database, phoneIndex: Buffer): Promise<void> {
  await trx.deleteFrom('sms_code').where('phone_index', '=', phoneIndex).execute();
}
