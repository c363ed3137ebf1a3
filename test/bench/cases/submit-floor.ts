/** What sending a claim reads and writes, by hand on a bare connection: what no server around it can be quicker than. */
import { randomBytes } from 'node:crypto';

import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';

import type { Draft } from './submit.ts';

type Row = Record<string, unknown>;

/** @param pattern a claim that the BFF has sent: the rows that it left are written again for this one */
export async function submitByHand(pool: Pool, { claimId }: Draft, pattern: Draft): Promise<void> {
  const written = await readPattern(pool, pattern);
  const connection = await pool.getConnection();
  try {
    await connection.query('SELECT * FROM claim WHERE claim_id = ?', [claimId]);
    await connection.beginTransaction();
    await readFile(connection, claimId);
    await writeSubmission(connection, claimId, written);
    await connection.commit();
    await readFile(connection, claimId);
  } finally {
    connection.release();
  }
}

type Written = { claim: Row; event: Row; desk: Row; messages: Row[]; audit: Row; pages: number };

let known: Promise<Written> | undefined;

function readPattern(pool: Pool, { claimId, claim }: Draft): Promise<Written> {
  const first = async (sql: string, value: unknown) => {
    const [rows] = await pool.query<RowDataPacket[]>(sql, [value]);
    return rows as Row[];
  };
  known ??= (async () => ({
    claim: (await first('SELECT * FROM claim WHERE claim_id = ?', claimId))[0]!,
    event: (await first("SELECT * FROM claim_event WHERE claim_id = ? AND kind = 'submitted'", claimId))[0]!,
    desk: (await first('SELECT * FROM claim_desk WHERE claim_id = ?', claimId))[0]!,
    messages: await first('SELECT * FROM message WHERE claim_id = ?', claimId),
    audit: (await first("SELECT * FROM audit_entry WHERE subject_id = ? AND act = 'submit'", claim))[0]!,
    pages: (await first('SELECT page_id FROM claim_page WHERE claim_id = ?', claimId)).length,
  }))();
  return known;
}

async function readFile(connection: PoolConnection, claimId: number): Promise<void> {
  for (const sql of [
    'SELECT * FROM claim WHERE claim_id = ? FOR UPDATE',
    'SELECT * FROM claim_bill WHERE claim_id = ?',
    `SELECT s.*, d.outcome FROM settlement s JOIN claim_bill b ON b.settlement_id = s.settlement_id
       LEFT JOIN decision d ON d.decision_id = s.decision_id WHERE b.claim_id = ?`,
    `SELECT p.* FROM paper_page p JOIN claim c ON c.person_id = p.person_id
      WHERE c.claim_id = ? AND p.removed_at IS NULL FOR UPDATE`,
    'SELECT * FROM claim_excuse WHERE claim_id = ?',
    'SELECT * FROM claim_correction WHERE claim_id = ?',
    'SELECT * FROM claim_event WHERE claim_id = ? ORDER BY version',
  ])
    await connection.query(sql, [claimId]);
}

async function writeSubmission(connection: PoolConnection, claimId: number, written: Written): Promise<void> {
  const insert = (table: string, row: Record<string, unknown>) =>
    connection.query(`INSERT INTO ${table} SET ?`, [row]);
  const ofThis = (row: Row, change: Record<string, unknown> = {}) => ({
    ...row,
    claim_id: claimId,
    ...change,
  });
  await connection.query(
    `INSERT INTO claim_page (claim_id, submission, page_id)
     SELECT c.claim_id, 1, p.page_id FROM claim c JOIN paper_page p ON p.person_id = c.person_id WHERE c.claim_id = ?`,
    [claimId],
  );
  await connection.query(
    'UPDATE paper_page p JOIN claim c ON c.person_id = p.person_id SET p.unsent = NULL WHERE c.claim_id = ?',
    [claimId],
  );
  await connection.query('UPDATE claim_bill SET live_settlement_id = settlement_id WHERE claim_id = ?', [
    claimId,
  ]);
  await connection.query('UPDATE claim_number SET last = last + 1');
  const [numbers] = await connection.query<RowDataPacket[]>('SELECT MAX(last) AS last FROM claim_number');
  const { submitted_estimate: estimate, needs, submitted_at: at, state, version } = written.claim;
  const number = `2${String(numbers[0]?.last).padStart(16, '0')}`;
  const change = {
    submitted_estimate: estimate,
    needs,
    submitted_at: at,
    state,
    version,
    number,
    draft_of: null,
  };
  await connection.query('UPDATE claim SET ? WHERE claim_id = ?', [change, claimId]);
  await insert('claim_event', ofThis(written.event));
  await insert('claim_desk', ofThis(written.desk, { number }));
  for (const message of written.messages) {
    // Null: the column numbers itself.
    const own = { message_id: null, public_id: newId(), message_key: newId() };
    await insert('message', ofThis(message, own));
  }
  const [heads] = await connection.query<RowDataPacket[]>(
    'SELECT seq, hash FROM audit_head WHERE chain = 1 FOR UPDATE',
  );
  const seq = Number(heads[0]?.seq) + 1;
  await insert('audit_entry', { ...written.audit, seq });
  await connection.query('UPDATE audit_head SET seq = ?, hash = ? WHERE chain = 1', [
    seq,
    written.audit.hash,
  ]);
  await insert('idempotency', {
    key_hash: randomBytes(32),
    body_hash: randomBytes(32),
    claim: randomBytes(16),
    claimed_at: at,
    status: 200,
    reply: randomBytes(2000),
  });
}

const newId = () => randomBytes(11).toString('hex');
