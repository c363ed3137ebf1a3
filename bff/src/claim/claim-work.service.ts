// What the township, the village and 民政 do with a claim, one step each.
import type {
  ClaimReply,
  acceptClaimRequest,
  firstReviewRequest,
  homeRequest,
  meansRequest,
  objectionRequest,
  visitRequest,
} from '@yijiutong/rules/contract';
import { addDays, parseYuan } from '@yijiutong/rules/kernel';
import type { z } from 'zod';

import { certnoIndex } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import type { Viewer } from '../desk/duplicate.service.ts';
import { AppError } from '../error.ts';
import type { Resident, Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { invalidField } from './claim-bills.service.ts';
import {
  actorOf,
  lockForChange,
  lockForWork,
  recordChange,
  type LockedForWork,
} from './claim-change.service.ts';
import {
  addFamily,
  endPublicityRow,
  insertMeans,
  insertObjection,
  insertPublicity,
  insertReview,
  insertVisit,
} from './claim-work.store.ts';
import type { ClaimAct } from './claim.lifecycle.ts';
import { sealFinding } from './claim.seal.ts';
import { getClaimReply } from './claim.service.ts';
import { liesIn } from './claim.standing.ts';
import type { ClaimRow } from './claim.store.ts';

export interface Work extends LockedForWork {
  trx: Database;
  /** The version that this act makes. */
  version: number;
  staffId: number;
  /** Who is told what comes of it; null where the service does it in her name, later. */
  viewer: Viewer | null;
}

/** One act of one member of staff, on the locked claim, and the claim as it stands afterwards. */
export async function doWork(
  deps: Deps,
  caller: Staff,
  publicId: string,
  asked: { act: ClaimAct; version: number },
  work: (locked: Work) => Promise<void>,
): Promise<ClaimReply> {
  await transact(deps.db, async (trx) => {
    const locked = await lockForWork(trx, caller, publicId, asked.act, asked.version);
    const version = locked.claim.version + 1;
    const { session } = caller;
    await work({ ...locked, trx, version, staffId: session.staffId, viewer: session });
  });
  return getClaimReply(deps, publicId, caller.role);
}

type Said<Schema extends z.ZodType> = z.output<Schema>;

export function acceptClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version }: Said<typeof acceptClaimRequest>,
): Promise<ClaimReply> {
  const asked = { act: 'accept', version } as const;
  return doWork(deps, caller, publicId, asked, async ({ trx, claim, by }) => {
    await recordChange(deps, trx, claim, { act: 'accept', by });
  });
}

/** @throws {AppError} 422 `village_unknown` for one that lies outside the claim's county */
export async function setHome(
  deps: Deps,
  caller: Resident | Staff,
  publicId: string,
  { version, village }: Said<typeof homeRequest>,
): Promise<ClaimReply> {
  await transact(deps.db, async (trx) => {
    const { claim, by } =
      caller.role === 'staff'
        ? await lockForWork(trx, caller, publicId, 'set_home', version)
        : { claim: await lockForChange(trx, publicId, 'set_home', version), by: actorOf(caller) };
    checkVillage(deps, claim, village);
    await recordChange(deps, trx, claim, { act: 'set_home', by }, { village });
  });
  return getClaimReply(deps, publicId, caller.role);
}

function checkVillage({ directory }: Deps, claim: ClaimRow, village: string): void {
  if (directory.findVillage(village) !== undefined && liesIn(village, claim)) return;
  throw new AppError(422, 'village_unknown', 'no village of the claim’s county has this code', {
    data: { village },
  });
}

/** @throws {AppError} 409 `home_missing`: a township reviews whom it knows to live there */
export function firstReview(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, opinion, words }: Said<typeof firstReviewRequest>,
): Promise<ClaimReply> {
  return doWork(deps, caller, publicId, { act: 'first_review', version }, async (work) => {
    const { trx, claim, by } = work;
    if (claim.village === null) {
      throw new AppError(409, 'home_missing', 'say first in which village the family lives');
    }
    await insertReview(trx, {
      ...reviewRow(deps, work),
      stage: 'township',
      verdict: opinion,
      words: sealFinding(deps.crypto, 'review', keyOf(work), words),
    });
    await recordChange(deps, trx, claim, { act: 'first_review', by, words });
  });
}

