// A bill that only paper knows, as the officer reads it: a settlement of source `paper`, from which the rules decide.
import type { PaperFigures } from '@yijiutong/rules/contract';
import { parseYuan } from '@yijiutong/rules/kernel';
import type { Insurance } from '@yijiutong/rules/policy';

import { lockYear } from '../benefit-year/benefit-year.store.ts';
import { decideYear } from '../benefit-year/decide-year.service.ts';
import type { Deps } from '../deps.ts';
import type { HeldIdentity } from '../identity/identity.types.ts';
import { portsOf } from '../settlement/settlement.service.ts';
import {
  changeSettlement,
  findSettlement,
  findSettlementLocked,
  insertSettlement,
  insertSource,
  reverseSettlement,
} from '../settlement/settlement.store.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { linkPaperSettlement, listBillRows, type ClaimBillRow } from './claim-bill.store.ts';
import { invalidField } from './claim-bills.service.ts';
import type { ClaimRow } from './claim.store.ts';

export interface PersonFacts {
  identities: readonly HeldIdentity[] | null;
  insurance: Insurance;
}

/** @throws {AppError} 422 where a bill is none of this claim's on paper, is not of a day that has come, or does not add up */
export async function settlePaperFigures(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  figures: readonly PaperFigures[],
  person: PersonFacts,
): Promise<void> {
  const bills = await listBillRows(trx, [claim.claim_id]);
  const today = deps.clock.today();
  const read = figures.map((one, at) => {
    const bill = bills.find((row) => row.ref === one.ref && row.settlement_id === null);
    if (bill === undefined) throw invalidField(`body.figures.${at}.ref`, 'is no bill on paper of this claim');
    if (one.on > today) throw invalidField(`body.figures.${at}.on`, 'lies in the future');
    return { bill, one };
  });
  await lockYears(trx, claim, figures);
  for (const { bill, one } of read) await settlePaperBill(deps, trx, claim, bill, one, person);
}

/** Those that the bills come to, and those that they may leave; the earlier first, whoever locks several. */
async function lockYears(
  trx: Database,
  { person_id: personId, region }: ClaimRow,
  figures: readonly PaperFigures[],
): Promise<void> {
  const years = new Set(figures.map(yearOfBill));
  for (const { ref } of figures) {
    const known = await findSettlement(trx, ref);
    if (known !== undefined) years.add(known.year);
  }
  for (const year of [...years].sort()) await lockYear(trx, { personId, year, region });
}

const yearOfBill = ({ on }: PaperFigures): number => Number(on.slice(0, 4));

/** Stores or corrects what the officer reads, and decides the year again. @throws {AppError} 422 where it does not add up */
async function settlePaperBill(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  bill: ClaimBillRow,
  figures: PaperFigures,
  person: PersonFacts,
): Promise<void> {
  const columns = amountsOf(figures);
  checkSums(columns, figures.ref);
  const now = toColumn(deps.clock.now());
  const content = JSON.stringify(figures);
  const contentHash = deps.crypto.blindIndex('settlement', `${claim.public_id} ${content}`);
  const year = yearOfBill(figures);
  const known = await findSettlementLocked(trx, bill.ref);
  // Corrected into another year, it leaves the one that it was in as if it had been taken back.
  if (known !== undefined && known.year !== year) await reversePaperBills(deps, trx, claim, [bill], person);
  if (known?.content_hash.equals(contentHash) === true && known.reversed_at === null) return;
  const revision = (known?.revision ?? 0) + 1;
  const facts = {
    ...columns,
    year,
    settled_at: `${figures.on} 00:00:00`,
    kind: figures.kind,
    institution: figures.institution,
    treated_in: figures.treatedIn,
    referral_flag: flagOf(figures.referred),
    filing_flag: flagOf(figures.filed),
    revision,
    content_hash: contentHash,
    reversed_at: null,
    changed_at: now,
  };
  const settlementId =
    known?.settlement_id ??
    (await insertSettlement(trx, {
      ...facts,
      setl_id: bill.ref,
      person_id: claim.person_id,
      region: claim.region,
      insurance: person.insurance,
      disagreeing_sums: '',
      held: null,
      read_due_at: null,
      state: 'pending',
      calculated: null,
      decision_id: null,
      received_at: now,
    }));
  if (known !== undefined) await changeSettlement(trx, settlementId, { ...facts, state: 'pending' });
  await insertSource(trx, {
    settlement_id: settlementId,
    revision,
    origin: 'paper',
    content_hash: contentHash,
    content: deps.crypto.seal(content, `settlement:${settlementId}:${revision}`),
    received_at: now,
  });
  await linkPaperSettlement(trx, claim.claim_id, bill.ref, settlementId);
  await decideYear(trx, portsOf(deps), {
    personId: claim.person_id,
    year,
    region: claim.region,
    identities: person.identities,
    insurance: person.insurance,
    reason: known === undefined ? 'settlement' : 'correction',
    settlementId,
  });
}

