import { sql } from 'kysely';

import { recordAudit, recordView, type AuditRecord } from '../../../bff/src/audit/audit.service.ts';
import { createFieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { canRewriteAudit } from '../../../bff/src/storage/grants.ts';
import { connectMysql, transact } from '../../../bff/src/storage/mysql.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import { createTestDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let owner: Database;
const clock = { now: () => Date.UTC(2026, 10, 20, 1, 2, 3), today: () => '2026-11-20' as never };
const crypto = createFieldCrypto({
  current: 1,
  versions: new Map([[1, Buffer.alloc(16, 1)]]),
  index: Buffer.alloc(32, 2),
});
const deps = () => ({ db, crypto, clock });
const record = (change: Partial<AuditRecord> = {}): AuditRecord => ({
  actor: { kind: 'staff', id: 'q3Zr0Yw1S2mXb6TnVh8kAg', role: 'county_reviewer', organisationId: 3 },
  act: 'review',
  subject: { kind: 'claim', id: 'Zr0Yw1S2mXb6TnVh8kAgq3' },
  place: '510402',
  requestId: 'r-1',
  ...change,
});
const all = () => db.selectFrom('audit_entry').selectAll().orderBy('seq').execute();

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectMysql(database.url);
  owner = connectMysql(database.ownerUrl, 2);
});
beforeEach(async () => {
  await owner.deleteFrom('audit_entry').execute();
  await owner
    .updateTable('audit_head')
    .set({ seq: 0, hash: Buffer.alloc(32) })
    .execute();
});
afterAll(async () => {
  await db.destroy();
  await owner.destroy();
  await database.drop();
});

test('an entry says who did what to what, when and where, and follows the one before it', async () => {
  await recordView(deps(), record({ act: 'view_claim' }));
  await transact(db, (trx) => recordAudit(trx, deps(), record({ detail: { amount: 124_000, to: 'paid' } })));
  const [first, second] = await all();
  expect(first).toMatchObject({ seq: 1, act: 'view_claim', detail: '{}', prev_hash: Buffer.alloc(32) });
  expect(second).toMatchObject({
    seq: 2,
    at: '2026-11-20 01:02:03.000',
    actor_kind: 'staff',
    actor_id: 'q3Zr0Yw1S2mXb6TnVh8kAg',
    actor_role: 'county_reviewer',
    organisation_id: 3,
    act: 'review',
    subject_kind: 'claim',
    place: '510402',
    request_id: 'r-1',
    detail: '{"amount":124000,"to":"paid"}',
    prev_hash: first?.hash,
  });
});

test('a change that is rolled back leaves no entry, and no gap', async () => {
  await recordView(deps(), record());
  const undone = transact(db, async (trx) => {
    await recordAudit(trx, deps(), record({ act: 'approve' }));
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow('changed my mind');
  await recordView(deps(), record());
  expect((await all()).map(({ seq, act }) => [seq, act])).toEqual([
    [1, 'review'],
    [2, 'review'],
  ]);
});

test.each([
  ['a citizen number', { words: '990101199001011234' }],
  ['a phone number', { words: 'call 13812345678' }],
  ['an account number', { words: '6230000000000000015' }],
  ['a novel', { words: 'x'.repeat(2001) }],
])('%s is refused: the audit keeps no personal data', async (_, detail) => {
  await expect(recordView(deps(), record({ detail }))).rejects.toThrow('personal data');
  expect(await all()).toEqual([]);
});

test('the user of the BFF cannot change, remove, replace or reorder an entry', async () => {
  await recordView(deps(), record());
  for (const attempt of [
    "UPDATE audit_entry SET act = 'nothing'",
    'DELETE FROM audit_entry',
    'TRUNCATE TABLE audit_entry',
    'DROP TABLE audit_entry',
    'ALTER TABLE audit_entry DROP COLUMN act',
    'REPLACE INTO audit_entry SELECT * FROM audit_entry',
    "INSERT INTO audit_entry SELECT * FROM audit_entry ON DUPLICATE KEY UPDATE act = 'nothing'",
    'DELETE FROM audit_head',
    "CREATE TRIGGER sly BEFORE INSERT ON audit_entry FOR EACH ROW SET NEW.act = 'nothing'",
  ]) {
    await expect(sql.raw(attempt).execute(db)).rejects.toThrow(/denied/);
  }
  expect(await all()).toHaveLength(1);
  expect([await canRewriteAudit(db), await canRewriteAudit(owner)]).toEqual(['no', 'yes']);
});

test('two hundred at once make one whole chain', async () => {
  await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      recordView(deps(), record({ subject: { kind: 'claim', id: `claim-${at}` } })),
    ),
  );
  const entries = await all();
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  expect(new Set(entries.map(({ subject_id: id }) => id)).size).toBe(200);
  entries.forEach((entry, at) => {
    expect(entry.prev_hash.equals(entries[at - 1]?.hash ?? Buffer.alloc(32))).toBe(true);
  });
});
