// 县级审核 and 审批: one person proposes what the rules give, another fixes it; or one refuses, another confirms it.
import type {
  ClaimReply,
  ProposalReply,
  approvalRequest,
  refusalRequest,
  reopeningRequest,
  returnRequest,
  reviewRequest,
} from '@yijiutong/rules/contract';
import type { z } from 'zod';

import type { Deps } from '../deps.ts';
import { checkOpened } from '../desk/opened.service.ts';
import { AppError } from '../error.ts';
import { orderPayment } from '../payment/order-payment.service.ts';
import { stopDuePayment } from '../payment/payment.store.ts';
import type { Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { presentProposal, reckonClaim } from './claim-amount.service.ts';
import { holdSettlements, listBillRows, releaseSettlements } from './claim-bill.store.ts';
import { invalidField, notClaimable } from './claim-bills.service.ts';
import { bySystem, notPossible, recordChange } from './claim-change.service.ts';
import { dropPaperBills, settlePaperFigures, unasked, type PersonFacts } from './claim-paper-bill.service.ts';
import { endRecognition, findPersonFacts } from './claim-recognition.service.ts';
import { decideAfterRetroactive } from './claim-retroactive.service.ts';
import { auditTwins, settleTwins } from './claim-twin-verdict.service.ts';
import { checkTwins } from './claim-twin.service.ts';
import { doWork, keyOf, reviewRow, type Work } from './claim-work.service.ts';
import { findLastReview, insertReview } from './claim-work.store.ts';
import { decideMove } from './claim.lifecycle.ts';
import { sealFinding } from './claim.seal.ts';
import { standingOf } from './claim.standing.ts';
import { findLiveAppeal, getClaim, lockClaimById, updateClaim, type ClaimRow } from './claim.store.ts';

type Review = z.output<typeof reviewRequest>;

export async function getProposal(deps: Deps, publicId: string): Promise<ProposalReply> {
  return presentProposal(deps, await getClaim(deps.db, publicId));
}

/**
 * Her figures go through the rules; the amount is what they give.
 * @throws {AppError} 409 `amount_not_settled` where a bill cannot be reckoned, or nothing is due, `duplicate_open` while one may
 * be there twice, `act_not_possible` to refuse what was paid; 422 `clause_unknown`
 */
export async function reviewClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  review: Review,
): Promise<ClaimReply> {
  if (review.verdict === 'refuse') checkClause(deps, review.clause);
  const person = await findPersonFacts(deps, await getClaim(deps.db, publicId));
  const asked = { act: 'review', version: review.version } as const;
  return doWork(deps, caller, publicId, asked, async (work) => {
    if (review.verdict === 'refuse' && work.claim.paid_amount > 0) throw notPossible(work.claim, 'refuse');
    await settlePaperFigures(deps, work.trx, work.claim, review.figures, person);
    const said = await settleTwins(deps, work, review.twins, person);
    const amount = await proposeAmount(deps, work, review);
    await keepReview(deps, work, review, amount);
    const { trx, claim, by } = work;
    await recordChange(
      deps,
      trx,
      claim,
      { act: 'review', by, words: review.words, reason: review.verdict === 'refuse' ? review.reason : null },
      { proposed: review.verdict, proposed_amount: amount },
    );
    await auditTwins(deps, work, said);
  });
}

function checkClause({ law }: Deps, clause: { document: string; article: string }): void {
  if (law.quote([clause]).length > 0) return;
  throw new AppError(422, 'clause_unknown', 'no document of config/policy holds this clause', {
    data: { clause },
  });
}

/** In fen, over the whole life of the claim; null for a refusal, and for the appeal of a recognition. */
async function proposeAmount(
  deps: Deps,
  { trx, claim, viewer }: Work,
  { verdict }: Review,
): Promise<number | null> {
  if (verdict === 'refuse' || claim.has_money === 0) return null;
  await checkTwins(deps, trx, claim, viewer);
  const { total, unsettled } = await reckonClaim(deps, trx, claim);
  if (total !== null && total > claim.paid_amount) return total;
  throw new AppError(
    409,
    'amount_not_settled',
    total === null ? 'some bills cannot be reckoned yet: see data.unsettled' : 'by the rules nothing is due',
    { data: { unsettled, total, paid: claim.paid_amount } },
  );
}

