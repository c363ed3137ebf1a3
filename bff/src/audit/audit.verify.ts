// Walks the whole chain and says where it is broken. A page at a time: the memory it takes does not grow with it.
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';
import { genesis, hashEntry, type AuditEntry } from './audit.chain.ts';
import type { ExportedHead } from './audit.export.ts';
import { getHead, inSnapshot, listEntriesAfter } from './audit.store.ts';

export type FaultKind =
  /** What it says is not what was hashed. */
  | 'altered'
  /** Whole in itself, but the one before it is not the one it was written after. */
  | 'unchained'
  | 'missing'
  /** Put in front of the first: no chain was ever there. */
  | 'before_first'
  /** There, though the head has not come so far. */
  | 'beyond_head'
  | 'tail_cut'
  | 'head_altered'
  | 'exported_head_altered'
  | 'exported_head_differs';

export interface Fault {
  kind: FaultKind;
  /** The first entry that is concerned. */
  seq: number;
  /** Of what is missing, the last one. */
  until: number;
}

export interface Finding {
  entries: number;
  /** Where the head row stands. */
  head: number;
  first: Fault | null;
  faults: number;
}

const page = 1000;

/** @param exported a head that was written down outside the database: what cuts the end and moves the head along shows */
export function verifyChain(
  db: Database,
  crypto: Pick<FieldCrypto, 'blindIndex'>,
  exported: { head: ExportedHead; genuine: boolean } | null,
): Promise<Finding> {
  // One snapshot: what is written meanwhile is neither half there nor missing.
  return inSnapshot(db, async (snapshot) => {
    const head = await getHead(snapshot);
    const walk = beginWalk(crypto, exported);
    if (exported !== null && !exported.genuine) walk.fault('exported_head_altered', exported.head.seq);
    // From wherever the table begins: what somebody put in front of the chain is listed to the auditor like any other.
    for (let last: number | null = null; ;) {
      const entries: AuditEntry[] = await listEntriesAfter(snapshot, last, page);
      for (const entry of entries) walk.step(entry, head.seq);
      if (entries.length < page) break;
      last = entries.at(-1)?.seq ?? last;
    }
    return walk.end(head);
  });
}

function beginWalk(
  crypto: Pick<FieldCrypto, 'blindIndex'>,
  exported: { head: ExportedHead; genuine: boolean } | null,
) {
  let last: Pick<AuditEntry, 'seq' | 'hash'> = { seq: 0, hash: genesis };
  let entries = 0;
  let first: Fault | null = null;
  let faults = 0;
  const expected = exported?.head;
  let met = expected === undefined || expected.seq === 0;

  const fault = (kind: FaultKind, seq: number, until = seq) => {
    faults += 1;
    if (first === null || seq < first.seq) first = { kind, seq, until };
  };

  return {
    fault,
    step(entry: AuditEntry, headSeq: number) {
      entries += 1;
      if (entry.seq < 1) {
        fault('before_first', entry.seq);
        return;
      }
      if (entry.seq !== last.seq + 1) fault('missing', last.seq + 1, entry.seq - 1);
      if (!hashEntry(crypto, entry).equals(entry.hash)) fault('altered', entry.seq);
      else if (entry.seq > headSeq) fault('beyond_head', entry.seq);
      else if (entry.seq === last.seq + 1 && !entry.prev_hash.equals(last.hash))
        fault('unchained', entry.seq);
      if (entry.seq === expected?.seq) {
        met = true;
        if (entry.hash.toString('hex') !== expected.hash) fault('exported_head_differs', entry.seq);
      }
      last = { seq: entry.seq, hash: entry.hash };
    },
    end(head: Pick<AuditEntry, 'seq' | 'hash'>): Finding {
      if (head.seq > last.seq) fault('tail_cut', last.seq + 1, head.seq);
      else if (head.seq === last.seq && !head.hash.equals(last.hash)) fault('head_altered', head.seq);
      if (!met && expected !== undefined) fault('tail_cut', last.seq + 1, expected.seq);
      return { entries, head: head.seq, first, faults };
    },
  };
}
