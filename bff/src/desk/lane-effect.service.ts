// An approval of the lane takes effect: the claim is approved by her hand and its payment ordered, in one transaction with
// the mark that it was done. Cut off before the commit, nothing has happened, and it is due as before.
import { approveLocked } from '../claim/claim-review.service.ts';
import { decideMove } from '../claim/claim.lifecycle.ts';
import { standingOf } from '../claim/claim.standing.ts';
import { lockClaim, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { checkCallBacks } from '../proxy/filing.service.ts';
import { attempt } from '../rounds.ts';
import { lockStaff } from '../staff/staff.store.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { findUnfit } from './assign.service.ts';
import { listDueLane, lockStandingRow, putOff, settleLane, type LaneRow } from './lane.store.ts';

const batch = 50;

/** After so many tries it is given back to who approved it: half an hour after the first. */
const mostAttempts = 6;
const minute = 60_000;

/** One minute, two, four, … after each try: whatever is wrong with one case keeps no other waiting. */
const waitAfter = (attempts: number): number => 2 ** (attempts - 1) * minute;

/** Approves what is due; how many took effect. One that fails steps back behind the others, and is tried again later. */
export async function settleDueLane(deps: Deps, isStopped: () => boolean = () => false): Promise<number> {
  const { db, clock } = deps;
  let done = 0;
  for (const publicId of await listDueLane(db, toColumn(clock.now()), batch)) {
    if (isStopped()) break;
    const problem = 'an approval of the lane could not take effect';
    if (await attempt(deps, problem, () => settleOne(deps, publicId))) done += 1;
  }
  return done;
}

async function settleOne(deps: Deps, publicId: string): Promise<boolean> {
  try {
    return await transact(deps.db, (trx) => takeEffect(deps, trx, publicId));
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) {
      await transact(deps.db, (trx) => stepBack(deps, trx, publicId));
      throw error;
    }
    // The rules say otherwise by now: nothing was paid, and who approved it is told in her lane.
    const { code } = error;
    await transact(deps.db, (trx) => lapse(deps, trx, publicId, code));
    return false;
  }
}

/** The fault is ours. Where it does not pass, the case waits for her again, with the reason, as one that she opens herself. */
async function stepBack(deps: Deps, trx: Database, publicId: string): Promise<void> {
  const claim = await lockClaim(trx, publicId);
  const standing = await lockStandingRow(trx, claim.claim_id);
  if (standing === undefined) return;
  const attempts = standing.attempts + 1;
  if (attempts < mostAttempts) {
    const nextTryAt = toColumn(deps.clock.now() + waitAfter(attempts));
    await putOff(trx, standing.lane_id, { attempts, nextTryAt });
  } else {
    await settleLane(trx, standing.lane_id, { ...lapsed(deps, 'internal_error'), attempts });
  }
}

async function takeEffect(deps: Deps, trx: Database, publicId: string): Promise<boolean> {
  const claim = await lockClaim(trx, publicId);
  const standing = await lockStandingRow(trx, claim.claim_id);
  // Undone, or done by another process, since it was listed.
  if (standing === undefined) return false;
  if (!isAsApproved(claim, standing)) {
    await settleLane(trx, standing.lane_id, lapsed(deps, 'claim_changed'));
    return false;
  }
  await checkStillHers(deps, trx, claim, standing);
  await settleLane(trx, standing.lane_id, { state: 'done', settled_at: toColumn(deps.clock.now()) });
  await approveLocked(
    deps,
    {
      trx,
      claim,
      version: claim.version + 1,
      staffId: standing.staff_id,
      viewer: null,
      by: {
        by_role: 'county_approver',
        actor: `staff:${standing.staff_id}`,
        organisation_id: standing.organisation_id,
        audited: { kind: 'staff', id: standing.staff_public_id },
      },
    },
    '',
  );
  return true;
}

/**
 * What the claim's version says nothing of: she may have lost her post or been moved, the family may have named her, and
 * the person may have denied the slip that it was filed on. That she is away by now undoes nothing.
 * @throws {AppError} 409 `colleague_unfit`, `call_back_open`
 */
async function checkStillHers(deps: Deps, trx: Database, claim: ClaimRow, { staff_id: id }: LaneRow) {
  const why = await findUnfit(deps, trx, claim, await lockStaff(trx, id));
  if (why !== null && why !== 'away') {
    throw new AppError(409, 'colleague_unfit', `who approved it may not do so any more: ${why}`, {
      data: { why },
    });
  }
  await checkCallBacks(trx, claim.claim_id);
}

/** The version says that nothing was done to it since. */
function isAsApproved(claim: ClaimRow, { version, amount }: LaneRow): boolean {
  return (
    claim.version === version &&
    claim.proposed_amount === amount &&
    decideMove(standingOf(claim), 'approve') !== null
  );
}

async function lapse(deps: Deps, trx: Database, publicId: string, why: string): Promise<void> {
  const claim = await lockClaim(trx, publicId);
  const standing = await lockStandingRow(trx, claim.claim_id);
  if (standing !== undefined) await settleLane(trx, standing.lane_id, lapsed(deps, why));
}

function lapsed({ clock }: Deps, why: string) {
  return { state: 'lapsed' as const, why, settled_at: toColumn(clock.now()) };
}
