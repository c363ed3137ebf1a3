import { toColumn } from '../../../bff/src/storage/instant.ts';
import { connectMysql } from '../../../bff/src/storage/mysql.ts';
import { sweep } from '../../../bff/src/storage/sweep.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import { parseDay } from '../../../shared/src/kernel/index.ts';
import { createTestDatabase } from '../../support/database.ts';

const now = Date.UTC(2026, 10, 21, 4);
const clock = { now: () => now, today: () => parseDay('2026-11-21') };
const day = 24 * 60 * 60 * 1000;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectMysql(database.url, 2);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('one sweep removes all that has served, and nothing else', async () => {
  const codes = (from: number, count: number, sentAt: number) =>
    db
      .insertInto('sms_code')
      .values(
        Array.from({ length: count }, (_none, at) => ({
          phone_index: Buffer.alloc(32, 1),
          sent_minute: from + at,
          code_mac: Buffer.alloc(32, 2),
          sent_at: toColumn(sentAt),
          expires_at: toColumn(sentAt + 300_000),
          attempts: 0,
          closed_at: null,
        })),
      )
      .execute();
  await codes(0, 2500, now - 3 * day);
  await codes(10_000, 3, now - day);
  await sweep(db, clock);
  const left = await db.selectFrom('sms_code').select('sent_minute').orderBy('sent_minute').execute();
  expect(left.map((row) => row.sent_minute)).toEqual([10_000, 10_001, 10_002]);
});
