import { createFieldCrypto, SealBroken } from '../../../bff/src/storage/crypto.ts';

const first = Buffer.alloc(16, 1);
const second = Buffer.alloc(16, 2);
const index = Buffer.alloc(32, 3);
const withKeys = (current: number, versions: [number, Buffer][]) =>
  createFieldCrypto({ current, versions: new Map(versions), index });
const crypto = withKeys(1, [[1, first]]);
const name = '欧阳安娜';

describe('sealed values', () => {
  test('open again for their own row, and look different each time', () => {
    const sealed = crypto.seal(name, 'person:7:name');
    expect(crypto.open(sealed, 'person:7:name')).toBe(name);
    expect(crypto.seal(name, 'person:7:name').equals(sealed)).toBe(false);
    expect(sealed.includes(Buffer.from(name))).toBe(false);
  });

  test('hold the empty text and long text', () => {
    for (const text of ['', '汉'.repeat(5000)]) {
      expect(crypto.open(crypto.seal(text, 'person:7:name'), 'person:7:name')).toBe(text);
    }
  });

  test('do not open in another row or column', () => {
    const sealed = crypto.seal(name, 'person:7:name');
    for (const row of ['person:8:name', 'person:7:certno', 'person:7:nam', 'account:7:name'] as const) {
      expect(() => crypto.open(sealed, row)).toThrow(SealBroken);
    }
  });

  test('do not open when any single byte was changed', () => {
    const sealed = crypto.seal(name, 'person:7:name');
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => crypto.open(altered, 'person:7:name')).toThrow(SealBroken);
    }
  });

  test('do not open when cut short', () => {
    const sealed = crypto.seal(name, 'person:7:name');
    for (const length of [0, 1, 17, 48, sealed.length - 1]) {
      expect(() => crypto.open(sealed.subarray(0, length), 'person:7:name')).toThrow(SealBroken);
    }
  });

  test('survive a new key as long as the old one is kept', () => {
    const old = crypto.seal(name, 'person:7:name');
    const rotated = withKeys(2, [
      [1, first],
      [2, second],
    ]);
    expect(rotated.open(old, 'person:7:name')).toBe(name);
    const fresh = rotated.seal(name, 'person:7:name');
    expect(fresh[0]).toBe(2);
    expect(() => crypto.open(fresh, 'person:7:name')).toThrow(SealBroken);
  });

  test('do not open under another key of the same version', () => {
    const sealed = crypto.seal(name, 'person:7:name');
    expect(() => withKeys(1, [[1, second]]).open(sealed, 'person:7:name')).toThrow(SealBroken);
  });
});

describe('blind index', () => {
  test('is equal for equal values of one purpose only', () => {
    const one = crypto.blindIndex('certno', '990101196503150026');
    expect(one).toHaveLength(32);
    expect(crypto.blindIndex('certno', '990101196503150026').equals(one)).toBe(true);
    expect(crypto.blindIndex('certno', '990101196503150029').equals(one)).toBe(false);
    expect(crypto.blindIndex('phone', '990101196503150026').equals(one)).toBe(false);
  });

  test('cannot be made without the key', () => {
    const other = createFieldCrypto({
      current: 1,
      versions: new Map([[1, first]]),
      index: Buffer.alloc(32, 4),
    });
    expect(other.blindIndex('certno', 'x').equals(crypto.blindIndex('certno', 'x'))).toBe(false);
  });
});
