// What the county pays for a claim: by the ledger's decisions alone, bill by bill, and what recognition brings.
import type { ProposalReply } from '@yijiutong/rules/contract';
import { fen, formatYuan, type Fen, type Step } from '@yijiutong/rules/kernel';

import { grantedOf, yuan } from '../benefit-year/year.figures.ts';
import { presentStep } from '../bill/bill.present.ts';
import type { Deps } from '../deps.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import {
  listBillRows,
  listExplanations,
  listSettlementsById,
  type ClaimBillRow,
} from './claim-bill.store.ts';
import { reckonRetroactive } from './claim-retroactive.service.ts';
import { claimableOf, illustrativeOf, sourceOf, type BillOfClaim } from './claim.bills.ts';
import type { ClaimRow } from './claim.store.ts';

/** In fen. `total`: over the whole life of the claim; null while something cannot be reckoned. */
export interface Reckoned {
  bills: readonly { bill: BillOfClaim; pays: Fen | null }[];
  retroactive: Fen;
  unsettled: readonly string[];
  total: Fen | null;
}

/** By the decisions that stand now; call it in the transaction that rests on it. */
export async function reckonClaim(deps: Pick<Deps, 'law'>, db: Database, claim: ClaimRow): Promise<Reckoned> {
  const rows = await listBillRows(db, [claim.claim_id]);
  return reckonBills(deps, db, claim, await pairWithPaper(db, rows));
}

/** What each comes to over its whole life, by claim; null while something cannot be reckoned. */
export async function reckonTotals(
  deps: Pick<Deps, 'law'>,
  db: Database,
  claims: readonly ClaimRow[],
): Promise<Map<number, Fen | null>> {
  if (claims.length === 0) return new Map();
  const ids = claims.map(({ claim_id: id }) => id);
  const bills = await pairWithPaper(db, await listBillRows(db, ids));
  const totals = new Map<number, Fen | null>();
  for (const claim of claims) {
    const own = bills.filter(({ row }) => row.claim_id === claim.claim_id);
    totals.set(claim.claim_id, (await reckonBills(deps, db, claim, own)).total);
  }
  return totals;
}

async function reckonBills(
  deps: Pick<Deps, 'law'>,
  db: Database,
  claim: ClaimRow,
  paired: readonly BillOfClaim[],
): Promise<Reckoned> {
  const rows = paired.map(({ row }) => row);
  const bills = paired.map((bill) => ({ bill, pays: claimableOf(bill) }));
  const unsettled = bills.filter(({ pays }) => pays === null).map(({ bill }) => bill.row.ref);
  const retroactive = await reckonRetroactive(deps, db, claim, rows);
  const sum = bills.reduce((total, { pays }) => total + (pays ?? 0), 0);
  return {
    bills,
    retroactive,
    unsettled,
    total: unsettled.length > 0 ? null : fen(sum + retroactive),
  };
}

async function pairWithPaper(db: Database, rows: readonly ClaimBillRow[]): Promise<BillOfClaim[]> {
  const idOf = (row: ClaimBillRow) => row.settlement_id ?? row.paper_settlement_id;
  const settlements = await listSettlementsById(
    db,
    rows.flatMap((row) => idOf(row) ?? []),
  );
  const byId = new Map(settlements.map((settlement) => [settlement.settlement_id, settlement]));
  return rows.map((row) => ({ row, settlement: byId.get(idOf(row) ?? 0) ?? null }));
}

export async function presentProposal(deps: Deps, claim: ClaimRow): Promise<ProposalReply> {
  const reckoned = await reckonClaim(deps, deps.db, claim);
  const { bills, retroactive, unsettled, total } = reckoned;
  const decisions = await listExplanations(
    deps.db,
    bills.flatMap(({ bill }) => bill.settlement?.decision_id ?? []),
  );
  return {
    claimId: claim.public_id,
    kind: claim.kind,
    bills: bills.flatMap(({ bill, pays }) => {
      const { settlement } = bill;
      if (settlement === null) return [];
      const explanation = decisions.get(settlement.decision_id ?? 0)?.explanation ?? null;
      return [
        {
          ref: bill.row.ref,
          source: sourceOf(bill.row),
          should: yuan(settlement.state === 'granted' ? (settlement.calculated ?? 0) : 0),
          was: yuan(grantedOf(settlement)),
          pays: yuan(pays ?? 0),
          explanation: explanation === null ? [] : [presentStep(JSON.parse(explanation) as Step)],
        },
      ];
    }),
    retroactive: formatYuan(retroactive),
    paidBefore: yuan(claim.paid_amount),
    amount: total === null ? null : yuan(Math.max(total - claim.paid_amount, 0)),
    unsettled: [...unsettled],
    illustrative: [...new Set(bills.flatMap(({ bill }) => illustrativeOf(bill)))],
    asOf: presentInstant(toColumn(deps.clock.now())),
  };
}
