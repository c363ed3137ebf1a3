/** The pages in memory, as they are kept and as they are shown, for whoever is signed in. */
import type { Book } from './book';
import type { Entry, Upload } from './entry';
import type { KeptFiles } from './kept-files';

export type Item = {
  entry: Entry;
  shown: Upload;
  /** Once the server has given it a name. */
  uploadId: string | null;
  /** Failures in a row. */
  tries: number;
};

/** Another person's pages on this phone wait so long for her; a file that belongs to nothing goes sooner. */
const STRANGER_MS = 7 * 24 * 3600 * 1000;
const ORPHAN_MS = 3600 * 1000;

function showEntry(entry: Entry): Upload {
  const { localId, claimId, paper, bill, kind, length, sha256, trouble } = entry;
  const state = trouble === null ? 'on_phone' : 'failed';
  const place = { localId, claimId, paper, bill, kind, length, sha256, trouble };
  return { ...place, state, sent: 0, preview: null, page: null };
}

type Parts = { book: Book; files: KeptFiles; owner: () => string | undefined; now: () => Date };

export class Shelf {
  private readonly parts: Parts;
  private readonly listeners = new Set<() => void>();
  private items: Item[] = [];
  private shown: readonly Upload[] = [];

  constructor(parts: Parts) {
    this.parts = parts;
  }

  readonly onChange = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  /** The same array until something changes. */
  readonly list = (): readonly Upload[] => this.shown;

  publish(): void {
    this.shown = this.mine().map(({ shown }) => shown);
    this.listeners.forEach((tell) => tell());
  }

  mine(): Item[] {
    const owner = this.parts.owner();
    return this.items.filter(({ entry }) => entry.owner === owner);
  }

  strangers(): Item[] {
    const owner = this.parts.owner();
    return this.items.filter(({ entry }) => entry.owner !== owner);
  }

  find(localId: string): Item | undefined {
    return this.mine().find(({ entry }) => entry.localId === localId);
  }

  has(item: Item): boolean {
    return this.items.includes(item);
  }

  /** The next page to be sent: the oldest that is not held up by a trouble. */
  findNext(): Item | undefined {
    return this.mine().find(({ shown }) => shown.state === 'on_phone');
  }

  add(entry: Entry): void {
    this.items = [...this.items, this.itemOf(entry)];
    this.publish();
  }

  change(item: Item, next: Partial<Upload>): void {
    item.shown = { ...item.shown, ...next };
    this.publish();
  }

  /** Off the phone: the record, then the bytes. What has arrived stays on screen. */
  async remove(item: Item, { butShown = false } = {}): Promise<void> {
    this.parts.book.drop(item.entry.localId);
    if (!butShown) this.items = this.items.filter((other) => other !== item);
    this.publish();
    await this.parts.files.remove(item.entry.file);
  }

  /** Takes in what another tab of the browser has added, and leaves out what it has sent. */
  async refresh(): Promise<void> {
    const kept = new Map(this.parts.book.all().map((entry) => [entry.localId, entry]));
    const known = new Set(this.items.map(({ entry }) => entry.localId));
    this.items = [
      ...this.items.filter(({ entry, shown }) => shown.state === 'arrived' || kept.has(entry.localId)),
      ...[...kept.values()].filter(({ localId }) => !known.has(localId)).map((entry) => this.itemOf(entry)),
    ];
    this.publish();
    await this.sweep();
  }

  private itemOf(entry: Entry): Item {
    const item: Item = { entry, shown: showEntry(entry), uploadId: null, tries: 0 };
    if (entry.kind === 'image') {
      void this.parts.files
        .preview(entry.file)
        .then((preview) => preview !== null && this.items.includes(item) && this.change(item, { preview }));
    }
    return item;
  }

  private async sweep(): Promise<void> {
    const age = (at: string): number => this.parts.now().getTime() - Date.parse(at);
    for (const item of this.strangers()) if (age(item.entry.addedAt) > STRANGER_MS) await this.remove(item);
    const files = new Set(this.items.map(({ entry }) => entry.file));
    for (const file of await this.parts.files.list()) {
      // A file's name begins with the moment it was made: one of this minute may not have its record yet.
      const isNew = this.parts.now().getTime() - Number.parseInt(file, 36) < ORPHAN_MS;
      if (!files.has(file) && !isNew) await this.parts.files.remove(file);
    }
  }
}
