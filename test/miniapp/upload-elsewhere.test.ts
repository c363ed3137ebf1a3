// What happened to a page without this queue: another tab, another phone, a claim that has ended, a storage that is full.
import { findKeptReply, keepReply } from '../../miniapp/src/services/storage';
import { book } from '../../miniapp/src/services/upload/book';
import { phone as weapp } from './taro-api';
import { fail, offline, once, settle, uploadIdOf, UploadPhone, UploadServer } from './upload-double';

let server: UploadServer;
let phone: UploadPhone;

beforeEach(() => {
  server = new UploadServer();
  phone = new UploadPhone();
});

describe('two tabs of a browser', () => {
  test('one page that the other has sent fails in neither, and leaves this one', async () => {
    const [first, second] = [phone.open(server), phone.open(server)];
    server.before = offline;
    const entry = await phone.photograph('a', 1000);
    await first.wake();
    await second.wake();
    await settle();
    expect([first.list(), second.list()]).toMatchObject([[{ state: 'on_phone' }], [{ state: 'on_phone' }]]);
    server.before = () => undefined;
    await first.wake();
    await settle();
    expect(first.list()[0]?.state).toBe('arrived');
    server.before = fail('photo_lost');
    phone.endWait();
    await settle();
    expect(second.list()).toEqual([]);
    expect(phone.records.has(entry.localId)).toBe(false);
  });

  test('the same photo for two bills is sent for each', async () => {
    const queue = phone.open(server);
    const one = await phone.photograph('a', 1000);
    const other = await phone.photograph('b', 1000, { bill: 'S-2', sha256: one.sha256, chunks: one.chunks });
    phone.contents.set(other.file, phone.contents.get(one.file)!);
    queue.add(one);
    queue.add(other);
    await settle();
    expect([...server.pages.keys()]).toEqual([uploadIdOf(one), uploadIdOf(other)]);
    expect(server.calls.filter((call) => call === 'finish')).toHaveLength(2);
  });
});

describe('what is of no use any more', () => {
  test('the pages of a claim that has ended leave the phone, those of another stay', async () => {
    const queue = phone.open(server);
    server.before = once('begin', fail('claim_not_open'));
    queue.add(await phone.photograph('a', 1000));
    await settle();
    server.before = offline;
    const other = await phone.photograph('b', 1000, { claimId: 'c-2' });
    queue.add(other);
    await settle();
    await queue.dropClaim('c-1');
    expect(queue.list().map(({ claimId }) => claimId)).toEqual(['c-2']);
    expect([...phone.contents.keys()]).toEqual([other.file]);
  });

  test('a page that was taken back from another phone is not said to have arrived', async () => {
    const queue = phone.open(server);
    queue.add(await phone.photograph('a', 1000));
    queue.add(await phone.photograph('bb', 1000));
    await settle();
    const [gone, stays] = queue.list();
    await queue.forgetPages([gone!.page!.pageId]);
    expect(queue.list()).toEqual([stays]);
  });
});

describe('a storage that is full', () => {
  const full = () => {
    weapp.storageFails = true;
  };
  beforeEach(() => weapp.reset());
  afterEach(() => weapp.reset());

  test('takes no new page, and loses none that it has', async () => {
    const entry = await phone.photograph('a', 1000);
    expect(book.keep(entry)).toBe(true);
    full();
    expect(book.keep({ ...entry, trouble: 'paper_locked' })).toBe(false);
    expect(book.keep({ ...entry, localId: 'new' })).toBe(false);
    expect(book.all()).toEqual([entry]);
    expect([book.has(entry.localId), book.has('new')]).toEqual([true, false]);
  });

  test('keeps no reply that is out of date', () => {
    keepReply('thing', 'old');
    full();
    keepReply('thing', 'new');
    expect(findKeptReply('thing')).toBeUndefined();
  });
});
