// The bank's file of results, read as it says itself: what it is of, row by row, and whether its own sums hold. Whether
// we know its rows is asked afterwards.
import type { BankFileProblem, PaymentFailure } from '@yijiutong/rules/contract';
import { InvalidInput, parseYuan } from '@yijiutong/rules/kernel';

import { readPaymentId, writeBatchId } from './bank-file.ts';
import type { BankFormat, FrameField } from './bank-format.ts';
import { CsvUnreadable, readRows, type CsvRow } from './csv.ts';

export interface AnswerRow {
  line: number;
  /** The payment's public identifier. */
  payment: string;
  amount: number;
  outcome: 'paid' | 'failed';
  /** Of one that failed. */
  failure: PaymentFailure | null;
  code: string;
}

export interface Problem {
  /** Of the file, from 1; null: of the file as a whole. */
  line: number | null;
  problem: BankFileProblem;
}

export interface BankAnswer {
  rows: AnswerRow[];
  problems: Problem[];
}

interface Reading extends BankAnswer {
  format: BankFormat['answer'];
  batch: string;
  frames: { line: number; figures: Map<FrameField, string> }[];
  seen: Set<string>;
  header: boolean;
  trailer: boolean;
}

/** @param batch the public identifier of the batch that it is to be of */
export function readBankAnswer({ answer: format }: BankFormat, batch: string, bytes: Buffer): BankAnswer {
  const reading: Reading = {
    format,
    batch,
    rows: [],
    problems: [],
    frames: [],
    seen: new Set(),
    header: false,
    trailer: false,
  };
  try {
    for (const row of readRows(decodePieces(bytes, format.encoding))) take(reading, row);
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    return { rows: [], problems: [{ line: error.line, problem: 'not_readable' }] };
  }
  if (!reading.header) reading.problems.push({ line: null, problem: 'no_header' });
  if (!reading.trailer) reading.problems.push({ line: null, problem: 'no_trailer' });
  checkSums(reading);
  return { rows: reading.rows, problems: reading.problems };
}

const pieceSize = 64 * 1024;

/** @throws {CsvUnreadable} where the bytes are none of the encoding */
function* decodePieces(bytes: Buffer, encoding: BankFormat['answer']['encoding']): Generator<string> {
  const marked = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  const decoder = new TextDecoder(marked ? 'utf-8' : encoding, { fatal: true });
  const decode = (piece?: Buffer) => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch (error) {
      throw new CsvUnreadable(null, 'the bytes are not text of the encoding', { cause: error });
    }
  };
  for (let from = 0; from < bytes.length; from += pieceSize)
    yield decode(bytes.subarray(from, from + pieceSize));
  yield decode();
}

function take(reading: Reading, { line, cells: [mark = '', ...cells] }: CsvRow): void {
  const { format, problems } = reading;
  const say = (problem: BankFileProblem) => void problems.push({ line, problem });
  if (reading.trailer) {
    say('row_unreadable');
    return;
  }
  switch (mark.trim()) {
    case 'H':
      if (reading.header) say('row_unreadable');
      reading.header = true;
      reading.frames.push({ line, figures: figuresOf(format.header, cells) });
      return;
    case 'T':
      reading.trailer = true;
      reading.frames.push({ line, figures: figuresOf(format.trailer, cells) });
      return;
    case 'D': {
      const row = readRow(format, line, cells);
      if (typeof row === 'string') say(row);
      else if (reading.seen.has(row.payment)) say('row_twice');
      else {
        reading.seen.add(row.payment);
        reading.rows.push(row);
      }
      return;
    }
    case '':
      // A row of titles.
      return;
    default:
      say('row_unreadable');
  }
}

function figuresOf(fields: readonly FrameField[], cells: readonly string[]): Map<FrameField, string> {
  return new Map(fields.map((field, at) => [field, (cells[at] ?? '').trim()]));
}

function readRow(
  format: BankFormat['answer'],
  line: number,
  cells: readonly string[],
): AnswerRow | BankFileProblem {
  const cell = (is: (typeof format.columns)[number]) => (cells[format.columns.indexOf(is)] ?? '').trim();
  const payment = readPaymentId(cell('payment'));
  const amount = readAmount(cell('amount'));
  if (payment === null) return 'row_unknown';
  if (amount === null) return 'row_unreadable';
  const [outcome, code] = [cell('outcome'), cell('code').slice(0, 20)];
  if (format.paid.includes(outcome)) return { line, payment, amount, outcome: 'paid', failure: null, code };
  if (!format.failed.includes(outcome)) return 'outcome_unknown';
  return { line, payment, amount, outcome: 'failed', failure: format.reasons[code] ?? 'other', code };
}

function readAmount(text: string): number | null {
  try {
    return parseYuan(text);
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

/** What the file says of itself against its rows: a row that was cut out or changed on the way shows here. */
function checkSums({ rows, problems, frames, batch }: Reading): void {
  const paid = rows.filter(({ outcome }) => outcome === 'paid');
  const sum = (list: readonly AnswerRow[]) => list.reduce((total, { amount }) => total + amount, 0);
  const counts: Partial<Record<FrameField, number>> = { count: rows.length, paid_count: paid.length };
  const totals: Partial<Record<FrameField, number>> = { total: sum(rows), paid_total: sum(paid) };
  for (const { line, figures } of frames) {
    for (const [field, text] of figures) {
      if (field === 'batch' && text !== writeBatchId(batch))
        problems.push({ line, problem: 'batch_differs' });
      if (counts[field] !== undefined && text !== String(counts[field]))
        problems.push({ line, problem: 'count_differs' });
      if (totals[field] !== undefined && readAmount(text) !== totals[field])
        problems.push({ line, problem: 'total_differs' });
    }
  }
}
