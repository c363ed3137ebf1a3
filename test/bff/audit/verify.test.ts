import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { hashEntry } from '../../../bff/src/audit/audit.chain.ts';
import { ChainBroken, exportHead, readExportedHead } from '../../../bff/src/audit/audit.export.ts';
import { recordView } from '../../../bff/src/audit/audit.service.ts';
import { verifyChain } from '../../../bff/src/audit/audit.verify.ts';
import { auditMain } from '../../../bff/src/cli/audit-runner.ts';
import { createFieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { connectMysql } from '../../../bff/src/storage/mysql.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import { createTestDatabase } from '../../support/database.ts';
import { seededChance } from '../../support/seeded.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
/** Who keeps the database may do anything to it; the keys she has not. */
let keeper: Database;
let folder: string;
let file: string;
const index = Buffer.alloc(32, 2);
const crypto = createFieldCrypto({ current: 1, versions: new Map([[1, Buffer.alloc(16, 1)]]), index });
const clock = { now: () => Date.UTC(2026, 10, 20, 1, 2, 3), today: () => '2026-11-20' as never };
const length = 30;

async function write(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await recordView(
      { db, crypto, clock },
      {
        actor: { kind: 'staff', id: `member-${at % 3}`, role: 'county_reviewer', organisationId: 3 },
        act: at % 2 === 0 ? 'view_claim' : 'review',
        subject: { kind: 'claim', id: `claim-${at % 7}` },
        place: '510402',
        detail: { round: at },
      },
    );
  }
}

