// The task list of a claim: what is needed, against what has arrived, what was said, and what a notice names. Pure.
import type { PaperNeed } from '@yijiutong/rules/claim';
import type { ClaimKind, ClaimReply, ClaimState, ClaimTask } from '@yijiutong/rules/contract';
import { addMonths, type Day } from '@yijiutong/rules/kernel';

import { dayInChina } from '../clock.ts';
import type { PaperPageRow } from '../paper/paper.service.ts';
import { fromColumn } from '../storage/instant.ts';
import type { CorrectionPaperRow, CorrectionRow, ExcuseRow } from './claim-paper.store.ts';
import { findReasonAgainst, type BillOfClaim } from './claim.bills.ts';

/** The notice that stands; it stands while the claim waits for it. */
export interface Notice {
  asked: CorrectionRow;
  papers: readonly CorrectionPaperRow[];
}

export interface TaskFacts {
  claimId: number;
  state: ClaimState;
  submissions: number;
  needs: readonly PaperNeed[];
  pages: readonly PaperPageRow[];
  /** The pages that went with her claims, by claim. */
  sent: ReadonlyMap<number, ReadonlySet<number>>;
  /** Pages that a reviewer would not take, whichever claim they went with. */
  refused: ReadonlySet<number>;
  /** Newest first. */
  excuses: readonly ExcuseRow[];
  notice: Notice | null;
  today: Day;
}

/** One paper, and where it stands. `subject` as the rows have it: '' for the person's own. */
export interface Task {
  need: PaperNeed;
  subject: string;
  state: ClaimTask['state'];
  heldBecause: ClaimTask['heldBecause'];
  pages: readonly PaperPageRow[];
  /** How many more pages it takes now. */
  room: number;
  excuse: ExcuseRow | null;
  correction: CorrectionPaperRow | null;
}

export const subjectOf = (bill: string | null): string => bill ?? '';

/** What an officer sees of a claim: what it was sent with and what was brought to her, not what is being written elsewhere. */
export function keepWhatWasSent(facts: TaskFacts): TaskFacts {
  return {
    ...facts,
    pages: facts.pages.filter((page) => wentWith(facts, page) || page.broughtFor === facts.claimId),
    excuses: facts.excuses.filter(({ submission }) => submission < facts.submissions),
  };
}

export function decideTasks(facts: TaskFacts): Task[] {
  return facts.needs.map((need) => decideTask(facts, need));
}

function decideTask(facts: TaskFacts, need: PaperNeed): Task {
  const subject = subjectOf(need.bill);
  const isOfTask = (row: { paper: string; bill: string }) => row.paper === need.paper && row.bill === subject;
  const correction = facts.notice?.papers.find(isOfTask) ?? null;
  const excuse = facts.excuses.find(isOfTask) ?? null;
  const arrived = facts.pages.filter((page) => page.paper === need.paper && page.subject === subject);
  const pages = arrived.filter((page) => counts(facts, need, page, correction !== null));
  const room = takesPages(facts, need, correction) ? roomFor(need, arrived) : 0;
  const standing =
    correction === null ? stateOf(facts, need, pages, excuse) : stateOnceAsked(facts, pages, excuse);
  return { need, subject, pages, room, excuse, correction, ...standing };
}

/** Whether a page speaks for this claim: it went with it, or it would if the claim were sent now. */
function counts(facts: TaskFacts, need: PaperNeed, page: PaperPageRow, named: boolean): boolean {
  if (wentWith(facts, page)) return true;
  switch (facts.state) {
    case 'draft':
      return page.unsent || (!facts.refused.has(page.pageId) && isReusable(need, page, facts.today));
    case 'correction_asked':
      return named && isNewer(facts, page);
    case 'payment_failed':
      // Her card or book, brought to the window.
      return page.broughtFor === facts.claimId;
    default:
      return false;
  }
}

function takesPages({ state }: TaskFacts, need: PaperNeed, correction: CorrectionPaperRow | null): boolean {
  switch (state) {
    case 'draft':
      return need.held === null;
    case 'correction_asked':
      return correction !== null;
    default:
      return false;
  }
}

