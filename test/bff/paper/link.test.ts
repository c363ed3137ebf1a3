/** Links: who gets one, how long it opens, and what a browser is told. */
import { readdirSync, readlinkSync } from 'node:fs';

import { linkLifetime } from '../../../bff/src/paper/link.service.ts';
import { lockPages, pinPages } from '../../../bff/src/paper/paper.service.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import type { PageLink } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { makePhoto, makeScan } from '../../support/paper-files.ts';
import { signInByPhone } from '../../support/residents.ts';
import { seededChance } from '../../support/seeded.ts';
import { signInStaff } from '../../support/staff.ts';
import { fetchFile, openSender, sender, type Sender } from './sending.ts';

const chance = seededChance(20261123);
const person = sketchPerson({ n: 1 });
const minute = 60_000;
let app: TestApp;
let she: Sender;
let photoId: string;
let scanId: string;

beforeAll(async () => {
  app = await startApp({
    families: { people: [person], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_PER_ACCOUNT: '100000' },
  });
  she = await openSender(app, person);
  photoId = (await she.send(makePhoto(chance, 400_000))).body.page!.pageId;
  scanId = (await she.send(makeScan(chance, 400_000))).body.page!.pageId;
});
afterAll(() => app.close());

const codeOf = ({ status, bytes }: { status: number; bytes: Buffer }) => [
  status,
  (JSON.parse(String(bytes)) as { error: { code: string } }).error.code,
];

test('opens a photo without a session, shown as what it is and able to do nothing', async () => {
  const { body } = await she.link(photoId);
  const { status, headers, bytes } = await fetchFile(app, body.path);
  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(bytes.length),
    'content-disposition': 'inline; filename="page.jpg"',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
  });
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
});

test('opens a thumbnail that is much smaller; a PDF has none', async () => {
  const full = await fetchFile(app, (await she.link(photoId)).body.path);
  const small = await fetchFile(app, (await she.link(photoId, 'thumbnail')).body.path);
  expect(small.status).toBe(200);
  expect(small.bytes.length).toBeLessThan(full.bytes.length);
  const none = await she.link(scanId, 'thumbnail');
  expect([none.status, none.body.error.code]).toEqual([404, 'not_found']);
});

describe('a reply that nobody reads', () => {
  /** Handles of this process on files of the store. */
  const listHandles = () =>
    readdirSync('/proc/self/fd').flatMap((handle) => {
      try {
        const target = readlinkSync(`/proc/self/fd/${handle}`);
        return target.startsWith(app.deps.config.objectDir) ? [target] : [];
      } catch {
        // The handle of the listing itself.
        return [];
      }
    });
  const letClose = () => new Promise((resolve) => setTimeout(resolve, 200));

  test('HEAD says what a GET would, and lets go of the file', async () => {
    const where = (await she.link(scanId)).body.path;
    const whole = await fetchFile(app, where);
    for (let asked = 0; asked < 10; asked += 1) {
      const { status, headers } = await fetch(`${app.url}${where}`, { method: 'HEAD' });
      expect([status, headers.get('content-length')]).toEqual([200, String(whole.bytes.length)]);
    }
    await letClose();
    expect(listHandles()).toEqual([]);
  });

  test('a phone that goes away in the middle lets go of the file', async () => {
    const where = (await she.link(scanId)).body.path;
    for (let asked = 0; asked < 5; asked += 1) {
      const leave = new AbortController();
      await fetch(`${app.url}${where}`, { signal: leave.signal });
      leave.abort();
    }
    await letClose();
    expect(listHandles()).toEqual([]);
  });
});

