// The end of the chain, written down outside the database: who cuts the newest entries off and moves the head row back
// leaves a chain that is whole, but shorter than what stands here.
import { readFile, rename, writeFile } from 'node:fs/promises';

import { z } from 'zod';

import type { Deps } from '../deps.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { macHead } from './audit.chain.ts';
import { findHash, getHead } from './audit.store.ts';

const exportedHead = z.strictObject({
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
  mac: z.string(),
});
export type ExportedHead = z.infer<typeof exportedHead>;

/** The chain is not the one that was exported: the file is left as the evidence it is. */
export class ChainBroken extends Error {
  override name = 'ChainBroken';
}

/** `null`: there is no such file yet. @throws when it is there and is none of ours */
export async function readExportedHead(
  file: string,
  crypto: Pick<FieldCrypto, 'blindIndex'>,
): Promise<{ head: ExportedHead; genuine: boolean } | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const head = exportedHead.parse(JSON.parse(text));
  return { head, genuine: macHead(crypto, head) === head.mac };
}

/**
 * Writes the head to `file`, in place of the last one.
 * @throws {ChainBroken} when the chain no longer holds what was exported before
 */
export async function exportHead(
  { db, crypto, clock }: { db: Database; crypto: Pick<FieldCrypto, 'blindIndex'>; clock: Deps['clock'] },
  file: string,
): Promise<ExportedHead> {
  const earlier = await readExportedHead(file, crypto);
  if (earlier !== null) await checkStillHolds(db, earlier);
  const { seq, hash } = await getHead(db);
  const head = { seq, hash: hash.toString('hex'), at: toColumn(clock.now()) };
  const signed = { ...head, mac: macHead(crypto, head) };
  // Renamed into place: half a head would prove nothing.
  await writeFile(`${file}.new`, `${JSON.stringify(signed)}\n`, { mode: 0o640 });
  await rename(`${file}.new`, file);
  return signed;
}

async function checkStillHolds(
  db: Database,
  { head, genuine }: { head: ExportedHead; genuine: boolean },
): Promise<void> {
  if (!genuine) throw new ChainBroken('the exported head was altered');
  if (head.seq === 0) return;
  const hash = await findHash(db, head.seq);
  if (hash?.toString('hex') !== head.hash) {
    throw new ChainBroken(`entry ${head.seq} of the audit is not the one that was exported at ${head.at}`);
  }
}

const exportEvery = 10 * 60 * 1000;

/** Exports at once, and again every ten minutes. */
export function startHeadExport(deps: Deps): { stop(): Promise<void> } {
  const { auditHeadFile: file } = deps.config;
  if (file === undefined) return { stop: () => Promise.resolve() };
  let running = Promise.resolve();
  const attempt = () => {
    running = exportHead(deps, file).then(
      ({ seq, hash }) => deps.log.info({ seq, hash }, 'the head of the audit was exported'),
      (error: unknown) => deps.log.error({ err: error }, 'the head of the audit was not exported'),
    );
  };
  attempt();
  const timer = setInterval(attempt, exportEvery);
  return {
    async stop() {
      clearInterval(timer);
      await running;
      attempt();
      await running;
    },
  };
}
