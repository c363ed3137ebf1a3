/** What lies on the disk: nothing readable, nothing that can be changed unseen, and nothing for longer than it serves. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { orphanAge, sweepPapers } from '../../../bff/src/paper/paper.sweep.ts';
import { uploadLifetime } from '../../../bff/src/paper/upload.service.ts';
import { newObjectName, openObjectStores, shards } from '../../../bff/src/storage/objects.ts';
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { makePhoto, makeScan } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import { fetchFile, filesOf, openSender, step, type Sender } from './sending.ts';

const chance = seededChance(20261122);
const photo = () => makePhoto(chance, 600_000);
const scan = (bytes = 700_000) => makeScan(chance, bytes);
const everyShard = Array.from({ length: shards }, (_, at) => at);
const hour = 60 * 60 * 1000;
let app: TestApp;
let she: Sender;

// Time passes in these tests, and begins anew with each: with a person of its own, no session is older than its test.
const people = Array.from({ length: 30 }, (_, n) => sketchPerson({ n: n + 1 }));
const nextPerson = people.values();

beforeAll(async () => {
  app = await startApp({
    families: { people, settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_PER_ACCOUNT: '100000' },
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(new Date().toISOString());
  for (const table of ['upload_chunk', 'upload', 'paper_page', 'paper_object'] as const)
    await app.deps.db.deleteFrom(table).execute();
  for (const file of [...filesOf(app, 'staged'), ...filesOf(app, 'kept')]) rmSync(file);
  she = await openSender(app, nextPerson.next().value!);
});

/** Whether any 32 bytes in a row of one stand in the other. */
function shareBytes(plain: Buffer, sealed: Buffer): boolean {
  for (let at = 0; at + 32 <= plain.length; at += 1024) {
    if (sealed.includes(plain.subarray(at, at + 32))) return true;
  }
  return false;
}

async function open(pageId: string, size: 'thumbnail' | 'full' = 'full') {
  const { body } = await she.link(pageId, size);
  return fetchFile(app, body.path);
}

const rows = (table: 'upload' | 'upload_chunk' | 'paper_object' | 'paper_page') =>
  app.deps.db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
    .then((row) => row.rows);

describe('the disk', () => {
  test('holds no plaintext, neither under way nor kept, and no name that says anything', async () => {
    const [paper, picture] = [scan(), photo()];
    const uploadId = await she.sendRest(paper);
    expect(filesOf(app, 'staged')).toHaveLength(3);
    for (const file of filesOf(app, 'staged')) {
      const sealed = readFileSync(file);
      expect(shareBytes(paper, sealed)).toBe(false);
      expect(sealed.includes('%PDF')).toBe(false);
    }
    await she.finish(uploadId);
    const { body } = await she.send(picture);
    const shown = [await open(body.page!.pageId), await open(body.page!.pageId, 'thumbnail')];
    const plain = [paper, picture, ...shown.map(({ bytes }) => bytes)];
    const kept = filesOf(app, 'kept');
    expect(kept).toHaveLength(3);
    for (const file of kept) {
      expect(file).toMatch(/\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/);
      expect(plain.some((one) => shareBytes(one, readFileSync(file)))).toBe(false);
    }
  });

  test('gives back what was sent, byte for byte', async () => {
    const paper = scan();
    const { body } = await she.send(paper);
    const { status, bytes } = await open(body.page!.pageId);
    expect([status, bytes.equals(paper)]).toEqual([200, true]);
  });

  test('does not tell the hash of what it holds to the log', async () => {
    const paper = scan();
    const { body } = await she.send(paper);
    await open(body.page!.pageId);
    const said = app.lines.join('\n');
    expect(said).not.toContain(body.page!.sha256);
    for (const file of filesOf(app, 'kept')) expect(said).not.toContain(file.slice(-64));
  });
});