test('opens a PDF', async () => {
  const { headers, bytes } = await fetchFile(app, (await she.link(scanId)).body.path);
  expect(headers.get('content-type')).toBe('application/pdf');
  expect(headers.get('content-disposition')).toBe('inline; filename="page.pdf"');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

test('says nothing about page or session, and no two are alike', async () => {
  const [one, two] = [await she.link(photoId), await she.link(photoId)];
  expect(one.body.path).not.toBe(two.body.path);
  const token = Buffer.from(one.body.path.split('/').at(-1)!, 'base64url');
  expect(token.includes(photoId)).toBe(false);
  expect(one.body.path).toMatch(/^\/api\/v1\/files\/[\w-]{20,200}$/);
});

test('one that was altered or made up is not found', async () => {
  const { path } = (await she.link(photoId)).body;
  const middle = path.length - 60;
  const other = path[middle] === 'A' ? 'B' : 'A';
  const altered = `${path.slice(0, middle)}${other}${path.slice(middle + 1)}`;
  for (const wrong of [altered, `/api/v1/files/${'A'.repeat(150)}`, path.slice(0, -20)]) {
    expect(codeOf(await fetchFile(app, wrong))).toEqual([404, 'not_found']);
  }
});

test('lasts five minutes', async () => {
  const { body } = await she.link(photoId);
  expect(Date.parse(body.expiresAt) - app.clock.now()).toBe(linkLifetime);
  app.clock.advance(5 * minute - 1);
  expect((await fetchFile(app, body.path)).status).toBe(200);
  app.clock.advance(1);
  expect(codeOf(await fetchFile(app, body.path))).toEqual([403, 'link_expired']);
});

test('ends with the session that asked for it, and with no other', async () => {
  app.clock.advance(2 * minute);
  const second = sender(app, await signInByPhone(app, person.phone), she.claimId);
  const [hers, seconds] = [(await she.link(photoId)).body.path, (await second.link(photoId)).body.path];
  await app.ask('DELETE', '/api/v1/session', { token: second.token });
  expect(codeOf(await fetchFile(app, seconds))).toEqual([403, 'link_expired']);
  expect((await fetchFile(app, hers)).status).toBe(200);
});

test('ends when the page is taken back', async () => {
  const { path } = (await she.link(scanId)).body;
  await she.removePage(scanId);
  expect((await she.link(scanId)).status).toBe(404);
  expect(codeOf(await fetchFile(app, path))).toEqual([404, 'not_found']);
});

describe('a page that was sent with a claim', () => {
  const photo = makePhoto(seededChance(20261124), 100_000);
  let sentId: string;
  const asReviewer = async (place: string, size = 'full') => {
    const { token } = await signInStaff(app, 'county_reviewer', place);
    return app.ask<PageLink>('GET', `/api/v1/pages/${sentId}/link?size=${size}`, { token });
  };
  const setState = (state: 'draft' | 'submitted') =>
    app.deps.db.updateTable('claim').set({ state }).where('public_id', '=', she.claimId).execute();

  beforeAll(async () => {
    sentId = (await she.send(photo)).body.page!.pageId;
    const { claim_id: claimId, person_id: personId } = await app.deps.db
      .selectFrom('claim')
      .select(['claim_id', 'person_id'])
      .where('public_id', '=', she.claimId)
      .executeTakeFirstOrThrow();
    await transact(app.deps.db, async (trx) => {
      const pages = await lockPages(trx, personId, [{ paper: 'identity_card', subject: '' }]);
      const sent = pages.filter(({ page }) => page.pageId === sentId);
      await pinPages(
        trx,
        claimId,
        1,
        sent.map(({ pageId }) => pageId),
      );
    });
  });
  afterAll(() => setState('draft'));

  test('is shown to the reviewer of her place and her city, once it is with them', async () => {
    expect((await asReviewer('510402')).status).toBe(404);
    await setState('submitted');
    const replies = [
      await asReviewer('510402'),
      await asReviewer('5104', 'thumbnail'),
      await asReviewer('510403'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect((await fetchFile(app, replies[0]!.body.path)).status).toBe(200);
  });

  test('cannot be taken back; asked for again, the same photo is a new page of the same object', async () => {
    const { status, body } = await she.removePage(sentId);
    expect([status, body.error.code]).toEqual([409, 'claim_not_open']);
    await setState('draft');
    const again = await she.send(photo);
    expect(again.body.page!.pageId).not.toBe(sentId);
    const objects = app.deps.db.selectFrom('paper_page').select('object_id').distinct();
    const shown = await objects.where('public_id', 'in', [sentId, again.body.page!.pageId]).execute();
    expect(shown).toHaveLength(1);
    await she.removePage(again.body.page!.pageId);
  });

  test('is the last for now: a claim that was sent takes no page', async () => {
    await setState('submitted');
    const { status, body } = await she.begin(makePhoto(chance, 50_000));
    expect([status, body.error.code]).toEqual([409, 'claim_not_open']);
  });
});

test('ends when the account is closed', async () => {
  const { path } = (await she.link(photoId)).body;
  const closing = await app.ask('DELETE', '/api/v1/account', {
    token: she.token,
    body: { confirm: 'close my account' },
  });
  expect(closing.status).toBe(200);
  const { status } = await fetchFile(app, path);
  // Unsent pages go with the account; what was sent stays with its claim, out of reach.
  expect([403, 404]).toContain(status);
});
