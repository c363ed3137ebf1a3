// What an officer says of bills that may be one, and what follows: one bill is paid once.
import type { TwinVerdict } from '@yijiutong/rules/contract';

import { recordAudit } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { placeOnDesk } from '../desk/desk-place.service.ts';
import { toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import { listBillRows } from './claim-bill.store.ts';
import { invalidField, notClaimable } from './claim-bills.service.ts';
import { changed } from './claim-change.service.ts';
import { reversePaperBills, type PersonFacts } from './claim-paper-bill.service.ts';
import { findPairs, isNamed, keyOf, type Pair } from './claim-twin.service.ts';
import { isPaid, putTwin, removeBill, replaceByPlatform } from './claim-twin.store.ts';
import type { Work } from './claim-work.service.ts';
import { readNeeds } from './claim.access.ts';
import { lockClaimById, updateClaim, type ClaimRow } from './claim.store.ts';

/** What became of a bill that is another. */
interface Moved {
  /** The other claim that it has come to; null: it has come to none. */
  into: ClaimRow | null;
  /** Each of two claims was paid for it. */
  overpaid: boolean;
}

const unmoved: Moved = { into: null, overpaid: false };

export type KeptWord = TwinVerdict & Moved;

/**
 * What the reviewer says of them, kept. One bill is paid once: the platform's takes the place of the paper, or the bill leaves
 * this claim for the one that has it. What she says of a bill that another of her words has moved already says nothing more.
 * @returns what was kept
 * @throws {AppError} 422 for a pair that is none; 409 `bill_not_claimable` where another claim has taken the bill up at this
 * moment, `claim_changed` where the claim that was paid for it has changed
 */
export async function settleTwins(
  deps: Deps,
  work: Work,
  verdicts: readonly TwinVerdict[],
  person: PersonFacts,
): Promise<KeptWord[]> {
  const { trx, claim, staffId } = work;
  if (verdicts.length === 0) return [];
  let pairs = await findPairs(deps, trx, claim);
  const strange = verdicts.findIndex((said) => !pairs.some((pair) => isNamed(pair, said)));
  if (strange !== -1) throw invalidField(`body.twins.${strange}`, 'these two do not look like one bill');
  const kept: KeptWord[] = [];
  for (const said of verdicts) {
    const pair = pairs.find((one) => isNamed(one, said));
    if (pair === undefined) continue;
    const { same } = said;
    const key = keyOf(pair);
    await putTwin(trx, {
      claim_id: claim.claim_id,
      ...key,
      same: same ? 1 : 0,
      staff_id: staffId,
      decided_at: toColumn(deps.clock.now()),
    });
    if (!same) {
      kept.push({ ...key, same, ...unmoved });
      continue;
    }
    kept.push({ ...key, same, ...(await moveBill(deps, work, pair, person)) });
    pairs = await findPairs(deps, trx, claim);
  }
  return kept;
}

/**
 * The platform's bill that no claim has takes the place of this claim's. What was paid stays where it was paid: of two claims
 * the unpaid one gives its bill up, to the one that was paid where that has no more than its paper, or what was taken back.
 */
async function moveBill(deps: Deps, work: Work, pair: Pair, person: PersonFacts): Promise<Moved> {
  const { trx, claim } = work;
  const { bill, other, own } = pair;
  const elsewhere = own === null ? other.holder : null;
  if (elsewhere !== null && isPaid(claim)) return { ...unmoved, overpaid: isPaid(elsewhere) };
  await reversePaperBills(deps, trx, claim, [bill], person);
  const isFree = !other.paper && other.holder === null && other.settlementId !== null;
  if (isFree) {
    await replaceByPlatform(trx, bill, other.settlementId ?? 0).catch((error: unknown) => {
      throw isDuplicate(error) ? notClaimable([{ ref: other.ref, why: 'in_claim' }]) : error;
    });
    return unmoved;
  }
  await leaveClaim(work, bill.ref);
  const succeeds = bill.settlement_id !== null && (other.paper || other.takenBack);
  if (elsewhere === null || !isPaid(elsewhere) || !succeeds) return unmoved;
  return { ...unmoved, into: await succeed(deps, work, { ...pair, paidFor: elsewhere }, person) };
}

async function leaveClaim({ trx, claim }: Work, ref: string): Promise<void> {
  await removeBill(trx, { claim_id: claim.claim_id, ref });
  const needs = readNeeds(claim).filter((need) => need.bill !== ref);
  await updateClaim(trx, claim.claim_id, { needs: JSON.stringify(needs) });
  claim.needs = JSON.stringify(needs);
}

/**
 * The bill comes to the claim that was paid for it under another number: from now on that claim is reckoned by it, and taken
 * up again it pays the difference.
 */
async function succeed(
  deps: Deps,
  { trx, claim }: Work,
  { bill, other, paidFor }: Pair & { paidFor: Pick<ClaimRow, 'claim_id'> },
  person: PersonFacts,
): Promise<ClaimRow> {
  const into = await lockClaimById(trx, paidFor.claim_id);
  const rows = await listBillRows(trx, [into.claim_id]);
  const held = rows.find((row) => row.ref === other.heldAs && row.live_settlement_id === other.settlementId);
  if (held === undefined || bill.settlement_id === null) throw changed(claim);
  await reversePaperBills(deps, trx, into, [held], person);
  await replaceByPlatform(trx, held, bill.settlement_id);
  await placeOnDesk(deps, trx, into);
  return into;
}

/** The newest word on a pair takes the place of the one before; here every word stays. At the end of the transaction. */
export async function auditTwins(
  deps: Deps,
  { trx, claim, by }: Work,
  kept: readonly KeptWord[],
): Promise<void> {
  const { audited = { kind: 'system', id: 'system' } } = by;
  for (const { ref, other, same, into, overpaid } of kept) {
    const detail = { ref: inGroups(ref), other: inGroups(other), same, ...(overpaid ? { overpaid } : {}) };
    for (const { public_id: id, village, place } of into === null ? [claim] : [claim, into]) {
      await recordAudit(trx, deps, {
        actor: { role: by.by_role, organisationId: by.organisation_id, ...audited },
        act: 'decide_twin',
        subject: { kind: 'claim', id },
        place: village ?? place,
        detail,
      });
    }
  }
}

/** A bill's number may have as many digits as a person's, which the audit refuses: it is written like 5300 0026 0305. */
const inGroups = (ref: string): string => ref.replace(/\d{4}(?=\d)/g, '$& ');
