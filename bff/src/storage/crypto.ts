// Personal data at rest: SM4-CTR, then HMAC-SM3 over everything that must not change, the row's identity included,
// so that a value moved to another row or column no longer opens. Node's OpenSSL has no sm4-gcm.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a sealed value belongs to, for example `person:12:name`. */
export type RowIdentity = `${string}:${string}`;

export interface FieldCrypto {
  seal(plain: string, row: RowIdentity): Buffer;
  /** @throws {SealBroken} when the value was altered, moved, or sealed under a key that is not here. */
  open(sealed: Buffer, row: RowIdentity): string;
  /** Finds equal values without storing them; two purposes never share an index. 32 bytes. */
  blindIndex(purpose: string, value: string): Buffer;
}

export interface FieldKeys {
  /** The version that new values are sealed under. */
  current: number;
  /** Key material (16 bytes each) by version 1–255; older versions only open. */
  versions: ReadonlyMap<number, Buffer>;
  index: Buffer;
}

export class SealBroken extends Error {
  override name = 'SealBroken';
}

const ivLength = 16;
const tagLength = 32;
const headerLength = 1 + ivLength;

interface DerivedKeys {
  cipher: Buffer;
  mac: Buffer;
}

/** One stored key gives two: a cipher and a MAC must not share theirs. */
function derive(material: Buffer): DerivedKeys {
  const forUse = (use: string) => createHmac('sm3', material).update(`yijiutong field ${use}`).digest();
  return { cipher: forUse('cipher').subarray(0, 16), mac: forUse('mac') };
}

function tagOf(mac: Buffer, headerAndCiphertext: Buffer, row: RowIdentity): Buffer {
  const identity = Buffer.from(row, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(identity.length);
  // The length keeps "identity ‖ ciphertext" from being cut at another place.
  return createHmac('sm3', mac).update(length).update(identity).update(headerAndCiphertext).digest();
}

/** What is found by a key alone, without opening anything. */
export function createBlindIndex(key: Buffer): FieldCrypto['blindIndex'] {
  return (purpose, value) => createHmac('sm3', key).update(`${purpose}\u0000${value}`).digest();
}

export function createFieldCrypto(keys: FieldKeys): FieldCrypto {
  const derived = new Map([...keys.versions].map(([version, material]) => [version, derive(material)]));
  const sealing = derived.get(keys.current);
  if (sealing === undefined) throw new Error(`FIELD_KEY has no key of version ${keys.current}`);

  return {
    seal(plain, row) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('sm4-ctr', sealing.cipher, iv);
      const body = Buffer.concat([Buffer.of(keys.current), iv, cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([body, tagOf(sealing.mac, body, row)]);
    },

    open(sealed, row) {
      const version = sealed[0];
      const key = version === undefined ? undefined : derived.get(version);
      if (key === undefined || sealed.length < headerLength + tagLength) {
        throw new SealBroken(`a sealed value of ${row} has no usable key version`);
      }
      const body = sealed.subarray(0, sealed.length - tagLength);
      const tag = sealed.subarray(sealed.length - tagLength);
      if (!timingSafeEqual(tag, tagOf(key.mac, body, row))) {
        throw new SealBroken(`a sealed value of ${row} was altered or belongs to another row`);
      }
      const decipher = createDecipheriv('sm4-ctr', key.cipher, body.subarray(1, headerLength));
      return Buffer.concat([decipher.update(body.subarray(headerLength)), decipher.final()]).toString('utf8');
    },

    blindIndex: createBlindIndex(keys.index),
  };
}
