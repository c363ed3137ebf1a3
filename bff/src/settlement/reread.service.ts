// Reads a settlement again from the platform (5203): after a conflict, after sums that disagree, or when its owner asks.
import { lockYear } from '../benefit-year/benefit-year.store.ts';
import { decideYear } from '../benefit-year/decide-year.service.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { soughtOf } from '../identity/sought.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { PlatformSettlement } from '../upstream/hsa/hsa.mapping.ts';
import type { SettlementAmounts } from './settlement.amounts.ts';
import { readSettlement, type ReadSettlement } from './settlement.intake.ts';
import { askForDecision, portsOf, reverse } from './settlement.service.ts';
import {
  changeSettlement,
  findSettlementLocked,
  getSettlement,
  insertSource,
  type StoredSettlement,
} from './settlement.store.ts';
import { isFatal } from './settlement.sums.ts';

/** `held`: the platform's version cannot be true; what is stored stands until a person has looked. */
export type Reading = 'same' | 'corrected' | 'reversed' | 'held';

/**
 * Compares a stored settlement with what the platform has now, and corrects it.
 * @throws {AppError} 404 `settlement_unknown`, 503 `upstream_unavailable`, 502 `upstream_invalid_reply`
 */
export async function rereadSettlement(deps: Deps, setlId: string): Promise<Reading> {
  const stored = await getSettlement(deps.db, setlId);
  // A reversal is the last word on a setl_id; asked about it again and again, the platform could change nothing.
  if (stored.reversed_at !== null) {
    await changeSettlement(deps.db, stored.settlement_id, { read_due_at: null });
    return 'reversed';
  }
  const sought = await soughtOf(deps, stored.person_id, stored.region);
  const { psnNo } = await sought.numbers();
  // The whole 统筹地区 stands for the place of insurance: the county may have changed since.
  const pulled = await deps.upstreams.hsa.findSettlement({ psnNo, setlId, insuredIn: stored.region });
  if (pulled === undefined) {
    await changeSettlement(deps.db, stored.settlement_id, { read_due_at: null });
    throw new AppError(404, 'settlement_unknown', 'the national platform has no such settlement');
  }
  if (pulled.reversed) {
    await reverse(deps, stored, 'reversal');
    return 'reversed';
  }
  const read = readPulled(deps, stored, pulled);
  if (read === null) {
    await changeSettlement(deps.db, stored.settlement_id, {
      held: 'platform_does_not_add_up',
      read_due_at: null,
    });
    deps.log.warn(
      { settlement: stored.settlement_id },
      'a settlement read from the platform is held for a person',
    );
    return 'held';
  }
  return compare(deps, stored, read);
}

/** What the platform has, or null where it cannot be true. */
function readPulled(deps: Deps, stored: StoredSettlement, pulled: PlatformSettlement): ReadSettlement | null {
  try {
    const read = readSettlement(pulled, deps.law.codesOf(stored.region));
    const sameYear = read.columns.year === stored.year;
    return sameYear && !read.broken.some(isFatal) ? read : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const compared = [
  'total',
  'full_self_pay',
  'over_limit',
  'pre_self_pay',
  'in_scope',
  'basic_paid',
  'critical_illness_paid',
  'supplement_paid',
  'commercial_paid',
  'granted_assistance',
  'granted_tilt',
  'other_paid',
  'self_paid',
] as const satisfies readonly (keyof SettlementAmounts)[];

function differs(stored: StoredSettlement, { columns }: ReadSettlement): boolean {
  return (
    compared.some((name) => stored[name] !== columns[name]) ||
    stored.kind !== columns.kind ||
    stored.insurance !== columns.insurance ||
    stored.settled_at !== columns.settled_at
  );
}

async function compare(deps: Deps, stored: StoredSettlement, read: ReadSettlement): Promise<Reading> {
  if (!differs(stored, read)) {
    await changeSettlement(deps.db, stored.settlement_id, { held: null, read_due_at: null });
    return 'same';
  }
  const sought = await soughtOf(deps, stored.person_id, stored.region);
  const identities = await askForDecision(deps, sought);
  await transact(deps.db, async (trx) => {
    // The year first, as everybody takes it: two who wait for each other would both have to begin again.
    await lockYear(trx, { personId: stored.person_id, year: stored.year, region: stored.region });
    const current = await findSettlementLocked(trx, stored.setl_id);
    // Somebody else corrected or reversed it in the meantime.
    if (current?.revision !== stored.revision || current.reversed_at !== null) return;
    const revision = stored.revision + 1;
    const now = toColumn(deps.clock.now());
    const content = JSON.stringify(read.bill);
    const contentHash = deps.crypto.blindIndex('settlement', content);
    await insertSource(trx, {
      settlement_id: stored.settlement_id,
      revision,
      origin: 'read',
      content_hash: contentHash,
      content: deps.crypto.seal(content, `settlement:${stored.settlement_id}:${revision}`),
      received_at: now,
    });
    await changeSettlement(trx, stored.settlement_id, {
      ...read.columns,
      revision,
      content_hash: contentHash,
      held: null,
      read_due_at: null,
      state: 'pending',
      changed_at: now,
    });
    await decideYear(trx, portsOf(deps), {
      personId: stored.person_id,
      year: stored.year,
      region: stored.region,
      identities,
      insurance: sought.insurance,
      reason: 'correction',
      settlementId: stored.settlement_id,
    });
  });
  return 'corrected';
}
