// A claim's file → what its page shows. The account's number leaves masked, to whoever asks.
import type { ClaimEstimate, ClaimReply, ClaimsReply, ClaimTask, FiledBy } from '@yijiutong/rules/contract';
import { formatYuan } from '@yijiutong/rules/kernel';

import { maskAccount, maskName } from '../account/mask.ts';
import type { LawBook } from '../benefit-year/law-book.ts';
import { yuan } from '../benefit-year/year.figures.ts';
import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import type { Course } from './claim-course.service.ts';
import type { ClaimFile } from './claim-file.service.ts';
import {
  claimableOf,
  dayOf,
  illustrativeOf,
  injuryOf,
  kindOf,
  sourceOf,
  totalOf,
  type BillOfClaim,
} from './claim.bills.ts';
import { listCited, sumBills, type KeptEstimate } from './claim.estimate.ts';
import { clockOf, decideMove } from './claim.lifecycle.ts';
import { openPayee, openWords, type Payee } from './claim.seal.ts';
import { isOpenForPapers, standingOf } from './claim.standing.ts';
import type { ClaimRow } from './claim.store.ts';
import type { Task } from './claim.tasks.ts';

type Ports = Pick<Deps, 'law' | 'crypto' | 'regionName' | 'directory'>;

export function presentClaim(
  ports: Ports,
  file: ClaimFile,
  history: {
    filedBy: ClaimReply['filedBy'];
    estimate: KeptEstimate;
    household: ClaimReply['household'];
  } & Course,
): ClaimReply {
  const { claim, bills, tasks, notice, open } = file;
  const { law, crypto, regionName } = ports;
  const { filedBy, estimate, household, timeline, course } = history;
  const submitted = claim.submitted_estimate;
  return {
    claimId: claim.public_id,
    number: claim.number,
    kind: claim.kind,
    state: claim.state,
    version: claim.version,
    region: claim.place,
    regionName: regionName(claim.place),
    createdAt: presentInstant(claim.created_at),
    submittedAt: claim.submitted_at === null ? null : presentInstant(claim.submitted_at),
    due: presentDue(claim),
    bills: bills.map((bill) => presentClaimBill(bill, law)),
    tasks: tasks.map((task) => presentTask(task, crypto)),
    payee: claim.payee === null ? null : presentPayee(openPayee(crypto, claim.claim_id, claim.payee)),
    home: presentHome(ports, claim),
    household,
    open,
    estimate: presentEstimate(estimate, law),
    filedBy,
    submittedEstimate:
      submitted === null ? null : presentEstimate(JSON.parse(submitted) as KeptEstimate, law),
    timeline,
    correction:
      notice === null
        ? null
        : { askedAt: presentInstant(notice.asked.asked_at), words: openWords(crypto, notice.asked) },
    mayWithdraw: decideMove(standingOf(claim), 'withdraw') !== null,
    maySetHome: decideMove(standingOf(claim), 'set_home') !== null,
    course,
  };
}

function presentHome({ directory }: Ports, { village }: ClaimRow): ClaimReply['home'] {
  const found = village === null ? undefined : directory.findVillage(village);
  if (found === undefined) return null;
  const { code, name, township, county } = found;
  return { code, village: name, township: township.name, county: county.name };
}

export function presentListedClaim(
  file: ClaimFile,
  law: LawBook,
  filedBy: FiledBy | null,
): ClaimsReply['claims'][number] {
  const { claim, bills, tasks } = file;
  const { claimable } = sumBills(bills);
  const waiting = tasks.filter(({ state }) => state === 'missing' || state === 'asked_again');
  return {
    claimId: claim.public_id,
    number: claim.number,
    kind: claim.kind,
    state: claim.state,
    createdAt: presentInstant(claim.created_at),
    submittedAt: claim.submitted_at === null ? null : presentInstant(claim.submitted_at),
    changedAt: presentInstant(claim.changed_at),
    due: presentDue(claim),
    bills: bills.length,
    institution: bills.map((bill) => institutionOf(bill, law)).find((name) => name !== null) ?? null,
    claimable: claimable === null ? null : formatYuan(claimable),
    illustrative: bills.some((bill) => illustrativeOf(bill).length > 0),
    openPapers: isOpenForPapers(claim) ? waiting.length : 0,
    filedBy,
  };
}

/** Null before it was sent and once it is over; without a day while it waits for her. */
function presentDue(claim: ClaimRow): ClaimReply['due'] {
  if (claim.working_days === null || clockOf(claim.state) === 'over') return null;
  return {
    workingDays: claim.working_days,
    workingDaysProvisional: claim.working_days_provisional === 1,
    on: claim.due_on,
    provisional: claim.due_provisional === 1,
  };
}

export function institutionOf({ row, settlement }: BillOfClaim, law: LawBook): string | null {
  if (settlement === null) return row.institution;
  return law.codesOf(settlement.region).findInstitution(settlement.institution)?.name ?? null;
}

function presentClaimBill(bill: BillOfClaim, law: LawBook): ClaimReply['bills'][number] {
  const claimable = claimableOf(bill);
  return {
    ref: bill.row.ref,
    source: sourceOf(bill.row),
    institution: institutionOf(bill, law),
    on: dayOf(bill),
    kind: kindOf(bill),
    total: yuan(totalOf(bill)),
    injury: injuryOf(bill.row),
    state: bill.settlement?.state ?? null,
    claimable: claimable === null ? null : formatYuan(claimable),
    illustrative: illustrativeOf(bill).length > 0,
  };
}

function presentTask(task: Task, crypto: Deps['crypto']): ClaimTask {
  const { need, excuse, correction } = task;
  return {
    paper: need.paper,
    bill: need.bill,
    title: need.title,
    words: need.words,
    source: need.source,
    state: task.state,
    heldBecause: task.heldBecause,
    maxPages: need.maxPages,
    room: task.room,
    mayExcuse: need.mayExcuse,
    pages: task.pages.map(({ page }) => page),
    excuse: excuse === null ? null : { reason: excuse.reason, words: openWords(crypto, excuse) },
    correction:
      correction === null ? null : { reason: correction.reason, words: openWords(crypto, correction) },
  };
}

function presentPayee({ holder, bank, kind, account }: Payee): NonNullable<ClaimReply['payee']> {
  return { holder: maskName(holder), bank, kind, account: maskAccount(account) };
}

function presentEstimate(estimate: KeptEstimate, law: LawBook): ClaimEstimate {
  return { ...estimate, clauses: law.quote(listCited(estimate.explanation)) };
}
