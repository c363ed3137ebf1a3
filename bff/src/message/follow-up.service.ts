// Calls and visits (N7): whom no carrier could tell, somebody of her place tells. The number is shown to the one who has
// taken it, and every look is in the audit.
import type { FollowUp, FollowUpOutcome, FollowUpsQuery, FollowUpsReply } from '@yijiutong/rules/contract';

import { maskName } from '../account/mask.ts';
import { getPerson, listPersonNames, openPersonName } from '../account/person.store.ts';
import { recordAudit, recordView, staffActor } from '../audit/audit.service.ts';
import { listFamilyIndexes, listKeptFrom } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { listGone } from '../desk/away.store.ts';
import { presentColleague } from '../desk/colleague.present.ts';
import { listNames, type NamedStaff } from '../desk/staff-names.store.ts';
import { AppError, notFound } from '../error.ts';
import type { Owner } from '../middleware/context.ts';
import { findContactPhone } from '../proxy/contact.ts';
import type { StaffSession } from '../session/session.state.ts';
import { hasBroughtMandate } from '../staff/hands.store.ts';
import { fromColumn, presentInstant } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { openFollowUp } from './follow-up.opening.ts';
import {
  changeFollowUp,
  findFollowUp,
  listOpenFollowUps,
  returnFollowUp,
  type FollowUpRow,
} from './follow-up.store.ts';

const pageLength = 50;

/** What may come of a call, and of a visit. */
const outcomes: Readonly<Record<FollowUpRow['kind'], ReadonlySet<FollowUpOutcome>>> = {
  call: new Set(['reached', 'not_reached', 'wrong_number']),
  visit: new Set(['reached', 'not_home', 'moved_away']),
};

export async function presentFollowUps(
  deps: Deps,
  session: StaffSession,
  { look, after }: FollowUpsQuery,
): Promise<FollowUpsReply> {
  const { db, crypto } = deps;
  const { code, certnoIndex, staffId } = session;
  const rows = await listOpenFollowUps(db, crypto, {
    code,
    keptFrom: await listKeptFrom(db, certnoIndex),
    kind: look === 'call' || look === 'visit' ? look : null,
    takenBy: look === 'mine' ? staffId : null,
    after: after === undefined ? undefined : await findFollowUp(db, crypto, after),
    limit: pageLength + 1,
  });
  const shown = rows.slice(0, pageLength);
  const known = await findAround(deps, shown);
  return {
    followUps: shown.map((row) => present(deps, row, session, known)),
    next: rows.length > pageLength ? (shown.at(-1)?.publicId ?? null) : null,
  };
}

export async function getFollowUpReply(deps: Deps, session: StaffSession, id: string): Promise<FollowUp> {
  const row = await getRow(deps, id);
  const shown = row.staffId === session.staffId && row.state === 'taken';
  if (shown) {
    await recordView(deps, {
      actor: staffActor(session),
      act: 'view_phone',
      subject: { kind: 'follow_up', id },
      place: row.village ?? row.place,
    });
  }
  const followUp = present(deps, row, session, await findAround(deps, [row]));
  if (!shown) return followUp;
  const { db, crypto, messages } = deps;
  const { name } = await getPerson(db, crypto, row.personId);
  const { body } = messages.words.get(row.template).inApp(row.params);
  // What it says of money is for the one who tells her.
  return { ...followUp, name, body, phone: await findContactPhone(db, crypto, row.personId) };
}

/**
 * @throws {AppError} 409 `follow_up_taken`, `follow_up_changed`; 403 `same_hands` for who asked for the slip that it is
 * about, or took it
 */
export async function takeFollowUp(
  deps: Deps,
  session: StaffSession,
  id: string,
  version: number,
): Promise<FollowUp> {
  const row = await getRow(deps, id);
  if (row.state !== 'open') throw taken();
  if (row.mandateId !== null && (await hasBroughtMandate(deps.db, session, row.mandateId))) {
    throw new AppError(
      403,
      'same_hands',
      'she asked for the slip or took it herself: another person asks whether it is genuine',
    );
  }
  const now = deps.clock.now();
  await transact(deps.db, async (trx) => {
    const change = { ...standing(row), state: 'taken' as const, staffId: session.staffId, takenAt: now };
    if (!(await changeFollowUp(trx, deps.crypto, { publicId: id, version }, change))) throw changed();
    await recordAudit(trx, deps, {
      actor: staffActor(session),
      act: 'take_follow_up',
      subject: { kind: 'follow_up', id },
      place: row.village ?? row.place,
    });
  });
  return getFollowUpReply(deps, session, id);
}

/**
 * Somebody else can take it: it has waited all the while, and its days run on from when it was opened.
 * @throws {AppError} 409 `follow_up_taken` while somebody who is at work has it, `follow_up_changed`
 */
export async function giveBackFollowUp(
  deps: Deps,
  session: StaffSession,
  id: string,
  version: number,
): Promise<FollowUp> {
  const row = await getRow(deps, id);
  if (!mayGiveBack(row, session, await findAround(deps, [row]))) throw taken();
  await transact(deps.db, async (trx) => {
    if (!(await returnFollowUp(trx, { publicId: id, version }))) throw changed();
    await recordAudit(trx, deps, {
      actor: staffActor(session),
      act: 'give_back_follow_up',
      subject: { kind: 'follow_up', id },
      place: row.village ?? row.place,
      detail: { own: row.staffId === session.staffId },
    });
  });
  return getFollowUpReply(deps, session, id);
}

/** Her own; or somebody's who cannot do it now, for whoever could take it. */
function mayGiveBack({ state, staffId }: FollowUpRow, session: StaffSession, { gone }: Around): boolean {
  if (state !== 'taken' || staffId === null) return false;
  return staffId === session.staffId || gone.has(staffId);
}