/** The columns that every opinion has; who gives it fills in the rest. */
export function reviewRow({ clock }: Deps, { claim, by, version, staffId }: Work) {
  return {
    claim_id: claim.claim_id,
    version,
    staff_id: staffId,
    organisation_id: by.organisation_id ?? 0,
    reason: null,
    clause: null,
    words: null,
    figures: null,
    amount: null,
    document: null,
    document_version: null,
    policy_on: clock.today(),
    explanation: null,
    made_at: toColumn(clock.now()),
  };
}

export const keyOf = ({ claim, version }: Pick<Work, 'claim' | 'version'>) => ({
  claim_id: claim.claim_id,
  version,
});

export function recordVisit(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, on, findings, family }: Said<typeof visitRequest>,
): Promise<ClaimReply> {
  if (on > deps.clock.today()) throw invalidField('body.on', 'lies in the future');
  return doWork(deps, caller, publicId, { act: 'record_visit', version }, async (work) => {
    const { trx, claim, by, staffId } = work;
    const sealed = sealFinding(deps.crypto, 'visit', keyOf(work), JSON.stringify(findings));
    if (sealed === null) throw new Error('a visit found nothing');
    await insertVisit(trx, { ...keyOf(work), staff_id: staffId, visited_on: on, findings: sealed });
    const indexes = family.map((certno) => certnoIndex(deps.crypto, certno));
    await addFamily(trx, claim.person_id, indexes, deps.clock.now());
    await recordChange(deps, trx, claim, { act: 'record_visit', by });
  });
}

export function recordMeans(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, withinLimit, selfPaid, words }: Said<typeof meansRequest>,
): Promise<ClaimReply> {
  return doWork(deps, caller, publicId, { act: 'record_means', version }, async (work) => {
    const { trx, claim, by, staffId } = work;
    await insertMeans(trx, {
      ...keyOf(work),
      staff_id: staffId,
      checked_on: deps.clock.today(),
      within_limit: withinLimit ? 1 : 0,
      self_paid: parseYuan(selfPaid),
      words: sealFinding(deps.crypto, 'means', keyOf(work), words),
    });
    const proposed = withinLimit ? null : ('refuse' as const);
    await recordChange(deps, trx, { ...claim, proposed }, { act: 'record_means', by }, { proposed });
  });
}

/** Its days run from the day after it was put up. */
export function startPublicity(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version }: Said<typeof acceptClaimRequest>,
): Promise<ClaimReply> {
  return doWork(deps, caller, publicId, { act: 'start_publicity', version }, async (work) => {
    const { trx, claim, by, staffId } = work;
    const today = deps.clock.today();
    const until = addDays(today, deps.claimData.proceduresOf(claim.region, today).publicity.days);
    await insertPublicity(trx, {
      ...keyOf(work),
      staff_id: staffId,
      starts_on: today,
      ends_on: until,
      ended_at: null,
    });
    const change = { publicity_until: until, step_due_on: until };
    await recordChange(deps, trx, claim, { act: 'start_publicity', by }, change);
  });
}

export function recordObjection(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, words }: Said<typeof objectionRequest>,
): Promise<ClaimReply> {
  return doWork(deps, caller, publicId, { act: 'record_objection', version }, async (work) => {
    const { trx, claim, by, staffId } = work;
    const sealed = sealFinding(deps.crypto, 'objection', keyOf(work), words);
    if (sealed === null) throw new Error('an objection says nothing');
    const received = toColumn(deps.clock.now());
    await insertObjection(trx, { ...keyOf(work), staff_id: staffId, words: sealed, received_at: received });
    await recordChange(deps, trx, claim, { act: 'record_objection', by });
  });
}

/** @throws {AppError} 409 `publicity_running` before its last day is over */
export function endPublicity(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version }: Said<typeof acceptClaimRequest>,
): Promise<ClaimReply> {
  return doWork(deps, caller, publicId, { act: 'end_publicity', version }, async ({ trx, claim, by }) => {
    const { publicity_until: until } = claim;
    if (until === null || until >= deps.clock.today()) {
      throw new AppError(409, 'publicity_running', 'the publicity has not ended yet', { data: { until } });
    }
    await endPublicityRow(trx, claim.claim_id, toColumn(deps.clock.now()));
    await recordChange(deps, trx, claim, { act: 'end_publicity', by }, { publicity_until: null });
  });
}
