/** Sending a page: in chunks, over cuts, from two phones, and never a byte that was not announced. */
import { connect } from 'node:net';

import { createFinish } from '../../../bff/src/paper/finish.service.ts';
import { createInspector } from '../../../bff/src/paper/inspect/inspector.ts';
import { mostOpenBytes, mostOpenUploads } from '../../../bff/src/paper/upload.service.ts';
import { mostBytes, smallestChunk } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { makePhoto, makeScan } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import {
  clear,
  fetchFile,
  filesOf,
  openSender,
  pagesOf,
  putBytes,
  sha256,
  step,
  type Sender,
} from './sending.ts';

const people = [sketchPerson({ n: 1 }), sketchPerson({ n: 2 }), sketchPerson({ n: 3 })];
const chance = seededChance(20261121);
/** Three chunks, no two photos alike. */
const photo = (bytes = 600_000) => makePhoto(chance, bytes);
let app: TestApp;
let she: Sender;
let he: Sender;

beforeAll(async () => {
  app = await startApp({
    families: { people, settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_PER_ACCOUNT: '100000' },
  });
  she = await openSender(app, people[0]!);
  he = await openSender(app, people[1]!);
});
afterAll(() => app.close());
afterEach(async () => {
  // Each test begins with no page and nothing under way.
  for (const one of [she, he]) await clear(app, one);
});

const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];
const receivedOf = ({ body }: { body: { error?: { data?: Record<string, unknown> } } }) =>
  body.error?.data?.received;

describe('a page', () => {
  test('goes up in chunks and is on the task list', async () => {
    const file = photo();
    const begun = await she.begin(file);
    expect(begun.body).toMatchObject({
      state: 'open',
      received: 0,
      chunkSize: step,
      length: file.length,
      page: null,
    });
    const { uploadId } = begun.body;
    expect((await she.chunk(uploadId, 0, file.subarray(0, step))).body).toEqual({ received: step });
    expect((await she.state(uploadId)).body.received).toBe(step);
    await she.sendRest(file);

    const { status, body } = await she.finish(uploadId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'arrived', received: file.length });
    expect(body.page).toMatchObject({ mediaType: 'image/jpeg', pdfPages: 1, sha256: sha256(file) });
    expect(await pagesOf(app, she)).toEqual([body.page]);
    expect(filesOf(app, 'staged')).toEqual([]);
  });

  test('is a PDF: kept as it was sent', async () => {
    const file = makeScan(chance, 500_000);
    const { body } = await she.send(file);
    expect(body.page).toMatchObject({
      mediaType: 'application/pdf',
      bytes: file.length,
      sha256: sha256(file),
    });
  });

  test('begun again goes on where it was cut, from any phone', async () => {
    const file = photo();
    const { body } = await she.begin(file);
    await she.chunk(body.uploadId, 0, file.subarray(0, step));
    const again = await she.begin(file);
    expect(again.body).toMatchObject({ uploadId: body.uploadId, received: step });
  });

  test('that has arrived is found by its bytes, with nothing to send', async () => {
    const file = photo();
    const arrived = await she.send(file);
    const again = await she.begin(file);
    expect(again.body).toEqual(arrived.body);
    // The row that remembers the upload is gone after a week; the page is not.
    await app.deps.db.deleteFrom('upload').execute();
    expect((await she.begin(file)).body).toMatchObject({ state: 'arrived', page: arrived.body.page });
    expect(await pagesOf(app, she)).toHaveLength(1);
  });

  test('taken back can be sent again', async () => {
    const file = photo();
    const first = await she.send(file);
    expect((await she.removePage(first.body.page!.pageId)).status).toBe(204);
    expect((await she.removePage(first.body.page!.pageId)).status).toBe(204);
    expect((await she.state(first.body.uploadId)).status).toBe(404);
    const second = await she.send(file);
    expect(second.body.state).toBe('arrived');
    expect(await pagesOf(app, she)).toEqual([second.body.page]);
  });
});

