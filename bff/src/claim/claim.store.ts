// The claim itself, its history and its number. Every change is made on a locked row.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';

import { findCertnoIndexOf } from '../account/account.store.ts';
import type { ClaimEventTable, ClaimTable } from '../storage/claim-tables.ts';
import { toColumn } from '../storage/instant.ts';
import { isDuplicate } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

export type ClaimRow = Selectable<ClaimTable>;
export type ClaimEventRow = Selectable<ClaimEventTable>;
/** Where nobody said why, and no policy was applied. */
export const plainEvent = { reason: null, words: null, policy_on: null } as const;

/** Most claims that a list shows: a person files a few a year. */
const listed = 50;

export function findClaim(db: Database, publicId: string): Promise<ClaimRow | undefined> {
  return db.selectFrom('claim').selectAll().where('public_id', '=', publicId).executeTakeFirst();
}

export function findClaimById(db: Database, claimId: number): Promise<ClaimRow | undefined> {
  return db.selectFrom('claim').selectAll().where('claim_id', '=', claimId).executeTakeFirst();
}

/** Call it inside `transact`. */
export function lockClaimById(trx: Database, claimId: number): Promise<ClaimRow> {
  return trx
    .selectFrom('claim')
    .selectAll()
    .where('claim_id', '=', claimId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** What recognition on a claim has opened by the law. */
export function findOpenedBy(db: Database, claimId: number): Promise<ClaimRow | undefined> {
  return db.selectFrom('claim').selectAll().where('opened_by', '=', claimId).executeTakeFirst();
}

/**
 * Recognitions that stand and have brought nothing yet, of people whose years were decided since that was looked at: a bill of
 * before it came late, or the platform answered late.
 */
export async function listOwing(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('claim')
    .select('public_id')
    .where('recognised_on', 'is not', null)
    .where('kind', '=', 'recognition')
    .where('state', '=', 'closed')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('claim as opened')
            .select('opened.claim_id')
            .whereRef('opened.opened_by', '=', 'claim.claim_id'),
        ),
      ),
    )
    .where(
      sql<boolean>`COALESCE(claim.decisions_seen, -1) <> (
        SELECT COALESCE(SUM(sequence), 0) FROM benefit_year WHERE benefit_year.person_id = claim.person_id)`,
    )
    .orderBy('recognised_on')
    .limit(limit)
    .execute();
  return rows.map(({ public_id: publicId }) => publicId);
}

/** The appeal of the refusal that stands. */
export function findLiveAppeal(db: Database, claimId: number): Promise<ClaimRow | undefined> {
  return db.selectFrom('claim').selectAll().where('live_appeal_of', '=', claimId).executeTakeFirst();
}

export function getClaim(db: Database, publicId: string): Promise<ClaimRow> {
  return db.selectFrom('claim').selectAll().where('public_id', '=', publicId).executeTakeFirstOrThrow();
}

/**
 * Call it inside `transact`, before anything is recorded: whoever writes the audit waits for nothing else. Of an appeal, first the
 * case that it is about: whoever needs both takes them in this order.
 * @param seen the claim as it was read before: what it is an appeal of never changes
 */
