// What reviews have proposed for the months before a recognition, and approvals have fixed.
import { sql } from 'kysely';

import type { Database } from '../storage/tables.ts';

export interface RetroactiveApproval {
  claimId: number;
  region: string;
  recognisedOn: string;
  /** JSON of the review that was approved last. */
  figures: string | null;
}

/** Of recognitions in a year: retroactive claims, and appeals of their refusal, that have been approved. */
export async function listRetroactiveApprovals(
  db: Database,
  { personId, year }: { personId: number; year: number },
): Promise<RetroactiveApproval[]> {
  const rows = await db
    .selectFrom('claim')
    .leftJoin('claim as refused', 'refused.claim_id', 'claim.appeal_of')
    .innerJoin('claim as opener', (join) =>
      join.on('opener.claim_id', '=', sql`COALESCE(claim.opened_by, refused.opened_by)`),
    )
    .innerJoin('claim_review as review', 'review.claim_id', 'claim.claim_id')
    .select(['claim.claim_id', 'claim.region', 'opener.recognised_on', 'review.figures'])
    .where('claim.person_id', '=', personId)
    .where('claim.kind', 'in', ['retroactive', 'appeal'])
    // What was approved and taken back before it was paid counts no more.
    .where('claim.approved_amount', 'is not', null)
    .where('opener.recognised_on', '>=', `${year}-01-01`)
    .where('opener.recognised_on', '<=', `${year}-12-31`)
    .where('review.stage', '=', 'county_review')
    .where('review.version', '=', (outer) =>
      outer
        .selectFrom('claim_review as proposed')
        .select(({ fn }) => fn.max('proposed.version').as('version'))
        .whereRef('proposed.claim_id', '=', 'claim.claim_id')
        .where('proposed.stage', '=', 'county_review')
        .where('proposed.version', '<', (inner) =>
          inner
            .selectFrom('claim_review as approval')
            .select(({ fn }) => fn.max('approval.version').as('version'))
            .whereRef('approval.claim_id', '=', 'claim.claim_id')
            .where('approval.stage', '=', 'county_approval')
            .where('approval.verdict', '=', 'approve'),
        ),
    )
    .execute();
  return rows.map((row) => ({
    claimId: row.claim_id,
    region: row.region,
    recognisedOn: row.recognised_on ?? '',
    figures: row.figures,
  }));
}