describe('a chunk', () => {
  test('sent twice is the same chunk', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    const first = file.subarray(0, step);
    await she.chunk(uploadId, 0, first);
    await she.chunk(uploadId, step, file.subarray(step, 2 * step));
    expect(await she.chunk(uploadId, 0, first)).toMatchObject({ status: 200, body: { received: 2 * step } });
    expect(filesOf(app, 'staged')).toHaveLength(2);
    await she.sendRest(file);
    await she.finish(uploadId);
    expect(await she.chunk(uploadId, 0, first)).toMatchObject({
      status: 200,
      body: { received: file.length },
    });
  });

  test('from both phones at once is there once', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => she.chunk(uploadId, 0, file.subarray(0, step))),
    );
    expect(replies.map(({ status, body }) => [status, body.received])).toEqual(Array(8).fill([200, step]));
    expect(filesOf(app, 'staged')).toHaveLength(1);
  });

  test('at another place than the next is told where the next one begins', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    await she.chunk(uploadId, 0, file.subarray(0, step));
    const wrong = [
      await she.chunk(uploadId, 2 * step, file.subarray(2 * step)),
      await she.chunk(uploadId, 1, file.subarray(1, step)),
      // The same place with other bytes, and with fewer of the same.
      await she.chunk(uploadId, 0, file.subarray(step, 2 * step)),
      await she.chunk(uploadId, 0, file.subarray(0, step - 1)),
    ];
    await she.sendRest(file.subarray(0, file.length));
    // Beyond the end that was announced.
    wrong.push(
      await she.chunk(uploadId, 2 * step, Buffer.concat([file.subarray(2 * step), Buffer.alloc(1)])),
    );
    expect(wrong.map(codeOf)).toEqual(Array(5).fill([409, 'upload_offset_mismatch']));
    expect(wrong.map(receivedOf)).toEqual([step, step, step, step, file.length]);
  });

  test('whose bytes are not those of its hash is not kept', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    const reply = await she.chunk(uploadId, 0, file.subarray(0, step), { sha256: sha256(file) });
    expect([...codeOf(reply), receivedOf(reply)]).toEqual([422, 'upload_hash_mismatch', 0]);
    expect(filesOf(app, 'staged')).toEqual([]);
  });

  test.each([
    ['no bytes', 0],
    ['too few bytes', smallestChunk - 1],
  ])('of %s is refused', async (_, length) => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    expect(codeOf(await she.chunk(uploadId, 0, file.subarray(0, length)))).toEqual([422, 'invalid_request']);
  });

  test('of more than 256 KB is refused, announced or not', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    expect(codeOf(await she.chunk(uploadId, 0, file.subarray(0, step + 1)))).toEqual([
      413,
      'payload_too_large',
    ]);
    const where = `/api/v1/uploads/${uploadId}/chunks/0?sha256=${sha256(file)}`;
    const streamed = await fetch(`${app.url}${where}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${she.token}`, 'Content-Type': 'application/octet-stream' },
      body: new Blob([new Uint8Array(file)]).stream(),
      duplex: 'half',
    });
    expect([streamed.status, ((await streamed.json()) as { error: { code: string } }).error.code]).toEqual([
      413,
      'payload_too_large',
    ]);
  });

  test('that is cut in the middle leaves nothing, and the connection of nobody else', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      [
        `PUT /api/v1/uploads/${uploadId}/chunks/0?sha256=${sha256(file.subarray(0, step))} HTTP/1.1`,
        'Host: 127.0.0.1',
        `Authorization: Bearer ${she.token}`,
        'Content-Type: application/octet-stream',
        `Content-Length: ${step}`,
        '\r\n',
      ].join('\r\n'),
    );
    socket.write(file.subarray(0, 100_000));
    // The server says in its log when it is through with a request: the cut one is the only one of its kind.
    app.lines.length = 0;
    await new Promise((resume) => setTimeout(resume, 100));
    socket.destroy();
    while (!app.lines.some((line) => line.includes('/chunks/:offset'))) {
      await new Promise((resume) => setTimeout(resume, 20));
    }
    expect((await she.state(uploadId)).body.received).toBe(0);
    expect(filesOf(app, 'staged')).toEqual([]);
  });

  test('in another form than bytes is refused, and so are bytes where none belong', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    const bytes = file.subarray(0, step);
    expect(codeOf(await she.chunk(uploadId, 0, bytes, { type: 'image/png' }))).toEqual([
      415,
      'unsupported_media_type',
    ]);
    expect(codeOf(await she.chunk(uploadId, 0, Buffer.from('{}'), { type: 'application/json' }))).toEqual([
      415,
      'unsupported_media_type',
    ]);
    const elsewhere = await putBytes<{ error: { code: string } }>(
      app,
      she.token,
      `/api/v1/claims/${she.claimId}/payee`,
      bytes,
    );
    expect(codeOf(elsewhere)).toEqual([415, 'unsupported_media_type']);
  });
});