interface Close {
  version: number;
  outcome: FollowUpOutcome;
  words?: string | undefined;
}

/**
 * A call that reaches nobody goes back to be tried again, and after some tries becomes a visit. A visit about a slip that
 * was drawn waits until somebody has asked her, wherever that is.
 * @throws {AppError} 409 `follow_up_taken`, `follow_up_changed`; 422 for an outcome that such a call or visit cannot have
 */
export async function closeFollowUp(
  deps: Deps,
  session: StaffSession,
  id: string,
  { version, outcome, words }: Close,
): Promise<FollowUp> {
  const row = await getRow(deps, id);
  if (row.state !== 'taken' || row.staffId !== session.staffId) throw taken();
  if (!outcomes[row.kind].has(outcome)) {
    throw new AppError(422, 'invalid_request', `a ${row.kind} does not end in ${outcome}`);
  }
  const now = deps.clock.now();
  const { tries, again, visit } = nextAfter(row, outcome, deps.messages.rules.calls);
  await transact(deps.db, async (trx) => {
    const change = {
      state: again ? ('open' as const) : ('done' as const),
      staffId: again ? null : session.staffId,
      tries,
      outcome,
      words: words ?? null,
      closedAt: again ? null : now,
    };
    if (!(await changeFollowUp(trx, deps.crypto, { publicId: id, version }, change))) throw changed();
    if (visit) await openFollowUp(trx, { message: row, kind: 'visit', now });
    await recordAudit(trx, deps, {
      actor: staffActor(session),
      act: 'close_follow_up',
      subject: { kind: 'follow_up', id },
      place: row.village ?? row.place,
      detail: { outcome },
    });
  });
  deps.metrics.messages.inc({ channel: row.kind, outcome });
  return getFollowUpReply(deps, session, id);
}

/** Whether it is to be tried again, or somebody is to go to her door. @param calls that nobody answers before that */
function nextAfter({ kind, tries: before, mandateId }: FollowUpRow, outcome: FollowUpOutcome, calls: number) {
  // Whether she has signed is asked as long as nobody has heard it from her: she may still come to the window.
  const asksOn = outcome === 'moved_away' && mandateId !== null;
  const missed = outcome === 'not_reached' || outcome === 'not_home' || asksOn;
  const tries = before + (missed ? 1 : 0);
  const again = outcome === 'not_home' || asksOn || (outcome === 'not_reached' && tries < calls);
  return { tries, again, visit: kind === 'call' && outcome !== 'reached' && !again };
}

/** The staff of the county, and of the village and township where they are known; never of her own family. */
export async function findOwnerOfFollowUp({ db, crypto }: Deps, id: string): Promise<Owner | undefined> {
  const row = await findFollowUp(db, crypto, id);
  if (row === undefined) return undefined;
  const { personId, place, village } = row;
  return { personId, place, village, excluded: await listFamilyIndexes(db, personId) };
}

async function getRow({ db, crypto }: Deps, id: string): Promise<FollowUpRow> {
  const row = await findFollowUp(db, crypto, id);
  if (row === undefined) throw notFound('follow_up');
  return row;
}

const standing = ({ tries, outcome }: FollowUpRow) => ({ tries, outcome, words: null, closedAt: null });

function taken(): AppError {
  return new AppError(
    409,
    'follow_up_taken',
    'somebody else works on it, nobody has taken it yet, or it is done',
  );
}

function changed(): AppError {
  return new AppError(409, 'follow_up_changed', 'it has changed since it was read: read it again');
}

/** Whom some follow-ups are about, who has taken them, and which of these cannot do it now. */
interface Around {
  names: ReadonlyMap<number, Buffer | null>;
  takers: ReadonlyMap<number, NamedStaff>;
  gone: ReadonlySet<number>;
}

async function findAround({ db, clock }: Deps, rows: readonly FollowUpRow[]): Promise<Around> {
  const takers = rows.flatMap(({ state, staffId }) =>
    state === 'taken' && staffId !== null ? [staffId] : [],
  );
  return {
    names: await listPersonNames(
      db,
      rows.map((row) => row.personId),
    ),
    takers: await listNames(db, takers),
    gone: await listGone(db, takers, clock.today()),
  };
}

/** As every one of the staff sees it in the list. */
function present(deps: Deps, row: FollowUpRow, session: StaffSession, around: Around): FollowUp {
  const { crypto, clock, messages } = deps;
  const name = openPersonName(crypto, row.personId, around.names.get(row.personId) ?? null);
  const taker = row.state === 'taken' && row.staffId !== null ? around.takers.get(row.staffId) : undefined;
  const dueAt = fromColumn(row.openedAt) + messages.rules.doneWithin[row.kind];
  const waits = row.state === 'open' || row.state === 'taken';
  return {
    followUpId: row.publicId,
    version: row.version,
    kind: row.kind,
    state: row.state,
    name: maskName(name),
    phone: null,
    place: row.place,
    village: row.village,
    title: messages.words.get(row.template).inApp(row.params).title,
    body: '',
    reason: row.reason,
    mine: row.staffId === session.staffId,
    takenBy: taker === undefined ? null : presentColleague(crypto, taker),
    mayGiveBack: mayGiveBack(row, session, around),
    tries: row.tries,
    outcome: row.outcome,
    openedAt: presentInstant(row.openedAt),
    dueAt: new Date(dueAt).toISOString(),
    overdue: waits && dueAt < clock.now(),
    mandateId: row.mandateId,
    closedAt: row.closedAt === null ? null : presentInstant(row.closedAt),
  };
}
