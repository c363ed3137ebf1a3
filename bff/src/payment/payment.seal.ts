import type { FieldCrypto } from '../storage/crypto.ts';

/** Where the money went, as the bank was told. */
export interface SentPayee {
  holder: string;
  bank: string;
  account: string;
}

const payeeOf = (publicId: string) => `payment:${publicId}:payee` as const;

export function sealSentPayee(crypto: FieldCrypto, publicId: string, payee: SentPayee): Buffer {
  return crypto.seal(JSON.stringify(payee), payeeOf(publicId));
}

export function openSentPayee(crypto: FieldCrypto, publicId: string, sealed: Buffer): SentPayee {
  return JSON.parse(crypto.open(sealed, payeeOf(publicId))) as SentPayee;
}