describe('the end', () => {
  test('asked for too early says how far it came', async () => {
    const file = photo();
    const { uploadId } = (await she.begin(file)).body;
    await she.chunk(uploadId, 0, file.subarray(0, step));
    const reply = await she.finish(uploadId);
    expect([...codeOf(reply), receivedOf(reply)]).toEqual([409, 'upload_offset_mismatch', step]);
  });

  test('asked for by two phones at once makes one page', async () => {
    const file = photo();
    const uploadId = await she.sendRest(file);
    const replies = await Promise.all(Array.from({ length: 4 }, () => she.finish(uploadId)));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await pagesOf(app, she)).toEqual([replies[0]!.body.page]);
  });

  test('asked for in two processes at once makes one page, and neither throws away what the other has', async () => {
    const file = photo();
    const uploadId = await she.sendRest(file);
    // What a process knows of its own requests, another does not: the rows alone stand between them.
    const inspectors = Array.from({ length: 3 }, () => createInspector());
    const processes = inspectors.map((inspector) => createFinish({ ...app.deps, inspector }));
    const replies = await Promise.all(processes.map((finish) => finish(uploadId, null)));
    for (const inspector of inspectors) await inspector.close();
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(await pagesOf(app, she)).toEqual([replies[0]!.page]);
    const { status, bytes } = await fetchFile(app, (await she.link(replies[0]!.page!.pageId)).body.path);
    expect([status, bytes.length]).toEqual([200, replies[0]!.page!.bytes]);
    expect(app.lines.filter((line) => line.includes('begins anew'))).toEqual([]);
  });

  test('of a whole that is not what was announced begins anew', async () => {
    const file = photo();
    const other = photo();
    const mixed = Buffer.concat([other.subarray(0, step), file.subarray(step)]);
    const { uploadId } = (await she.begin(file)).body;
    for (let at = 0; at < file.length; at += step)
      await she.chunk(uploadId, at, mixed.subarray(at, at + step));
    const reply = await she.finish(uploadId);
    expect([...codeOf(reply), receivedOf(reply)]).toEqual([422, 'upload_hash_mismatch', 0]);
    expect(filesOf(app, 'staged')).toEqual([]);
    expect((await she.send(file)).body).toMatchObject({ uploadId, state: 'arrived' });
  });

  test('of what is no paper is refused, again and again, until it is begun anew', async () => {
    const file = Buffer.alloc(300_000, 'not a photo ');
    const uploadId = await she.sendRest(file);
    const refusals = [await she.finish(uploadId), await she.finish(uploadId), await she.state(uploadId)];
    expect(refusals.map(codeOf)).toEqual(Array(3).fill([422, 'paper_type_unsupported']));
    expect(codeOf(await she.chunk(uploadId, 0, file.subarray(0, step)))).toEqual([
      422,
      'paper_type_unsupported',
    ]);
    expect([...filesOf(app, 'staged'), ...(await pagesOf(app, she))]).toEqual([]);
    expect((await she.begin(file)).body).toMatchObject({ uploadId, state: 'open', received: 0 });
  });

  test('waits for nobody who gave up: a cancelled upload is gone, however often', async () => {
    const file = photo();
    const uploadId = await she.sendRest(file);
    expect((await she.cancel(uploadId)).status).toBe(204);
    expect((await she.cancel(uploadId)).status).toBe(204);
    expect(codeOf(await she.finish(uploadId))).toEqual([404, 'not_found']);
    expect(filesOf(app, 'staged')).toEqual([]);
    expect((await she.begin(file)).body).toMatchObject({ uploadId, received: 0 });
  });
});

