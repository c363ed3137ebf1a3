/**
 * The pages that are not on the server yet, sent one after another. A cut, a closed app, an ended session: what is here
 * stays here and goes on from where it stopped. Time, network, storage and files come from outside.
 */
import type { PaperPage } from '@yijiutong/rules/contract';

import { isPassing, toFailure, type AppFailure } from '../failure';
import type { Book } from './book';
import type { Entry, Upload } from './entry';
import type { KeptFiles } from './kept-files';
import { sendPage, Unwanted, type Line } from './sender';
import { Shelf, type Item } from './shelf';

export type QueueParts = {
  line: Line;
  files: KeptFiles;
  book: Book;
  /** The sign-in that may send now; undefined while nobody is signed in. */
  owner: () => string | undefined;
  /** The ids of the claims of whoever is signed in. */
  ownClaims: () => Promise<readonly string[]>;
  /** Calls after so many ms. */
  later: (ms: number, run: () => void) => void;
  random: () => number;
  now: () => Date;
};

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const MOST_TRIES = 6;

/** Failures that are no fault of the page: it is simply sent again, after a sign-in if need be. */
const ALSO_PASSING: ReadonlySet<string> = new Set(['papers_busy', 'session_required', 'session_expired']);
/** Passing once or twice; for ever they would only drain the battery. */
const SUSPECT: ReadonlySet<string> = new Set(['internal_error', 'upload_offset_mismatch']);

/** 1 s, 2 s, 4 s … up to a minute, spread so that phones do not all come back at once. */
export function decideWait(misses: number, random: number, retryAfterSeconds: unknown): number {
  const asked = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(misses, 10));
  return Math.max(asked, Math.round(wait * (0.75 + random / 2)));
}

export class Queue {
  private readonly parts: QueueParts;
  private readonly shelf: Shelf;
  private paused: string | null = null;
  private running = false;
  private misses = 0;
  private adoptedFor: string | undefined;
  private endPause: (() => void) | undefined;

  constructor(parts: QueueParts) {
    this.parts = parts;
    this.shelf = new Shelf(parts);
  }

  /** Pages of whoever is signed in, in the order in which they were taken. The same array until something changes. */
  readonly list = (): readonly Upload[] => this.shelf.list();
  readonly onChange = (tell: () => void): (() => void) => this.shelf.onChange(tell);
  /** Why nothing travels at the moment, though something waits; null while all is well. */
  readonly pausedBy = (): string | null => this.paused;

  /** Reads what is kept, and sends: at the start, when the app or the network comes back, after a sign-in. */
  async wake(): Promise<void> {
    await this.shelf.refresh();
    await this.adopt();
    this.misses = 0;
    this.endPause?.();
    void this.run();
  }

  /** @returns whether it is new: the same page of the same paper is taken once */
  add(entry: Entry): boolean {
    const isSame = ({ claimId, paper, bill, sha256, state }: Upload): boolean =>
      claimId === entry.claimId &&
      paper === entry.paper &&
      bill === entry.bill &&
      sha256 === entry.sha256 &&
      state !== 'arrived';
    if (this.list().some(isSame)) return false;
    this.shelf.add(entry);
    void this.run();
    return true;
  }

  retry(localId: string): void {
    const item = this.shelf.find(localId);
    if (item?.shown.state !== 'failed') return;
    this.note(item, null);
    item.tries = 0;
    this.endPause?.();
    void this.run();
  }

  /** The person takes the page back: here at once, on the server as soon as it can be reached. */
  async drop(localId: string): Promise<void> {
    const item = this.shelf.find(localId);
    if (item === undefined) return;
    const { state } = item.shown;
    await this.shelf.remove(item);
    // A page that travels is stopped, and cancelled, by its own turn; one that has arrived is the server's.
    if (state === 'on_phone' || state === 'failed') await this.cancel(item);
  }

  /** A claim has ended: what was taken for it is of no use any more. */
  async dropClaim(claimId: string): Promise<void> {
    for (const { shown } of this.shelf.mine()) if (shown.claimId === claimId) await this.drop(shown.localId);
  }

