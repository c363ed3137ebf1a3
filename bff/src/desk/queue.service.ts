// What waits for an officer: her posts × her place × the state of each case, in the order of harm × ease (N8).
import type { DeskCase, DeskQueueReply, deskQueueQuery } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { waitsForAnother } from '../access/hands.ts';
import { listWaiting } from '../access/waiting.ts';
import { maskName } from '../account/mask.ts';
import { openPersonName } from '../account/person.store.ts';
import { yuan } from '../benefit-year/year.figures.ts';
import { listKeptFrom } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Staff, StaffSession } from '../session/session.state.ts';
import { findStaffByPublicId } from '../staff/staff.store.ts';
import { presentInstant } from '../storage/instant.ts';
import { presentColleague } from './colleague.present.ts';
import { createDeskClock, soonUntil } from './desk.clock.ts';
import { listOwnEvents } from './desk.store.ts';
import { splitOwnActs } from './own-acts.ts';
import {
  countQueue,
  listQueue,
  readQueued,
  type QueueAsked,
  type QueuedRow,
  type QueuePlace,
} from './queue.store.ts';

type Query = z.output<typeof deskQueueQuery>;

export async function getQueue(deps: Deps, { session }: Staff, query: Query): Promise<DeskQueueReply> {
  const asked = await readAsked(deps, session, query);
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  // One more than asked for tells whether there is a next page.
  const [places, counts] = await Promise.all([
    listQueue(deps.db, asked, { after, limit: query.limit + 1 }),
    after === null ? countQueue(deps.db, asked, session.staffId) : null,
  ]);
  const page = places.slice(0, query.limit);
  const last = page.at(-1);
  return {
    cases: await presentPage(deps, session, page),
    nextCursor: places.length > query.limit && last !== undefined ? writeCursor(last) : null,
    counts,
  };
}

async function readAsked(deps: Deps, session: StaffSession, query: Query): Promise<QueueAsked> {
  const { db, clock, claimData } = deps;
  const today = clock.today();
  const soon = query.due === 'soon' ? soonUntil(claimData.calendar, today) : null;
  return {
    scope: session.code,
    states: statesOf(session, query),
    kind: query.kind,
    village: query.village,
    assigned: await readAssigned(deps, session, query.assigned),
    text: query.text,
    keptFrom: await listKeptFrom(db, session.certnoIndex),
    today,
    // Beyond the calendar nobody knows: everything from today on.
    dueUntil: query.due === 'soon' ? (soon ?? '9999-12-31') : undefined,
    overdueOnly: query.due === 'overdue',
  };
}

const everyState = [
  ...['submitted', 'correction_asked', 'accepted', 'household_visit', 'means_check', 'publicity'],
  ...['recognition', 'county_review', 'county_approval', 'payment_due', 'paying', 'payment_failed'],
  ...['paid', 'closed', 'refused', 'withdrawn'],
] as QueueAsked['states'];

/** What waits for her posts; who looks for a number looks for it wherever the case stands. */
function statesOf({ roles }: StaffSession, { state, text }: Query): QueueAsked['states'] {
  const among = text === undefined ? listWaiting(roles) : everyState;
  return state === undefined ? among : among.filter((one) => one === state);
}

async function readAssigned(
  { db }: Deps,
  session: StaffSession,
  assigned: Query['assigned'],
): Promise<QueueAsked['assigned']> {
  if (assigned === undefined) return undefined;
  if (assigned === 'nobody') return null;
  if (assigned === 'me') return session.staffId;
  // Nobody of this name has nothing.
  return (await findStaffByPublicId(db, assigned))?.row.staff_id ?? 0;
}

function writeCursor({ overdue, weight, claimId }: QueuePlace): string {
  return Buffer.from(`${overdue ? 1 : 0} ${weight} ${claimId}`).toString('base64url');
}

function readCursor(cursor: string): QueuePlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, overdue, weight, claimId] = /^([01]) (\d{1,5}) (\d{1,15})$/.exec(text) ?? [];
  if (overdue !== undefined) {
    return { overdue: overdue === '1', weight: Number(weight), claimId: Number(claimId) };
  }
  throw new AppError(422, 'invalid_request', 'the cursor is none of ours: send nextCursor as it came', {
    data: { fields: [{ path: 'query.cursor', problem: 'not a cursor' }] },
  });
}

async function presentPage(
  deps: Deps,
  session: StaffSession,
  page: readonly QueuePlace[],
): Promise<DeskCase[]> {
  if (page.length === 0) return [];
  const ids = page.map(({ claimId }) => claimId);
  const [found, hers] = await Promise.all([readQueued(deps.db, ids), listOwnEvents(deps.db, session, ids)]);
  const rows = new Map(found.map((row) => [row.claim_id, row]));
  const appealed = found.flatMap(({ appeal_of: of }) => of ?? []);
  const own = [...hers, ...(await listOwnEvents(deps.db, session, appealed))];
  const clockOf = createDeskClock(deps.claimData.calendar, deps.clock.today());
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row === undefined ? [] : [presentCase(deps, { session, own, clockOf }, row)];
  });
}

type OwnEvents = Awaited<ReturnType<typeof listOwnEvents>>;

interface Looking {
  session: StaffSession;
  own: OwnEvents;
  clockOf: ReturnType<typeof createDeskClock>;
}

function presentCase(deps: Deps, { session, own, clockOf }: Looking, row: QueuedRow): DeskCase {
  const { crypto, directory } = deps;
  const { acts, sameHands } = splitOwnActs(session, row, own);
  const { holder_id: public_id, holder_name: holder } = row;
  return {
    claimId: row.public_id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    version: row.version,
    person: maskName(openPersonName(crypto, row.person_id, row.person_name)),
    village:
      row.village === null
        ? null
        : { code: row.village, name: directory.findVillage(row.village)?.name ?? null },
    submittedAt: row.submitted_at === null ? null : presentInstant(row.submitted_at),
    amount: row.amount === null ? null : yuan(row.amount),
    urgency: { harm: row.harm, ease: row.ease },
    clock: clockOf(row),
    assignee:
      public_id === null || holder === null ? null : presentColleague(crypto, { public_id, name: holder }),
    // While an approval stands in the lane, nothing else is done with the case.
    acts: row.lane_id === null ? acts : [],
    sameHands: waitsForAnother(sameHands),
  };
}
