/** Holds the tables against the bank's own book: what it paid, and what it could not. */
import type { Pool, RowDataPacket } from 'mysql2/promise';

import { readPaymentId } from '../../bff/src/payment/bank-file.ts';
import type { Bank } from '../sandbox/bank/bank.ts';
import type { Due } from '../support/payments.ts';
import { few, type Claims } from './claims.ts';

type Row = RowDataPacket & {
  public_id: string;
  payment: string;
  state: string;
  amount: number;
  claim_state: string;
  approved: number;
  paid: number;
  version: number;
  payments: number;
  sent: number;
  settled: number;
  events: number;
};

export async function claimMoney(
  claims: Claims,
  database: Pool,
  { bank, due }: { bank: Bank; due: readonly Due[] },
): Promise<void> {
  const rows = await readRows(database, due);
  const paidBy = new Map([...bank.paid()].map(([id, times]) => [readPaymentId(id), times]));
  const idOf = ({ payment }: Row) => payment;
  const timesOf = (row: Row) => paidBy.get(row.payment) ?? 0;
  const twice = [...paidBy.values()].filter((times) => times > 1).length;
  const total = rows.filter((row) => timesOf(row) > 0).reduce((sum, { amount }) => sum + amount, 0);
  const told = rows.reduce((sum, { paid }) => sum + paid, 0);
  claims.that(
    'nothing is paid twice, and our book comes to the bank’s, to the fen',
    twice === 0 && paidBy.size > 0 && told === total,
    `${paidBy.size} paid by the bank, ${twice} more than once; the bank ${total} fen, our claims ${told}`,
  );
  const wrong = rows.filter((row) => !agrees(row, timesOf(row)));
  claims.that(
    'nothing is lost: each payment was sent once and is what the bank says it is',
    wrong.length === 0 && rows.length === due.length,
    `${rows.length - wrong.length} of ${due.length}; others ${few(wrong.map((row) => `${idOf(row)} ${row.state}`))}`,
  );
  const broken = rows.filter(
    ({ sent, settled, events, version }) => sent !== 1 || settled !== 1 || events !== version - 4,
  );
  claims.that(
    'every history is unbroken: sent once, settled once',
    broken.length === 0,
    `${rows.length - broken.length} of ${rows.length}; others ${few(broken.map(({ public_id: id }) => id))}`,
  );
}

function agrees({ state, claim_state: claim, amount, paid, payments }: Row, times: number): boolean {
  if (payments !== 1) return false;
  if (times === 1) return state === 'paid' && ['paid', 'closed'].includes(claim) && paid === amount;
  return times === 0 && state === 'failed' && claim === 'payment_failed' && paid === 0;
}

async function readRows(database: Pool, due: readonly Due[]): Promise<Row[]> {
  const count = (kinds: string) =>
    `(SELECT COUNT(*) FROM claim_event e WHERE e.claim_id = c.claim_id AND e.kind IN (${kinds}))`;
  const [rows] = await database.query<Row[]>(
    `SELECT c.public_id, p.public_id AS payment, p.state, p.amount, c.state AS claim_state, c.version,
            c.approved_amount AS approved, c.paid_amount AS paid,
            (SELECT COUNT(*) FROM payment o WHERE o.claim_id = c.claim_id) AS payments,
            ${count("'payment_sent'")} AS sent, ${count("'paid', 'payment_failed'")} AS settled,
            (SELECT COUNT(*) FROM claim_event e WHERE e.claim_id = c.claim_id) AS events
       FROM claim c JOIN payment p ON p.claim_id = c.claim_id WHERE c.claim_id IN (?)`,
    [due.map(({ claimId }) => claimId)],
  );
  return rows;
}
