// Approvals of the lane, from the moment when they are given until they take effect, are undone, or lapse.
import type { Insertable, Selectable, Updateable } from 'kysely';

import type { LaneApprovalTable } from '../storage/desk-tables.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

export type LaneRow = Selectable<LaneApprovalTable>;

/** The day on which it first came to approval: returned and reviewed anew, it has no better one. */
export async function findReviewDay(db: Database, claimId: number): Promise<string | null> {
  return (await listReviewDays(db, [claimId])).get(claimId) ?? null;
}

export async function listReviewDays(
  db: Database,
  claimIds: readonly number[],
): Promise<Map<number, string>> {
  if (claimIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('claim_review')
    .select(['claim_id', 'policy_on'])
    .where('claim_id', 'in', claimIds)
    .where('stage', '=', 'county_review')
    .orderBy('claim_id')
    // The first is the last that is written into the map.
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.claim_id, row.policy_on]));
}

export function findStanding(db: Database, claimId: number): Promise<LaneRow | undefined> {
  return db.selectFrom('lane_approval').selectAll().where('live_claim_id', '=', claimId).executeTakeFirst();
}

/** Those of these claims that somebody has approved in the lane. */
export async function listStandingAmong(
  db: Database,
  claimIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (claimIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('lane_approval')
    .select('claim_id')
    .where('live_claim_id', 'in', claimIds)
    .execute();
  return new Set(rows.map((row) => row.claim_id));
}

export function lockStandingRow(trx: Database, claimId: number): Promise<LaneRow | undefined> {
  return trx
    .selectFrom('lane_approval')
    .selectAll()
    .where('live_claim_id', '=', claimId)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether nothing stood there. */
export async function insertLane(trx: Database, row: Insertable<LaneApprovalTable>): Promise<boolean> {
  try {
    await trx.insertInto('lane_approval').values(row).execute();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Of a locked row. */
export async function settleLane(
  trx: Database,
  laneId: number,
  change: Updateable<LaneApprovalTable> & { state: 'undone' | 'done' | 'lapsed' },
): Promise<void> {
  await trx
    .updateTable('lane_approval')
    .set({ ...change, live_claim_id: null })
    .where('lane_id', '=', laneId)
    .execute();
}

/** Of a locked row that could not take effect. */
export async function putOff(
  trx: Database,
  laneId: number,
  { attempts, nextTryAt }: { attempts: number; nextTryAt: string },
): Promise<void> {
  await trx
    .updateTable('lane_approval')
    .set({ attempts, next_try_at: nextTryAt })
    .where('lane_id', '=', laneId)
    .execute();
}

/** The claims whose approvals are to take effect, by their public names: those that never failed, the oldest first. */
export async function listDueLane(db: Database, now: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('lane_approval')
    .innerJoin('claim', 'claim.claim_id', 'lane_approval.claim_id')
    .select('claim.public_id')
    .where('lane_approval.state', '=', 'standing')
    .where('lane_approval.effective_at', '<=', now)
    .where((where) =>
      where.or([
        where('lane_approval.next_try_at', 'is', null),
        where('lane_approval.next_try_at', '<=', now),
      ]),
    )
    // What has failed steps back behind what has not been tried.
    .orderBy('lane_approval.attempts')
    .orderBy('lane_approval.effective_at')
    .orderBy('lane_approval.lane_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.public_id);
}

/** Hers that stand, or have lapsed since a moment. */
export function listLaneOf(
  db: Database,
  { staffId, state, since }: { staffId: number; state: 'standing' | 'lapsed'; since: string },
) {
  return db
    .selectFrom('lane_approval')
    .innerJoin('claim', 'claim.claim_id', 'lane_approval.claim_id')
    .innerJoin('person', 'person.person_id', 'claim.person_id')
    .select([
      'lane_approval.effective_at',
      'lane_approval.settled_at',
      'lane_approval.why',
      'lane_approval.amount',
      'lane_approval.version',
      'lane_approval.attempts',
      'claim.public_id',
      'claim.number',
      'claim.person_id',
      'person.name as person_name',
    ])
    .where('lane_approval.staff_id', '=', staffId)
    .where('lane_approval.state', '=', state)
    .where('lane_approval.approved_at', '>=', since)
    .orderBy('lane_approval.lane_id')
    .execute();
}
