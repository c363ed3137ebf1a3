// The claims that mandates are about.
import type { ClaimKind, ClaimState, FollowUpKind } from '@yijiutong/rules/contract';

import { coversClaim } from '../access/mandate.ts';
import type { Database } from '../storage/tables.ts';
import { scopeOf, type MandateRow } from './mandate.store.ts';

export interface ScopedClaimRow {
  claim_id: number;
  public_id: string;
  person_id: number;
  kind: ClaimKind;
  state: ClaimState;
  number: string | null;
  due_on: string | null;
  changed_at: string;
  takenOver: 'reads' | 'nothing' | null;
}

/** Drafts and what was sent; a draft that was thrown away is gone. */
export function listScopedClaims(db: Database, personIds: readonly number[]): Promise<ScopedClaimRow[]> {
  if (personIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('claim')
    .leftJoin('claim_takeover', 'claim_takeover.claim_id', 'claim.claim_id')
    .select([
      'claim.claim_id',
      'claim.public_id',
      'claim.person_id',
      'claim.kind',
      'claim.state',
      'claim.number',
      'claim.due_on',
      'claim.changed_at',
      'claim_takeover.volunteer as takenOver',
    ])
    .where('claim.person_id', 'in', personIds)
    .where((where) => where.or([where('draft_of', 'is not', null), where('number', 'is not', null)]))
    .orderBy('claim.claim_id', 'desc')
    .execute();
}

export interface AwaitedRow {
  person_id: number;
  message_id: number;
  /** The claim that the news is about. */
  claim_id: number | null;
  kind: FollowUpKind;
  opened_at: string;
}

/** Calls and visits that have not been made, oldest first. */
export function listAwaited(db: Database, personIds: readonly number[]): Promise<AwaitedRow[]> {
  if (personIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('follow_up')
    .innerJoin('message', 'message.message_id', 'follow_up.message_id')
    .select([
      'follow_up.person_id',
      'follow_up.message_id',
      'message.claim_id',
      'follow_up.kind',
      'follow_up.opened_at',
    ])
    .where('follow_up.person_id', 'in', personIds)
    .where('follow_up.state', 'in', ['open', 'taken'])
    .orderBy('follow_up.opened_at')
    .execute();
}

export function isOfMandate(mandate: MandateRow, claim: ScopedClaimRow): boolean {
  return (
    claim.person_id === mandate.person_id &&
    coversClaim(scopeOf(mandate), claim) &&
    claim.takenOver !== 'nothing'
  );
}

/** Whether her organisation acts for this person on this day. */
export async function actsFor(
  db: Database,
  who: { accountId: number; personId: number; today: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('mandate')
    .innerJoin('volunteer', 'volunteer.organisation_id', 'mandate.organisation_id')
    .select('mandate.mandate_id')
    .where('volunteer.active_account', '=', who.accountId)
    .where('mandate.person_id', '=', who.personId)
    .where('mandate.state', '=', 'live')
    .where('mandate.ends_on', '>=', who.today)
    .executeTakeFirst();
  return row !== undefined;
}
