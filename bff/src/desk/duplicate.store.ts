// Other claims that share a bill, a page's bytes or a bank account with these, whoever's they are; and her own others.
import type { DuplicateKind } from '@yijiutong/rules/contract';
import { sql } from 'kysely';

import type { Database } from '../storage/tables.ts';

export interface SharedThing {
  claimId: number;
  otherId: number;
  kind: DuplicateKind;
  /** A bill's ref, or a page of this claim; null where the whole claim is meant. */
  what: string | null;
}

type Row = { claim_id: number; other_id: number; what: string | null };

/** What suspicion can rest on: never that somebody simply claims again. */
export async function listShared(db: Database, claimIds: readonly number[]): Promise<SharedThing[]> {
  if (claimIds.length === 0) return [];
  const parts: readonly (readonly [DuplicateKind, Promise<{ rows: Row[] }>])[] = [
    ['bill', sameBills(db, claimIds)],
    ['bill', alikeBills(db, claimIds)],
    ['bill', paidBefore(db, claimIds)],
    ['page', samePages(db, claimIds)],
    ['account', sameAccounts(db, claimIds)],
  ];
  const found = await Promise.all(
    parts.map(async ([kind, rows]) => (await rows).rows.map((row) => ({ kind, ...row }))),
  );
  return found
    .flat()
    .map(({ kind, claim_id: claimId, other_id: otherId, what }) => ({ kind, claimId, otherId, what }));
}

const sent = sql`o.state NOT IN ('draft', 'withdrawn')`;

function sameBills(db: Database, claimIds: readonly number[]) {
  return sql<Row>`
    SELECT DISTINCT b.claim_id, o.claim_id AS other_id, b.ref AS what
    FROM claim_bill b
    JOIN claim_bill b2 ON b2.settlement_id = b.settlement_id AND b2.claim_id <> b.claim_id
    JOIN claim o ON o.claim_id = b2.claim_id
    WHERE b.claim_id IN (${sql.join(claimIds)}) AND ${sent}`.execute(db);
}

/** Of paper, and the other way round: the same hospital, day and total as on another paper; or hers as the platform sent it, of the same day and total. */
function alikeBills(db: Database, claimIds: readonly number[]) {
  return sql<Row>`
    SELECT b.claim_id, o.claim_id AS other_id, b.ref AS what
    FROM claim_bill b
    JOIN claim c ON c.claim_id = b.claim_id
    JOIN settlement s ON s.person_id = c.person_id AND s.total = b.total
      AND s.settled_at >= b.on_day AND s.settled_at < b.on_day + INTERVAL 1 DAY
    JOIN claim_bill b2 ON b2.settlement_id = s.settlement_id AND b2.claim_id <> b.claim_id
    JOIN claim o ON o.claim_id = b2.claim_id
    WHERE b.claim_id IN (${sql.join(claimIds)}) AND b.settlement_id IS NULL AND ${sent}
    UNION
    SELECT b.claim_id, o.claim_id AS other_id, b.ref AS what
    FROM claim_bill b
    JOIN settlement s ON s.settlement_id = b.settlement_id
    JOIN claim o ON o.person_id = s.person_id AND o.claim_id <> b.claim_id
    JOIN claim_bill b2 ON b2.claim_id = o.claim_id AND b2.settlement_id IS NULL AND b2.total = s.total
      AND s.settled_at >= b2.on_day AND s.settled_at < b2.on_day + INTERVAL 1 DAY
    WHERE b.claim_id IN (${sql.join(claimIds)}) AND ${sent}
    UNION
    SELECT DISTINCT b.claim_id, o.claim_id AS other_id, b.ref AS what
    FROM claim_bill b
    JOIN claim_bill b2 ON b2.on_day = b.on_day AND b2.total = b.total
      AND b2.institution = b.institution AND b2.claim_id <> b.claim_id
    JOIN claim o ON o.claim_id = b2.claim_id
    WHERE b.claim_id IN (${sql.join(claimIds)}) AND b.settlement_id IS NULL AND ${sent}`.execute(db);
}

/** Hers, of the same hospital and the same total or day as one that was taken back after another claim was paid for it. */
function paidBefore(db: Database, claimIds: readonly number[]) {
  return sql<Row>`
    SELECT DISTINCT b.claim_id, o.claim_id AS other_id, b.ref AS what
    FROM claim_bill b
    JOIN settlement s ON s.settlement_id = b.settlement_id
    JOIN settlement s2 ON s2.person_id = s.person_id AND s2.reversed_at IS NOT NULL AND s2.institution = s.institution
      AND (s2.total = s.total OR ABS(DATEDIFF(s2.settled_at, s.settled_at)) <= 3)
    JOIN claim_bill b2 ON b2.live_settlement_id = s2.settlement_id AND b2.claim_id <> b.claim_id
    JOIN claim o ON o.claim_id = b2.claim_id AND (o.paid_amount > 0 OR o.state = 'paying')
    WHERE b.claim_id IN (${sql.join(claimIds)})`.execute(db);
}

/** The same bytes from two people; of one, for two bills. Her identity card may serve all of her claims. */
function samePages(db: Database, claimIds: readonly number[]) {
  return sql<Row>`
    SELECT DISTINCT c.claim_id, o.claim_id AS other_id, p.public_id AS what
    FROM claim_page c
    JOIN paper_page p ON p.page_id = c.page_id
    JOIN paper_page p2 ON p2.sha256 = p.sha256 AND p2.page_id <> p.page_id
      AND (p2.person_id <> p.person_id OR (p.subject <> '' AND p2.subject <> p.subject))
    JOIN claim_page c2 ON c2.page_id = p2.page_id AND c2.claim_id <> c.claim_id
    JOIN claim o ON o.claim_id = c2.claim_id
    WHERE c.claim_id IN (${sql.join(claimIds)}) AND ${sent}`.execute(db);
}

function sameAccounts(db: Database, claimIds: readonly number[]) {
  return sql<Row>`
    SELECT DISTINCT d.claim_id, o.claim_id AS other_id, NULL AS what
    FROM claim_desk d
    JOIN claim_desk d2 ON d2.account_index = d.account_index AND d2.person_id <> d.person_id
    JOIN claim o ON o.claim_id = d2.claim_id
    WHERE d.claim_id IN (${sql.join(claimIds)}) AND ${sent}`.execute(db);
}

/** Sent since a moment. */
export async function listOthersOfPerson(
  db: Database,
  claim: { claim_id: number; person_id: number },
  since: string,
): Promise<SharedThing[]> {
  const rows = await db
    .selectFrom('claim')
    .select('claim_id')
    .where('person_id', '=', claim.person_id)
    .where('claim_id', '<>', claim.claim_id)
    .where('state', 'not in', ['draft', 'withdrawn'])
    .where('created_at', '>=', since)
    .execute();
  return rows.map((row) => ({ claimId: claim.claim_id, otherId: row.claim_id, kind: 'person', what: null }));
}

export function readOthers(db: Database, claimIds: readonly number[]) {
  return db.selectFrom('claim').selectAll().where('claim_id', 'in', claimIds).orderBy('claim_id').execute();
}
