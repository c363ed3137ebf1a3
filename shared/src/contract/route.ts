/** What one route of the API is: what it takes, what it gives, and who may call it. */
import type { z } from 'zod';

import type { ConsentKind } from './session.ts';
import type { StaffRole } from './staff.ts';

/**
 * `anyone`: no session. `account`: signed in. `person`: signed in and bound. `volunteer`: a person who is one at this
 * moment. `staff`: signed in as staff with one of the route's `roles`. `party`: the person herself, or staff with one of
 * the `roles`. `sender`: a signed request of the platform.
 */
export type Audience = 'anyone' | 'account' | 'person' | 'volunteer' | 'staff' | 'party' | 'sender';

/**
 * A record that a path names. A person's (bill, claim, upload, page) is hers, and with those staff whose scope covers the
 * place; one of an organisation (member, volunteer) is with those whose scope covers it; a session is its holder's.
 */
export type OwnedRecord =
  | 'bill'
  | 'claim'
  | 'upload'
  | 'page'
  | 'member'
  | 'volunteer'
  | 'staff_session'
  | 'payment_batch'
  | 'message'
  | 'follow_up'
  | 'mandate'
  | 'client';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the root, parameters as `:name`. */
  path: string;
  summary: string;
  feature: string;
  audience: Audience;
  /** Of `staff` and `party`: who of the staff may come in. One of them is enough. */
  roles?: readonly StaffRole[];
  /** Consents that must stand, in their newest version, before the route answers a resident. */
  consents: readonly ConsentKind[];
  /** The record that the path names and that the caller must be allowed to see; null where her own is meant. */
  owned: OwnedRecord | null;
  /** A volunteer may ask it for somebody else: X-Mandate names under which mandate. */
  proxied?: true;
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