/** A reversal needs nobody's word; what follows for the year's other bills the sweeper decides as soon as it can. */
export const unasked: PersonFacts = { identities: null, insurance: 'resident' };

/** Of a claim that comes to nothing: its paper bills leave the year again, unless they were paid for. */
export async function dropPaperBills(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  bills: readonly ClaimBillRow[],
  person: PersonFacts,
): Promise<void> {
  if (claim.paid_amount > 0) return;
  await reversePaperBills(deps, trx, claim, bills, person);
}

/** Whatever was paid for them: another bill stands in the year in their place. */
export async function reversePaperBills(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  bills: readonly ClaimBillRow[],
  person: PersonFacts,
): Promise<void> {
  for (const bill of bills) {
    if (bill.paper_settlement_id === null) continue;
    // The claim is locked, and nobody else moves its paper to another year. The year first, as for every bill.
    const stored = await findSettlement(trx, bill.ref);
    if (stored === undefined) continue;
    await lockYear(trx, { personId: claim.person_id, year: stored.year, region: claim.region });
    if (!(await reverseSettlement(trx, stored.settlement_id, deps.clock.now()))) continue;
    await decideYear(trx, portsOf(deps), {
      personId: claim.person_id,
      year: stored.year,
      region: claim.region,
      identities: person.identities,
      insurance: person.insurance,
      reason: 'reversal',
      settlementId: stored.settlement_id,
    });
  }
}

const flagOf = (said: boolean | null): '0' | '1' | null => (said === null ? null : said ? '1' : '0');

function amountsOf(figures: PaperFigures) {
  const total = parseYuan(figures.total);
  const paid = {
    basic_paid: parseYuan(figures.basicPaid),
    critical_illness_paid: parseYuan(figures.criticalIllnessPaid),
    supplement_paid: parseYuan(figures.supplementPaid),
    commercial_paid: parseYuan(figures.commercialPaid),
    granted_assistance: parseYuan(figures.grantedAssistance),
    granted_tilt: parseYuan(figures.grantedTilt),
    other_paid: parseYuan(figures.otherPaid),
  };
  const byOthers = Object.values(paid).reduce((sum: number, part) => sum + part, 0);
  return {
    total,
    full_self_pay: parseYuan(figures.fullSelfPay),
    over_limit: parseYuan(figures.overLimit),
    pre_self_pay: parseYuan(figures.preSelfPay),
    in_scope: parseYuan(figures.inScope),
    ...paid,
    self_paid: total - byOthers,
  };
}

/** 费用总额 = 全自费 + 超限价 + 先行自付 + 政策范围内 (standards 1.5 a), and nobody paid more than the whole. */
function checkSums(columns: ReturnType<typeof amountsOf>, ref: string): void {
  const parts = columns.full_self_pay + columns.over_limit + columns.pre_self_pay + columns.in_scope;
  if (parts !== columns.total) {
    throw invalidField(`body.figures.${ref}.total`, 'is not the sum of what is and is not in scope');
  }
  if (columns.self_paid < 0) throw invalidField(`body.figures.${ref}.total`, 'is less than was paid on it');
}