/** Only what can still be taken back takes room, as where an upload begins. */
function roomFor({ maxPages }: PaperNeed, arrived: readonly PaperPageRow[]): number {
  return Math.max(maxPages - arrived.filter(({ unsent }) => unsent).length, 0);
}

function wentWith({ sent, claimId }: TaskFacts, { pageId }: PaperPageRow): boolean {
  return sent.get(claimId)?.has(pageId) === true;
}

/** A paper that an earlier claim was sent with serves this one for as long as its kind says. */
function isReusable({ reuseMonths }: PaperNeed, { arrivedAt }: PaperPageRow, today: Day): boolean {
  return reuseMonths === null || addMonths(dayInChina(fromColumn(arrivedAt)), reuseMonths) >= today;
}

/** Newer than what the notice was about. No reviewer has seen a page that was never sent, however old it is. */
function isNewer(facts: TaskFacts, page: PaperPageRow): boolean {
  if (facts.notice === null || wentWith(facts, page)) return false;
  if (page.unsent) return true;
  return page.arrivedAt >= facts.notice.asked.asked_at && !facts.refused.has(page.pageId);
}

type Standing = Pick<Task, 'state' | 'heldBecause'>;

function stateOf(
  facts: TaskFacts,
  need: PaperNeed,
  pages: readonly PaperPageRow[],
  excuse: ExcuseRow | null,
): Standing {
  if (need.held === 'platform') return { state: 'held', heldBecause: 'platform' };
  if (pages.some((page) => !servedEarlier(facts, page))) return { state: 'given', heldBecause: null };
  if (pages.length > 0) return { state: 'held', heldBecause: 'earlier_claim' };
  return { state: excuse === null ? 'missing' : 'excused', heldBecause: null };
}

/** Named by the notice: only what is newer than it counts. */
function stateOnceAsked(
  facts: TaskFacts,
  pages: readonly PaperPageRow[],
  excuse: ExcuseRow | null,
): Standing {
  if (pages.some((page) => isNewer(facts, page))) return { state: 'given', heldBecause: null };
  const excused = excuse !== null && excuse.submission === facts.submissions;
  return { state: excused ? 'excused' : 'asked_again', heldBecause: null };
}

function servedEarlier({ sent, claimId }: TaskFacts, { pageId }: PaperPageRow): boolean {
  return [...sent].some(([other, pages]) => other < claimId && pages.has(pageId));
}

/** What still keeps a claim from being sent. A bill that stopped being claimable is named; so is every unanswered question. */
export function listOpen(claim: {
  state: ClaimState;
  kind: ClaimKind;
  bills: readonly BillOfClaim[];
  tasks: readonly Task[];
  hasPayee: boolean;
  /** Whether she has said who lives with her. */
  householdSaid: boolean;
}): ClaimReply['open'] {
  const { state, kind, bills, tasks, hasPayee, householdSaid } = claim;
  const open = (waiting: Task['state']) =>
    tasks
      .filter((task) => task.state === waiting)
      .map(({ need }) => ({ what: 'paper' as const, paper: need.paper, bill: need.bill }));
  switch (state) {
    case 'draft':
      return [
        ...openBills(kind, bills),
        ...(kind === 'recognition' && !householdSaid ? [entry('household', null)] : []),
        ...open('missing'),
        ...(hasPayee ? [] : [entry('payee', null)]),
      ];
    case 'correction_asked':
      return open('asked_again');
    default:
      return [];
  }
}

/** Whoever asks to be recognised, or appeals against not having been, need not have a bill. */
function openBills(kind: ClaimKind, bills: readonly BillOfClaim[]): ClaimReply['open'] {
  const mayGoWithout = kind === 'recognition' || kind === 'appeal';
  if (bills.length === 0) return mayGoWithout ? [] : [entry('bills', null)];
  return bills.flatMap((bill) => [
    ...(findReasonAgainst(bill, kind) === null ? [] : [entry('bills', bill.row.ref)]),
    // Bills that the law chose were asked about by nobody, and those of an appeal are not hers to change.
    ...(bill.row.injury === null && kind !== 'appeal' ? [entry('injury', bill.row.ref)] : []),
  ]);
}

function entry(
  what: 'bills' | 'injury' | 'payee' | 'household',
  bill: string | null,
): ClaimReply['open'][number] {
  return { what, paper: null, bill };
}
