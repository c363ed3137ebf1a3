// Sending a claim: once, whoever taps and however often. And taking it back.
import { writeClaimNumber, type PaperNeed } from '@yijiutong/rules/claim';
import type { ClaimReply } from '@yijiutong/rules/contract';
import type { Day } from '@yijiutong/rules/kernel';

import { onOneDay } from '../clock.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import {
  lockPages,
  pinPages,
  removeUnsentPages,
  type LockedPage,
  type PaperKey,
} from '../paper/paper.service.ts';
import type { Resident } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { caseReopened } from './claim-appeal.service.ts';
import {
  holdSettlements,
  listBillRows,
  listLiveClaims,
  releaseSettlements,
  replaceBills,
} from './claim-bill.store.ts';
import { notClaimable } from './claim-bills.service.ts';
import { actorOf, checkChange, recordChange, type By } from './claim-change.service.ts';
import { findIdentities, readFile, type ClaimFile } from './claim-file.service.ts';
import { dropPaperBills, unasked } from './claim-paper-bill.service.ts';
import { deleteExcuses } from './claim-paper.store.ts';
import { endRecognition } from './claim-recognition.service.ts';
import { listAsked } from './claim.access.ts';
import { wholePeriod } from './claim.clock.ts';
import { isRepeated } from './claim.lifecycle.ts';
import { estimateNow, getClaimReply } from './claim.service.ts';
import {
  getClaim,
  getLastEvent,
  listOtherOpenClaims,
  listWaitingClaims,
  lockClaim,
  lockClaimById,
  lockDrafts,
  openNumbersOf,
  takeRunningNumber,
  updateClaim,
  type ClaimRow,
} from './claim.store.ts';
import { subjectOf } from './claim.tasks.ts';
import { keepApart } from './household.service.ts';
import { deleteMembers } from './household.store.ts';

/**
 * Sends a draft, or what a notice asked for. Two phones that send the same version send one claim, and both are told its
 * number; so is a phone that lost the answer.
 * @throws {AppError} 409 `claim_incomplete` with what is open, `claim_not_open`, `claim_changed`, `bill_not_claimable`
 */
export async function submitClaim(
  ports: Deps,
  caller: Resident,
  publicId: string,
  version: number,
): Promise<ClaimReply> {
  // Its number and its deadline are of one day.
  const deps = { ...ports, clock: onOneDay(ports.clock) };
  // Before the lock: it may ask the platform.
  const seen = await getClaim(deps.db, publicId);
  const identities = await findIdentities(deps, seen);
  const today = deps.clock.today();
  await openNumbersOf(deps.db, today);
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId, seen);
    if (await wasDone(trx, claim, 'submit', version)) return;
    checkChange(claim, 'submit', version);
    await checkStillRefused(trx, claim);
    const file = await readFile(deps, trx, claim, identities, { pagesOf: lockPages });
    checkComplete(file);
    await keepPages(trx, file);
    if (claim.state === 'draft') {
      await removeUnsent(deps, trx, file);
      await sendDraft(deps, trx, file, actorOf(caller), today);
    } else {
      await sendAgain(deps, trx, claim, actorOf(caller));
    }
  });
  return getClaimReply(deps, publicId);
}

/** Another phone, or this one before its answer was lost, has done it: then the claim is one version further. */
async function wasDone(
  trx: Database,
  claim: ClaimRow,
  act: 'submit' | 'withdraw',
  version: number,
): Promise<boolean> {
  if (claim.version === version) return false;
  return isRepeated(act, version, await getLastEvent(trx, claim.claim_id));
}

/**
 * Of an appeal that is a draft. The case was locked with it: whoever takes it up again at this moment has come first, or sees the
 * appeal. @throws {AppError} 409 `appeal_not_needed`
 */
async function checkStillRefused(trx: Database, { state, appeal_of: of }: ClaimRow): Promise<void> {
  if (of === null || state !== 'draft') return;
  const appealed = await lockClaimById(trx, of);
  if (appealed.state !== 'refused') throw caseReopened(appealed);
}

export function checkComplete({ open }: ClaimFile): void {
  if (open.length === 0) return;
  throw new AppError(409, 'claim_incomplete', 'the claim cannot be sent yet: see data.open', {
    data: { open },
  });
}

/** What it is sent with is its evidence: from now on no page of it can be removed. */
export async function keepPages(trx: Database, { claim, tasks, sent: kept }: ClaimFile): Promise<void> {
  const pages = tasks.flatMap((task) => task.pages).filter(({ pageId }) => !kept.has(pageId));
  await pinPages(
    trx,
    claim.claim_id,
    claim.submissions + 1,
    pages.map(({ pageId }) => pageId),
  );
}

