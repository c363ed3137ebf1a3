// Batches for the bank. A payment that is in one is on its way: it comes back only by the bank's answer.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import type {
  PaymentBatch,
  PaymentBatchesReply,
  PaymentObstacle,
  paymentBatchesQuery,
} from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { recordAudit, recordView, staffActor } from '../audit/audit.service.ts';
import { recordChange, type By } from '../claim/claim-change.service.ts';
import { openPayee } from '../claim/claim.seal.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { FileReply, OrganisationOwner } from '../middleware/context.ts';
import type { Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { printHash, writeBankFile, type OrderLine } from './bank-file.ts';
import type { BankFormat } from './bank-format.ts';
import {
  findBatch,
  getBatch,
  insertBatch,
  listBatchRows,
  listLines,
  listTallies,
  type BatchRow,
} from './batch.store.ts';
import { checkNotOwnFamily, findObstacles } from './payment.obstacles.ts';
import { presentBatch } from './payment.present.ts';
import { openSentPayee, sealSentPayee } from './payment.seal.ts';
import {
  findPaymentRows,
  lockClaims,
  lockPayments,
  updatePayment,
  type ListedPayment,
} from './payment.store.ts';

/** All of them or none. @throws {AppError} 409 `payment_not_possible` with what each of them lacks */
export async function makeBatch(
  deps: Deps,
  caller: Staff,
  publicIds: readonly string[],
): Promise<PaymentBatch> {
  const publicId = newRecordId();
  await transact(deps.db, async (trx) => {
    const found = await findPaymentRows(trx, caller.session.code, publicIds);
    const claims = await lockClaims(
      trx,
      found.map(({ claim_id: id }) => id),
    );
    await lockPayments(
      trx,
      found.map(({ payment_id: id }) => id),
    );
    // Read again behind the locks: another manager may have sent them meanwhile.
    const payments = await findPaymentRows(trx, caller.session.code, publicIds);
    const format = await checkSendable(deps, trx, caller, { payments, publicIds });
    const batch = await putBatch(deps, trx, caller, { publicId, payments, format });
    const by = managerBy(caller);
    for (const claim of claims) await recordChange(deps, trx, claim, { act: 'send_payment', by });
    await recordAudit(trx, deps, {
      actor: staffActor(caller.session),
      act: 'make_payment_batch',
      subject: { kind: 'payment_batch', id: publicId },
      place: caller.session.code,
      detail: { payments: batch.payments, total: batch.total, file: printHash(batch.hash) },
    });
  });
  return presentOne(deps, await getBatch(deps.db, publicId));
}

export function managerBy({ session }: Staff): By {
  return {
    by_role: 'fund_manager',
    actor: `staff:${session.staffId}`,
    organisation_id: session.organisationId,
  };
}

/** The one format that all of them are written in. */
async function checkSendable(
  deps: Deps,
  trx: Database,
  caller: Staff,
  { payments, publicIds }: { payments: readonly ListedPayment[]; publicIds: readonly string[] },
): Promise<BankFormat> {
  const obstacles = await findObstacles(deps, trx, caller, payments);
  const today = deps.clock.today();
  const format = payments[0] === undefined ? null : deps.banks.find(payments[0].region, today);
  const known = new Map(payments.map((payment) => [payment.public_id, payment]));
  const problems = publicIds.flatMap((paymentId): { paymentId: string; why: PaymentObstacle }[] => {
    const payment = known.get(paymentId);
    // One of another place and one that is not there are one answer.
    if (payment === undefined) return [{ paymentId, why: 'not_due' }];
    const why = obstacles.get(payment.payment_id);
    if (why !== undefined) return [{ paymentId, why }];
    return deps.banks.find(payment.region, today)?.id === format?.id
      ? []
      : [{ paymentId, why: 'another_format' }];
  });
  if (format !== null && problems.length === 0) return format;
  throw new AppError(
    409,
    'payment_not_possible',
    'not all of these payments can be sent: see data.payments',
    {
      data: { payments: problems },
    },
  );
}

async function putBatch(
  { crypto, clock }: Deps,
  trx: Database,
  { session }: Staff,
  {
    publicId,
    payments,
    format,
  }: { publicId: string; payments: readonly ListedPayment[]; format: BankFormat },
): Promise<{ payments: number; total: number; hash: Buffer }> {
  const lines = payments.map((payment, at): OrderLine => {
    // checkSendable has seen that there is one.
    const { holder, bank, account } = openPayee(crypto, payment.claim_id, payment.claim_payee ?? Buffer.of());
    return { line: at + 1, payment: payment.public_id, holder, bank, account, amount: payment.amount };
  });
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const frame = { batch: publicId, day: clock.today(), count: lines.length, total };
  const file = await measure(writeBankFile(format, frame, [lines]));
  const batchId = await insertBatch(trx, {
    public_id: publicId,
    place: session.code,
    staff_id: session.staffId,
    made_on: frame.day,
    made_at: toColumn(clock.now()),
    format: format.id,
    payments: lines.length,
    total,
    file_hash: file.hash,
    file_bytes: file.bytes,
  });
  for (const [at, payment] of payments.entries()) {
    const { line = 0, holder = '', bank = '', account = '' } = lines[at] ?? {};
    const payee = sealSentPayee(crypto, payment.public_id, { holder, bank, account });
    await updatePayment(trx, payment.payment_id, { state: 'sent', batch_id: batchId, line, payee });
  }
  return { payments: lines.length, total, hash: file.hash };
}

async function measure(file: AsyncIterable<Buffer>): Promise<{ hash: Buffer; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of file) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { hash: hash.digest(), bytes };
}

