/** The object store on a real folder, and files sealed in segments: whole or not at all, as they were or not at all. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createFieldCrypto, SealBroken, type FieldCrypto } from '../../../bff/src/storage/crypto.ts';
import {
  newObjectName,
  ObjectMissing,
  openObjectStores,
  StoreFailed,
  type ObjectStores,
} from '../../../bff/src/storage/objects.ts';
import { fileSeal, moveFileKey, newFileKey, sealWhole } from '../../../bff/src/storage/sealed-file.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'yijiutong-objects-'));
const crypto: FieldCrypto = createFieldCrypto({
  current: 1,
  versions: new Map([[1, Buffer.alloc(16, 7)]]),
  index: Buffer.alloc(32, 8),
});
let stores: ObjectStores;

beforeAll(async () => {
  stores = await openObjectStores(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function gather(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

async function* given(...parts: Buffer[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(part);
}

const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe('the store', () => {
  test('gives back what it was given, for as long as it is there', async () => {
    const name = newObjectName();
    await stores.kept.put(name, given(Buffer.from('first '), Buffer.from('second')));
    expect(String(await gather(stores.kept.get(name)))).toBe('first second');
    await expect(gather(stores.staged.get(name))).rejects.toThrow(ObjectMissing);
    await stores.kept.remove(name);
    await stores.kept.remove(name);
    await expect(gather(stores.kept.get(name))).rejects.toThrow(ObjectMissing);
  });

  test('leaves nothing of what broke off while it was written', async () => {
    async function* broken() {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('the source broke off');
    }
    await expect(stores.kept.put(newObjectName(), broken())).rejects.toThrow('the source broke off');
    expect(files()).toEqual([]);
  });

  test('never writes over an object', async () => {
    const name = newObjectName();
    await stores.kept.put(name, [Buffer.from('the first')]);
    await expect(stores.kept.put(name, [Buffer.from('the second')])).rejects.toThrow(StoreFailed);
    expect(String(await gather(stores.kept.get(name)))).toBe('the first');
    await stores.kept.remove(name);
  });

  test.each(['../../etc/passwd', 'ab/cd', `${'a'.repeat(63)}/`, `..${'a'.repeat(62)}`, 'A'.repeat(64), ''])(
    'knows no name %j: names are its own',
    async (name) => {
      await expect(stores.kept.put(name, [Buffer.from('x')])).rejects.toThrow('a name of our own making');
      await expect(gather(stores.kept.get(name))).rejects.toThrow('a name of our own making');
    },
  );

  test('says that it cannot be opened where a file stands in its place', async () => {
    const place = path.join(folder, 'occupied');
    writeFileSync(place, '');
    await expect(openObjectStores(place)).rejects.toThrow(/ENOTDIR|EEXIST/);
    rmSync(place);
  });
});

describe('a sealed file', () => {
  const plain = Buffer.from('0123456789'.repeat(20));
  const key = newFileKey(crypto, 'upload:one');
  const seal = (total = plain.length) => fileSeal(crypto, key, 'upload:one', 'page', total);
  /** Three segments of its own length each, so that they could be exchanged if nothing held them. */
  const segments = async () => [
    Buffer.concat(await seal().seal(0, plain.subarray(0, 80))),
    Buffer.concat(await seal().seal(80, plain.subarray(80, 160))),
    Buffer.concat(await seal().seal(160, plain.subarray(160))),
  ];

  test('opens to what it was, however the store cuts it', async () => {
    const sealed = Buffer.concat(await segments());
    for (const size of [1, 7, 136, 1000]) {
      const cut: Buffer[] = [];
      for (let at = 0; at < sealed.length; at += size) cut.push(sealed.subarray(at, at + size));
      expect((await gather(seal().open(given(...cut)))).equals(plain)).toBe(true);
    }
  });

  test('does not open when any bit of it is another', async () => {
    const sealed = Buffer.concat(await segments());
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await expect(gather(seal().open(given(changed)))).rejects.toThrow(SealBroken);
    }
  });

  test('does not open with segments gone, twice, exchanged, or after its end', async () => {
    const [one, two, three] = await segments();
    const wrong = [
      [one!, two!],
      [two!, three!],
      [one!, three!],
      [one!, one!, two!, three!],
      [two!, one!, three!],
      [one!, two!, three!, Buffer.alloc(1)],
      [],
    ];
    for (const parts of wrong) {
      await expect(gather(seal().open(given(...parts)))).rejects.toThrow(SealBroken);
    }
  });

  test('does not open as the beginning of a longer one, nor as its own thumbnail', async () => {
    const sealed = Buffer.concat(await segments());
    const other = (use: 'page' | 'thumbnail', total: number) =>
      gather(fileSeal(crypto, key, 'upload:one', use, total).open(given(sealed)));
    await expect(other('page', plain.length - 40)).rejects.toThrow(SealBroken);
    await expect(other('page', plain.length + 80)).rejects.toThrow(SealBroken);
    await expect(other('thumbnail', plain.length)).rejects.toThrow(SealBroken);
  });

  test('keeps its bytes when its key moves to another row, and only that row opens it', async () => {
    const sealed = Buffer.concat(await segments());
    const moved = moveFileKey(crypto, key, 'upload:one', 'paper_object:two');
    const there = fileSeal(crypto, moved, 'paper_object:two', 'page', plain.length);
    expect((await gather(there.open(given(sealed)))).equals(plain)).toBe(true);
    expect(() => fileSeal(crypto, moved, 'paper_object:three', 'page', plain.length)).toThrow(SealBroken);
  });

  test('of a whole file is cut into segments of 256 KB', async () => {
    const large = Buffer.alloc(600_000, 'page ');
    const whole = fileSeal(crypto, key, 'upload:one', 'page', large.length);
    const sealed = await gather(sealWhole(whole, large));
    expect(sealed.length - large.length).toBe(3 * 56);
    expect((await gather(whole.open(given(sealed)))).equals(large)).toBe(true);
  });

  test('lets go of its source when nobody reads on', async () => {
    let closed = false;
    async function* source() {
      try {
        for (const part of await segments()) yield part;
      } finally {
        closed = true;
      }
    }
    for await (const part of seal().open(source())) {
      expect(part).toHaveLength(80);
      break;
    }
    expect(closed).toBe(true);
  });
});

test('the store belongs to the database that asked first, whoever asks at the same time', async () => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'yijiutong-marked-'));
  const store = await openObjectStores(place);
  const [one, two] = ['1'.repeat(32), '2'.repeat(32)] as const;
  const answers = await Promise.all([one, two, one, two].map((mark) => store.isOf(mark)));
  expect([answers[0] !== answers[1], answers[0] === answers[2], answers[1] === answers[3]]).toEqual([
    true,
    true,
    true,
  ]);
  const again = await openObjectStores(place);
  expect([await again.isOf(one), await again.isOf(two)]).toEqual([answers[0], answers[1]]);
  expect(readdirSync(place).sort()).toEqual(['database', 'kept', 'staged']);
  rmSync(place, { recursive: true });
});