async function keepReview(deps: Deps, work: Work, review: Review, amount: number | null): Promise<void> {
  const { trx, claim } = work;
  const policy = deps.law.policyOn(claim.region, deps.clock.today());
  const document = policy?.documents[0];
  const reckoned = await reckonClaim(deps, trx, claim);
  const refuses = review.verdict === 'refuse';
  await insertReview(trx, {
    ...reviewRow(deps, work),
    stage: 'county_review',
    verdict: review.verdict,
    reason: refuses ? review.reason : null,
    clause: refuses ? `${review.clause.document} ${review.clause.article}` : null,
    words: sealFinding(deps.crypto, 'review', keyOf(work), review.words),
    figures: JSON.stringify({
      bills: reckoned.bills.map(({ bill, pays }) => ({
        ref: bill.row.ref,
        decision: bill.settlement?.decision_id ?? null,
        pays,
      })),
      retroactive: reckoned.retroactive,
    }),
    amount,
    document: document?.id ?? null,
    document_version: document?.revision ?? null,
  });
}

/**
 * The amount that was reviewed is fixed and ordered. What the rules give must still be that: a bill that was taken back
 * meanwhile sends the claim back to the review.
 * @throws {AppError} 409 `open_first`, `amount_not_settled`, `payee_missing`
 */
export async function approveClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, words }: z.output<typeof approvalRequest>,
): Promise<ClaimReply> {
  const claim = await getClaim(deps.db, publicId);
  const person = reachesBack(claim) ? await findPersonFacts(deps, claim) : unasked;
  return doWork(deps, caller, publicId, { act: 'approve', version }, async (work) => {
    await checkOpened(work.trx, work);
    await approveLocked(deps, work, words, person);
  });
}

/** Only these can pay apart from bills; others need nobody's word on who the person is. */
const reachesBack = ({ kind }: Pick<ClaimRow, 'kind'>): boolean =>
  kind === 'retroactive' || kind === 'appeal';

/**
 * Of a locked claim, by somebody who may.
 * @param person who the year is decided for again where the claim pays apart from bills
 * @throws {AppError} 409 `amount_not_settled`, `payee_missing`, `duplicate_open`
 */
export async function approveLocked(
  deps: Deps,
  work: Work,
  words: string,
  person: PersonFacts = unasked,
): Promise<void> {
  const { trx, claim, by } = work;
  const { proposed_amount: amount } = claim;
  await insertReview(trx, {
    ...reviewRow(deps, work),
    stage: 'county_approval',
    verdict: 'approve',
    words: sealFinding(deps.crypto, 'review', keyOf(work), words),
    amount,
  });
  if (claim.has_money === 0) {
    await recordChange(deps, trx, claim, { act: 'approve', by, words }, { proposed: null });
    await upholdAppeal(deps, trx, claim);
    return;
  }
  await checkStillDue(deps, work);
  await updateClaim(trx, claim.claim_id, { approved_amount: amount });
  if (reachesBack(claim)) await decideAfterRetroactive(deps, trx, claim, person);
  const change = { approved_amount: amount, proposed: null, proposed_amount: null };
  const approved = await recordChange(deps, trx, claim, { act: 'approve', by, words }, change);
  await orderPayment(trx, deps, approved, (amount ?? 0) - claim.paid_amount);
}

async function checkStillDue(deps: Deps, { trx, claim, viewer }: Work): Promise<void> {
  if (claim.payee === null) {
    throw new AppError(409, 'payee_missing', 'nobody has said which account the money goes to');
  }
  // The platform may have sent a bill since the review.
  await checkTwins(deps, trx, claim, viewer);
  const { total, unsettled } = await reckonClaim(deps, trx, claim);
  if (total === claim.proposed_amount) return;
  throw new AppError(
    409,
    'amount_not_settled',
    'what the rules give has changed since the review: return it',
    {
      data: { unsettled, total, proposed: claim.proposed_amount },
    },
  );
}

/** 复核 of a refused recognition was right: the refused case is taken up again. Refused anew, it can be appealed anew. */
async function upholdAppeal(deps: Deps, trx: Database, appeal: ClaimRow): Promise<void> {
  if (appeal.appeal_of === null) return;
  // Held since the appeal was locked: nobody is waited for here.
  const refused = await lockClaimById(trx, appeal.appeal_of);
  if (decideMove(standingOf(refused), 'reopen') === null) return;
  await updateClaim(trx, appeal.claim_id, { live_appeal_of: null });
  await recordChange(
    deps,
    trx,
    refused,
    { act: 'reopen', by: bySystem, reason: 'appeal_upheld' },
    { refusal_reason: null, refusal_clause: null },
  );
}

