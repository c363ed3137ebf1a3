// A colleague is away: on the first day her open cases go to whom she named, or back to the queue. Said by herself or by
// her administrator.
import type { AwayReply, ColleaguesReply, awayRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { recordAudit, staffActor } from '../audit/audit.service.ts';
import { lockClaim } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import { releaseFollowUps } from '../message/follow-up.store.ts';
import type { Staff } from '../session/session.state.ts';
import { findStaffByPublicId, lockStaff, type StaffMember } from '../staff/staff.store.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { findUnfit, giveTo } from './assign.service.ts';
import {
  countHeld,
  endAwayRow,
  insertAway,
  listAway,
  listHeld,
  listStaffAt,
  markMoved,
  type AwayRow,
} from './away.store.ts';
import { presentColleague } from './colleague.present.ts';
import { lockDesk } from './desk.store.ts';
import { listNames } from './staff-names.store.ts';

type Asked = z.output<typeof awayRequest>;

/** @throws {AppError} 409 `away_already`, `colleague_unfit`; 422 for days that are over */
export async function setAway(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { from, until, handTo }: Asked,
): Promise<AwayReply> {
  const { db, clock } = deps;
  if (until < clock.today()) {
    throw new AppError(422, 'invalid_request', 'these days are over', {
      data: { fields: [{ path: 'body.until', problem: 'lies in the past' }] },
    });
  }
  const member = await getMember(db, publicId);
  const substitute = handTo === null ? null : await getSubstitute(db, member, handTo);
  const awayId = await transact(db, async (trx) => {
    // One after another: two who say it of the same person wait for each other.
    await lockStaff(trx, member.row.staff_id);
    const id = await insertAway(trx, {
      staff_id: member.row.staff_id,
      live_staff_id: member.row.staff_id,
      from_on: from,
      until_on: until,
      hand_to: substitute?.row.staff_id ?? null,
      set_by: caller.session.staffId,
      set_at: toColumn(clock.now()),
      moved_at: null,
      ended_at: null,
    });
    if (id === undefined) throw new AppError(409, 'away_already', 'she is away already: end that first');
    await audit(deps, trx, caller, member, 'away_set', { from, until });
    return id;
  });
  const moved =
    from <= clock.today()
      ? await moveCases(
          deps,
          { away_id: awayId, staff_id: member.row.staff_id, set_by: caller.session.staffId },
          substitute,
        )
      : { handed: 0, released: 0 };
  const named = substitute === null ? null : presentColleague(deps.crypto, substitute.row);
  return { away: { from, until, handTo: named }, ...moved };
}

async function getMember(db: Database, publicId: string): Promise<StaffMember> {
  const member = await findStaffByPublicId(db, publicId);
  if (member === undefined) throw notFound('member');
  return member;
}

/** Of the same post and the same place. */
async function getSubstitute(db: Database, member: StaffMember, publicId: string): Promise<StaffMember> {
  const other = await findStaffByPublicId(db, publicId);
  const isOther = other !== undefined && other.row.staff_id !== member.row.staff_id;
  const stands =
    isOther && other.row.state === 'active' && other.organisation.code === member.organisation.code;
  if (stands && other.roles.some((role) => member.roles.includes(role))) return other;
  throw new AppError(409, 'colleague_unfit', 'she has not the same post in the same place', {
    data: { why: stands ? 'other_post' : 'other_place' },
  });
}

/** @throws {AppError} 409 `not_away` */
export async function endAway(deps: Deps, caller: Staff, publicId: string): Promise<undefined> {
  const member = await getMember(deps.db, publicId);
  await transact(deps.db, async (trx) => {
    if (!(await endAwayRow(trx, member.row.staff_id, toColumn(deps.clock.now())))) {
      throw new AppError(409, 'not_away', 'nobody has said that she is away');
    }
    await audit(deps, trx, caller, member, 'away_ended', {});
  });
  return undefined;
}

function audit(
  deps: Deps,
  trx: Database,
  { session }: Staff,
  { row, organisation }: StaffMember,
  act: string,
  detail: Record<string, string>,
): Promise<void> {
  const subject = { kind: 'member', id: row.public_id };
  return recordAudit(trx, deps, {
    actor: staffActor(session),
    act,
    subject,
    place: organisation.code,
    detail,
  });
}

/** Her open cases, one after another, and the calls that she has taken: cut off in between, the sweeper goes on. */
export async function moveCases(
  deps: Deps,
  away: Pick<AwayRow, 'away_id' | 'staff_id' | 'set_by'>,
  substitute: StaffMember | null,
): Promise<{ handed: number; released: number }> {
  const { db, clock } = deps;
  let handed = 0;
  let released = 0;
  await releaseFollowUps(db, away.staff_id);
  for (const publicId of await listHeld(db, away.staff_id)) {
    const to = await transact(db, (trx) => moveCase(deps, trx, publicId, away, substitute));
    if (to === 'handed') handed += 1;
    if (to === 'released') released += 1;
  }
  await markMoved(db, away.away_id, toColumn(clock.now()));
  return { handed, released };
}

/** Where her substitute cannot have it, anybody of the post can take it. */
async function moveCase(
  deps: Deps,
  trx: Database,
  publicId: string,
  away: Pick<AwayRow, 'staff_id' | 'set_by'>,
  substitute: StaffMember | null,
): Promise<'handed' | 'released' | 'gone'> {
  const claim = await lockClaim(trx, publicId);
  const desk = await lockDesk(trx, claim.claim_id);
  if (desk?.assigned_to !== away.staff_id) return 'gone';
  const fits = substitute !== null && (await findUnfit(deps, trx, claim, substitute)) === null;
  const to = fits ? substitute.row.staff_id : null;
  await giveTo(deps, trx, claim, { to, by: away.set_by, why: 'away' });
  return to === null ? 'released' : 'handed';
}

/** The same post in the same place. */
export async function listColleagues(deps: Deps, { session }: Staff): Promise<ColleaguesReply> {
  const { db, crypto } = deps;
  const rows = (await listStaffAt(db, session.code))
    .map((row) => ({ ...row, roles: JSON.parse(row.roles) as typeof session.roles }))
    .filter(({ roles }) => roles.some((role) => session.roles.includes(role)));
  const ids = rows.map(({ staff_id: id }) => id);
  const [marks, open] = await Promise.all([listAway(db, ids), countHeld(db, ids)]);
  const substitutes = await listNames(
    db,
    marks.flatMap(({ hand_to: id }) => id ?? []),
  );
  const awayOf = (id: number) => {
    const mark = marks.find(({ staff_id: of }) => of === id);
    if (mark === undefined) return null;
    const other = mark.hand_to === null ? undefined : substitutes.get(mark.hand_to);
    const handTo = other === undefined ? null : presentColleague(crypto, other);
    return { from: mark.from_on, until: mark.until_on, handTo };
  };
  return {
    colleagues: rows.map((row) => ({
      ...presentColleague(crypto, row),
      roles: [...row.roles],
      organisation: row.organisation,
      away: awayOf(row.staff_id),
      open: open.get(row.staff_id) ?? 0,
      herself: row.staff_id === session.staffId,
    })),
  };
}
