// Bills of one person beside the bills of a claim: hers as the platform or an officer settled them, and those on
// paper that nobody has read yet.
import type { Insertable, Selectable } from 'kysely';

import type { ClaimBillTwinTable } from '../storage/claim-work-tables.ts';
import type { Database } from '../storage/tables.ts';
import type { ClaimRow } from './claim.store.ts';

export type TwinRow = Selectable<ClaimBillTwinTable>;

/** Settlements of hers, with the claim that has them under way or was paid for them. */
function settledOf(db: Database, personId: number) {
  return db
    .selectFrom('settlement')
    .leftJoin('claim_bill', 'claim_bill.live_settlement_id', 'settlement.settlement_id')
    .leftJoin('claim', 'claim.claim_id', 'claim_bill.claim_id')
    .select([
      'settlement.settlement_id',
      'settlement.setl_id',
      'settlement.institution',
      'settlement.region',
      'settlement.settled_at',
      'settlement.total',
      'settlement.granted_assistance',
      'settlement.granted_tilt',
      'claim_bill.ref as held_as',
      'claim_bill.paper_settlement_id',
      'claim.claim_id',
      'claim.public_id',
      'claim.number',
      'claim.state',
      'claim.place',
      'claim.village',
      'claim.submitted_at',
      'claim.paid_amount',
    ])
    .where('settlement.person_id', '=', personId)
    .orderBy('settlement.settlement_id');
}

/** Those that nobody took back. @param totals null: whatever they come to */
export function listStandingBeside(db: Database, personId: number, totals: readonly number[] | null) {
  const standing = settledOf(db, personId).where('settlement.reversed_at', 'is', null);
  return (totals === null ? standing : standing.where('settlement.total', 'in', totals)).execute();
}

/** Those that were taken back after a claim was paid for them. */
export function listReversedAndPaid(db: Database, personId: number) {
  return settledOf(db, personId)
    .where('settlement.reversed_at', 'is not', null)
    .where((where) => where.or([where('claim.paid_amount', '>', 0), where('claim.state', '=', 'paying')]))
    .execute();
}

/** Money was paid on it, or is on its way: what it was paid for is paid. */
export function isPaid({ paid_amount: paid, state }: Pick<ClaimRow, 'paid_amount' | 'state'>): boolean {
  return paid > 0 || state === 'paying';
}

/** On paper, in claims of hers that were sent and are not over, not read yet. */
export function listUnreadOfTotals(db: Database, personId: number, totals: readonly number[]) {
  return db
    .selectFrom('claim_bill')
    .innerJoin('claim', 'claim.claim_id', 'claim_bill.claim_id')
    .select([
      'claim_bill.ref',
      'claim_bill.institution',
      'claim_bill.on_day',
      'claim_bill.total',
      'claim.claim_id',
      'claim.public_id',
      'claim.number',
      'claim.state',
      'claim.place',
      'claim.village',
      'claim.submitted_at',
      'claim.paid_amount',
    ])
    .where('claim.person_id', '=', personId)
    .where('claim_bill.settlement_id', 'is', null)
    .where('claim_bill.paper_settlement_id', 'is', null)
    .where('claim_bill.total', 'in', totals)
    .where('claim.state', 'not in', ['draft', 'withdrawn', 'refused', 'closed'])
    .orderBy('claim_bill.claim_id')
    .execute();
}

/** The newest first. */
export function listTwinRows(db: Database, claimId: number): Promise<TwinRow[]> {
  return db
    .selectFrom('claim_bill_twin')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('decided_at', 'desc')
    .execute();
}

export async function putTwin(trx: Database, row: Insertable<ClaimBillTwinTable>): Promise<void> {
  const { same, staff_id, decided_at } = row;
  await trx
    .insertInto('claim_bill_twin')
    .values(row)
    .onDuplicateKeyUpdate({ same, staff_id, decided_at })
    .execute();
}

/** The platform's bill takes the place of its paper, or of the one it corrects, and is in no other claim from now on. */
export async function replaceByPlatform(
  trx: Database,
  bill: { claim_id: number; ref: string },
  settlementId: number,
): Promise<void> {
  await trx
    .updateTable('claim_bill')
    .set({ settlement_id: settlementId, live_settlement_id: settlementId, paper_settlement_id: null })
    .where('claim_id', '=', bill.claim_id)
    .where('ref', '=', bill.ref)
    .execute();
}

/** Of a locked claim. */
export async function removeBill(trx: Database, bill: { claim_id: number; ref: string }): Promise<void> {
  await trx
    .deleteFrom('claim_bill')
    .where('claim_id', '=', bill.claim_id)
    .where('ref', '=', bill.ref)
    .execute();
}
