import { randomBytes } from 'node:crypto';

/** The name of a record at the edge: 128 random bits, so that nobody can guess another's. 22 characters. */
export function newRecordId(): string {
  return randomBytes(16).toString('base64url');
}