describe('a page that was changed on the disk', () => {
  const changes: [string, (sealed: Buffer, size: number) => Buffer][] = [
    ['one bit of its first segment', (sealed) => flip(sealed, 100)],
    ['its length', (sealed) => flip(sealed, 7)],
    ['its first segment gone', (sealed, size) => sealed.subarray(size)],
    ['cut within the first segment', (sealed) => sealed.subarray(0, 1000)],
    ['empty', () => Buffer.alloc(0)],
    [
      'the first two segments swapped',
      (sealed, size) =>
        Buffer.concat([sealed.subarray(size, 2 * size), sealed.subarray(0, size), sealed.subarray(2 * size)]),
    ],
  ];

  function flip(sealed: Buffer, at: number): Buffer {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  }

  const sealedSize = step + 56;

  test.each(changes)('(%s) is an error of ours and not a byte of it is served', async (_, change) => {
    const { body } = await she.send(scan());
    const [file] = filesOf(app, 'kept');
    writeFileSync(file!, change(readFileSync(file!), sealedSize));
    const { status, bytes } = await open(body.page!.pageId);
    expect([status, (JSON.parse(String(bytes)) as { error: { code: string } }).error.code]).toEqual([
      500,
      'internal_error',
    ]);
  });

  test.each([
    ['the last segment altered', (sealed: Buffer) => flip(sealed, sealed.length - 1)],
    ['the last segment gone', (sealed: Buffer) => sealed.subarray(0, 2 * sealedSize)],
  ])('(%s) breaks off: what was shown is not taken for the whole', async (_, change) => {
    const { body } = await she.send(scan());
    const [file] = filesOf(app, 'kept');
    writeFileSync(file!, change(readFileSync(file!)));
    await expect(open(body.page!.pageId)).rejects.toThrow(/terminated|fetch failed/);
    expect(app.lines.join('\n')).toContain('a page broke off while it was shown');
  });

  test('(a segment more) shows what was sent, and nothing of what came after', async () => {
    const paper = scan();
    const { body } = await she.send(paper);
    const [file] = filesOf(app, 'kept');
    const sealed = readFileSync(file!);
    writeFileSync(file!, Buffer.concat([sealed, sealed.subarray(0, sealedSize)]));
    expect((await open(body.page!.pageId)).bytes.equals(paper)).toBe(true);
  });

  test('(another page in its place) is not served', async () => {
    const [one, two] = [await she.send(scan()), await she.send(scan())];
    const [left, right] = filesOf(app, 'kept');
    renameSync(left!, `${left!}.aside`);
    renameSync(right!, left!);
    renameSync(`${left!}.aside`, right!);
    const statuses = [await open(one.body.page!.pageId), await open(two.body.page!.pageId)].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([500, 500]);
  });

  test('(gone) is an error of ours', async () => {
    const { body } = await she.send(scan());
    renameSync(filesOf(app, 'kept')[0]!, filesOf(app, 'kept')[0]!.replace(/.$/, 'x'));
    expect((await open(body.page!.pageId)).status).toBe(500);
  });

  test('a chunk that was changed under way makes the upload begin anew', async () => {
    const paper = scan();
    const uploadId = await she.sendRest(paper);
    const [chunk] = filesOf(app, 'staged');
    writeFileSync(chunk!, flip(readFileSync(chunk!), 500));
    const reply = await she.finish(uploadId);
    expect([reply.status, reply.body.error.code, reply.body.error.data]).toEqual([
      422,
      'upload_hash_mismatch',
      { received: 0 },
    ]);
    expect(app.lines.join('\n')).toContain('the upload begins anew');
    expect((await she.send(paper)).body.state).toBe('arrived');
  });
});

