// What a request shows of who is asking, before anybody is looked up: a signature, a token of staff or of a resident. Pure.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type Credential =
  | { kind: 'none' | 'unknown' }
  | { kind: 'signature'; accessKey: string }
  | { kind: 'staff' | 'resident'; token: string };

/** Staff and residents are told apart by the look of the token: neither is ever looked for among the others. */
export function readCredential(headers: { accessKey: string; authorization: string }): Credential {
  if (headers.accessKey !== '') return { kind: 'signature', accessKey: headers.accessKey };
  if (headers.authorization === '') return { kind: 'none' };
  const token = /^Bearer ([\w-]+)$/.exec(headers.authorization)?.[1] ?? '';
  if (isStaffToken(token)) return { kind: 'staff', token };
  return /^[\w-]{43}$/.test(token) ? { kind: 'resident', token } : { kind: 'unknown' };
}

/** Whether a token is one of staff, by its look alone. */
export function isStaffToken(token: string): boolean {
  return /^staff_[\w-]{43}$/.test(token);
}

/** Milliseconds by which a signer's clock may differ, and for which a copied request is of use. */
const signatureLifetime = 5 * 60 * 1000;

export interface Signed {
  method: string;
  path: string;
  querystring: string;
  timestamp: string;
  body: string | Buffer;
  /** Hex. */
  signature: string;
}

/** HMAC-SM3 over method, path with query, time and the body's SHA-256: no part can be exchanged, none reused for long. */
export function isSignedBy(secret: string, signed: Signed, now: number): boolean {
  const age = Math.abs(now - Number(signed.timestamp));
  if (!/^\d{13}$/.test(signed.timestamp) || age > signatureLifetime) return false;
  const digest = createHash('sha256').update(signed.body).digest('hex');
  const path = signed.querystring === '' ? signed.path : `${signed.path}?${signed.querystring}`;
  const message = [signed.method, path, signed.timestamp, digest].join('\n');
  const expected = createHmac('sm3', secret).update(message).digest();
  const given = Buffer.from(signed.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
