// The lane for clean cases (N8): at most twenty approved together. Until fifteen minutes are over nothing has happened to a
// case: no event, no message, no payment. Then the sweeper approves it as if she had done so by itself, if it is still what she saw.
import {
  undoMinutes,
  type LaneApprovalReply,
  type LaneReply,
  type LaneUndoReply,
} from '@yijiutong/rules/contract';

import { mayHandle } from '../access/reach.ts';
import { maskName } from '../account/mask.ts';
import { listPersonNames, openPersonName } from '../account/person.store.ts';
import { recordAudit, staffActor } from '../audit/audit.service.ts';
import { yuan } from '../benefit-year/year.figures.ts';
import { checkWork } from '../claim/claim-change.service.ts';
import { findClaimOwner } from '../claim/claim.access.ts';
import { listKeptFrom, lockClaim, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Staff } from '../session/session.state.ts';
import { fromColumn, presentInstant, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { listOwnEvents } from './desk.store.ts';
import { judgeCases, type LaneCase } from './lane-case.service.ts';
import {
  findStanding,
  insertLane,
  listLaneOf,
  listStandingAmong,
  lockStandingRow,
  settleLane,
} from './lane.store.ts';
import { splitOwnActs } from './own-acts.ts';
import { listUrgent } from './queue.store.ts';

const undoTime = undoMinutes * 60 * 1000;
/** Cases at approval that one look at the lane goes through. */
const looked = 100;
const lapsedFor = 7 * 24 * 60 * 60 * 1000;

export async function getLane(deps: Deps, { session }: Staff): Promise<LaneReply> {
  const { db, clock, crypto } = deps;
  const { staffId } = session;
  const keptFrom = await listKeptFrom(db, session.certnoIndex);
  const claims = await listUrgent(db, {
    scope: session.code,
    keptFrom,
    state: 'county_approval',
    limit: looked,
  });
  const hers = await keepHers(deps, session, claims);
  const cases = await judgeCases(deps, db, hers);
  const since = toColumn(clock.now() - lapsedFor);
  const [standing, lapsed, names] = await Promise.all([
    listLaneOf(db, { staffId, state: 'standing', since }),
    listLaneOf(db, { staffId, state: 'lapsed', since }),
    listPersonNames(
      db,
      hers.map(({ person_id: id }) => id),
    ),
  ]);
  const nameOf = (personId: number, sealed: Buffer | null | undefined) =>
    maskName(openPersonName(crypto, personId, sealed ?? null));
  const presentFresh = ({ claim }: LaneCase) => ({
    claimId: claim.public_id,
    number: claim.number,
    version: claim.version,
    person: nameOf(claim.person_id, names.get(claim.person_id)),
    amount: yuan(claim.proposed_amount ?? 0),
  });
  const presentKept = (row: (typeof standing)[number]) => ({
    claimId: row.public_id,
    number: row.number,
    version: row.version,
    person: nameOf(row.person_id, row.person_name),
    amount: yuan(row.amount),
  });
  const clean = cases.filter(({ breaks }) => breaks.length === 0);
  return {
    clean: clean.filter(({ drawn }) => !drawn).map(presentFresh),
    drawn: clean.filter(({ drawn }) => drawn).map(presentFresh),
    others: cases
      .filter(({ breaks }) => breaks.length > 0)
      .map(({ claim, breaks }) => ({ claimId: claim.public_id, number: claim.number, breaks })),
    standing: standing.map((row) => ({
      ...presentKept(row),
      effectiveAt: presentInstant(row.effective_at),
      tries: row.attempts,
    })),
    lapsed: lapsed.map((row) => ({
      ...presentKept(row),
      why: row.why ?? '',
      at: presentInstant(row.settled_at ?? row.effective_at),
    })),
  };
}

/** Those that nobody has approved in the lane, and that she has not had her hands on. */
async function keepHers(
  { db }: Deps,
  session: Staff['session'],
  claims: readonly ClaimRow[],
): Promise<ClaimRow[]> {
  const ids = claims.flatMap(({ claim_id: id, appeal_of: of }) => (of === null ? [id] : [id, of]));
  const own = await listOwnEvents(db, session, ids);
  const standing = await listStandingAmong(db, ids);
  return claims.filter(
    (claim) =>
      !standing.has(claim.claim_id) && !splitOwnActs(session, claim, own).sameHands.includes('approve'),
  );
}

type Result = LaneApprovalReply['results'][number];

/** Each by itself: one that cannot be approved keeps no other waiting, and a request that is sent again does nothing twice. */
export async function approveLane(
  deps: Deps,
  caller: Staff,
  claims: readonly { claimId: string; version: number }[],
): Promise<LaneApprovalReply> {
  const results: Result[] = [];
  for (const asked of claims) {
    const owner = await findClaimOwner(deps.db, asked.claimId);
    const isHers = owner !== undefined && mayHandle(caller.session, owner);
    results.push(
      isHers
        ? await transact(deps.db, (trx) => approveOne(deps, trx, caller, asked))
        : refuse(asked.claimId, 'not_found'),
    );
  }
  return { results };
}

function refuse(claimId: string, outcome: Result['outcome'], breaks: Result['breaks'] = []): Result {
  return { claimId, outcome, breaks, effectiveAt: null };
}

async function approveOne(
  deps: Deps,
  trx: Database,
  caller: Staff,
  { claimId, version }: { claimId: string; version: number },
): Promise<Result> {
  const claim = await lockClaim(trx, claimId);
  const standing = await findStanding(trx, claim.claim_id);
  if (standing !== undefined) {
    const effectiveAt = presentInstant(standing.effective_at);
    return { ...refuse(claimId, 'approved_before'), effectiveAt };
  }
  const obstacle = await findObstacle(trx, caller, claim, version);
  if (obstacle !== null) return refuse(claimId, obstacle);
  const [judged] = await judgeCases(deps, trx, [claim]);
  if (judged === undefined || judged.breaks.length > 0) return refuse(claimId, 'not_clean', judged?.breaks);
  if (judged.drawn) return refuse(claimId, 'drawn');
  const effectiveAt = await keepApproval(deps, trx, caller, claim);
  return { claimId, outcome: 'approved', breaks: [], effectiveAt: presentInstant(effectiveAt) };
}

async function findObstacle(
  trx: Database,
  caller: Staff,
  claim: ClaimRow,
  version: number,
): Promise<'not_waiting' | 'same_hands' | 'changed' | null> {
  try {
    await checkWork(trx, caller, claim, 'approve');
  } catch (error) {
    if (error instanceof AppError) return error.code === 'same_hands' ? 'same_hands' : 'not_waiting';
    throw error;
  }
  return claim.version === version ? null : 'changed';
}

async function keepApproval(deps: Deps, trx: Database, { session }: Staff, claim: ClaimRow): Promise<string> {
  const now = deps.clock.now();
  const effectiveAt = toColumn(now + undoTime);
  const amount = claim.proposed_amount ?? 0;
  await insertLane(trx, {
    claim_id: claim.claim_id,
    live_claim_id: claim.claim_id,
    version: claim.version,
    amount,
    staff_id: session.staffId,
    staff_public_id: session.publicId,
    organisation_id: session.organisationId,
    approved_at: toColumn(now),
    effective_at: effectiveAt,
    state: 'standing',
    why: null,
    settled_at: null,
  });
  await audit(deps, trx, session, claim, 'lane_approve', { version: claim.version, amount });
  return effectiveAt;
}

/** Hers alone: a colleague who thinks otherwise talks to her. */
export async function undoLane(
  deps: Deps,
  { session }: Staff,
  claims: readonly string[],
): Promise<LaneUndoReply> {
  const results: LaneUndoReply['results'] = [];
  for (const claimId of new Set(claims)) {
    const outcome = await transact(deps.db, (trx) => undoOne(deps, trx, session, claimId));
    results.push({ claimId, outcome });
  }
  return { results };
}

async function undoOne(
  deps: Deps,
  trx: Database,
  session: Staff['session'],
  claimId: string,
): Promise<'undone' | 'too_late' | 'not_approved'> {
  const owner = await findClaimOwner(trx, claimId);
  if (owner === undefined || !mayHandle(session, owner)) return 'not_approved';
  const claim = await lockClaim(trx, claimId);
  const standing = await lockStandingRow(trx, claim.claim_id);
  if (standing?.staff_id !== session.staffId) return 'not_approved';
  const now = deps.clock.now();
  if (now >= fromColumn(standing.effective_at)) return 'too_late';
  await settleLane(trx, standing.lane_id, { state: 'undone', settled_at: toColumn(now) });
  await audit(deps, trx, session, claim, 'lane_undo', { version: claim.version });
  return 'undone';
}

function audit(
  deps: Deps,
  trx: Database,
  session: Staff['session'],
  claim: ClaimRow,
  act: string,
  detail: Record<string, number>,
): Promise<void> {
  return recordAudit(trx, deps, {
    actor: staffActor(session),
    act,
    subject: { kind: 'claim', id: claim.public_id },
    place: claim.village ?? claim.place,
    detail,
  });
}
