// The bank's answer: held against what was sent, whole or not at all, and once however often it comes.
import { createHash } from 'node:crypto';

import { paymentAnswerReply, type PaymentAnswerReply } from '@yijiutong/rules/contract';
import { fen, formatYuan } from '@yijiutong/rules/kernel';

import { recordAudit, staffActor } from '../audit/audit.service.ts';
import { recordChange } from '../claim/claim-change.service.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { readBankAnswer, type AnswerRow, type Problem } from './bank-answer.ts';
import { printHash } from './bank-file.ts';
import { managerBy, presentOne } from './batch.service.ts';
import { findAnswer, findAnswered, insertAnswer, lockBatch, type BatchRow } from './batch.store.ts';
import { checkNotOwnFamily } from './payment.obstacles.ts';
import { lockClaims, lockPayments, updatePayment, type PaymentRow } from './payment.store.ts';

/** @throws {AppError} 422 `bank_file_wrong` with everything that is wrong with it */
export async function takeBankAnswer(
  deps: Deps,
  caller: Staff,
  publicId: string,
  bytes: Buffer,
): Promise<PaymentAnswerReply> {
  const fileHash = createHash('sha256').update(bytes).digest();
  return transact(deps.db, async (trx) => {
    const batch = await lockBatch(trx, publicId);
    await checkNotOwnFamily(trx, caller, batch);
    const earlier = await findAnswer(trx, batch.batch_id, fileHash);
    if (earlier !== undefined) {
      // Those of before a file could bring money back brought none.
      const told = paymentAnswerReply.parse({ bounced: [], ...(JSON.parse(earlier) as object) });
      return { ...told, seenBefore: true, batch: await presentOne({ db: trx }, batch) };
    }
    const answer = readBankAnswer(deps.banks.get(batch.format), publicId, bytes);
    const known = await findKnown(trx, answer.rows);
    checkNothingWrong([...answer.problems, ...compare(batch, answer.rows, known)]);
    const fresh = answer.rows.filter(({ payment }) => known.get(payment)?.state === 'sent');
    await settle(deps, trx, caller, { rows: fresh, known });
    const bounced = answer.rows.filter((row) => isBounced(row, known.get(row.payment)));
    await markBounced(trx, bounced);
    const reply = {
      rows: answer.rows.length,
      paid: sumOf(fresh, 'paid'),
      failed: sumOf(fresh, 'failed'),
      repeated: answer.rows.length - fresh.length - bounced.length,
      bounced: bounced.map(({ line, payment, amount, failure }) => ({
        line,
        paymentId: payment,
        amount: formatYuan(fen(amount)),
        failure: failure ?? 'other',
      })),
      seenBefore: false,
      batch: await presentOne({ db: trx }, batch),
    };
    await keepAnswer(deps, trx, caller, { batch, fileHash, reply });
    return reply;
  });
}

const page = 1000;

async function findKnown(trx: Database, rows: readonly AnswerRow[]): Promise<Map<string, PaymentRow>> {
  const known = new Map<string, PaymentRow>();
  for (let from = 0; from < rows.length; from += page) {
    const ids = rows.slice(from, from + page).map(({ payment }) => payment);
    for (const row of await findAnswered(trx, ids)) known.set(row.public_id, row);
  }
  return known;
}

/** What the file says against what we know. */
function compare(
  batch: BatchRow,
  rows: readonly AnswerRow[],
  known: ReadonlyMap<string, PaymentRow>,
): Problem[] {
  return rows.flatMap(({ line, payment, amount, outcome }): Problem[] => {
    const row = known.get(payment);
    if (row === undefined) return [{ line, problem: 'row_unknown' }];
    if (row.batch_id !== batch.batch_id) return [{ line, problem: 'row_of_another_batch' }];
    if (row.amount !== amount) return [{ line, problem: 'amount_differs' }];
    // What failed was perhaps ordered anew since: a file that says it was paid after all is for people to look into.
    return row.state === 'failed' && outcome === 'paid' ? [{ line, problem: 'settled_otherwise' }] : [];
  });
}

/** 退汇: it was paid, and now the bank says that it was not. The good rows are taken all the same. */
function isBounced({ outcome }: AnswerRow, row: PaymentRow | undefined): boolean {
  return outcome === 'failed' && (row?.state === 'paid' || row?.state === 'bounced');
}

/** The claim stays paid until the manager confirms it: she alone says that money has come back. */
async function markBounced(trx: Database, rows: readonly AnswerRow[]): Promise<void> {
  for (const { payment, failure, code } of rows) {
    await trx
      .updateTable('payment')
      .set({ state: 'bounced', failure, bank_code: code || null })
      .where('public_id', '=', payment)
      // Confirmed in this moment: it stays so.
      .where('state', '=', 'paid')
      .execute();
  }
}

const mostTold = 100;

function checkNothingWrong(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new AppError(422, 'bank_file_wrong', 'nothing of this file was taken: see data.problems', {
    data: { count: problems.length, problems: problems.slice(0, mostTold) },
  });
}

async function settle(
  deps: Deps,
  trx: Database,
  caller: Staff,
  { rows, known }: { rows: readonly AnswerRow[]; known: ReadonlyMap<string, PaymentRow> },
): Promise<void> {
  const by = managerBy(caller);
  const now = toColumn(deps.clock.now());
  for (let from = 0; from < rows.length; from += page) {
    const part = rows.slice(from, from + page).flatMap((answer) => {
      const row = known.get(answer.payment);
      return row === undefined ? [] : [{ answer, row }];
    });
    const claims = await lockClaims(
      trx,
      part.map(({ row }) => row.claim_id),
    );
    const byClaim = new Map(claims.map((claim) => [claim.claim_id, claim]));
    await lockPayments(
      trx,
      part.map(({ row }) => row.payment_id),
    );
    for (const { answer, row } of part) {
      const claim = byClaim.get(row.claim_id);
      if (claim === undefined) throw new Error(`payment ${row.public_id} has no claim`);
      const { outcome: state, failure, code } = answer;
      const change = { state, failure, bank_code: code || null, settled_at: now, live_claim_id: null };
      await updatePayment(trx, row.payment_id, change);
      if (state === 'paid') {
        const paid = { paid_amount: claim.paid_amount + row.amount };
        await recordChange(deps, trx, claim, { act: 'confirm_payment', by }, paid);
      } else {
        await recordChange(deps, trx, claim, { act: 'fail_payment', by, reason: failure });
      }
    }
  }
}

function sumOf(rows: readonly AnswerRow[], outcome: AnswerRow['outcome']): { count: number; total: string } {
  const own = rows.filter((row) => row.outcome === outcome);
  return { count: own.length, total: formatYuan(fen(own.reduce((sum, { amount }) => sum + amount, 0))) };
}

async function keepAnswer(
  deps: Deps,
  trx: Database,
  { session }: Staff,
  taken: { batch: BatchRow; fileHash: Buffer; reply: PaymentAnswerReply },
): Promise<void> {
  const { batch, fileHash, reply } = taken;
  await insertAnswer(trx, {
    batch_id: batch.batch_id,
    file_hash: fileHash,
    staff_id: session.staffId,
    taken_at: toColumn(deps.clock.now()),
    reply: JSON.stringify(reply),
  });
  await recordAudit(trx, deps, {
    actor: staffActor(session),
    act: 'take_bank_answer',
    subject: { kind: 'payment_batch', id: batch.public_id },
    place: batch.place,
    detail: {
      rows: reply.rows,
      paid: reply.paid.count,
      failed: reply.failed.count,
      bounced: reply.bounced.length,
      file: printHash(fileHash),
    },
  });
}
