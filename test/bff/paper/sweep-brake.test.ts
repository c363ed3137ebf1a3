/** The sweep beside a database that does not know the store: nothing is lost. */
import { orphanAge, sweepPapers } from '../../../bff/src/paper/paper.sweep.ts';
import { newObjectName } from '../../../bff/src/storage/objects.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { filesOf } from './sending.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const sweepFirst = () => sweepPapers(app.deps, [0]);
async function keepForgotten(files: number): Promise<void> {
  for (let n = 0; n < files; n += 1) {
    await app.deps.objects.kept.put(`00${newObjectName().slice(2)}`, [Buffer.from('a page')]);
  }
}

test('removes nothing while most files of a full shard have no row', async () => {
  await keepForgotten(21);
  app.clock.advance(2 * orphanAge);
  expect(await sweepFirst()).toMatchObject({ orphans: 0 });
  expect(filesOf(app, 'kept')).toHaveLength(21);
  expect(app.lines.join('\n')).toContain('most files have no row: none removed');
});

test('removes nothing of a store that another database has marked', async () => {
  const [first] = filesOf(app, 'kept');
  await app.deps.objects.kept.remove(first!.slice(-64));
  const { mark } = await app.deps.db.selectFrom('store_mark').select('mark').executeTakeFirstOrThrow();
  await app.deps.db
    .updateTable('store_mark')
    .set({ mark: 'f'.repeat(32) })
    .execute();
  expect(await sweepFirst()).toMatchObject({ orphans: 0 });
  expect(app.lines.join('\n')).toContain('belongs to another database');
  await app.deps.db.updateTable('store_mark').set({ mark }).execute();
  expect(await sweepFirst()).toMatchObject({ orphans: 20 });
  expect(filesOf(app, 'kept')).toEqual([]);
});
