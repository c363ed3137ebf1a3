/** Everything hostile, through the real API: none of it is kept or served, and the memory it takes is bounded. */
import { askApp, startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { sheet } from '../../support/honest-papers.ts';
import { hostileFiles } from '../../support/hostile/corpus.ts';
import { payload } from '../../support/hostile/kind.ts';
import { onePage } from '../../support/hostile/pdf-writer.ts';
import { hostileRequests } from '../../support/hostile/requests.ts';
import { readMemory, watchMemory, type Memory, type MemoryWatch } from '../../support/memory-watch.ts';
import { findFreePort, startService, type Service } from '../../support/service.ts';
import { fetchFile, filesOf, openSender, type Sender } from './sending.ts';

/** Bytes that the service, and the program that inspects for it, may grow by. */
const mostGrowth = 200_000_000;

const people = [sketchPerson({ n: 1 }), sketchPerson({ n: 2 })];
const files = new Map<string, Buffer>();
let app: TestApp;
let service: Service;
let she: Sender;
let he: Sender;
let memory: MemoryWatch;
let before: Memory;

beforeAll(async () => {
  for (const { name, make } of hostileFiles) files.set(name, await make());
  const inside = await startApp({
    families: { people, settlements: [] },
    env: { LIMIT_PER_ADDRESS: '1000000', LIMIT_PER_ACCOUNT: '1000000' },
  });
  // What is asked of it is asked of a process of its own: only there is the memory the service's alone.
  service = startService({ ...inside.environment, PORT: String(await findFreePort()) });
  await service.saying('listening');
  app = { ...inside, url: service.url, ask: (method, where, ask) => askApp(service.url, method, where, ask) };
  she = await openSender(app, people[0]!);
  he = await openSender(app, people[1]!);
  await sendHonest();
  before = readMemory(service.child.pid!);
  expect(before.inspector).toBeGreaterThan(0);
  memory = watchMemory(service.child.pid!);
}, 120_000);
afterAll(async () => {
  memory.stop();
  service.child.kill('SIGTERM');
  await service.ended;
  await app.close();
});

/** What anybody could still find: pages, and files in the store. */
async function listKept(): Promise<string[]> {
  const pages = app.deps.db.selectFrom('paper_page').select('public_id').where('removed_at', 'is', null);
  const shown = (await pages.execute()).map(({ public_id: page }) => page);
  return [...shown, ...filesOf(app, 'kept'), ...filesOf(app, 'staged')];
}

async function removePages(): Promise<void> {
  const pages = app.deps.db.selectFrom('paper_page').select('public_id').where('removed_at', 'is', null);
  for (const { public_id: page } of await pages.execute()) await she.removePage(page);
}

/** An honest photo goes through, and is looked at. */
async function sendHonest(): Promise<void> {
  const { body } = await she.send(await sheet(800, 600).jpeg().toBuffer());
  const { body: link } = await she.link(body.page!.pageId, 'thumbnail');
  expect((await fetchFile(app, link.path)).status).toBe(200);
  await removePages();
}

describe('a hostile file', () => {
  const refused = hostileFiles.filter(({ expect: expected }) => expected !== 'cleaned');
  const cleaned = hostileFiles.filter(({ expect: expected }) => expected === 'cleaned');

  test.each(refused)('$name ($what) is refused as $expect, and nothing of it stays', async (one) => {
    const keptBefore = await listKept();
    const answer = await she.send(files.get(one.name)!);
    expect([answer.status, answer.body.error?.code]).toEqual([422, one.expect]);
    expect(JSON.stringify(answer.body)).not.toContain(payload);
    expect(await listKept()).toEqual(keptBefore);
  });

  test.each(cleaned)('$name ($what) is drawn anew without what it carried', async ({ name }) => {
    const { status, body } = await she.send(files.get(name)!);
    expect([status, body.state]).toEqual([200, 'arrived']);
    for (const size of ['full', 'thumbnail'] as const) {
      const { body: link } = await she.link(body.page!.pageId, size);
      const served = await fetchFile(app, link.path);
      expect(served.status).toBe(200);
      expect(served.headers.get('content-type')).toBe('image/jpeg');
      expect(served.headers.get('x-content-type-options')).toBe('nosniff');
      expect(served.bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
      expect(served.bytes.includes(payload)).toBe(false);
    }
    await removePages();
  });

  test('is of more than 60 kinds', () => {
    expect(new Set(hostileFiles.map(({ name }) => name)).size).toBe(hostileFiles.length);
    expect(hostileFiles.length).toBeGreaterThan(60);
  });

  test('keeps nobody from sending an honest one', async () => {
    await sendHonest();
    expect((await she.send(onePage())).body.page).toMatchObject({ mediaType: 'application/pdf' });
    await removePages();
  });
});

describe('a hostile request', () => {
  test.each(hostileRequests)('$name is answered with $expect', async ({ expect: expected, send }) => {
    const keptBefore = await listKept();
    const { status, body } = await send({ app, she, he });
    expect(`${status} ${body.error?.code ?? ''}`.trim()).toBe(expected);
    expect(await listKept()).toEqual(keptBefore);
  });
});

test('the memory of the service and of the inspector stayed bounded', () => {
  memory.stop();
  expect(memory.own - before.own).toBeLessThan(mostGrowth);
  expect(memory.inspector - before.inspector).toBeLessThan(mostGrowth);
});