/** Written from what was sent, the same each time; recorded before the first byte goes out. */
export async function openBankFile(deps: Deps, caller: Staff, publicId: string): Promise<FileReply> {
  const batch = await getBatch(deps.db, publicId);
  await checkNotOwnFamily(deps.db, caller, batch);
  await recordView(deps, {
    actor: staffActor(caller.session),
    act: 'download_bank_file',
    subject: { kind: 'payment_batch', id: publicId },
    place: batch.place,
    detail: { payments: batch.payments, file: printHash(batch.file_hash) },
  });
  return {
    mediaType: 'text/csv',
    length: batch.file_bytes,
    name: `payments-${batch.made_on}-${publicId}.csv`,
    content: Readable.from(checkSame(batch, writeBatch(deps, batch))),
  };
}

function writeBatch({ db, crypto, banks }: Deps, batch: BatchRow): AsyncIterable<Buffer> {
  const frame = { batch: batch.public_id, day: batch.made_on, count: batch.payments, total: batch.total };
  return writeBankFile(banks.get(batch.format), frame, readLines({ db, crypto }, batch.batch_id));
}

const page = 500;

async function* readLines(
  { db, crypto }: Pick<Deps, 'db' | 'crypto'>,
  batchId: number,
): AsyncGenerator<OrderLine[]> {
  for (let last = 0; ;) {
    const rows = await listLines(db, batchId, last, page);
    yield rows.map(({ line, payee, public_id: payment, amount }) => ({
      line: line ?? 0,
      payment,
      amount,
      ...openSentPayee(crypto, payment, payee ?? Buffer.of()),
    }));
    if (rows.length < page) return;
    last = rows.at(-1)?.line ?? last;
  }
}

/** A file that came out different from the one that was made breaks off: the bank must not get two of one batch. */
async function* checkSame(batch: BatchRow, file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let held: Buffer | null = null;
  for await (const piece of file) {
    hash.update(piece);
    // The last piece is held back until the whole is known.
    if (held !== null) yield held;
    held = piece;
  }
  if (!hash.digest().equals(batch.file_hash))
    throw new Error(`the file of batch ${batch.public_id} is no longer the one that was made`);
  if (held !== null) yield held;
}

const batchesShown = 50;

export async function listBatches(
  { db }: Deps,
  { session }: Staff,
  { after }: z.output<typeof paymentBatchesQuery>,
): Promise<PaymentBatchesReply> {
  const rows = await listBatchRows(db, session.code, { after, limit: batchesShown + 1 });
  const shown = rows.slice(0, batchesShown);
  const tallies = await listTallies(
    db,
    shown.map(({ batch_id: id }) => id),
  );
  return {
    batches: shown.map((row) => presentBatch(row, tallies)),
    next: rows.length > batchesShown ? (shown.at(-1)?.public_id ?? null) : null,
  };
}

export async function presentOne({ db }: Pick<Deps, 'db'>, batch: BatchRow): Promise<PaymentBatch> {
  return presentBatch(batch, await listTallies(db, [batch.batch_id]));
}

export async function getBatchReply(deps: Deps, publicId: string): Promise<PaymentBatch> {
  return presentOne(deps, await getBatch(deps.db, publicId));
}

export async function findBatchOwner(db: Database, publicId: string): Promise<OrganisationOwner | undefined> {
  const batch = await findBatch(db, publicId);
  return batch === undefined ? undefined : { code: batch.place };
}
