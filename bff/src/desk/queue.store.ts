// Reads queues. Each state of each place is one run of an index in the queue's order: a page is the best of their heads.
import { sql, type RawBuilder } from 'kysely';

import type { ClaimRow } from '../claim/claim.store.ts';
import type { Database } from '../storage/tables.ts';
import { withinScope, type DeskRow } from './desk.store.ts';

export interface QueueAsked {
  scope: string;
  states: readonly DeskRow['state'][];
  kind: DeskRow['kind'] | undefined;
  village: string | undefined;
  /** Null: nobody's. */
  assigned: number | null | undefined;
  text: string | undefined;
  /** Persons whose cases are not shown. */
  keptFrom: readonly number[];
  today: string;
  /** Only what is due up to this day. */
  dueUntil: string | undefined;
  overdueOnly: boolean;
}

/** Where a page ended. */
export interface QueuePlace {
  overdue: boolean;
  weight: number;
  claimId: number;
}

/** The claims of a page in the queue's order: overdue, then the others; each by weight. */
export async function listQueue(
  db: Database,
  asked: QueueAsked,
  { after, limit }: { after: QueuePlace | null; limit: number },
): Promise<QueuePlace[]> {
  const wantsLate = asked.dueUntil === undefined && (after === null || after.overdue);
  const late = wantsLate ? await readPart(db, asked, true, after, limit) : [];
  if (asked.overdueOnly || late.length >= limit) return late;
  const place = after?.overdue === false ? after : null;
  return [...late, ...(await readPart(db, asked, false, place, limit - late.length))];
}

async function readPart(
  db: Database,
  asked: QueueAsked,
  overdue: boolean,
  after: QueuePlace | null,
  limit: number,
): Promise<QueuePlace[]> {
  if (asked.states.length === 0) return [];
  const heads = asked.states.map((state) => {
    const base = filtered(db, asked)
      .select(['claim_desk.claim_id', 'claim_desk.weight'])
      .where('claim_desk.state', '=', state)
      .where(overdue ? sql<boolean>`claim_desk.due_on < ${asked.today}` : notOverdue(asked));
    const below = after === null ? base : base.where(isAfter(after));
    return below.orderBy('claim_desk.weight', 'desc').orderBy('claim_desk.claim_id').limit(limit);
  });
  const { rows } = await sql<{ claim_id: number; weight: number }>`
    ${sql.join(heads, sql` UNION ALL `)} ORDER BY weight DESC, claim_id LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ overdue, weight: row.weight, claimId: row.claim_id }));
}

function notOverdue({ today, dueUntil }: QueueAsked): RawBuilder<boolean> {
  if (dueUntil !== undefined) return sql`claim_desk.due_on BETWEEN ${today} AND ${dueUntil}`;
  return sql`(claim_desk.due_on IS NULL OR claim_desk.due_on >= ${today})`;
}

function isAfter({ weight, claimId }: QueuePlace): RawBuilder<boolean> {
  return sql`(claim_desk.weight < ${weight} OR (claim_desk.weight = ${weight} AND claim_desk.claim_id > ${claimId}))`;
}

function filtered(db: Database, asked: QueueAsked) {
  const { scope, kind, village, assigned, text, keptFrom } = asked;
  let query = db.selectFrom('claim_desk').where(withinScope(scope));
  if (kind !== undefined) query = query.where('claim_desk.kind', '=', kind);
  if (village !== undefined) query = query.where('claim_desk.village', 'like', `${village}%`);
  if (assigned !== undefined)
    query = query.where('claim_desk.assigned_to', assigned === null ? 'is' : '=', assigned);
  if (text !== undefined) query = query.where('claim_desk.number', 'like', `%${text}%`);
  if (keptFrom.length > 0) query = query.where('claim_desk.person_id', 'not in', keptFrom);
  return query;
}

export async function countQueue(
  db: Database,
  asked: QueueAsked,
  staffId: number,
): Promise<{ all: number; overdue: number; mine: number }> {
  if (asked.states.length === 0) return { all: 0, overdue: 0, mine: 0 };
  let query = filtered(db, asked).where('claim_desk.state', 'in', asked.states);
  if (asked.overdueOnly) query = query.where('claim_desk.due_on', '<', asked.today);
  if (asked.dueUntil !== undefined) query = query.where(notOverdue(asked));
  const row = await query
    .select((of) => [
      of.fn.countAll<number>().as('all'),
      sql<string | null>`SUM(claim_desk.due_on < ${asked.today})`.as('overdue'),
      sql<string | null>`SUM(claim_desk.assigned_to <=> ${staffId})`.as('mine'),
    ])
    .executeTakeFirstOrThrow();
  return { all: row.all, overdue: Number(row.overdue ?? 0), mine: Number(row.mine ?? 0) };
}

export type QueuedRow = Awaited<ReturnType<typeof readQueued>>[number];

/** What a page shows of its claims, in no order. */
export function readQueued(db: Database, claimIds: readonly number[]) {
  return db
    .selectFrom('claim_desk')
    .innerJoin('claim', 'claim.claim_id', 'claim_desk.claim_id')
    .innerJoin('person', 'person.person_id', 'claim_desk.person_id')
    .leftJoin('staff', 'staff.staff_id', 'claim_desk.assigned_to')
    .leftJoin('lane_approval', 'lane_approval.live_claim_id', 'claim_desk.claim_id')
    .select([
      'claim_desk.claim_id',
      'claim_desk.person_id',
      'claim_desk.harm',
      'claim_desk.ease',
      'claim_desk.amount',
      'claim.public_id',
      'claim.number',
      'claim.kind',
      'claim.state',
      'claim.version',
      'claim.village',
      'claim.submitted_at',
      'claim.step_due_on',
      'claim.due_on',
      'claim.due_provisional',
      'claim.days_left',
      'claim.has_money',
      'claim.paid_amount',
      'claim.publicity_until',
      'claim.asked_in',
      'claim.proposed',
      'claim.appeal_of',
      'person.name as person_name',
      'staff.public_id as holder_id',
      'staff.name as holder_name',
      'lane_approval.lane_id',
    ])
    .where('claim_desk.claim_id', 'in', claimIds)
    .execute();
}

/** Claims of the scope in one state, the most urgent first, whole. */
export async function listUrgent(
  db: Database,
  asked: Pick<QueueAsked, 'scope' | 'keptFrom'> & { state: DeskRow['state']; limit: number },
): Promise<ClaimRow[]> {
  let query = db
    .selectFrom('claim_desk')
    .innerJoin('claim', 'claim.claim_id', 'claim_desk.claim_id')
    .selectAll('claim')
    .where(withinScope(asked.scope))
    .where('claim_desk.state', '=', asked.state);
  if (asked.keptFrom.length > 0) query = query.where('claim_desk.person_id', 'not in', asked.keptFrom);
  return query
    .orderBy('claim_desk.weight', 'desc')
    .orderBy('claim_desk.claim_id')
    .limit(asked.limit)
    .execute();
}