  /** Pages that had arrived, and that the server does not list any more: taken back from another phone. */
  async forgetPages(pageIds: readonly string[]): Promise<void> {
    for (const item of this.shelf.mine()) {
      const { page } = item.shown;
      if (page !== null && pageIds.includes(page.pageId)) await this.shelf.remove(item);
    }
  }

  /** Everything of whoever is signed in leaves the phone. */
  async forget(): Promise<void> {
    for (const item of this.shelf.mine()) await this.shelf.remove(item);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (let next = this.shelf.findNext(); next !== undefined; next = this.shelf.findNext()) {
        await this.turn(next);
      }
    } finally {
      this.running = false;
      this.pause(null);
    }
  }

  private async turn(item: Item): Promise<void> {
    const { line } = this.parts;
    this.shelf.change(item, { state: 'sending' });
    try {
      const page = await this.send(item);
      this.misses = 0;
      if (this.shelf.has(item)) await this.arrive(item, page);
      else await line.removePage(page.pageId).catch(ignore);
    } catch (error) {
      if (!this.shelf.has(item)) await this.cancel(item);
      else if (error instanceof Unwanted) this.shelf.change(item, { state: 'on_phone' });
      else await this.settle(item, toFailure(error));
    }
  }

  private send(item: Item): Promise<PaperPage> {
    return sendPage(item.entry, {
      line: this.parts.line,
      read: this.parts.files.read,
      // Taken back, or another person is signed in by now.
      isWanted: () => this.shelf.has(item) && this.parts.owner() === item.entry.owner,
      onProgress: (sent, uploadId) => {
        item.uploadId = uploadId;
        item.tries = 0;
        this.misses = 0;
        this.pause(null);
        this.shelf.change(item, { sent });
      },
    });
  }

  private async arrive(item: Item, page: PaperPage): Promise<void> {
    this.pause(null);
    this.shelf.change(item, { state: 'arrived', sent: item.entry.length, page, preview: null });
    await this.shelf.remove(item, { butShown: true });
  }

  private async cancel({ uploadId }: Item): Promise<void> {
    if (uploadId !== null) await this.parts.line.cancelUpload(uploadId).catch(ignore);
  }

  /**
   * What a failure means for the page: it waits a little, for the network or a sign-in, or it waits for the person. One
   * that another tab has sent meanwhile, or taken back, fails only here: it is not this tab's any more.
   */
  private async settle(item: Item, failure: AppFailure): Promise<void> {
    const { code, data } = failure;
    if (!this.parts.book.has(item.entry.localId)) {
      await this.shelf.remove(item);
      return;
    }
    if (SUSPECT.has(code)) item.tries += 1;
    const passes = SUSPECT.has(code) ? item.tries < MOST_TRIES : ALSO_PASSING.has(code) || isPassing(failure);
    if (!passes) {
      this.note(item, code);
      return;
    }
    this.shelf.change(item, { state: 'on_phone' });
    this.pause(code);
    await this.wait(decideWait(this.misses++, this.parts.random(), data.retryAfterSeconds));
  }

  /** Why a page was not taken outlives the app, so that it still says what to do. */
  private note(item: Item, trouble: string | null): void {
    item.entry = { ...item.entry, trouble };
    this.parts.book.keep(item.entry);
    this.shelf.change(item, { trouble, state: trouble === null ? 'on_phone' : 'failed' });
  }

  private pause(code: string | null): void {
    if (this.paused === code) return;
    this.paused = code;
    this.shelf.publish();
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.endPause = resolve;
      this.parts.later(ms, resolve);
    });
  }

  /** Pages of an earlier sign-in are hers if their claim is: after an ended session she signs in and they go on. */
  private async adopt(): Promise<void> {
    const owner = this.parts.owner();
    const strangers = this.shelf.strangers();
    if (owner === undefined || strangers.length === 0 || this.adoptedFor === owner) return;
    const own = await this.parts.ownClaims().catch(() => undefined);
    if (own === undefined) return;
    this.adoptedFor = owner;
    for (const item of strangers.filter(({ entry }) => own.includes(entry.claimId))) {
      item.entry = { ...item.entry, owner };
      this.parts.book.keep(item.entry);
    }
    this.shelf.publish();
  }
}

function ignore(): void {
  // The server sweeps what is left of an upload by itself.
}
