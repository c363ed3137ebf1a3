// How a claim is changed: on its locked row, from the version that the caller has seen, by somebody who may, with an entry
// in its history.
import type { ActorRole, ReasonCode } from '@yijiutong/rules/contract';

import { accountActor, recordAudit, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { putOnDesk, weighForDesk } from '../desk/desk-place.service.ts';
import { AppError } from '../error.ts';
import { checkAgent, checkCallBacks, recordFiling, type Agent } from '../proxy/filing.service.ts';
import type { Resident, Staff } from '../session/session.state.ts';
import { listActorsOf } from '../staff/hands.store.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { notOpen } from './claim.access.ts';
import { clockColumns } from './claim.clock.ts';
import { decideAct, decideMove, type ClaimAct } from './claim.lifecycle.ts';
import { tellOfChange } from './claim.messages.ts';
import { sealEventWords } from './claim.seal.ts';
import { standingOf } from './claim.standing.ts';
import {
  insertEvent,
  listEvents,
  lockClaim,
  updateClaim,
  type ClaimEventRow,
  type ClaimRow,
} from './claim.store.ts';

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
  if (decideMove(standingOf(claim), act) === null) throw notOpen(claim);
  checkVersion(claim, version);
}

/** @throws {AppError} 409 `claim_changed` */
export function checkVersion(claim: ClaimRow, version: number): void {
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

export interface By extends Pick<ClaimEventRow, 'by_role' | 'actor' | 'organisation_id'> {
  /** What the audit calls her; the service itself where it is left out. */
  audited?: Pick<AuditActor, 'kind' | 'id'>;
  /** A volunteer acts for her: under this mandate, which has to stand when it is written. */
  agent?: Agent;
}

/** The service itself, where the law or the bank's answer moves a claim. */
export const bySystem: By = { by_role: 'system', actor: 'system', organisation_id: null };

export function actorOf({ session, behalf }: Resident): By {
  const { accountId } = session;
  const by = actorOfAccount(accountId);
  if (behalf === undefined) return by;
  const { mandateId, organisationId } = behalf;
  return { ...by, by_role: 'volunteer', organisation_id: organisationId, agent: { mandateId, accountId } };
}

export function actorOfAccount(accountId: number): By {
  return {
    by_role: 'resident',
    actor: `account:${accountId}`,
    organisation_id: null,
    // As every other entry names her: who asks for all that an account did misses none.
    audited: accountActor({ accountId }),
  };
}

export interface LockedForWork {
  claim: ClaimRow;
  by: By;
}

/**
 * Of a staff member: the claim, locked, where she may do this to it now. Call it inside `transact`.
 * @throws {AppError} 409 `act_not_possible`, `claim_changed`; 403 `forbidden` where it is for others, `same_hands` where
 * it is for somebody who has not had her hands on this claim
 */
export async function lockForWork(
  trx: Database,
  caller: Staff,
  publicId: string,
  act: ClaimAct,
  version: number,
): Promise<LockedForWork> {
  const claim = await lockClaim(trx, publicId);
  const by = await checkWork(trx, caller, claim, act);
  checkVersion(claim, version);
  return { claim, by };
}

/** @throws {AppError} as `lockForWork`, the version aside */
export async function checkWork(
  db: Database,
  { session }: Staff,
  claim: ClaimRow,
  act: ClaimAct,
): Promise<By> {
  const standing = standingOf(claim);
  const move = decideMove(standing, act);
  if (move === null) throw notPossible(claim, act);
  if (act === 'approve') await checkCallBacks(db, claim.claim_id);
  const role: ActorRole | undefined = session.roles.find((one) => move.by.includes(one));
  if (role === undefined) throw new AppError(403, 'forbidden', `${act} is for: ${move.by.join(', ')}`);
  const actor = `staff:${session.staffId}`;
  const hands = await readHands(db, claim, await listActorsOf(db, session), actor);
  const verdict = decideAct(standing, act, { role, actor }, hands);
  if (verdict === 'same_hands') {
    throw new AppError(
      403,
      'same_hands',
      'whoever has dealt with this claim before cannot do this: another person has to',
    );
  }
  const audited = { kind: 'staff' as const, id: session.publicId };
  return { by_role: role, actor, organisation_id: session.organisationId, audited };
}

/** @param hers what the history calls her, under each of her logins: all of them count as `actor` */
async function readHands(db: Database, claim: ClaimRow, hers: readonly string[], actor: string) {
  const { claim_id: claimId, appeal_of: of } = claim;
  const listed = await listEvents(db, of === null ? [claimId] : [claimId, of]);
  const events = listed.map((event) => (hers.includes(event.actor) ? { ...event, actor } : event));
  const isOwn = (event: ClaimEventRow) => event.claim_id === claim.claim_id;
  const decided: readonly string[] = ['first_reviewed', 'reviewed', 'approved', 'refused'];
  return {
    hands: events.filter(isOwn).map(({ kind, actor }) => ({ event: kind, actor })),
    former: events.filter((event) => !isOwn(event) && decided.includes(event.kind)).map(({ actor }) => actor),
  };
}

export function notPossible({ state, kind }: Pick<ClaimRow, 'state' | 'kind'>, act: ClaimAct): AppError {
  return new AppError(409, 'act_not_possible', `a claim that is ${state} does not take ${act} now`, {
    data: { state, kind, act },
  });
}

export interface Step {
  act: ClaimAct;
  by: By;
  reason?: ReasonCode | null;
  /** Why, in her own words: sealed. */
  words?: string | null;
}

type Ports = Pick<Deps, 'clock' | 'crypto' | 'claimData' | 'messages' | 'law'>;
type Change = Partial<Omit<ClaimRow, 'claim_id' | 'state' | 'version'>>;
/** Takes the claim's number. Asked for last: from then until the commit everybody else who sends a claim today waits. */
type TakeNumber = () => Promise<string>;

/** Of a locked claim: what the act makes of it, one version further. */
export async function recordChange(
  deps: Ports,
  trx: Database,
  claim: ClaimRow,
  step: Step,
  change: Change = {},
  takeNumber: TakeNumber | null = null,
): Promise<ClaimRow> {
  const move = decideMove(standingOf(claim), step.act);
  if (move === null) throw new Error(`a claim that is ${claim.state} was changed by ${step.act}`);
  const version = claim.version + 1;
  const now = toColumn(deps.clock.now());
  const columns = {
    ...clockColumns(deps, claim, move.to),
    ...change,
    state: move.to,
    version,
    changed_at: now,
  };
  await updateClaim(trx, claim.claim_id, columns);
  const key = { claim_id: claim.claim_id, version };
  const { by_role, actor, organisation_id } = step.by;
  await insertEvent(trx, {
    ...key,
    kind: move.event,
    by_role,
    actor,
    organisation_id,
    happened_at: now,
    reason: step.reason ?? null,
    words: sealEventWords(deps.crypto, key, step.words ?? null),
    policy_on: deps.clock.today(),
  });
  const changed = { ...claim, ...columns };
  // Whatever a volunteer changes for somebody else rests on a mandate that stands at this moment.
  const { agent } = step.by;
  if (agent !== undefined) await checkAgent(deps, trx, agent, changed);
  const weighed = await weighForDesk(deps, trx, changed);
  const after = takeNumber === null ? changed : await setNumber(trx, changed, await takeNumber());
  if (agent !== undefined && step.act === 'submit') await recordFiling(deps, trx, after, agent);
  if (weighed !== null) await putOnDesk(trx, after, weighed);
  await tellOfChange(deps, trx, after, move.event, step.reason ?? null);
  await auditChange(deps, trx, after, step);
  return after;
}

async function setNumber(trx: Database, claim: ClaimRow, number: string): Promise<ClaimRow> {
  await updateClaim(trx, claim.claim_id, { number });
  return { ...claim, number };
}

/** What the payment feature records itself, with the batch and the amount. */
const auditedElsewhere: readonly ClaimAct[] = [
  'order_payment',
  'correct_payee',
  'send_payment',
  'confirm_payment',
  'fail_payment',
];

/** Her own writing in a draft is nobody's business but hers. */
async function auditChange(
  deps: Ports,
  trx: Database,
  claim: ClaimRow,
  { act, by, reason }: Step,
): Promise<void> {
  if (claim.state === 'draft' || auditedElsewhere.includes(act)) return;
  const { audited = { kind: 'system', id: 'system' } } = by;
  await recordAudit(trx, deps, {
    actor: { role: by.by_role, organisationId: by.organisation_id, ...audited },
    act,
    subject: { kind: 'claim', id: claim.public_id },
    place: claim.village ?? claim.place,
    detail: { version: claim.version, state: claim.state, reason: reason ?? null },
  });
}