describe('the same photo', () => {
  test('from two phones for one paper is one page', async () => {
    const file = photo();
    const [one, two] = await Promise.all([she.send(file), she.send(file)]);
    expect(one.body).toEqual(two.body);
    expect(await pagesOf(app, she)).toHaveLength(1);
  });

  test('for two papers at once is two pages and one object; for another person it is another object', async () => {
    const before = await countObjects();
    const file = photo();
    const [one, two] = await Promise.all([she.send(file), she.send(file, { paper: 'assistance_identity' })]);
    expect([one.body.state, two.body.state]).toEqual(['arrived', 'arrived']);
    expect(one.body.page?.pageId).not.toBe(two.body.page?.pageId);
    expect((await countObjects()) - before).toBe(1);
    await he.send(file);
    expect((await countObjects()) - before).toBe(2);
    await she.removePage(two.body.page!.pageId);
  });

  const countObjects = async () =>
    (await app.deps.db.selectFrom('paper_object').select('object_id').execute()).length;
});

describe('limits', () => {
  test('pages of one paper', async () => {
    const [first, second, third] = [photo(50_000), photo(50_000), photo(50_000)];
    const early = await she.sendRest(third);
    await she.send(first);
    await she.send(second);
    // identity_card takes two. The third was begun when there was room.
    expect(codeOf(await she.finish(early))).toEqual([409, 'paper_full']);
    expect(codeOf(await she.begin(photo(50_000)))).toEqual([409, 'paper_full']);
    const [page] = await pagesOf(app, she);
    await she.removePage(page!.pageId);
    expect((await she.finish(early)).body.state).toBe('arrived');
  });

  test('uploads under way', async () => {
    const invented = (n: number) => ({ sha256: n.toString(16).padStart(64, '0'), length: 1000 });
    for (let n = 0; n < mostOpenUploads; n += 1)
      expect((await he.begin(photo(1000), invented(n))).status).toBe(200);
    expect(codeOf(await he.begin(photo(1000), invented(mostOpenUploads)))).toEqual([429, 'rate_limited']);
    // One that is under way is found all the same.
    expect((await he.begin(photo(1000), invented(7))).status).toBe(200);
  });

  test('bytes under way', async () => {
    const largest = (n: number) => ({ sha256: n.toString(16).padStart(64, 'a'), length: mostBytes.pdf });
    const most = mostOpenBytes / mostBytes.pdf;
    for (let n = 0; n < most; n += 1) expect((await he.begin(photo(1000), largest(n))).status).toBe(200);
    expect(codeOf(await he.begin(photo(1000), largest(most)))).toEqual([429, 'rate_limited']);
  });

  test.each([
    ['length', { length: 0 }],
    ['length', { length: mostBytes.pdf + 1 }],
    ['sha256', { sha256: '../../etc/passwd' }],
    ['paper', { paper: '../identity_card' }],
  ])('a wrong %s is refused by the contract', async (_, wrong) => {
    expect(codeOf(await she.begin(photo(1000), wrong))).toEqual([422, 'invalid_request']);
  });
});

describe('somebody else', () => {
  test("finds nothing under her upload's name, nor her page's", async () => {
    const file = photo();
    const uploadId = await she.sendRest(file);
    const tries = [
      await he.state(uploadId),
      await he.chunk(uploadId, 0, file.subarray(0, step)),
      await he.finish(uploadId),
      await he.cancel(uploadId),
    ];
    const { body } = await she.finish(uploadId);
    tries.push(await he.removePage(body.page!.pageId), await he.link(body.page!.pageId));
    expect(tries.map(codeOf)).toEqual(Array(6).fill([404, 'not_found']));
    expect(await pagesOf(app, she)).toHaveLength(1);
  });
});