/** Of the county's second person, what the review proposed; of 民政, the recognition. @throws {AppError} 422 */
export async function refuseClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, reason, clause, words }: z.output<typeof refusalRequest>,
): Promise<ClaimReply> {
  if (clause !== undefined) checkClause(deps, clause);
  const person = await findPersonFacts(deps, await getClaim(deps.db, publicId));
  return doWork(deps, caller, publicId, { act: 'refuse', version }, async (work) => {
    const { trx, claim, by } = work;
    const review =
      claim.state === 'county_approval' ? await findLastReview(trx, claim.claim_id, 'county_review') : null;
    const why = (review?.reason ?? reason ?? null) as typeof reason | null;
    const rests = review?.clause ?? (clause === undefined ? null : `${clause.document} ${clause.article}`);
    if (why === null || why === undefined) throw invalidField('body.reason', 'say why it is refused');
    if (rests === null) throw invalidField('body.clause', 'say on which clause it rests');
    await insertReview(trx, {
      ...reviewRow(deps, work),
      stage: claim.state === 'county_approval' ? 'county_approval' : 'recognition',
      verdict: 'refuse',
      reason: why,
      clause: rests,
      words: sealFinding(deps.crypto, 'review', keyOf(work), words),
    });
    await dropPaperBills(deps, trx, claim, await listBillRows(trx, [claim.claim_id]), person);
    await releaseSettlements(trx, claim.claim_id);
    // Taken up again after it was granted.
    await endRecognition(deps, trx, claim);
    await recordChange(
      deps,
      trx,
      claim,
      { act: 'refuse', by, reason: why, words },
      { proposed: null, proposed_amount: null, refusal_reason: why, refusal_clause: rests },
    );
  });
}

/** One step back. What was approved and is not on its way to the bank yet is not paid, and has to be reviewed anew. */
export async function returnClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, reason, words }: z.output<typeof returnRequest>,
): Promise<ClaimReply> {
  const found = await getClaim(deps.db, publicId);
  const person = isOrdered(found) && reachesBack(found) ? await findPersonFacts(deps, found) : unasked;
  return doWork(deps, caller, publicId, { act: 'return', version }, async ({ trx, claim, by }) => {
    if (isOrdered(claim)) await takeBackApproval(deps, trx, claim, person);
    const change = { proposed: null, proposed_amount: null };
    await recordChange(deps, trx, claim, { act: 'return', by, reason, words }, change);
  });
}

const isOrdered = ({ state }: Pick<ClaimRow, 'state'>): boolean =>
  state === 'payment_due' || state === 'payment_failed';

async function takeBackApproval(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  person: PersonFacts,
): Promise<void> {
  await stopDuePayment(trx, claim.claim_id, toColumn(deps.clock.now()));
  claim.approved_amount = claim.paid_amount > 0 ? claim.paid_amount : null;
  await updateClaim(trx, claim.claim_id, { approved_amount: claim.approved_amount });
  if (reachesBack(claim)) await decideAfterRetroactive(deps, trx, claim, person);
}

/** A draft is nobody's business yet: it cannot be sent once the case was taken up again. */
const besideReopening: readonly ClaimRow['state'][] = ['draft', 'refused'];

/**
 * Never beside its own appeal: what one of them grants the other would grant once more.
 * @throws {AppError} 409 `act_not_possible` once an appeal was sent and not refused, `bill_not_claimable` where another claim
 * has taken a bill up meanwhile
 */
export function reopenClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, reason, words }: z.output<typeof reopeningRequest>,
): Promise<ClaimReply> {
  return doWork(deps, caller, publicId, { act: 'reopen', version }, async ({ trx, claim, by }) => {
    const appeal = await findLiveAppeal(trx, claim.claim_id);
    if (appeal !== undefined && !besideReopening.includes(appeal.state)) throw notPossible(claim, 'reopen');
    // What it was about stands no longer: a refusal that comes now is another, and can be appealed.
    if (appeal?.state === 'refused') await updateClaim(trx, appeal.claim_id, { live_appeal_of: null });
    // What recognition brings for its bills lies in a case of its own, and they with it.
    const isFree = claim.recognised_on !== null || (await holdSettlements(trx, claim.claim_id));
    if (!isFree) {
      const rows = await listBillRows(trx, [claim.claim_id]);
      throw notClaimable(rows.map(({ ref }) => ({ ref, why: 'in_claim' as const })));
    }
    const change = { asked_in: null, refusal_reason: null, refusal_clause: null };
    await recordChange(deps, trx, claim, { act: 'reopen', by, reason, words }, change);
  });
}
