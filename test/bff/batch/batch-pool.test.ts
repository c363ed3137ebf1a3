import path from 'node:path';
import { serialize } from 'node:v8';

import { decideBatch, newResult, packYears, type BatchResult, type PersonYear } from '@yijiutong/rules/batch';
import type { YearPolicy } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';
import fc from 'fast-check';

import { openBatchPool, type BatchPool, type Program } from '../../../bff/src/batch/batch-pool.ts';
import decidePart from '../../../bff/src/batch/program.ts';
import { anyPersonYear } from '../../shared/batch/person-years.ts';
import { FIGURES, readDocuments } from '../../shared/law.fixture.ts';

const program: Program = {
  file: path.join(__dirname, '../../../bff/src/batch/program.ts'),
  loader: path.join(__dirname, '../../../bff/src/batch/loader.mjs'),
};
const categories = ['特困人员', '低保对象', '低保边缘家庭成员', '因病致贫重病患者'];

let policy: YearPolicy;
let people: PersonYear[];
let pool: BatchPool;
beforeAll(async () => {
  policy = compileYear(await readDocuments(), { region: '420500', year: 2024, overrides: FIGURES });
  const drawn = fc.sample(anyPersonYear(2024, categories), { numRuns: 250, seed: 4 });
  people = Array.from({ length: 6 }, () => drawn).flat();
  pool = openBatchPool(program, 2);
});
afterAll(() => pool.close());

/** Column by column: number by number, a comparison of this many is slow. */
const bytesOf = (result: BatchResult) =>
  Object.entries(result).map(([name, column]) => [name, Buffer.from(column.buffer).toString('base64')]);
const shared = () => packYears(policy, people, SharedArrayBuffer);

test.each([true, false])('two threads give what one gives (with tilt: %s)', async (withTilt) => {
  const alone = decideBatch(policy, packYears(policy, people), { withTilt });
  const together = await pool.decide(policy, shared(), { withTilt });
  expect(bytesOf(together)).toEqual(bytesOf(alone));
  expect(alone.assistance.some((amount) => amount > 0)).toBe(true);
});

test('nobody is nothing to do', async () => {
  const none = await pool.decide(policy, packYears(policy, [], SharedArrayBuffer));
  expect(none.outcome).toHaveLength(0);
});

test('what is wrong with the columns is told as by one thread, and the pool goes on', async () => {
  const columns = shared();
  columns.day[columns.day.length - 1] = 400;
  await expect(pool.decide(policy, columns)).rejects.toMatchObject({
    name: 'InvalidInput',
    code: 'invalid_bill',
    message: expect.stringContaining('no day of the year') as string,
  });
  await expect(pool.decide(policy, shared())).resolves.toBeDefined();
});

test('memory that is not shared is refused: a thread would write into a copy', async () => {
  await expect(pool.decide(policy, packYears(policy, people))).rejects.toThrow('shared memory');
});

test('an abort ends it with the signal’s reason, before it begins or while it runs', async () => {
  const reason = new Error('the officer went home');
  await expect(pool.decide(policy, shared(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const running = new AbortController();
  const decided = pool.decide(policy, shared(), { signal: running.signal });
  running.abort(reason);
  await expect(decided).rejects.toBe(reason);
  await expect(pool.decide(policy, shared())).resolves.toBeDefined();
});

test('what still runs at an abort is waited for: nothing writes into memory that is used again', async () => {
  const slow = openBatchPool({ ...program, file: path.join(__dirname, 'slow-part.mjs') }, 1);
  const columns = shared();
  const into = newResult(columns, SharedArrayBuffer);
  const running = new AbortController();
  const reason = new Error('the officer went home');
  const decided = slow.decide(policy, columns, { into, signal: running.signal });
  const rejected = expect(decided).rejects.toBe(reason);
  while (into.tilt[0] === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  running.abort(reason);
  await rejected;
  expect(into.tilt.filter((amount) => amount === 1)).toHaveLength(0);
  expect(into.tilt[0]).toBe(2);
  await slow.close();
});

test('a part that nobody waits for any more writes nothing', () => {
  const columns = shared();
  const bytes = new Uint8Array(serialize(policy));
  const decide = (stopped: number) => {
    const into = newResult(columns, SharedArrayBuffer);
    const part = { policy: { id: -1, bytes }, columns, into, withTilt: true, from: 0, to: people.length };
    expect(decidePart({ ...part, stop: Int32Array.of(stopped) })).toBeNull();
    return into;
  };
  expect(bytesOf(decide(1))).toEqual(bytesOf(newResult(columns)));
  expect(bytesOf(decide(0))).toEqual(bytesOf(decideBatch(policy, columns)));
});

test('a result of other columns, or partly not shared, is refused before anything is written', async () => {
  const columns = shared();
  const fewer = packYears(policy, people.slice(1), SharedArrayBuffer);
  await expect(pool.decide(policy, columns, { into: newResult(fewer, SharedArrayBuffer) })).rejects.toThrow(
    RangeError,
  );
  const into = { ...newResult(columns, SharedArrayBuffer), outcome: newResult(columns).outcome };
  await expect(pool.decide(policy, columns, { into })).rejects.toThrow('shared memory');
});

test('closing rejects what is still being decided', async () => {
  const closing = openBatchPool(program, 1);
  const decided = closing.decide(policy, shared());
  const rejected = expect(decided).rejects.toThrow();
  await closing.close();
  await rejected;
});
