// Who sent a claim, where that was not the person herself.
import type { FiledBy } from '@yijiutong/rules/contract';

import { presentInstant } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';

/** By claim: who sent it for her, last. Claims that only she has sent are not in it. */
export async function listFiledBy(db: Database, claimIds: readonly number[]): Promise<Map<number, FiledBy>> {
  if (claimIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('claim_event')
    .innerJoin('organisation', 'organisation.organisation_id', 'claim_event.organisation_id')
    .leftJoin('claim_takeover', 'claim_takeover.claim_id', 'claim_event.claim_id')
    .select([
      'claim_event.claim_id',
      'claim_event.by_role',
      'claim_event.happened_at',
      'organisation.name',
      'claim_takeover.volunteer',
    ])
    .where('claim_event.claim_id', 'in', claimIds)
    .where('claim_event.kind', 'in', ['submitted', 'resubmitted'])
    .orderBy('claim_event.version')
    .execute();
  return new Map(rows.map(({ claim_id: id, ...row }) => [id, present(row)]));
}

function present(row: {
  by_role: string;
  happened_at: string;
  name: string;
  volunteer: FiledBy['takenOver'];
}): FiledBy {
  const who = row.by_role === 'volunteer' ? 'helper' : 'office';
  return {
    who,
    organisation: row.name,
    at: presentInstant(row.happened_at),
    takenOver: who === 'helper' ? row.volunteer : null,
  };
}
