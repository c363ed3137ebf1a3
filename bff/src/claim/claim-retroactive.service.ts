// What a recognition brings for the bills before it, and what that leaves of the year.
import { fen, yearOf, type Day, type Fen } from '@yijiutong/rules/kernel';
import { compileBenefits } from '@yijiutong/rules/policy';
import { decideRetroactive } from '@yijiutong/rules/rules';

import { listSettlements, listYearRows } from '../benefit-year/benefit-year.store.ts';
import { decideYear } from '../benefit-year/decide-year.service.ts';
import type { LawBook } from '../benefit-year/law-book.ts';
import { hasWindow, retroactiveTerms, sumRetroactivePaid } from '../benefit-year/retroactive-paid.service.ts';
import { billOf } from '../benefit-year/year.facts.ts';
import { grantedOf, openTopUps } from '../benefit-year/year.figures.ts';
import type { ListedBill } from '../bill/bill.store.ts';
import type { Deps } from '../deps.ts';
import { findPersonRow, listRosterDays } from '../identity/identity.store.ts';
import { portsOf } from '../settlement/settlement.service.ts';
import type { Database } from '../storage/tables.ts';
import { listSettlementsById, listStandingSettlements, type ClaimBillRow } from './claim-bill.store.ts';
import type { PersonFacts } from './claim-paper-bill.service.ts';
import { findClaimById, type ClaimRow } from './claim.store.ts';

/**
 * What a recognition brings for earlier bills. 攀枝花: the ledger's own top-up of that day. 宜昌, on application: the window
 * of months before it, for bills that no other case holds.
 */
export async function reckonRetroactive(
  deps: Pick<Deps, 'law'>,
  db: Database,
  claim: ClaimRow,
  rows: readonly ClaimBillRow[],
): Promise<Fen> {
  const opener = await findOpener(db, claim);
  const on = opener?.recognised_on as Day | null | undefined;
  if (opener === undefined || on === null || on === undefined) return fen(0);
  const days = [on, ...(await listRosterDays(db, opener.claim_id))];
  const topUps = await sumTopUps(db, claim.person_id, days);
  return fen(topUps + (await reckonWindow(deps, db, claim, on, rows)));
}

/** The recognition that a retroactive case, or the appeal of its refusal, rests on. */
async function findOpener(db: Database, claim: ClaimRow): Promise<ClaimRow | undefined> {
  const appealed = claim.appeal_of === null ? undefined : await findClaimById(db, claim.appeal_of);
  const openedBy = claim.opened_by ?? appealed?.opened_by ?? null;
  return openedBy === null ? undefined : findClaimById(db, openedBy);
}

/**
 * 攀枝花 第十九条: paid on the days from which she is recognised, on no bill; the ledger has decided it. What the platform had
 * granted above the rules for the bills it is for has been paid already.
 */
async function sumTopUps(db: Database, personId: number, days: readonly string[]): Promise<number> {
  let sum = 0;
  for (const { year, fold } of await listYearRows(db, personId)) {
    if (fold === null) continue;
    const { topUps } = JSON.parse(fold) as { topUps: Parameters<typeof openTopUps>[1] };
    if (!topUps.some(({ on }) => days.includes(on))) continue;
    const bills = await listSettlements(db, personId, year);
    const standing = bills.filter(({ state }) => state !== 'reversed');
    for (const { on, open } of openTopUps(standing, topUps)) if (days.includes(on)) sum += open;
  }
  return sum;
}

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
  const outcome = decideRetroactive(policy, terms, {
    categories: [recognisedCategory(law, claim.region, on)],
    insurance: insurance === 'employee' ? 'employee' : 'resident',
    recognisedOn: on,
    bills: settlements.filter(isStanding).map((row) => ({ ...billOf(row, law), assisted: wasAssisted(row) })),
    applied: true,
    paidThisYear: await sumUsed(db, law, claim, yearOf(on)),
  });
  return outcome.status === 'granted' ? outcome.value.topUp : 0;
}

/**
 * What the cap of the year has been used for: of each bill what the platform paid or what the rules give, whichever is more,
 * and what other recognitions of the year brought. 倾斜救助 has a cap of its own.
 */
async function sumUsed(db: Database, law: LawBook, claim: ClaimRow, year: number): Promise<Fen> {
  const { person_id: personId, claim_id: claimId } = claim;
  const bills = await listStandingSettlements(db, personId, year);
  const used = bills.reduce((sum, row) => sum + Math.max(row.granted_assistance, assistanceOf(row)), 0);
  return fen(used + (await sumRetroactivePaid(db, law, { personId, year }, claimId)));
}

function assistanceOf({ state, outcome }: ListedBill): number {
  if (state !== 'granted' || outcome === null) return 0;
  return (JSON.parse(outcome) as { assistance?: number }).assistance ?? 0;
}

/** What the hospital has taken back since brings nothing. */
const isStanding = ({ reversed_at: reversedAt }: ListedBill): boolean => reversedAt === null;

const wasAssisted = (row: ListedBill): boolean => grantedOf(row) + (row.calculated ?? 0) > 0;

/** 因病致贫重病患者, as the region's document calls them. */
export function recognisedCategory(law: LawBook, region: string, on: Day): string {
  return compileBenefits(law.source, { region, on }).recognition?.category ?? '因病致贫重病患者';
}

/**
 * 宜昌 第十一条: what is approved uses up the cap of the year, so its bills are decided again. Of a locked claim whose approval
 * is written down, before anything is audited: the year is locked.
 * @param person asked before any lock; null identities leave the year to the sweeper
 */
export async function decideAfterRetroactive(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  person: PersonFacts,
): Promise<void> {
  const opener = await findOpener(trx, claim);
  const on = opener?.recognised_on as Day | null | undefined;
  if (on === null || on === undefined || !hasWindow(deps.law, claim.region, on)) return;
  await decideYear(trx, portsOf(deps), {
    personId: claim.person_id,
    year: yearOf(on),
    region: claim.region,
    ...person,
    reason: 'replay',
    settlementId: null,
  });
}
