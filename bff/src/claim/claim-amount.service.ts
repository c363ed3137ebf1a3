// What the county pays for a claim: by the ledger's decisions alone, bill by bill, and what recognition brings.
import type { ProposalReply } from '@yijiutong/rules/contract';
import { fen, formatYuan, yearOf, type Day, type Fen, type Step } from '@yijiutong/rules/kernel';
import { compileBenefits } from '@yijiutong/rules/policy';
import { decideRetroactive } from '@yijiutong/rules/rules';

import { listYearRows } from '../benefit-year/benefit-year.store.ts';
import type { LawBook } from '../benefit-year/law-book.ts';
import { billOf } from '../benefit-year/year.facts.ts';
import { grantedOf, yuan } from '../benefit-year/year.figures.ts';
import { presentStep } from '../bill/bill.present.ts';
import type { ListedBill } from '../bill/bill.store.ts';
import type { Deps } from '../deps.ts';
import { findPersonRow } from '../identity/identity.store.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import {
  listBillRows,
  listExplanations,
  listSettlementsById,
  type ClaimBillRow,
} from './claim-bill.store.ts';
import { claimableOf, illustrativeOf, sourceOf, type BillOfClaim } from './claim.bills.ts';
import { findClaimById, type ClaimRow } from './claim.store.ts';

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

/**
 * What a recognition brings for earlier bills. 攀枝花: the ledger's own top-up of that day. 宜昌, on application: the window
 * of months before it, for bills that no other case holds.
 */
async function reckonRetroactive(
  deps: Pick<Deps, 'law'>,
  db: Database,
  claim: ClaimRow,
  rows: readonly ClaimBillRow[],
): Promise<Fen> {
  if (claim.kind !== 'retroactive') return fen(0);
  const opener = claim.opened_by === null ? undefined : await findClaimById(db, claim.opened_by);
  const on = opener?.recognised_on as Day | null | undefined;
  if (on === null || on === undefined) return fen(0);
  const topUps = await sumTopUps(db, claim.person_id, on);
  return fen(topUps + (await reckonWindow(deps, db, claim, on, rows)));
}

/** 攀枝花 第十九条: paid on a day of the year, on no bill; the ledger has decided it. */
async function sumTopUps(db: Database, personId: number, on: Day): Promise<number> {
  const years = await listYearRows(db, personId);
  return years
    .flatMap(({ fold }) => (fold === null ? [] : (JSON.parse(fold) as { topUps: DatedAmount[] }).topUps))
    .filter((topUp) => topUp.on === on)
    .reduce((sum, { amount }) => sum + amount, 0);
}

type DatedAmount = { on: string; amount: number };

/** 宜昌 第十一条. 0 where the law has no window, or lacks a fact: nothing is guessed. */
async function reckonWindow(
  { law }: Pick<Deps, 'law'>,
  db: Database,
  claim: ClaimRow,
  on: Day,
  rows: readonly ClaimBillRow[],
): Promise<number> {
  const policy = law.policyOn(claim.region, on);
  const terms = retroactiveTerms(law, claim.region, on);
  if (policy === null || terms === null) return 0;
  if (terms.window === null) return 0;
  const { insurance } = await findPersonRow(db, claim.person_id);
  const settlements = await listSettlementsById(
    db,
    rows.flatMap((row) => row.settlement_id ?? []),
  );
  const year = (await listYearRows(db, claim.person_id)).find((row) => row.year === yearOf(on));
  const outcome = decideRetroactive(policy, terms, {
    categories: [recognisedCategory(law, claim.region, on)],
    insurance: insurance === 'employee' ? 'employee' : 'resident',
    recognisedOn: on,
    bills: settlements.map((row) => ({ ...billOf(row, law), assisted: wasAssisted(row) })),
    applied: true,
    paidThisYear: fen(year?.granted ?? 0),
  });
  return outcome.status === 'granted' ? outcome.value.topUp : 0;
}

const wasAssisted = (row: ListedBill): boolean => grantedOf(row) + (row.calculated ?? 0) > 0;

export function retroactiveTerms(law: LawBook, region: string, on: Day) {
  return compileBenefits(law.source, { region, on }).retroactive;
}

/** 因病致贫重病患者, as the region's document calls them. */
export function recognisedCategory(law: LawBook, region: string, on: Day): string {
  return compileBenefits(law.source, { region, on }).recognition?.category ?? '因病致贫重病患者';
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
