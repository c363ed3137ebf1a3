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
  const paired = await pairWithPaper(db, rows);
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
  return rows.map((row) => ({
    row,
    settlement: settlements.find((one) => one.settlement_id === idOf(row)) ?? null,
  }));
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
