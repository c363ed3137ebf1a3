import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { startHeadExport } from '../../../bff/src/audit/audit.export.ts';
import { checkAuditGuarded } from '../../../bff/src/audit/audit.guard.ts';
import { recordView } from '../../../bff/src/audit/audit.service.ts';
import { ConfigError, type Config } from '../../../bff/src/config.ts';
import type { Deps } from '../../../bff/src/deps.ts';
import { createLog } from '../../../bff/src/log.ts';
import { createFieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { connectMysql } from '../../../bff/src/storage/mysql.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import { createTestDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let restricted: Database;
let owner: Database;
let lines: string[];
const log = createLog('info', { write: (line) => void lines.push(line) });

beforeAll(async () => {
  database = await createTestDatabase();
  restricted = connectMysql(database.url, 2);
  owner = connectMysql(database.ownerUrl, 1);
});
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  await restricted.destroy();
  await owner.destroy();
  await database.drop();
});

const check = (db: Database, environment: Config['environment']) =>
  checkAuditGuarded({ db, log, config: { environment } as Config });

test('production starts as a user who can only add to the audit, and as no other', async () => {
  await expect(check(restricted, 'production')).resolves.toBeUndefined();
  await expect(check(owner, 'production')).rejects.toThrow(ConfigError);
  await expect(check(owner, 'production')).rejects.toThrow(
    'the user of DATABASE_URL can change the audit; migrate as the owner (MIGRATION_DATABASE_URL)',
  );
});

test('elsewhere it is said and it serves', async () => {
  await check(restricted, 'development');
  expect(lines).toEqual([]);
  await check(owner, 'development');
  expect(lines.join()).toContain('can change the audit');
});

test('a database that is away: production does not guess, a laptop does not wait', async () => {
  const away = connectMysql('mysql://nobody:nothing@127.0.0.1:1/none', 1);
  await expect(check(away, 'production')).rejects.toThrow('does not answer');
  await expect(check(away, 'development')).resolves.toBeUndefined();
  await away.destroy();
});

test('the head is written at the start and left behind at the end; a chain that was cut is shouted about', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-head-'));
  const auditHeadFile = path.join(folder, 'head.json');
  const crypto = createFieldCrypto({
    current: 1,
    versions: new Map([[1, Buffer.alloc(16, 1)]]),
    index: Buffer.alloc(32, 2),
  });
  const clock = { now: () => Date.UTC(2026, 10, 20), today: () => '2026-11-20' as never };
  const deps = { config: { auditHeadFile } as Config, db: restricted, crypto, clock, log } as unknown as Deps;
  const seqOf = async () => (JSON.parse(await readFile(auditHeadFile, 'utf8')) as { seq: number }).seq;

  const first = startHeadExport(deps);
  await recordView(deps, {
    actor: { kind: 'system', id: 'test' },
    act: 'view_claim',
    subject: { kind: 'claim', id: 'c' },
    place: '510402',
  });
  await first.stop();
  expect(await seqOf()).toBe(1);

  await owner.deleteFrom('audit_entry').execute();
  await owner
    .updateTable('audit_head')
    .set({ seq: 0, hash: Buffer.alloc(32) })
    .execute();
  lines = [];
  await startHeadExport(deps).stop();
  expect(lines.join()).toContain('is not the one that was exported');
  expect(await seqOf()).toBe(1);
  await rm(folder, { recursive: true });
});
