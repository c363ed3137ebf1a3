// Puts a claim on the officers' desks with every change of it, in the same transaction: a queue never shows what was.
import { reckonClaim, type Reckoned } from '../claim/claim-amount.service.ts';
import { wasTroubled } from '../claim/claim-paper.store.ts';
import { sourceOf } from '../claim/claim.bills.ts';
import { openPayee } from '../claim/claim.seal.ts';
import type { ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { deskDueOn } from './desk.clock.ts';
import { findFormerHolder, insertAssignment, lockDesk, putDesk, type DeskRow } from './desk.store.ts';
import { weigh } from './desk.weight.ts';

type Ports = Pick<Deps, 'clock' | 'crypto' | 'law'>;

/** Of a locked claim, as it stands after the change. */
export async function placeOnDesk(deps: Ports, trx: Database, claim: ClaimRow): Promise<void> {
  const weighed = await weighForDesk(deps, trx, claim);
  if (weighed !== null) await putOnDesk(trx, claim, weighed);
}

type Weighed = Awaited<ReturnType<typeof weighClaim>> &
  Pick<DeskRow, 'account_index' | 'weighed_at' | 'assigned_to'>;

/** All that has to be found out first; the number is not asked for. Null: a draft is her own and lies on no desk. */
export async function weighForDesk(deps: Ports, trx: Database, claim: ClaimRow): Promise<Weighed | null> {
  if (claim.state === 'draft' || (claim.state === 'withdrawn' && claim.submissions === 0)) return null;
  const former = await lockDesk(trx, claim.claim_id);
  return {
    ...(await weighClaim(deps, trx, claim)),
    account_index: indexAccount(deps.crypto, claim),
    weighed_at: toColumn(deps.clock.now()),
    assigned_to: await keepHolder(deps, trx, claim, former),
  };
}

export async function putOnDesk(trx: Database, claim: ClaimRow, weighed: Weighed): Promise<void> {
  await putDesk(trx, {
    claim_id: claim.claim_id,
    person_id: claim.person_id,
    place: claim.place,
    village: claim.village,
    state: claim.state,
    kind: claim.kind,
    number: claim.number,
    due_on: deskDueOn(claim),
    ...weighed,
  });
}

async function weighClaim(deps: Ports, trx: Database, claim: ClaimRow) {
  const reckoned = await reckonClaim(deps, trx, claim);
  const troubled = await wasTroubled(trx, claim.claim_id);
  const { bills } = reckoned;
  const amount = amountOf(claim, reckoned);
  const facts = {
    kind: claim.kind,
    amount,
    categories: bills.flatMap(({ bill }) => categoryOf(bill.settlement?.outcome ?? null)),
    troubled,
    platformOnly: bills.every(({ bill }) => sourceOf(bill.row) === 'platform'),
  };
  return { amount, ...weigh(facts) };
}

/** What is left to pay: as approved, else as proposed, else by the rules. */
function amountOf(claim: ClaimRow, { total, bills }: Reckoned): number | null {
  const whole = claim.approved_amount ?? claim.proposed_amount ?? total;
  if (whole === null || (bills.length === 0 && whole === 0)) return null;
  return Math.max(whole - claim.paid_amount, 0);
}

function categoryOf(outcome: string | null): string[] {
  const { category } = (outcome === null ? {} : JSON.parse(outcome)) as { category?: string };
  return category === undefined ? [] : [category];
}

/** Two people's claims with one account are looked at twice. */
function indexAccount(crypto: FieldCrypto, claim: Pick<ClaimRow, 'claim_id' | 'payee'>): Buffer | null {
  if (claim.payee === null) return null;
  return crypto.blindIndex('payee_account', openPayee(crypto, claim.claim_id, claim.payee).account);
}

/**
 * Whoever has a case keeps it while it stays in its state, and while the person mends what she asked for. Where it comes
 * to a state that it was in before, it comes back to who had it there.
 */
async function keepHolder(
  { clock }: Ports,
  trx: Database,
  claim: ClaimRow,
  former: DeskRow | undefined,
): Promise<number | null> {
  if (former === undefined) return null;
  if (former.state === claim.state || claim.state === 'correction_asked') return former.assigned_to;
  const { claim_id: claimId, state } = claim;
  const holder = await findFormerHolder(trx, { claimId, state, today: clock.today() });
  if (holder === null) return null;
  await insertAssignment(trx, {
    claim_id: claimId,
    state,
    staff_id: holder,
    by_staff: null,
    why: 'came_back',
    at: toColumn(clock.now()),
  });
  return holder;
}