describe('the sweep', () => {
  test('removes an upload a week after it was last begun, and nothing before', async () => {
    const paper = scan();
    await she.sendRest(paper);
    app.clock.advance(uploadLifetime - hour);
    const token = await refreshed();
    await she.begin(paper);
    app.clock.advance(uploadLifetime - hour);
    expect(await sweepPapers(app.deps)).toMatchObject({ uploads: 0 });
    app.clock.advance(2 * hour);
    expect((await app.ask('GET', `/api/v1/uploads/${await anyUpload()}`, { token })).status).not.toBe(200);
    expect(await sweepPapers(app.deps)).toMatchObject({ uploads: 1 });
    expect([filesOf(app, 'staged'), await rows('upload'), await rows('upload_chunk')]).toEqual([[], 0, 0]);
  });

  const anyUpload = async () =>
    (await app.deps.db.selectFrom('upload').select('public_id').executeTakeFirstOrThrow()).public_id;

  /** Used within its seven days, a session goes on. */
  const refreshed = async () => {
    await app.ask('GET', '/api/v1/session', { token: she.token });
    return she.token;
  };

  test('removes what nothing shows, once the last page is taken back', async () => {
    const file = photo();
    const one = await she.send(file);
    const two = await she.send(file, { paper: 'assistance_identity' });
    await she.removePage(one.body.page!.pageId);
    expect(await sweepPapers(app.deps, everyShard)).toEqual({ uploads: 0, objects: 0, orphans: 0 });
    expect((await open(two.body.page!.pageId)).status).toBe(200);
    await she.removePage(two.body.page!.pageId);
    expect((await she.link(two.body.page!.pageId)).status).toBe(404);
    expect(await sweepPapers(app.deps)).toEqual({ uploads: 0, objects: 1, orphans: 0 });
    expect([filesOf(app, 'kept'), await rows('paper_object')]).toEqual([[], 0]);
    app.clock.advance(9 * 24 * hour);
    await sweepPapers(app.deps);
    expect([await rows('paper_page'), await rows('upload')]).toEqual([0, 0]);
  });

  test('leaves an object that a new page shows again', async () => {
    const file = photo();
    const one = await she.send(file);
    await she.removePage(one.body.page!.pageId);
    const two = await she.send(file);
    expect(await sweepPapers(app.deps)).toMatchObject({ objects: 0 });
    expect((await open(two.body.page!.pageId)).status).toBe(200);
  });

  test('and a page that comes at the same moment: the page is there, or is sent anew', async () => {
    const file = photo();
    for (let round = 0; round < 5; round += 1) {
      const before = await she.send(file);
      await she.removePage(before.body.page!.pageId);
      const uploadId = await she.sendRest(file);
      const [finished] = await Promise.all([
        she.finish(uploadId),
        sweepPapers(app.deps),
        sweepPapers(app.deps),
      ]);
      expect((await open(finished.body.page!.pageId)).status).toBe(200);
    }
  });

  test('finds bytes that no row names, when they are a day old', async () => {
    const { staged, kept } = app.deps.objects;
    await she.sendRest(scan());
    await she.send(photo());
    await staged.put(newObjectName(), [Buffer.from('left by a process that was killed')]);
    await kept.put(newObjectName(), [Buffer.from('another')]);
    expect(await sweepPapers(app.deps, everyShard)).toMatchObject({ orphans: 0 });
    app.clock.advance(orphanAge + hour);
    expect(await sweepPapers(app.deps, everyShard)).toEqual({ uploads: 0, objects: 0, orphans: 2 });
    expect([filesOf(app, 'staged'), filesOf(app, 'kept')].map((files) => files.length)).toEqual([3, 2]);
  });

  test('takes what was never sent of a draft that was thrown away', async () => {
    await she.send(photo());
    await she.sendRest(scan());
    const { body } = await app.ask<ClaimReply>('GET', `/api/v1/claims/${she.claimId}`, { token: she.token });
    const withdrawn = await app.ask('POST', `/api/v1/claims/${she.claimId}/withdrawal`, {
      token: she.token,
      body: { version: body.version },
    });
    expect(withdrawn.status).toBe(200);
    await sweepPapers(app.deps);
    expect([...filesOf(app, 'staged'), ...filesOf(app, 'kept')]).toEqual([]);
  });
});

describe('a store that fails', () => {
  test('is a clear failure, keeps nothing half, and goes on when it is mended', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    const staged = path.join(app.deps.config.objectDir, 'staged');
    rmSync(staged, { recursive: true });
    writeFileSync(staged, 'a file where a folder should be');
    const reply = await she.chunk(uploadId, 0, file.subarray(0, step));
    expect([reply.status, reply.body.error.code]).toEqual([503, 'storage_unavailable']);
    expect(reply.headers.get('retry-after')).toBe('30');
    expect((await she.state(uploadId)).body.received).toBe(0);
    expect(await app.deps.db.selectFrom('upload_chunk').selectAll().execute()).toEqual([]);

    rmSync(staged);
    await openObjectStores(app.deps.config.objectDir);
    expect((await she.send(file)).body.state).toBe('arrived');
  });
});
