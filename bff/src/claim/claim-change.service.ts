// How a claim is changed: on its locked row, from the version that the caller has seen, by somebody who may, with an entry
// in its history.
import type { ReasonCode } from '@yijiutong/rules/contract';

import { decideWork, gatherHistory, type History, type WhyNotAct } from '../access/hands.ts';
import { accountActor, recordAudit, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { putOnDesk, weighForDesk } from '../desk/desk-place.service.ts';
import { AppError } from '../error.ts';
import { checkAgent, checkCallBacks, recordFiling, type Agent } from '../proxy/filing.service.ts';
import type { Resident, Staff } from '../session/session.state.ts';
import { listActorsOf, listPageHelp, type Hands } from '../staff/hands.store.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { notOpen } from './claim.access.ts';
import { clockColumns } from './claim.clock.ts';
import { decideMove, type ClaimAct } from './claim.lifecycle.ts';
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
  const actor = `staff:${session.staffId}`;
  const { roles } = session;
  const history = await readHistory(db, claim, session);
  const verdict = decideWork(standingOf(claim), act, { roles, actor }, history);
  if (typeof verdict === 'string') throw refuse(claim, act, verdict);
  if (act === 'approve') await checkCallBacks(db, claim.claim_id);
  const audited = { kind: 'staff' as const, id: session.publicId };
  return { by_role: verdict.role, actor, organisation_id: session.organisationId, audited };
}

function refuse(claim: ClaimRow, act: ClaimAct, why: WhyNotAct): AppError {
  switch (why) {
    case 'not_in_state':
      return notPossible(claim, act);
    case 'not_this_role':
      return new AppError(403, 'forbidden', `${act} is for another post`);
    case 'same_hands':
      return new AppError(
        403,
        'same_hands',
        'whoever has dealt with this claim before cannot do this: another person has to',
      );
  }
}

async function readHistory(db: Database, claim: ClaimRow, hands: Hands): Promise<History> {
  const { claim_id: claimId, appeal_of: of } = claim;
  const ids = of === null ? [claimId] : [claimId, of];
  const [events, pages, actors] = await Promise.all([
    listEvents(db, ids),
    listPageHelp(db, ids),
    listActorsOf(db, hands),
  ]);
  const { staffId, certnoIndex } = hands;
  return gatherHistory(claim, [...events, ...pages], { actor: `staff:${staffId}`, actors, certnoIndex });
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
  'return_payment',
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
