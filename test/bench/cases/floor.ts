/** The queue's own statements, by hand on a bare connection: what no server around them can be quicker than. */
import type { Pool, RowDataPacket } from 'mysql2/promise';

import { county } from './fill.ts';

export interface Page {
  name: string;
  /** As the API takes it. */
  query: string;
  /** Null: the first page. */
  after: { weight: number; claimId: number } | null;
  kind: string | null;
}

const size = 20;
type Head = RowDataPacket & { claim_id: number; weight: number };

export async function readByHand(pool: Pool, page: Page, today: string, actor: string): Promise<number> {
  const kind = page.kind === null ? '' : 'AND kind = ?';
  const given = page.kind === null ? [] : [page.kind];
  const late = page.after === null ? await readHeads(pool, page, 'due_on < ?', [today]) : [];
  const rest =
    late.length > size ? [] : await readHeads(pool, page, '(due_on IS NULL OR due_on >= ?)', [today]);
  if (page.after === null) {
    await pool.query(
      `SELECT COUNT(*) AS total, SUM(due_on < ?), SUM(assigned_to <=> 7) FROM claim_desk
       WHERE place = ? AND state IN ('submitted', 'correction_asked', 'county_review') ${kind}`,
      [today, county, ...given],
    );
  }
  const ids = [...late, ...rest].slice(0, size).map(({ claim_id: id }) => id);
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT d.harm, d.ease, d.amount, c.*, p.name AS person_name, s.name AS holder FROM claim_desk d
     JOIN claim c ON c.claim_id = d.claim_id JOIN person p ON p.person_id = d.person_id
     LEFT JOIN staff s ON s.staff_id = d.assigned_to
     LEFT JOIN lane_approval l ON l.live_claim_id = d.claim_id WHERE d.claim_id IN (?)`,
    [ids],
  );
  await pool.query('SELECT claim_id, kind FROM claim_event WHERE claim_id IN (?) AND actor = ?', [
    ids,
    actor,
  ]);
  return rows.length;
}

async function readHeads(pool: Pool, { after, kind }: Page, due: string, days: string[]): Promise<Head[]> {
  const below = after === null ? '' : 'AND (weight < ? OR (weight = ? AND claim_id > ?))';
  const ofKind = kind === null ? '' : 'AND kind = ?';
  const head = (state: string) => ({
    text: `(SELECT claim_id, weight FROM claim_desk WHERE place = ? AND state = ? ${ofKind} AND ${due} ${below}
            ORDER BY weight DESC, claim_id LIMIT ${size + 1})`,
    values: [
      ...[county, state, ...(kind === null ? [] : [kind]), ...days],
      ...(after === null ? [] : [after.weight, after.weight, after.claimId]),
    ],
  });
  const heads = ['submitted', 'correction_asked', 'county_review'].map(head);
  const [rows] = await pool.query<Head[]>(
    `${heads.map(({ text }) => text).join(' UNION ALL ')} ORDER BY weight DESC, claim_id LIMIT ${size + 1}`,
    heads.flatMap(({ values }) => values),
  );
  return rows;
}
