// 复核: the appeal of a refusal is a case of its own, with the bills of the refused one.
import type { ClaimReply, appealRequest } from '@yijiutong/rules/contract';
import { addDays, type Day } from '@yijiutong/rules/kernel';
import type { z } from 'zod';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Resident } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { listBillRows, replaceBills } from './claim-bill.store.ts';
import { actorOf, checkVersion, recordChange } from './claim-change.service.ts';
import { decideMove, isOver } from './claim.lifecycle.ts';
import { openPayee, sealAppealWords, sealPayee } from './claim.seal.ts';
import { getClaimReply } from './claim.service.ts';
import { standingOf } from './claim.standing.ts';
import {
  findLiveAppeal,
  insertDraft,
  insertEvent,
  listEvents,
  lockClaim,
  lockDraft,
  plainEvent,
  updateClaim,
  type ClaimRow,
} from './claim.store.ts';

/**
 * Begins the appeal, or finds it: two taps, and two phones, make one.
 * @throws {AppError} 409 `appeal_there`, `appeal_not_needed`, `appeal_not_possible`, `appeal_too_late`, `draft_open`,
 * `claim_changed`
 */
export async function appealClaim(
  deps: Deps,
  caller: Resident,
  publicId: string,
  { version, words }: z.output<typeof appealRequest>,
): Promise<ClaimReply> {
  const appeal = await transact(deps.db, async (trx) => {
    const refused = await lockClaim(trx, publicId);
    const live = await findLiveAppeal(trx, refused.claim_id);
    if (live !== undefined) return sayAnew(deps, trx, live, words);
    checkAppealable(refused);
    checkVersion(refused, version);
    await checkInTime(deps, trx, refused);
    await checkNoOtherDraft(trx, refused);
    const made = await beginAppeal(deps, trx, caller, refused, words);
    await recordChange(deps, trx, refused, { act: 'appeal', by: actorOf(caller) });
    return made;
  });
  return getClaimReply(deps, appeal);
}

/** @throws {AppError} 409 `appeal_not_needed` once it is looked at again, `appeal_not_possible` */
function checkAppealable(claim: ClaimRow): void {
  const standing = standingOf(claim);
  if (decideMove(standing, 'appeal') !== null) return;
  if (claim.state === 'refused') {
    throw appealNotPossible(claim, 'is_appeal', 'the refusal of an appeal is not appealed here');
  }
  throw isOver(standing) || claim.state === 'paid'
    ? appealNotPossible(claim, 'not_refused', `the claim is ${claim.state}: nothing of it was refused`)
    : caseReopened(claim);
}

function appealNotPossible({ state }: ClaimRow, why: 'is_appeal' | 'not_refused', message: string): AppError {
  return new AppError(409, 'appeal_not_possible', message, { data: { why, state } });
}

/** The refusal stands no longer: what comes of the case is to be waited for. */
export function caseReopened({ public_id: claimId, number, state }: ClaimRow): AppError {
  return new AppError(409, 'appeal_not_needed', 'the case is looked at again: there is nothing to appeal', {
    data: { claimId, number, state },
  });
}

/** Until it was sent, newer words take the place of older ones. @throws {AppError} 409 `appeal_there` once it was */
async function sayAnew(
  deps: Deps,
  trx: Database,
  live: ClaimRow,
  words: string | undefined,
): Promise<string> {
  const { claim_id: claimId, public_id: publicId, state, number } = live;
  if (words === undefined) return publicId;
  if (state !== 'draft') {
    throw new AppError(409, 'appeal_there', 'the appeal was sent before: its words stay as they are', {
      data: { claimId: publicId, number, state },
    });
  }
  await updateClaim(trx, claimId, { appeal_words: sealAppealWords(deps.crypto, claimId, words) });
  return publicId;
}

async function checkInTime({ claimData, clock }: Deps, trx: Database, refused: ClaimRow): Promise<void> {
  const today = clock.today();
  const { appeal } = claimData.proceduresOf(refused.region, today);
  const last = (await listEvents(trx, [refused.claim_id])).findLast(({ kind }) => kind === 'refused');
  const day = last?.policy_on ?? null;
  const until = day === null ? null : addDays(day as Day, appeal.days);
  if (until === null || until >= today) return;
  throw new AppError(409, 'appeal_too_late', 'the time for an appeal is over', { data: { until } });
}

async function checkNoOtherDraft(trx: Database, { person_id: personId }: ClaimRow): Promise<void> {
  const other = await lockDraft(trx, personId, 'appeal');
  if (other === undefined) return;
  throw new AppError(409, 'draft_open', 'another appeal is a draft still: send it or throw it away first', {
    data: { claimId: other.public_id },
  });
}

async function beginAppeal(
  deps: Deps,
  trx: Database,
  caller: Resident,
  refused: ClaimRow,
  words: string | undefined,
): Promise<string> {
  const publicId = newRecordId();
  const now = deps.clock.now();
  const { region, place, person_id: personId } = refused;
  const claimId = await insertDraft(
    trx,
    { publicId, personId, kind: 'appeal', region, place, now },
    { appeal_of: refused.claim_id, live_appeal_of: refused.claim_id, village: refused.village },
  );
  if (claimId === undefined) throw new Error('an appeal was begun twice under one lock');
  const bills = refused.kind === 'recognition' ? [] : await listBillRows(trx, [refused.claim_id]);
  await replaceBills(
    trx,
    claimId,
    bills.map((bill) => ({
      ...bill,
      claim_id: claimId,
      live_settlement_id: null,
      paper_settlement_id: null,
    })),
  );
  if (refused.payee !== null) {
    const payee = sealPayee(deps.crypto, claimId, openPayee(deps.crypto, refused.claim_id, refused.payee));
    await updateClaim(trx, claimId, { payee });
  }
  if (words !== undefined) {
    await updateClaim(trx, claimId, { appeal_words: sealAppealWords(deps.crypto, claimId, words) });
  }
  const { by_role, actor, organisation_id } = actorOf(caller);
  await insertEvent(trx, {
    claim_id: claimId,
    version: 1,
    kind: 'started',
    ...plainEvent,
    by_role,
    actor,
    organisation_id,
    happened_at: toColumn(now),
  });
  return publicId;
}
