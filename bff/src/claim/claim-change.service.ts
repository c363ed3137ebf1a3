// How a claim is changed: on its locked row, from the version that the caller has seen, with an entry in its history.
import type { Updateable } from 'kysely';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Resident, Reviewer } from '../session/session.state.ts';
import type { ClaimTable } from '../storage/claim-tables.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { notOpen } from './claim.access.ts';
import { decideMove, type ClaimAct } from './claim.lifecycle.ts';
import { insertEvent, lockClaim, updateClaim, type ClaimEventRow, type ClaimRow } from './claim.store.ts';

/** Call it inside `transact`. @throws {AppError} 409 `claim_not_open` or `claim_changed` */
export async function lockForChange(
  trx: Database,
  publicId: string,
  act: ClaimAct,
  version: number,
): Promise<ClaimRow> {
  const claim = await lockClaim(trx, publicId);
  checkChange(claim, act, version);
  return claim;
}

/** @throws {AppError} 409 `claim_not_open` or `claim_changed` */
export function checkChange(claim: ClaimRow, act: ClaimAct, version: number): void {
  if (decideMove(claim.state, act) === null) throw notOpen(claim);
  if (claim.version !== version) throw changed(claim);
}

export function changed({ version }: Pick<ClaimRow, 'version'>): AppError {
  return new AppError(
    409,
    'claim_changed',
    'the claim has changed since this version, on another phone perhaps: read it again',
    { data: { version } },
  );
}

export type By = Pick<ClaimEventRow, 'by_role' | 'actor'>;

export function actorOf(caller: Resident | Reviewer): By {
  return caller.role === 'reviewer'
    ? { by_role: 'reviewer', actor: `key:${caller.accessKey}` }
    : { by_role: 'resident', actor: `account:${caller.session.accountId}` };
}

/** Of a locked claim: what the act makes of it, one version further. */
export async function recordChange(
  { clock }: Pick<Deps, 'clock'>,
  trx: Database,
  claim: ClaimRow,
  step: { act: ClaimAct; by: By },
  change: Omit<Updateable<ClaimTable>, 'state' | 'version'> = {},
): Promise<void> {
  const move = decideMove(claim.state, step.act);
  if (move === null) throw new Error(`a claim that is ${claim.state} was changed by ${step.act}`);
  const version = claim.version + 1;
  const now = toColumn(clock.now());
  await updateClaim(trx, claim.claim_id, { ...change, state: move.to, version, changed_at: now });
  await insertEvent(trx, {
    claim_id: claim.claim_id,
    version,
    kind: move.event,
    ...step.by,
    happened_at: now,
  });
}
