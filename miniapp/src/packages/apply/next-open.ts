/** What is still to be done before a claim can be sent, with what is only on this phone counted in. */
import type { ClaimBill, ClaimReply, ClaimTask } from '@yijiutong/rules/contract';

import type { Upload } from '../../services/upload';
import { taskState, type Tone } from '../../text/claim';

export type NextOpen =
  | { what: 'bills' | 'injury' | 'payee' | 'household' | 'check' }
  /** Nothing that keeps it from being sent; but nobody has said where the family lives. */
  | { what: 'home' }
  | { what: 'paper'; task: ClaimTask }
  /** Nothing for the person: pages are on their way. */
  | { what: 'sending' };

type Asking = Pick<ClaimReply, 'state' | 'open' | 'tasks' | 'home'>;
type OnPhone = Pick<Upload, 'paper' | 'bill' | 'state'>;

const isOf = (task: ClaimTask, { paper, bill }: { paper: string | null; bill: string | null }): boolean =>
  task.paper === paper && task.bill === bill;

export function uploadsOf<U extends OnPhone>(task: ClaimTask, uploads: readonly U[]): U[] {
  return uploads.filter((upload) => isOf(task, upload));
}

const isUnderWay = ({ state }: OnPhone): boolean => state === 'on_phone' || state === 'sending';
const isFailed = ({ state }: OnPhone): boolean => state === 'failed';

/** In a correction only what the notice names takes pages: what else was left on this phone holds nothing up. */
const listMendable = ({ state, tasks }: Asking): readonly ClaimTask[] =>
  state === 'correction_asked' ? tasks.filter(({ correction }) => correction !== null) : tasks;

/** Papers that wait for the person: open ones that are not on their way already, and those that did not get through. */
function findPaper(claim: Asking, uploads: readonly OnPhone[]): ClaimTask | undefined {
  const isOpen = (task: ClaimTask) => claim.open.some((one) => one.what === 'paper' && isOf(task, one));
  return listMendable(claim).find((task) => {
    const mine = uploadsOf(task, uploads);
    return mine.some(isFailed) || (isOpen(task) && !mine.some(isUnderWay));
  });
}

export function findNextOpen(claim: Asking, uploads: readonly OnPhone[]): NextOpen {
  const isOpen = (what: string) => claim.open.some((one) => one.what === what);
  if (isOpen('bills')) return { what: 'bills' };
  if (isOpen('injury')) return { what: 'injury' };
  if (isOpen('household')) return { what: 'household' };
  const task = findPaper(claim, uploads);
  if (task !== undefined) return { what: 'paper', task };
  if (isOpen('payee')) return { what: 'payee' };
  if (uploads.some(isUnderWay)) return { what: 'sending' };
  return claim.state === 'draft' && claim.home === null ? { what: 'home' } : { what: 'check' };
}

/** Whether it can be sent as it stands. */
export const isReady = ({ what }: NextOpen): boolean => what === 'check' || what === 'home';

/** Of which bill a paper is, where the claim has several: two bills may ask for papers of the same name. */
export function findBillOf({ bills }: Pick<ClaimReply, 'bills'>, task: ClaimTask): ClaimBill | undefined {
  return bills.length > 1 ? bills.find(({ ref }) => ref === task.bill) : undefined;
}

export type Standing = { words: string; tone: Tone; done: boolean };

/** Where a paper stands: what is only on this phone comes before what the server knows. */
export function taskStanding(task: ClaimTask, uploads: readonly OnPhone[]): Standing {
  const mine = uploadsOf(task, uploads);
  const failed = mine.filter(isFailed).length;
  if (failed > 0) return { words: `${failed} 页没送成，点开看怎么办`, tone: 'red', done: false };
  const sending = mine.filter(({ state }) => state === 'sending').length;
  const waiting = mine.filter(({ state }) => state === 'on_phone').length;
  if (sending > 0) return { words: `正在送，还有 ${sending + waiting} 页`, tone: 'warm', done: false };
  if (waiting > 0) return { words: `${waiting} 页在这台手机上，还没送`, tone: 'warm', done: false };
  const { words, tone } = taskState(task);
  return { words, tone, done: task.state !== 'missing' && task.state !== 'asked_again' };
}

/** How many things are left, as the list shows them: a paper counts once, however many pages it lacks. */
export function countOpen(claim: Asking & Pick<ClaimReply, 'payee'>, uploads: readonly OnPhone[]): number {
  const papers = claim.tasks.filter((task) => !taskStanding(task, uploads).done).length;
  const forms = [
    claim.open.some(({ what }) => what === 'bills' || what === 'injury'),
    claim.open.some(({ what }) => what === 'payee'),
    claim.open.some(({ what }) => what === 'household'),
  ];
  return papers + forms.filter(Boolean).length;
}
