import { chunkSize, mostBytes } from '@yijiutong/rules/contract';

import { CHUNK_BYTES, MOST_BYTES } from '../../miniapp/src/services/upload/entry';
import { decideWait } from '../../miniapp/src/services/upload/queue';
import { fail, offline, once, settle, uploadIdOf, UploadPhone, UploadServer } from './upload-double';

const size = CHUNK_BYTES * 2 + 1000;
let server: UploadServer;
let phone: UploadPhone;

beforeEach(() => {
  server = new UploadServer();
  phone = new UploadPhone();
});

/** The bytes on the server, or null. */
const arrivedLengths = () => [...server.pages.values()].map(({ bytes }) => bytes);

describe('a photo on its way', () => {
  test('travels in chunks no larger than the server takes, and leaves the phone once it is there', async () => {
    const queue = phone.open(server);
    const entry = await phone.photograph('a', size);
    queue.add(entry);
    expect(queue.list()[0]?.state).toBe('sending');
    await settle();
    expect(CHUNK_BYTES).toBeLessThanOrEqual(chunkSize);
    expect(MOST_BYTES).toEqual(mostBytes);
    expect(server.calls).toEqual([
      'begin c-1',
      'chunk 0',
      `chunk ${CHUNK_BYTES}`,
      `chunk ${2 * CHUNK_BYTES}`,
      'finish',
    ]);
    expect(queue.list()[0]).toMatchObject({ state: 'arrived', sent: size, page: { sha256: entry.sha256 } });
    expect([...phone.contents.keys()]).toEqual([]);
    expect([...phone.records.keys()]).toEqual([]);
  });

  test('goes one at a time, in the order in which they were taken', async () => {
    const queue = phone.open(server);
    for (const name of ['a', 'bb', 'ccc']) queue.add(await phone.photograph(name, 1000));
    await settle();
    expect(server.calls.join()).toBe(Array(3).fill('begin c-1,chunk 0,finish').join());
    expect(queue.list().map(({ state }) => state)).toEqual(['arrived', 'arrived', 'arrived']);
  });

  test('taken twice, is sent once', async () => {
    const queue = phone.open(server);
    server.before = offline;
    const entry = await phone.photograph('a', 1000);
    expect(queue.add(entry)).toBe(true);
    expect(queue.add({ ...entry, localId: 'again' })).toBe(false);
    expect(queue.add({ ...entry, localId: 'elsewhere', paper: 'fee_list' })).toBe(true);
    expect(queue.list()).toHaveLength(2);
  });
});