const verify = async (exported = true) =>
  verifyChain(db, crypto, exported ? await readExportedHead(file, crypto) : null);

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectMysql(database.url);
  keeper = connectMysql(database.ownerUrl, 2);
  folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-audit-'));
  file = path.join(folder, 'head.json');
});
beforeEach(async () => {
  await keeper.deleteFrom('audit_entry').execute();
  await keeper
    .updateTable('audit_head')
    .set({ seq: 0, hash: Buffer.alloc(32) })
    .execute();
  await rm(file, { force: true });
});
afterAll(async () => {
  await db.destroy();
  await keeper.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('a chain nobody touched is whole, with and without an exported head, empty too', async () => {
  await exportHead({ db, crypto, clock }, file);
  expect(await verify()).toEqual({ entries: 0, head: 0, first: null, faults: 0 });
  await write(length);
  expect(await verify()).toEqual({ entries: length, head: length, first: null, faults: 0 });
  await exportHead({ db, crypto, clock }, file);
  await write(2);
  expect(await verify()).toEqual({ entries: length + 2, head: length + 2, first: null, faults: 0 });
});

type Tampering = (chance: ReturnType<typeof seededChance>) => Promise<number>;

const remove = (from: number, to: number) =>
  keeper.deleteFrom('audit_entry').where('seq', '>=', from).where('seq', '<=', to).execute();
const read = (seq: number) =>
  keeper.selectFrom('audit_entry').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
const moveHead = async (seq: number) => {
  const { hash } = await read(seq);
  await keeper.updateTable('audit_head').set({ seq, hash }).execute();
};
/** What each column is changed to: another value of its kind. */
const edits = {
  at: '2026-11-19 01:02:03.000',
  actor_id: 'member-9',
  actor_role: 'auditor',
  organisation_id: 4,
  act: 'approve',
  subject_id: 'claim-9',
  place: '510403',
  request_id: 'r-9',
  detail: '{"round":99}',
  prev_hash: Buffer.alloc(32, 7),
  hash: Buffer.alloc(32, 8),
};

/** Each does its harm and says the first entry that is concerned. */
const tamperings: Record<string, Tampering> = {
  edit: async (chance) => {
    const seq = chance.between(1, length);
    const column = chance.pick(Object.keys(edits) as (keyof typeof edits)[]);
    await keeper
      .updateTable('audit_entry')
      .set({ [column]: edits[column] })
      .where('seq', '=', seq)
      .execute();
    return seq;
  },
  'edit, and hashed as if without a key': async (chance) => {
    const seq = chance.between(1, length);
    const entry = { ...(await read(seq)), act: 'nothing' };
    const forger = createFieldCrypto({
      current: 1,
      versions: new Map([[1, Buffer.alloc(16, 1)]]),
      index: Buffer.alloc(32),
    });
    await keeper
      .updateTable('audit_entry')
      .set({ act: 'nothing', hash: hashEntry(forger, entry) })
      .where('seq', '=', seq)
      .execute();
    return seq;
  },
  'cut from the middle': async (chance) => {
    const from = chance.between(1, length - 1);
    await remove(from, Math.min(length - 1, from + chance.between(0, 4)));
    return from;
  },
  'cut and closed up': async (chance) => {
    const from = chance.between(1, length - 1);
    await remove(from, from);
    for (let seq = from + 1; seq <= length; seq += 1)
      await keeper
        .updateTable('audit_entry')
        .set({ seq: seq - 1 })
        .where('seq', '=', seq)
        .execute();
    await moveHead(length - 1);
    return from;
  },
  'tail cut': async (chance) => {
    const from = chance.between(2, length);
    await remove(from, length);
    return from;
  },
  'tail cut, the head moved back': async (chance) => {
    const from = chance.between(2, length);
    await remove(from, length);
    await moveHead(from - 1);
    return from;
  },
  'all of it cut, the head begun anew': async () => {
    await remove(1, length);
    await keeper
      .updateTable('audit_head')
      .set({ seq: 0, hash: Buffer.alloc(32) })
      .execute();
    return 1;
  },
  swap: async (chance) => {
    const one = chance.between(1, length - 1);
    const other = chance.between(one + 1, length);
    const set = (from: number, to: number) =>
      keeper.updateTable('audit_entry').set({ seq: to }).where('seq', '=', from).execute();
    await set(one, 9999);
    await set(other, one);
    await set(9999, other);
    return one;
  },
  'an entry put in front of the first': async (chance) => {
    const seq = -chance.between(0, 5);
    const copied = await read(chance.between(1, length));
    await keeper
      .insertInto('audit_entry')
      .values({ ...copied, seq, act: 'approve' })
      .execute();
    return seq;
  },
  'an entry put in at the end': async () => {
    const last = await read(length);
    await keeper
      .insertInto('audit_entry')
      .values({ ...last, seq: length + 1, prev_hash: last.hash })
      .execute();
    return length + 1;
  },
  'an entry repeated at the end, the head moved': async (chance) => {
    const copied = await read(chance.between(1, length));
    await keeper
      .insertInto('audit_entry')
      .values({ ...copied, seq: length + 1 })
      .execute();
    await keeper
      .updateTable('audit_head')
      .set({ seq: length + 1, hash: copied.hash })
      .execute();
    return length + 1;
  },
  'the head moved': async (chance) => {
    const seq = chance.between(1, length - 1);
    await moveHead(seq);
    return seq + 1;
  },
};

test('every tampering is found, and its first entry named', async () => {
  const chance = seededChance(5);
  const kinds = Object.keys(tamperings);
  const missed: string[] = [];
  const rounds = 110;
  await write(length);
  await exportHead({ db, crypto, clock }, file);
  const entries = await keeper.selectFrom('audit_entry').selectAll().execute();
  const head = await keeper.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
  for (let round = 0; round < rounds; round += 1) {
    const kind = kinds[round % kinds.length] ?? '';
    const seq = await tamperings[kind]?.(chance);
    const { first } = await verify();
    if (first?.seq !== seq) missed.push(`${kind} at ${seq}: ${JSON.stringify(first)}`);
    await keeper.deleteFrom('audit_entry').execute();
    await keeper.insertInto('audit_entry').values(entries).execute();
    await keeper.updateTable('audit_head').set(head).execute();
  }
  expect(missed).toEqual([]);
});

test('a cut tail with its head moved back shows only against the exported head', async () => {
  await write(10);
  await exportHead({ db, crypto, clock }, file);
  await remove(8, 10);
  await moveHead(7);
  expect((await verify(false)).first).toBeNull();
  expect((await verify()).first).toEqual({ kind: 'tail_cut', seq: 8, until: 10 });
  // What was exported is evidence: it is not written over.
  const before = await readFile(file, 'utf8');
  await expect(exportHead({ db, crypto, clock }, file)).rejects.toThrow(ChainBroken);
  expect(await readFile(file, 'utf8')).toBe(before);
});

test('an exported head that somebody wrote herself is none', async () => {
  await write(3);
  const { head } = { head: await exportHead({ db, crypto, clock }, file) };
  await writeFile(file, JSON.stringify({ ...head, seq: 2 }));
  expect((await verify()).first?.kind).toBe('exported_head_altered');
  await expect(exportHead({ db, crypto, clock }, file)).rejects.toThrow(ChainBroken);
});

test('the command says it in words, and by its exit code', async () => {
  const env = { DATABASE_URL: database.url, INDEX_KEY: index.toString('hex') };
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await auditMain(args, env, (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  await write(5);
  expect(await run('verify', '--head', file)).toMatchObject({ code: 2 });
  expect(await run('export', '--head', file)).toMatchObject({ code: 0 });
  const whole = await run('verify', '--head', file);
  expect(whole.code).toBe(0);
  expect(whole.said).toContain('查了 5 条');
  expect(whole.said).toContain('都对得上');
  await keeper.updateTable('audit_entry').set({ act: 'x' }).where('seq', '=', 4).execute();
  const broken = await run('verify', '--head', file);
  expect(broken.code).toBe(1);
  expect(broken.said).toContain('第 4 条被改过');
  for (const args of [[], ['verify', 'twice'], ['mend'], ['verify', '--tail', 'x'], ['export']])
    expect((await run(...args)).code).toBe(2);
});

/** Every entry anew, with other words, hashed by whoever has this key; the head fits. */
async function replaceAll(key: Buffer, act: string): Promise<void> {
  const forger = createFieldCrypto({ current: 1, versions: new Map([[1, Buffer.alloc(16, 1)]]), index: key });
  const old = await keeper.selectFrom('audit_entry').selectAll().orderBy('seq').execute();
  await keeper.deleteFrom('audit_entry').execute();
  let before: Buffer = Buffer.alloc(32);
  for (const entry of old) {
    const changed = { ...entry, act, prev_hash: before };
    before = hashEntry(forger, changed);
    await keeper
      .insertInto('audit_entry')
      .values({ ...changed, hash: before })
      .execute();
  }
  await keeper.updateTable('audit_head').set({ hash: before }).execute();
}

const count = 6;
test.each<[string, () => Promise<unknown>, string]>([
  ['a cut tail', () => remove(5, 6), '第 5 条到第 6 条被从末尾删掉了'],
  [
    'a cut tail whose head was moved back',
    async () => {
      await remove(5, 6);
      await moveHead(4);
    },
    '第 5 条到第 6 条被从末尾删掉了',
  ],
  [
    'an edited row',
    () => keeper.updateTable('audit_entry').set({ detail: '{}' }).where('seq', '=', 3).execute(),
    '第 3 条被改过',
  ],
  [
    'a swapped pair',
    async () => {
      const set = (from: number, to: number) =>
        keeper.updateTable('audit_entry').set({ seq: to }).where('seq', '=', from).execute();
      await set(2, 99);
      await set(5, 2);
      await set(99, 5);
    },
    '第 2 条被改过',
  ],
  ['a table replaced by who has no key', () => replaceAll(Buffer.alloc(32, 9), 'other'), '第 1 条被改过'],
  // Who has the keys too can write a chain that is whole: only what lies outside the database knows.
  ['a table replaced by who has the key', () => replaceAll(index, 'other'), '第 6 条不是当时导出的那一条'],
])('%s is found by the command, with the exported head', async (_what, tamper, words) => {
  await write(count);
  await exportHead({ db, crypto, clock }, file);
  await tamper();
  const env = { DATABASE_URL: database.url, INDEX_KEY: index.toString('hex'), AUDIT_HEAD_FILE: file };
  const lines: string[] = [];
  expect(await auditMain(['verify'], env, (line) => lines.push(line))).toBe(1);
  expect(lines.join('\n')).toContain(words);
});

test('a chain of several pages is walked to its end', async () => {
  // One page is a thousand: three of them come and go.
  await write(3);
  const [last] = (await keeper.selectFrom('audit_entry').selectAll().orderBy('seq').execute()).slice(-1);
  if (last === undefined) throw new Error('nothing was written');
  let before = last;
  for (let from = 4; from <= 3500; from += 500) {
    const rows = Array.from({ length: Math.min(500, 3501 - from) }, (_, at) => {
      const entry = { ...before, seq: from + at, prev_hash: before.hash };
      before = { ...entry, hash: hashEntry(crypto, entry) };
      return before;
    });
    await keeper.insertInto('audit_entry').values(rows).execute();
  }
  await keeper.updateTable('audit_head').set({ seq: 3500, hash: before.hash }).execute();
  expect(await verify(false)).toEqual({ entries: 3500, head: 3500, first: null, faults: 0 });
});