async function sendDraft(deps: Deps, trx: Database, file: ClaimFile, by: By, today: Day): Promise<void> {
  const { claim, needs, bills } = file;
  const estimate = await estimateNow(deps, trx, file);
  if (!(await holdSettlements(trx, claim.claim_id))) {
    const settlements = bills.flatMap(({ settlement }) => settlement ?? []);
    throw await heldElsewhere(trx, settlements);
  }
  await keepApart(deps, trx, claim);
  await recordChange(
    deps,
    trx,
    claim,
    { act: 'submit', by },
    {
      ...sent(deps, claim),
      has_money: bills.length > 0 ? 1 : 0,
      draft_of: null,
      submitted_at: toColumn(deps.clock.now()),
      needs: JSON.stringify(needs),
      submitted_estimate: JSON.stringify(estimate),
    },
    async () => writeClaimNumber(today, await takeRunningNumber(trx, today)),
  );
}

/** @param words of an office that does it for her */
export async function sendAgain(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  by: By,
  words: string | null = null,
): Promise<ClaimRow> {
  return recordChange(deps, trx, claim, { act: 'submit', by, words }, sent(deps, claim));
}

/** The period runs from the day after its papers are complete: anew when they had to be mended. */
function sent(deps: Deps, claim: ClaimRow) {
  return { submissions: claim.submissions + 1, asked_in: null, ...wholePeriod(deps, claim) };
}

/** The unique key has refused a bill: it went with another claim at this moment. */
async function heldElsewhere(
  trx: Database,
  settlements: readonly { settlement_id: number; setl_id: string }[],
): Promise<AppError> {
  const live = await listLiveClaims(
    trx,
    settlements.map((row) => row.settlement_id),
  );
  return notClaimable(
    settlements.flatMap(({ settlement_id: id, setl_id: ref }) => {
      const holder = live.get(id);
      if (holder === undefined) return [];
      const number = holder.number === null ? {} : { number: holder.number };
      return [{ ref, why: 'in_claim' as const, ...number }];
    }),
  );
}

/** Takes a claim back, or throws a draft away. What was sent stays on record; what never was is removed. */
export async function withdrawClaim(
  deps: Deps,
  caller: Resident,
  publicId: string,
  version: number,
): Promise<ClaimReply> {
  const seen = await getClaim(deps.db, publicId);
  const identities = await findIdentities(deps, seen);
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId, seen);
    if (await wasDone(trx, claim, 'withdraw', version)) return;
    checkChange(claim, 'withdraw', version);
    await removeUnsent(deps, trx, await readFile(deps, trx, claim, identities));
    await endClaim(deps, trx, claim, actorOf(caller));
  });
  return getClaimReply(deps, publicId);
}

/**
 * Pages that went with no claim: of a bill that she left out, of a paper that was not asked for after all. What another
 * claim of hers waits for stays. Beside a draft only this claim's own papers go: she may take a bill into the draft again.
 */
async function removeUnsent(
  deps: Deps,
  trx: Database,
  { claim, needs }: Pick<ClaimFile, 'claim' | 'needs'>,
): Promise<void> {
  const others = await listOtherOpenClaims(trx, claim);
  const wanted: PaperNeed[] = [];
  for (const other of others) wanted.push(...(await listAsked(deps, trx, other)));
  const isBesideDraft = others.some(({ state }) => state === 'draft');
  const goes = (page: PaperKey) => !isOneOf(wanted, page) && (!isBesideDraft || isOneOf(needs, page));
  await removeUnsentPages(
    trx,
    { personId: claim.person_id, claimId: claim.claim_id, goes },
    deps.clock.now(),
  );
}

function isOneOf(needs: readonly PaperNeed[], { paper, subject }: PaperKey): boolean {
  return needs.some((need) => need.paper === paper && subjectOf(need.bill) === subject);
}

/** Of a locked claim. A draft leaves nothing behind but that there was one. */
async function endClaim(deps: Deps, trx: Database, claim: ClaimRow, by: By): Promise<void> {
  const { claim_id: claimId } = claim;
  if (claim.state === 'draft') {
    await replaceBills(trx, claimId, []);
    await deleteExcuses(trx, claimId);
    await deleteMembers(trx, claimId);
    await updateClaim(trx, claimId, {
      draft_of: null,
      payee: null,
      appeal_words: null,
      lives_alone: null,
    });
  } else {
    await dropPaperBills(deps, trx, claim, await listBillRows(trx, [claimId]), unasked);
    await releaseSettlements(trx, claimId);
    // Taken up again after it was granted: she wants nothing of it any more.
    await endRecognition(deps, trx, claim);
  }
  await recordChange(
    deps,
    trx,
    claim,
    { act: 'withdraw', by },
    { live_appeal_of: null, publicity_until: null },
  );
}

/**
 * She leaves: her drafts go with her, and every page that she sent with no claim. Claims under way go on, and with them what
 * the window has taken for a notice that stands.
 */
export async function endDraftsOf(deps: Deps, trx: Database, personId: number, by: By): Promise<void> {
  const drafts = await lockDrafts(trx, personId);
  const waiting = await listWaitingClaims(trx, personId);
  const goes = ({ brought_for: broughtFor }: LockedPage) =>
    broughtFor === null || !waiting.includes(broughtFor);
  // Before the first of them is recorded: whoever holds the head of the audit waits for no page.
  await removeUnsentPages(trx, { personId, claimId: null, goes }, deps.clock.now());
  for (const draft of drafts) await endClaim(deps, trx, draft, by);
}
