// The bills of a claim as an officer reads them: the reckoning in both voices, and why it is not what it was before.
import type { DeskBill, PaperFigures } from '@yijiutong/rules/contract';
import { listOfficerLines, tellResident } from '@yijiutong/rules/words';

import { yuan } from '../benefit-year/year.figures.ts';
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
  return {
    ref,
    bill: null,
    figures: null,
    officer: [],
    resident: [],
    sinceSubmission: null,
    sinceReview: null,
  };
}

async function readBill(
  deps: Deps,
  { ref, paper_settlement_id: read }: ClaimBillRow,
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
    figures: read === null ? null : presentFigures(ref, settlement),
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

const saidOf = (flag: '0' | '1' | null): boolean | null => (flag === null ? null : flag === '1');

/** As they were typed: who decides next holds them against the paper, and who corrects one need not type all again. */
function presentFigures(ref: string, row: BillRow): PaperFigures {
  return {
    ref,
    institution: row.institution,
    treatedIn: row.treated_in,
    on: row.settled_at.slice(0, 10),
    kind: row.kind,
    total: yuan(row.total),
    fullSelfPay: yuan(row.full_self_pay),
    overLimit: yuan(row.over_limit),
    preSelfPay: yuan(row.pre_self_pay),
    inScope: yuan(row.in_scope),
    basicPaid: yuan(row.basic_paid),
    criticalIllnessPaid: yuan(row.critical_illness_paid),
    supplementPaid: yuan(row.supplement_paid),
    commercialPaid: yuan(row.commercial_paid),
    grantedAssistance: yuan(row.granted_assistance),
    grantedTilt: yuan(row.granted_tilt),
    otherPaid: yuan(row.other_paid),
    referred: saidOf(row.referral_flag),
    filed: saidOf(row.filing_flag),
  };
}