export async function lockClaim(
  trx: Database,
  publicId: string,
  seen?: Pick<ClaimRow, 'appeal_of'>,
): Promise<ClaimRow> {
  const { appeal_of: appealed } = seen ?? (await getClaim(trx, publicId));
  if (appealed !== null) await lockClaimById(trx, appealed);
  return trx
    .selectFrom('claim')
    .selectAll()
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Waits for whoever is changing or sending it at this moment. Call it inside `transact`. */
export function lockDraft(
  trx: Database,
  personId: number,
  kind: ClaimRow['kind'],
): Promise<ClaimRow | undefined> {
  return trx
    .selectFrom('claim')
    .selectAll()
    .where('draft_of', '=', personId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirst();
}

/** All drafts of hers, of whatever kind. Call it inside `transact`. */
export function lockDrafts(trx: Database, personId: number): Promise<ClaimRow[]> {
  return trx
    .selectFrom('claim')
    .selectAll()
    .where('draft_of', '=', personId)
    .orderBy('claim_id')
    .forUpdate()
    .execute();
}

/** Drafts first, then the newest. A draft that was thrown away is gone. */
export function listClaimRows(db: Database, personId: number): Promise<ClaimRow[]> {
  return db
    .selectFrom('claim')
    .selectAll()
    .where('person_id', '=', personId)
    .where((where) => where.or([where('draft_of', 'is not', null), where('number', 'is not', null)]))
    .orderBy((order) => order.case().when('draft_of', 'is', null).then(1).else(0).end())
    .orderBy('created_at', 'desc')
    .orderBy('claim_id', 'desc')
    .limit(listed)
    .execute();
}

/** Blind indexes, hex, of the person's citizen number and of her family's: whom she named, and who named her. */
export async function listFamilyIndexes(db: Database, personId: number): Promise<string[]> {
  const [own, family, named] = await Promise.all([
    db.selectFrom('person').select('certno_index').where('person_id', '=', personId).execute(),
    db.selectFrom('family').select('certno_index').where('person_id', '=', personId).execute(),
    db
      .selectFrom('person as herself')
      .innerJoin('family', 'family.certno_index', 'herself.certno_index')
      .innerJoin('person', 'person.person_id', 'family.person_id')
      .select('person.certno_index')
      .where('herself.person_id', '=', personId)
      .execute(),
  ]);
  return [...own, ...family, ...named].map((row) => row.certno_index.toString('hex'));
}

/** The same from the other side: whose cases somebody with this citizen number is kept from. */
export async function listKeptFrom(db: Database, certnoIndex: string | null): Promise<number[]> {
  if (certnoIndex === null) return [];
  const index = Buffer.from(certnoIndex, 'hex');
  const own = db.selectFrom('person').select('person_id').where('certno_index', '=', index);
  const family = db.selectFrom('family').select('person_id').where('certno_index', '=', index);
  const named = db
    .selectFrom('person as herself')
    .innerJoin('family', 'family.person_id', 'herself.person_id')
    .innerJoin('person', 'person.certno_index', 'family.certno_index')
    .select('person.person_id')
    .where('herself.certno_index', '=', index);
  const rows = await own.union(family).union(named).execute();
  return rows.map((row) => row.person_id);
}

/** Everything there ever was, oldest first. */
export function listAllClaims(db: Database, personId: number): Promise<ClaimRow[]> {
  return db.selectFrom('claim').selectAll().where('person_id', '=', personId).orderBy('claim_id').execute();
}

/** Other claims of hers that wait for papers. */
export function listOtherOpenClaims(trx: Database, claim: ClaimRow): Promise<ClaimRow[]> {
  return trx
    .selectFrom('claim')
    .selectAll()
    .where('person_id', '=', claim.person_id)
    .where('claim_id', '<>', claim.claim_id)
    .where('state', 'in', ['draft', 'correction_asked'])
    .execute();
}

/** Her claims for which pages can be brought to the window: a notice stands, or the bank could not pay. */
export async function listWaitingClaims(trx: Database, personId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('claim')
    .select('claim_id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['correction_asked', 'payment_failed'])
    .execute();
  return rows.map((row) => row.claim_id);
}

interface NewClaim extends Pick<ClaimRow, 'kind' | 'region' | 'place'> {
  publicId: string;
  personId: number;
  now: number;
}

/** The number of the new draft; `undefined` when another phone has begun one at the same moment. */
export async function insertDraft(
  trx: Database,
  draft: NewClaim,
  change: Partial<Insertable<ClaimTable>> = {},
): Promise<number | undefined> {
  const { publicId, personId, kind, region, place, now } = draft;
  try {
    const { insertId } = await trx
      .insertInto('claim')
      .values({
        public_id: publicId,
        person_id: personId,
        draft_of: personId,
        kind,
        region,
        place,
        state: 'draft',
        version: 1,
        number: null,
        submissions: 0,
        payee: null,
        created_at: toColumn(now),
        changed_at: toColumn(now),
        submitted_at: null,
        working_days: null,
        working_days_provisional: 0,
        due_on: null,
        due_provisional: 0,
        needs: null,
        submitted_estimate: null,
        ...change,
      })
      .executeTakeFirstOrThrow();
    return Number(insertId);
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

/** Of a locked claim. */
export async function updateClaim(
  trx: Database,
  claimId: number,
  change: Updateable<ClaimTable>,
): Promise<void> {
  await trx.updateTable('claim').set(change).where('claim_id', '=', claimId).execute();
}

/** One that was opened and comes to nothing: before anybody has seen it. */
export async function deleteClaim(trx: Database, claimId: number): Promise<void> {
  await trx.deleteFrom('claim_bill').where('claim_id', '=', claimId).execute();
  await trx.deleteFrom('claim').where('claim_id', '=', claimId).execute();
}

/** A volunteer stays known by her number when her account is closed: what she helped with is not hers to decide as staff. */
export async function insertEvent(trx: Database, event: Omit<ClaimEventRow, 'agent_index'>): Promise<void> {
  const agent =
    event.by_role === 'volunteer'
      ? await findCertnoIndexOf(trx, Number(event.actor.replace('account:', '')))
      : null;
  await trx
    .insertInto('claim_event')
    .values({ ...event, agent_index: agent })
    .execute();
}

/** In their order. */
export function listEvents(db: Database, claimIds: readonly number[]): Promise<ClaimEventRow[]> {
  return db
    .selectFrom('claim_event')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id')
    .orderBy('version')
    .execute();
}

export function getLastEvent(trx: Database, claimId: number): Promise<ClaimEventRow> {
  return trx
    .selectFrom('claim_event')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();
}

/** Begins the numbers of a day outside any transaction: who would begin it in hers would hold up everybody else's. */
export async function openNumbersOf(db: Database, day: string): Promise<void> {
  // Asked first: who writes waits for whoever takes a number at this moment.
  const open = await db.selectFrom('claim_number').select('day').where('day', '=', day).executeTakeFirst();
  if (open !== undefined) return;
  await db.insertInto('claim_number').ignore().values({ day, last: 0 }).execute();
}

/** The next running number of a day that is open, from 1. Its row is locked until the transaction ends. */
export async function takeRunningNumber(trx: Database, day: string): Promise<number> {
  // The server answers with the number itself: nobody waits for a second question while the row is locked.
  const taken = await sql`update claim_number set last = last_insert_id(last + 1) where day = ${day}`.execute(
    trx,
  );
  if (taken.numAffectedRows !== 1n || taken.insertId === undefined) {
    throw new Error(`the numbers of ${day} are not open`);
  }
  return Number(taken.insertId);
}
