// What of a claim's road is read for the person: the claims that belong together, and what officers found.
import type { Database } from '../storage/tables.ts';
import type { PublicityRow } from './claim-work.store.ts';
import type { ClaimRow } from './claim.store.ts';

export type KinRow = Pick<
  ClaimRow,
  'claim_id' | 'public_id' | 'kind' | 'state' | 'number' | 'appeal_of' | 'live_appeal_of' | 'opened_by'
>;

/** Where it comes from and what it led to, oldest first. */
export function listKin(db: Database, claim: ClaimRow): Promise<KinRow[]> {
  const { claim_id: id, appeal_of: appealOf, opened_by: openedBy } = claim;
  const former = [appealOf, openedBy].filter((one) => one !== null);
  return db
    .selectFrom('claim')
    .select(['claim_id', 'public_id', 'kind', 'state', 'number', 'appeal_of', 'live_appeal_of', 'opened_by'])
    .where((where) =>
      where.or([
        where('appeal_of', '=', id),
        where('opened_by', '=', id),
        ...(former.length === 0 ? [] : [where('claim_id', 'in', former)]),
      ]),
    )
    .orderBy('claim_id')
    .execute();
}

export function findNewestPublicity(db: Database, claimId: number): Promise<PublicityRow | undefined> {
  return db
    .selectFrom('claim_publicity')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version', 'desc')
    .executeTakeFirst();
}

/** Whether each means check was passed, by the version that it made. */
export async function findMeansByVersion(db: Database, claimId: number): Promise<Map<number, 0 | 1>> {
  const rows = await db
    .selectFrom('claim_means')
    .select(['version', 'within_limit'])
    .where('claim_id', '=', claimId)
    .execute();
  return new Map(rows.map(({ version, within_limit: within }) => [version, within]));
}
