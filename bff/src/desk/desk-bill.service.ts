// The bills of a claim as an officer reads them: the reckoning in both voices, and why it is not what it was before.
import type { DeskBill } from '@yijiutong/rules/contract';
import { listOfficerLines, tellResident } from '@yijiutong/rules/words';

import { findDifference } from '../bill/bill.difference.ts';
import { getBillReply } from '../bill/bill.service.ts';
import { listDecisions, type BillRow, type DecisionRow } from '../bill/bill.store.ts';
import { listBillRows, listSettlementsById, type ClaimBillRow } from '../claim/claim-bill.store.ts';
import type { Deps } from '../deps.ts';

/** Moments in the columns' form; null: there was none. */
export interface Moments {
  submitted: string | null;
  reviewed: string | null;
}

export async function readDeskBills(deps: Deps, claimId: number, moments: Moments): Promise<DeskBill[]> {
  const rows = await listBillRows(deps.db, [claimId]);
  const settlements = await listSettlementsById(
    deps.db,
    rows.flatMap((row) => settlementOf(row) ?? []),
  );
  return Promise.all(
    rows.map(async (row) => {
      const settlement = settlements.find((one) => one.settlement_id === settlementOf(row));
      return settlement === undefined ? unread(row) : readBill(deps, row, settlement, moments);
    }),
  );
}

/** Of paper, once an officer has read its figures. */
const settlementOf = (row: ClaimBillRow) => row.settlement_id ?? row.paper_settlement_id;

function unread({ ref }: ClaimBillRow): DeskBill {
  return { ref, bill: null, officer: [], resident: [], sinceSubmission: null, sinceReview: null };
}

async function readBill(
  deps: Deps,
  { ref }: ClaimBillRow,
  settlement: BillRow,
  moments: Moments,
): Promise<DeskBill> {
  const [bill, decisions] = await Promise.all([
    getBillReply(deps, settlement.setl_id),
    listDecisions(deps.db, settlement.settlement_id),
  ]);
  const since = (moment: string | null) => changeSince(deps, settlement, decisions, moment);
  return {
    ref,
    bill,
    officer: bill.explanation.flatMap((step) => listOfficerLines(step)),
    resident: bill.explanation.flatMap(tellResident),
    sinceSubmission: since(moments.submitted),
    sinceReview: since(moments.reviewed),
  };
}

function changeSince(
  { law }: Deps,
  row: BillRow,
  decisions: readonly DecisionRow[],
  moment: string | null,
): DeskBill['sinceReview'] {
  const then = moment === null ? undefined : decisions.findLast(({ decided_at: at }) => at <= moment);
  const now = decisions.at(-1);
  if (then === undefined || now === undefined || then === now) return null;
  return findDifference(row, [then, now], [], law);
}
