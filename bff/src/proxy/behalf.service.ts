// A request that a volunteer makes for somebody else: X-Mandate names the mandate. What it reaches is asked of MySQL every
// time, so that an end of the mandate or of her membership holds at once.
import type { OwnedRecord } from '@yijiutong/rules/contract';

import { reachesByMandate, type Reachable } from '../access/mandate.ts';
import { recordView, type AuditRecord } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../error.ts';
import type { Behalf, Resident } from '../session/session.state.ts';
import type { Database } from '../storage/tables.ts';
import { findVolunteering } from '../volunteer/volunteer.store.ts';
import { mandateInvalid } from './client.service.ts';
import { standingOf } from './mandate.standing.ts';
import { findMandate, scopeOf } from './mandate.store.ts';

/** @throws {AppError} 403 `mandate_invalid`, whatever is wrong with it */
export async function findBehalf(deps: Deps, accountId: number, publicId: string): Promise<Behalf> {
  const [mandate, volunteering] = await Promise.all([
    findMandate(deps.db, publicId),
    findVolunteering(deps.db, accountId),
  ]);
  if (mandate === undefined || mandate.organisation_id !== volunteering?.organisationId) {
    throw mandateInvalid();
  }
  const { state } = standingOf(mandate, { today: deps.clock.today(), now: deps.clock.now() });
  if (state !== 'live') throw mandateInvalid();
  return {
    mandateId: mandate.mandate_id,
    publicId,
    personId: mandate.person_id,
    organisationId: mandate.organisation_id,
    place: volunteering.code,
    scope: scopeOf(mandate),
  };
}

interface Reached {
  kind: OwnedRecord;
  id: string;
  /** Whether it is only looked at. */
  reads: boolean;
}

/** @throws {AppError} 404 for what lies outside the mandate, or what she has taken over */
export async function checkReach(
  deps: Deps,
  { session, behalf }: Resident & { behalf: Behalf },
  { kind, id, reads }: Reached,
): Promise<void> {
  const claims = await listClaimsOf(deps.db, kind, id);
  if (!reachesByMandate(behalf.scope, claims, { reads })) throw notFound(kind);
  // A page is recorded where it is opened in full: a claim shows a dozen small ones at once.
  if (!reads || kind === 'page') return;
  const look = volunteerLook(session.accountId, behalf);
  await recordView(deps, { ...look, act: `view_${kind}`, subject: { kind, id } });
}

/** What the audit says of a volunteer who looks at something of somebody else's. */
export function volunteerLook(
  accountId: number,
  { organisationId, place, publicId }: Behalf,
): Pick<AuditRecord, 'actor' | 'place' | 'detail'> {
  return {
    actor: { kind: 'account', id: String(accountId), role: 'volunteer', organisationId },
    place,
    detail: { mandate: publicId },
  };
}

/** The claims that a record belongs to: of a page those it was sent with or for. */
async function listClaimsOf(db: Database, kind: OwnedRecord, id: string): Promise<Reachable[]> {
  const claims = db
    .selectFrom('claim')
    .leftJoin('claim_takeover', 'claim_takeover.claim_id', 'claim.claim_id')
    .select(['claim.public_id', 'claim.kind', 'claim_takeover.volunteer as takenOver']);
  switch (kind) {
    case 'claim':
      return claims.where('claim.public_id', '=', id).execute();
    case 'upload':
      return claims
        .innerJoin('upload', 'upload.claim_id', 'claim.claim_id')
        .where('upload.public_id', '=', id)
        .execute();
    case 'page': {
      const sent = claims
        .innerJoin('claim_page', 'claim_page.claim_id', 'claim.claim_id')
        .innerJoin('paper_page', 'paper_page.page_id', 'claim_page.page_id')
        .where('paper_page.public_id', '=', id);
      const uploaded = claims
        .innerJoin('upload', 'upload.claim_id', 'claim.claim_id')
        .innerJoin('paper_page', 'paper_page.page_id', 'upload.page_id')
        .where('paper_page.public_id', '=', id);
      return sent.union(uploaded).execute();
    }
    default:
      return [];
  }
}
