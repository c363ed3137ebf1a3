// Claims, read: the list, one claim, and the draft that is found or begun.
import type {
  ClaimKind,
  ClaimReply,
  ClaimsReply,
  FiledBy,
  startClaimRequest,
} from '@yijiutong/rules/contract';
import { yearOf, type Step } from '@yijiutong/rules/kernel';
import type { z } from 'zod';

import { recordView, staffActor } from '../audit/audit.service.ts';
import { presentListed } from '../bill/bill.present.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { findPersonRow } from '../identity/identity.store.ts';
import { volunteerLook } from '../proxy/behalf.service.ts';
import { listFiledBy } from '../proxy/filed-by.store.ts';
import { checkMayStart, findKnownVillage, keepReached } from '../proxy/filing.service.ts';
import type { Behalf, Resident, Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { listClaimable, listExplanations, replaceBills } from './claim-bill.store.ts';
import { chooseSettlements } from './claim-bills.service.ts';
import { actorOf } from './claim-change.service.ts';
import { readCourse } from './claim-course.service.ts';
import { findIdentities, readFile, readFiles, type ClaimFile } from './claim-file.service.ts';
import { reckonRetroactive } from './claim-retroactive.service.ts';
import { estimateClaim, type KeptEstimate } from './claim.estimate.ts';
import { chosenByHer } from './claim.lifecycle.ts';
import { institutionOf, presentClaim, presentListedClaim } from './claim.present.ts';
import { liesIn } from './claim.standing.ts';
import {
  getClaim,
  insertDraft,
  insertEvent,
  listClaimRows,
  listEvents,
  lockDraft,
  plainEvent,
  type ClaimEventRow,
} from './claim.store.ts';
import { presentHousehold } from './household.present.ts';

/** Bills of this year and the two before it are offered; an older one is a matter for the window. */
const yearsBack = 2;

/** A volunteer sees those that her mandate reaches, and each look of hers is recorded before it is answered. */
export async function presentClaims(deps: Deps, { session, behalf }: Resident): Promise<ClaimsReply> {
  const { db, law, clock } = deps;
  const { personId, accountId } = session;
  const claims = await keepReached(db, behalf, await listClaimRows(db, personId));
  const draft = claims.find(({ state }) => state === 'draft');
  const files = await readFiles(
    deps,
    db,
    claims,
    draft === undefined ? null : await findIdentities(deps, draft),
  );
  const filed = await listFiledBy(
    db,
    claims.map((claim) => claim.claim_id),
  );
  const claimable = choosesBills(behalf)
    ? await listClaimable(db, personId, yearOf(clock.today()) - yearsBack)
    : [];
  if (behalf !== undefined) {
    const subject = { kind: 'mandate', id: behalf.publicId };
    await recordView(deps, { ...volunteerLook(accountId, behalf), act: 'view_claims', subject });
  }
  return {
    claims: files.map((file) => presentListedClaim(file, law, filed.get(file.claim.claim_id) ?? null)),
    claimable: claimable.map((row) => presentListed(row, law)),
  };
}

/** Her bills are shown to whoever may put some into a claim: under a mandate for named cases nobody begins one. */
function choosesBills(behalf: Behalf | undefined): boolean {
  if (behalf === undefined) return true;
  const kinds: readonly ClaimKind[] = chosenByHer.kinds;
  return behalf.scope.by === 'kinds' && behalf.scope.kinds.some((kind) => kinds.includes(kind));
}

/** Finds the draft of this kind that is open, as it stands, or begins one with these bills. */
export async function startClaim(
  deps: Deps,
  caller: Resident,
  { kind, bills }: z.output<typeof startClaimRequest>,
): Promise<ClaimReply> {
  const { personId } = caller.session;
  const place = await getPlace(deps, personId);
  const publicId = await transact(deps.db, async (trx) => {
    const draft = await lockDraft(trx, personId, kind);
    await checkMayStart(deps, trx, caller, draft ?? kind);
    return draft?.public_id ?? beginDraft(deps, trx, caller, { kind, ...place }, bills);
  });
  return getClaimReply(deps, publicId);
}

/** The region and county she is insured in now: where the claim stays, though she may move. */
async function getPlace(deps: Deps, personId: number): Promise<{ region: string; place: string }> {
  const { region: place } = await findPersonRow(deps.db, personId);
  const region = deps.law.findRegion(place);
  if (region !== null) return { region: region.code, place };
  throw new AppError(
    422,
    'region_unknown',
    'the person is insured in a region that this service does not serve',
  );
}

async function beginDraft(
  deps: Deps,
  trx: Database,
  caller: Resident,
  draft: { kind: ClaimKind; region: string; place: string },
  setlIds: readonly string[],
): Promise<string> {
  const { personId } = caller.session;
  const publicId = newRecordId();
  const now = deps.clock.now();
  const village = await findHome(trx, caller, draft);
  const claimId = await insertDraft(trx, { publicId, personId, ...draft, now }, { village });
  if (claimId === undefined) {
    const winner = await lockDraft(trx, personId, draft.kind);
    // None: the other phone has thrown it away again while this one waited.
    return winner?.public_id ?? beginDraft(deps, trx, caller, draft, setlIds);
  }
  const chosen = setlIds.map((setlId) => ({ setlId, injury: null }));
  const settlements = await chooseSettlements(trx, { personId, claimId, kind: draft.kind }, chosen);
  await replaceBills(trx, claimId, settlements);
  const { by_role, actor, organisation_id } = actorOf(caller);
  await insertEvent(trx, {
    claim_id: claimId,
    version: 1,
    kind: 'started',
    ...plainEvent,
    by_role,
    actor,
    organisation_id,
    happened_at: toColumn(now),
  });
  return publicId;
}

/** Of a volunteer's: where the mandate has it that she lives, if that is where the claim stays. */
async function findHome(
  trx: Database,
  { behalf }: Resident,
  claim: { place: string },
): Promise<string | null> {
  const known = behalf === undefined ? null : await findKnownVillage(trx, behalf);
  return known !== null && liesIn(known, claim) ? known : null;
}

/** Whoever of the staff looks at it is recorded, before it is shown; a volunteer's look is where her mandate is asked. */
export async function showClaim(
  deps: Deps,
  caller: Resident | Staff,
  publicId: string,
  requestId: string,
): Promise<ClaimReply> {
  const shown = await getClaimReply(deps, publicId, caller.role);
  if (caller.role === 'staff') {
    const { village, place, version, state } = await getClaim(deps.db, publicId);
    await recordView(deps, {
      actor: staffActor(caller.session),
      act: 'view_claim',
      subject: { kind: 'claim', id: publicId },
      place: village ?? place,
      requestId,
      detail: { version, state },
    });
  }
  return shown;
}

/** A reviewer sees what was sent; she herself also what she is writing. */
export async function getClaimReply(
  deps: Deps,
  publicId: string,
  reader: (Resident | Staff)['role'] = 'resident',
): Promise<ClaimReply> {
  const claim = await getClaim(deps.db, publicId);
  const file = await readFile(deps, deps.db, claim, await findIdentities(deps, claim), { reader });
  const events = await listEvents(deps.db, [claim.claim_id]);
  const [course, household, filedBy, estimate] = await Promise.all([
    readCourse(deps, claim, events),
    presentHousehold(deps, claim),
    findFiledBy(deps.db, claim.claim_id, events),
    estimateNow(deps, deps.db, file),
  ]);
  return presentClaim(deps, file, { ...course, household, filedBy, estimate });
}

/** Her own history says whether it was anybody else: most of them only she has sent. */
async function findFiledBy(
  db: Database,
  claimId: number,
  events: readonly ClaimEventRow[],
): Promise<FiledBy | null> {
  const byOthers = events.some(({ organisation_id: of, kind }) => of !== null && kind.endsWith('submitted'));
  return byOthers ? ((await listFiledBy(db, [claimId])).get(claimId) ?? null) : null;
}

/** By the decisions that stand now. */
export async function estimateNow(
  { law }: Pick<Deps, 'law'>,
  db: Database,
  { claim, bills }: ClaimFile,
): Promise<KeptEstimate> {
  const decisions = await listExplanations(
    db,
    bills.flatMap(({ settlement }) => settlement?.decision_id ?? []),
  );
  const explained = bills.map((bill) => {
    const decision = decisions.get(bill.settlement?.decision_id ?? 0);
    return {
      bill,
      institution: institutionOf(bill, law),
      explanation: decision?.explanation ? (JSON.parse(decision.explanation) as Step) : null,
      decidedAt: decision?.decidedAt ?? null,
    };
  });
  const rows = bills.map(({ row }) => row);
  return estimateClaim(explained, await reckonRetroactive({ law }, db, claim, rows), claim.created_at);
}