describe('a cut', () => {
  test('in the middle waits, and goes on from what the server has', async () => {
    const queue = phone.open(server);
    server.before = once(`chunk ${CHUNK_BYTES}`, offline);
    queue.add(await phone.photograph('a', size));
    await settle();
    expect(queue.list()[0]).toMatchObject({ state: 'on_phone', sent: CHUNK_BYTES });
    expect(queue.pausedBy()).toBe('offline');
    expect(phone.waits).toEqual([1000]);
    phone.endWait();
    await settle();
    expect(server.calls.filter((call) => call === 'chunk 0')).toHaveLength(1);
    expect(arrivedLengths()).toEqual([size]);
    expect(queue.pausedBy()).toBeNull();
  });

  test('that takes the reply with it repeats the chunk, and nothing is doubled', async () => {
    const queue = phone.open(server);
    server.after = once('chunk 0', offline);
    queue.add(await phone.photograph('a', size));
    await settle();
    phone.endWait();
    await settle();
    expect(arrivedLengths()).toEqual([size]);
  });

  test('after the last word finds the page that has arrived', async () => {
    const queue = phone.open(server);
    server.after = once('finish', offline);
    queue.add(await phone.photograph('a', 1000));
    await settle();
    phone.endWait();
    await settle();
    expect(server.pages.size).toBe(1);
    expect(queue.list()[0]?.state).toBe('arrived');
  });

  test('waits longer each time, up to a minute, and not at all once the network is back', async () => {
    const queue = phone.open(server);
    server.before = offline;
    queue.add(await phone.photograph('a', 1000));
    for (let turn = 0; turn < 8; turn++) {
      await settle();
      phone.endWait();
    }
    await settle();
    expect(phone.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    server.before = () => undefined;
    await queue.wake();
    await settle();
    expect(queue.list()[0]?.state).toBe('arrived');
  });

  test('is waited for as long as the server asks', () => {
    expect(decideWait(0, 0.5, 30)).toBe(30_000);
    expect(decideWait(0, 0, undefined)).toBe(750);
    expect(decideWait(0, 1, undefined)).toBe(1250);
    expect(decideWait(99, 1, undefined)).toBe(75_000);
  });
});

describe('the app closed in the middle', () => {
  test('finds its photos again and sends only what is missing', async () => {
    const before = phone.open(server);
    server.before = (call) => (call === `chunk ${2 * CHUNK_BYTES}` ? offline() : undefined);
    before.add(await phone.photograph('a', size));
    await settle();
    server.before = () => undefined;
    server.calls.length = 0;
    const after = phone.open(server);
    await after.wake();
    await settle();
    expect(server.calls).toEqual(['begin c-1', `chunk ${2 * CHUNK_BYTES}`, 'finish']);
    expect(arrivedLengths()).toEqual([size]);
  });

  test('shows the small picture of what is here', async () => {
    server.before = offline;
    const entry = await phone.photograph('a', 1000);
    const queue = phone.open(server);
    await queue.wake();
    await settle();
    expect(queue.list()[0]?.preview).toBe(`blob:${entry.file}`);
  });

  test('remembers why a page was not taken', async () => {
    const before = phone.open(server);
    server.before = once('finish', fail('paper_unreadable'));
    before.add(await phone.photograph('a', 1000));
    await settle();
    const after = phone.open(server);
    await after.wake();
    await settle();
    expect(after.list()[0]).toMatchObject({ state: 'failed', trouble: 'paper_unreadable' });
  });

  test('a photo whose bytes are gone says so', async () => {
    const entry = await phone.photograph('a', 1000);
    phone.contents.clear();
    const queue = phone.open(server);
    await queue.wake();
    await settle();
    expect(queue.list()[0]).toMatchObject({ localId: entry.localId, state: 'failed', trouble: 'photo_lost' });
  });

  test('a file without a record goes, one that is just being made stays', async () => {
    const minute = (ms: number) => (phone.now.getTime() - ms).toString(36);
    phone.contents.set(`${minute(60_000)}-new.jpg`, new Uint8Array(1));
    phone.contents.set(`${minute(7_200_000)}-old.jpg`, new Uint8Array(1));
    await phone.open(server).wake();
    expect([...phone.contents.keys()]).toEqual([`${minute(60_000)}-new.jpg`]);
  });
});

describe('a server that sees it otherwise', () => {
  test('about the offset is followed', async () => {
    const queue = phone.open(server);
    const entry = await phone.photograph('a', size);
    server.after = once('chunk 0', () => {
      const [upload] = server.uploads.values();
      // Another phone with the same photo was faster.
      upload!.bytes = Buffer.from(phone.contents.get(entry.file)!.subarray(0, 2 * CHUNK_BYTES));
    });
    queue.add(entry);
    await settle();
    expect(server.calls).toEqual([
      'begin c-1',
      'chunk 0',
      `chunk ${CHUNK_BYTES}`,
      `chunk ${2 * CHUNK_BYTES}`,
      'finish',
    ]);
    expect(arrivedLengths()).toEqual([size]);
  });

  test('and has less than was thought, gets it again', async () => {
    const queue = phone.open(server);
    server.before = once(`chunk ${2 * CHUNK_BYTES}`, () => {
      const [upload] = server.uploads.values();
      upload!.bytes = upload!.bytes.subarray(0, CHUNK_BYTES);
    });
    queue.add(await phone.photograph('a', size));
    await settle();
    expect(server.calls.filter((call) => call === `chunk ${CHUNK_BYTES}`)).toHaveLength(2);
    expect(arrivedLengths()).toEqual([size]);
  });

  test('about the hash gets the whole once more, and then the person is told', async () => {
    const queue = phone.open(server);
    server.before = once('finish', () => {
      [...server.uploads.values()][0]!.bytes[0]! ^= 1;
    });
    queue.add(await phone.photograph('a', size));
    await settle();
    expect(server.calls.filter((call) => call === 'chunk 0')).toHaveLength(2);
    expect(arrivedLengths()).toEqual([size]);

    server.before = (call) => {
      if (call === 'finish') [...server.uploads.values()].at(-1)!.bytes[0]! ^= 1;
    };
    queue.add(await phone.photograph('bb', 1000));
    await settle();
    expect(queue.list()[1]).toMatchObject({ state: 'failed', trouble: 'upload_hash_mismatch' });
  });

  test('and has swept the upload away, gets it anew', async () => {
    const queue = phone.open(server);
    server.before = once('finish', () => server.uploads.clear());
    queue.add(await phone.photograph('a', 1000));
    await settle();
    expect(arrivedLengths()).toEqual([1000]);
  });

  test('and holds a piece that was cut elsewhere, begins anew', async () => {
    const queue = phone.open(server);
    const entry = await phone.photograph('a', size);
    server.before = once('begin', () => {
      const bytes = Buffer.from(phone.contents.get(entry.file)!.subarray(0, 1000));
      server.uploads.set(uploadIdOf(entry), { ...entry, bytes });
    });
    queue.add(entry);
    await settle();
    expect(server.cancelled).toHaveLength(1);
    expect(arrivedLengths()).toEqual([size]);
  });
});

describe('what is not the network’s fault', () => {
  test.each(['claim_not_open', 'paper_not_asked', 'paper_not_safe', 'paper_locked', 'not_found'] as const)(
    '%s is told at once, and the next page is not held up',
    async (code) => {
      const queue = phone.open(server);
      server.before = (call) => (call === 'begin c-1' ? fail(code)() : undefined);
      queue.add(await phone.photograph('a', 1000));
      queue.add(await phone.photograph('bb', 1000, { claimId: 'c-2' }));
      await settle();
      expect(queue.list().map(({ state, trouble }) => [state, trouble])).toEqual([
        ['failed', code],
        ['arrived', null],
      ]);
      expect(phone.waits).toEqual([]);
    },
  );

  test('a fault of the server’s own is tried a few times, then told; trying again is up to the person', async () => {
    const queue = phone.open(server);
    server.before = fail('internal_error');
    queue.add(await phone.photograph('a', 1000));
    for (let turn = 0; turn < 10; turn++) {
      await settle();
      phone.endWait();
    }
    expect(server.calls).toHaveLength(6);
    expect(queue.list()[0]).toMatchObject({ state: 'failed', trouble: 'internal_error' });
    server.before = () => undefined;
    queue.retry(queue.list()[0]!.localId);
    await settle();
    expect(queue.list()[0]?.state).toBe('arrived');
  });

  test('too many at once is waited out as long as the server asks', async () => {
    const queue = phone.open(server);
    server.before = once('finish', fail('papers_busy', { retryAfterSeconds: 20 }));
    queue.add(await phone.photograph('a', 1000));
    await settle();
    expect(phone.waits).toEqual([20_000]);
    phone.endWait();
    await settle();
    expect(queue.list()[0]?.state).toBe('arrived');
  });
});
