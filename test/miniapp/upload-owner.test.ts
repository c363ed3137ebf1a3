import { CHUNK_BYTES } from '../../miniapp/src/services/upload/entry';
import { fail, offline, once, settle, UploadPhone, UploadServer } from './upload-double';

const size = CHUNK_BYTES * 2 + 1000;
let server: UploadServer;
let phone: UploadPhone;

beforeEach(() => {
  server = new UploadServer();
  phone = new UploadPhone();
});

const arrivedLengths = () => [...server.pages.values()].map(({ bytes }) => bytes);

describe('a page taken back', () => {
  test('before it was sent is gone from the phone', async () => {
    server.before = offline;
    const queue = phone.open(server);
    queue.add(await phone.photograph('a', 1000));
    await settle();
    await queue.drop(queue.list()[0]!.localId);
    server.before = () => undefined;
    phone.endWait();
    await settle();
    expect(queue.list()).toEqual([]);
    expect(phone.contents.size).toBe(0);
    expect(server.pages.size).toBe(0);
  });

  test('while it travels stops, and the server forgets what it has', async () => {
    const queue = phone.open(server);
    const entry = await phone.photograph('a', size);
    server.after = once('chunk 0', () => void queue.drop(entry.localId));
    queue.add(entry);
    await settle();
    expect(server.calls).toEqual(['begin c-1', 'chunk 0', 'cancel']);
    expect(queue.list()).toEqual([]);
  });

  test('in the very moment it arrives is removed there', async () => {
    const queue = phone.open(server);
    const entry = await phone.photograph('a', 1000);
    server.after = once('finish', () => void queue.drop(entry.localId));
    queue.add(entry);
    await settle();
    expect(server.removed).toEqual([`p-${entry.sha256.slice(0, 8)}`]);
    expect(queue.list()).toEqual([]);
  });
});

describe('whose photos they are', () => {
  test('an ended session stops the queue; signed in again, she finds them and they go on', async () => {
    const queue = phone.open(server);
    server.before = once(`chunk ${CHUNK_BYTES}`, () => {
      phone.owner = undefined;
      fail('session_expired')();
    });
    queue.add(await phone.photograph('a', size));
    await settle();
    expect(queue.list()).toEqual([]);
    phone.endWait();
    await settle();
    expect(server.pages.size).toBe(0);
    phone.owner = 'o-2';
    await queue.wake();
    await settle();
    expect(arrivedLengths()).toEqual([size]);
    expect(queue.list()[0]?.state).toBe('arrived');
  });

  test('another person on this phone neither sees nor sends them, and they wait for their own', async () => {
    server.before = offline;
    const entry = await phone.photograph('a', 1000);
    server.before = () => undefined;
    phone.owner = 'o-2';
    phone.claims = ['c-9'];
    const queue = phone.open(server);
    await queue.wake();
    await settle();
    expect(queue.list()).toEqual([]);
    expect(server.calls).toEqual([]);
    expect([...phone.records.keys()]).toEqual([entry.localId]);
    phone.now = new Date('2026-11-29T03:00:00.000Z');
    await queue.wake();
    expect(phone.contents.size).toBe(0);
  });

  test('a person who changes in the middle of a page does not send the other one’s', async () => {
    const queue = phone.open(server);
    phone.claims = [];
    server.after = once('chunk 0', () => {
      phone.owner = 'o-2';
    });
    queue.add(await phone.photograph('a', size));
    await settle();
    expect(server.calls).toEqual(['begin c-1', 'chunk 0']);
    expect(phone.records.size).toBe(1);
  });

  test('leaving for good takes everything along', async () => {
    server.before = offline;
    const queue = phone.open(server);
    queue.add(await phone.photograph('a', 1000));
    await settle();
    await queue.forget();
    expect([phone.contents.size, phone.records.size, queue.list().length]).toEqual([0, 0, 0]);
  });
});
