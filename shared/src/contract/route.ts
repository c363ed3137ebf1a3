/** What one route of the API is: what it takes, what it gives, and who may call it. */
import type { z } from 'zod';

import type { ConsentKind } from './session.ts';

/**
 * `anyone`: no session. `account`: signed in. `person`: signed in and bound. `reviewer`: the county's reviewer, for her
 * own place. `party`: the person herself, or the reviewer of her place. `sender`: a signed request of the platform.
 */
export type Audience = 'anyone' | 'account' | 'person' | 'reviewer' | 'party' | 'sender';

/** A record that a path names and that belongs to one person. */
export type OwnedRecord = 'bill' | 'claim' | 'upload' | 'page';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the root, parameters as `:name`. */
  path: string;
  summary: string;
  feature: string;
  audience: Audience;
  /** Consents that must stand, in their newest version, before the route answers a resident. */
  consents: ConsentKind[];
  /** The record that the path names and that the caller must be allowed to see; null where her own is meant. */
  owned: OwnedRecord | null;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body is bytes, at most so many, and not JSON. */
  takesBytes?: number;
  /** The reply is a file of one of these media types, and not JSON. */
  givesFile?: readonly string[];
  /** The reply is the same for everybody and bears an ETag: whoever has it asks whether it still holds (304). */
  revalidated?: true;
  /** The write says itself, by offset or hash, whether it was done before: it needs no Idempotency-Key. */
  repeatable?: true;
  reply: z.ZodType | null;
  status: 200 | 201 | 202 | 204;
}

/** Whatever shows a person's records. An account alone needs none, or nobody could agree to a new text, export or leave. */
export const recordConsents: ConsentKind[] = ['privacy_policy', 'identity_verification', 'medical_records'];
/** Whatever takes or shows papers and the bank account of a claim. */
export const claimConsents: ConsentKind[] = [...recordConsents, 'claim_papers'];
