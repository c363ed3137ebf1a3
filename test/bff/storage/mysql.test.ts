import { fromColumn, presentInstant, toColumn } from '../../../bff/src/storage/instant.ts';
import { connectMysql, isDatabaseAway, isDuplicate, transact } from '../../../bff/src/storage/mysql.ts';
import type { Database } from '../../../bff/src/storage/tables.ts';
import { createTestDatabase } from '../../support/database.ts';
import { openProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: TcpProxy;
let db: Database;
const now = toColumn(Date.UTC(2026, 2, 5, 1, 2, 3, 4));
const account = {
  person_id: null,
  phone: null,
  openid_index: null,
  openid: null,
  created_at: now,
  bound_at: null,
  closed_at: null,
};
const add = (on: Database, byte: number) =>
  on
    .insertInto('account')
    .values({ ...account, phone_index: Buffer.alloc(32, byte) })
    .executeTakeFirstOrThrow();
const count = async () => (await db.selectFrom('account').select('account_id').execute()).length;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await openProxy(database.url);
  db = connectMysql(proxy.url, 4);
});
beforeEach(() => db.deleteFrom('account').execute());
afterAll(async () => {
  await db.destroy();
  await proxy.close();
  await database.drop();
});

test('instants stay text in UTC, to the millisecond, both ways', async () => {
  await add(db, 1);
  const { created_at: column } = await db
    .selectFrom('account')
    .select('created_at')
    .executeTakeFirstOrThrow();
  expect(column).toBe('2026-03-05 01:02:03.004');
  expect(fromColumn(column)).toBe(Date.UTC(2026, 2, 5, 1, 2, 3, 4));
  expect(presentInstant(column)).toBe('2026-03-05T01:02:03.004Z');
});

test('a second row with a unique value is a duplicate, and nothing else is', async () => {
  await add(db, 1);
  const error: unknown = await add(db, 1).catch((thrown: unknown) => thrown);
  expect([isDuplicate(error), isDatabaseAway(error)]).toEqual([true, false]);
});

test('a transaction that throws leaves nothing', async () => {
  const work = transact(db, async (trx) => {
    await add(trx, 1);
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await count()).toBe(0);
});

test('two that lock each other out both end well', async () => {
  const ids = [Number((await add(db, 1)).insertId), Number((await add(db, 2)).insertId)];
  let tries = 0;
  const crossing = (first: number, second: number) =>
    transact(db, async (trx) => {
      tries += 1;
      const touch = (id: number) =>
        trx.updateTable('account').set({ bound_at: now }).where('account_id', '=', id).execute();
      await touch(first);
      await new Promise((resume) => setTimeout(resume, 100));
      await touch(second);
    });
  await Promise.all([crossing(ids[0]!, ids[1]!), crossing(ids[1]!, ids[0]!)]);
  expect(tries).toBeGreaterThan(2);
});

test('a connection lost in the middle: once more from the start, done once', async () => {
  let tries = 0;
  await transact(db, async (trx) => {
    tries += 1;
    await add(trx, 7);
    if (tries === 1) {
      await proxy.cut();
      await proxy.restore();
    }
    await trx.selectFrom('account').select('account_id').execute();
  });
  expect(tries).toBe(2);
  expect(await count()).toBe(1);
});

test('the database away is known as such, and its return needs nothing', async () => {
  await proxy.cut();
  const error: unknown = await count().catch((thrown: unknown) => thrown);
  expect(isDatabaseAway(error)).toBe(true);
  await proxy.restore();
  expect(await count()).toBe(0);
});

test('who would wait behind too many others is told at once, and the others are served', async () => {
  const narrow = connectMysql(database.url, 1);
  try {
    const asked = Array.from({ length: 40 }, () =>
      narrow.selectFrom('account').select('account_id').execute(),
    );
    const ends = await Promise.allSettled(asked);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(asked.length);
    expect(refused.every((error) => isDatabaseAway(error))).toBe(true);
  } finally {
    await narrow.destroy();
  }
});

test('a database that says nothing is away, and what it might still say is nobody else’s answer', async () => {
  const impatient = connectMysql(proxy.url, 1, { answerTime: 300 });
  const ask = (what: string) => impatient.selectNoFrom((is) => is.val(what).as('said')).executeTakeFirst();
  try {
    await ask('awake');
    proxy.hold();
    const error: unknown = await ask('lost').catch((thrown: unknown) => thrown);
    expect(isDatabaseAway(error)).toBe(true);
    await proxy.restore();
    expect(await ask('back')).toEqual({ said: 'back' });
  } finally {
    await impatient.destroy();
  }
});
