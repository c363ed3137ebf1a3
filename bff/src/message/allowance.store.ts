// What may still be spent on messages: subscribe messages that she allowed, and a region's money for SMS.
import { sql } from 'kysely';

import type { FieldCrypto } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';

/** A phone that reports taps without end is not believed further than this. */
const mostAllowed = 20;

const indexOf = (crypto: FieldCrypto, openid: string): Buffer => crypto.blindIndex('openid', openid);

/** Locks her row: two messages cannot spend one accept. */
export async function lockAllowance(
  trx: Database,
  crypto: FieldCrypto,
  openid: string,
  templateId: string,
): Promise<number> {
  const row = await trx
    .selectFrom('wechat_allowance')
    .select('accepted')
    .where('openid_index', '=', indexOf(crypto, openid))
    .where('template_id', '=', templateId)
    .forUpdate()
    .executeTakeFirst();
  return row?.accepted ?? 0;
}

/** @param change +1: she tapped "allow" · -1: one was spent · null: WeChat says that none is left */
export async function changeAllowance(
  trx: Database,
  crypto: FieldCrypto,
  row: { openid: string; templateId: string; change: 1 | -1 | null; now: number },
): Promise<void> {
  const { openid, templateId, change, now } = row;
  const standing = await lockAllowance(trx, crypto, openid, templateId);
  const accepted = change === null ? 0 : Math.min(Math.max(standing + change, 0), mostAllowed);
  const changedAt = toColumn(now);
  await trx
    .insertInto('wechat_allowance')
    .values({
      openid_index: indexOf(crypto, openid),
      template_id: templateId,
      accepted,
      changed_at: changedAt,
    })
    .onDuplicateKeyUpdate({ accepted, changed_at: changedAt })
    .execute();
}

/** Pays for one SMS, where the month has room for it. */
export async function spendSms(
  trx: Database,
  { region, month, most }: { region: string; month: string; most: number },
): Promise<boolean> {
  await trx
    .insertInto('sms_spending')
    .values({ region, month, sent: 0 })
    .onDuplicateKeyUpdate({ region })
    .execute();
  const { numUpdatedRows } = await trx
    .updateTable('sms_spending')
    .set((row) => ({ sent: row('sent', '+', 1) }))
    .where('region', '=', region)
    .where('month', '=', month)
    .where('sent', '<', most)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Pays for one that goes out whatever has been spent. */
export async function chargeSms(
  db: Database,
  { region, month }: { region: string; month: string },
): Promise<void> {
  await db
    .insertInto('sms_spending')
    .values({ region, month, sent: 1 })
    .onDuplicateKeyUpdate((row) => ({ sent: sql`${row.ref('sent')} + 1` }))
    .execute();
}

/** The carrier did not take it: nothing is owed for it. */
export async function refundSms(
  trx: Database,
  { region, month }: { region: string; month: string },
): Promise<void> {
  await trx
    .updateTable('sms_spending')
    .set((row) => ({ sent: row('sent', '-', 1) }))
    .where('region', '=', region)
    .where('month', '=', month)
    .where('sent', '>', 0)
    .execute();
}

/** How many SMS a region has paid for in a month. */
export async function readSpending(db: Database, region: string, month: string): Promise<number> {
  const row = await db
    .selectFrom('sms_spending')
    .select('sent')
    .where('region', '=', region)
    .where('month', '=', month)
    .executeTakeFirst();
  return row?.sent ?? 0;
}
