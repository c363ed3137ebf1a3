// Who works on a case: taken, given to a colleague, given back. Two who take it at once: one has it, the other is told.
import type { AssigneeReply } from '@yijiutong/rules/contract';

import { decideUnfit, type Unfit } from '../access/colleague.ts';
import { rolesOn } from '../access/waiting.ts';
import { recordAudit, staffActor } from '../audit/audit.service.ts';
import { checkVersion, notPossible } from '../claim/claim-change.service.ts';
import { standingOf } from '../claim/claim.standing.ts';
import { listFamilyIndexes, lockClaim, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { Staff } from '../session/session.state.ts';
import { findStaffByPublicId, type StaffMember } from '../staff/staff.store.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { isAway, isGone } from './away.store.ts';
import { presentColleague } from './colleague.present.ts';
import { insertAssignment, listOwnEvents, lockDesk, setAssigned, type AssignmentRow } from './desk.store.ts';
import { historyOf } from './own-acts.ts';
import { listNames } from './staff-names.store.ts';

/** @throws {AppError} 409 `claim_changed`, `claim_taken`, `act_not_possible`, `colleague_unfit`; 403 `forbidden`, `same_hands` */
export async function setAssignee(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, staffId }: { version: number; staffId: string | null },
): Promise<AssigneeReply> {
  const to = await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    checkVersion(claim, version);
    checkWaits(caller, claim);
    const desk = await lockDesk(trx, claim.claim_id);
    const holder = desk?.assigned_to ?? null;
    await checkFree(deps, trx, caller, holder);
    const chosen = staffId === null ? null : await getColleague(deps, trx, caller, claim, staffId);
    if ((chosen?.row.staff_id ?? null) !== holder) await assign(deps, trx, caller, claim, chosen);
    return chosen;
  });
  return { assignee: to === null ? null : presentColleague(deps.crypto, to.row) };
}

function checkWaits({ session }: Staff, claim: ClaimRow): void {
  const roles = rolesOn(claim.state);
  if (roles.length === 0) throw notPossible(claim, 'accept');
  if (roles.some((role) => session.roles.includes(role))) return;
  throw new AppError(403, 'forbidden', `a claim that is ${claim.state} waits for: ${roles.join(', ')}`);
}

/** A colleague's case is hers, unless she is away or works here no longer. */
async function checkFree(
  { clock, crypto }: Deps,
  trx: Database,
  { session }: Staff,
  holder: number | null,
): Promise<void> {
  if (holder === null || holder === session.staffId) return;
  if (await isGone(trx, holder, clock.today())) return;
  const colleague = (await listNames(trx, [holder])).get(holder);
  const by = colleague === undefined ? null : presentColleague(crypto, colleague);
  throw new AppError(409, 'claim_taken', 'a colleague has this claim', { data: { by } });
}

async function getColleague(
  deps: Deps,
  trx: Database,
  { session }: Staff,
  claim: ClaimRow,
  publicId: string,
): Promise<StaffMember> {
  const member = await findStaffByPublicId(trx, publicId);
  if (member === undefined) throw notFound('member');
  const why = await findUnfit(deps, trx, claim, member);
  if (why === null) return member;
  if (why === 'same_hands' && publicId === session.publicId) {
    throw new AppError(403, 'same_hands', 'she has dealt with this claim before: another person has to');
  }
  throw new AppError(409, 'colleague_unfit', `she cannot have this claim: ${why}`, { data: { why } });
}

/** Why somebody cannot have a claim in its present state; null: she can. */
export async function findUnfit(
  { clock }: Pick<Deps, 'clock'>,
  db: Database,
  claim: ClaimRow,
  { row, organisation, roles }: StaffMember,
): Promise<Unfit | null> {
  const { staff_id: staffId } = row;
  const certnoIndex = row.certno_index?.toString('hex') ?? null;
  const ids = [claim.claim_id, ...(claim.appeal_of === null ? [] : [claim.appeal_of])];
  const [family, own, away] = await Promise.all([
    listFamilyIndexes(db, claim.person_id),
    listOwnEvents(db, { staffId, certnoIndex }, ids),
    isAway(db, staffId, clock.today()),
  ]);
  const colleague = {
    actor: `staff:${staffId}`,
    roles,
    code: organisation.code,
    works: row.state === 'active' && organisation.closed_at === null,
    certnoIndex,
    away,
  };
  const given = { standing: standingOf(claim), place: claim.place, village: claim.village, family };
  return decideUnfit(colleague, given, historyOf(staffId, claim, own));
}

async function assign(
  deps: Deps,
  trx: Database,
  { session }: Staff,
  claim: ClaimRow,
  to: StaffMember | null,
): Promise<void> {
  const why = to === null ? 'released' : to.row.staff_id === session.staffId ? 'taken' : 'assigned';
  await giveTo(deps, trx, claim, { to: to?.row.staff_id ?? null, by: session.staffId, why });
  await recordAudit(trx, deps, {
    actor: staffActor(session),
    act: `claim_${why}`,
    subject: { kind: 'claim', id: claim.public_id },
    place: claim.village ?? claim.place,
    detail: { state: claim.state, to: to?.row.public_id ?? null },
  });
}

/** Of a locked claim. */
export async function giveTo(
  { clock }: Pick<Deps, 'clock'>,
  trx: Database,
  { claim_id, state }: ClaimRow,
  { to, by, why }: { to: number | null; by: number | null; why: AssignmentRow['why'] },
): Promise<void> {
  await setAssigned(trx, claim_id, to);
  const at = toColumn(clock.now());
  await insertAssignment(trx, { claim_id, state, staff_id: to, by_staff: by, why, at });
}
