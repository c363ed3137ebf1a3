// The bank's file, from what is to be paid. The only place where account numbers leave us in clear.
import { fen, formatYuan } from '@yijiutong/rules/kernel';
import iconv from 'iconv-lite';

import type { BankFormat, FrameField } from './bank-format.ts';
import { plainText, writeRow } from './csv.ts';

export interface Frame {
  batch: string;
  day: string;
  count: number;
  total: number;
}

export interface OrderLine {
  line: number;
  /** The payment's public identifier. */
  payment: string;
  holder: string;
  bank: string;
  account: string;
  amount: number;
}

/** As the audit keeps it: in groups, so that no run of its digits looks like somebody's number. */
export const printHash = (hash: Buffer): string => hash.toString('hex').replace(/.{8}(?=.)/g, '$& ');

const lineEnds = { crlf: '\r\n', lf: '\n' };
/** Our identifiers can begin with - or _; behind a letter they are text everywhere. */
const prefixes = { batch: 'B', payment: 'P' };

export const writeBatchId = (batch: string) => `${prefixes.batch}${batch}`;
const writePaymentId = (payment: string) => `${prefixes.payment}${payment}`;
/** Null: none of ours. */
export function readPaymentId(text: string): string | null {
  return /^P[\w-]{22}$/.test(text) ? text.slice(1) : null;
}

/** Piece by piece, in the bank's encoding: a header, the titles, a row for each payment, and the sums. */
export async function* writeBankFile(
  { order }: BankFormat,
  frame: Frame,
  pages: AsyncIterable<readonly OrderLine[]> | Iterable<readonly OrderLine[]>,
): AsyncGenerator<Buffer> {
  const end = lineEnds[order.line_end];
  const encode = (rows: readonly (readonly string[])[]) =>
    iconv.encode(
      rows.map((row) => `${writeRow(row)}${end}`).join(''),
      order.encoding === 'gb18030' ? 'gb18030' : 'utf8',
    );
  if (order.encoding === 'utf-8-bom') yield Buffer.from([0xef, 0xbb, 0xbf]);
  const titles = order.columns.map(({ title }) => title);
  yield encode([
    ['H', ...order.header.map((field) => writeFigure(frame, field))],
    ['', ...titles],
  ]);
  for await (const page of pages) yield encode(page.map((line) => ['D', ...writeLine(order, line)]));
  yield encode([['T', ...order.trailer.map((field) => writeFigure(frame, field))]]);
}

function writeFigure(frame: Frame, field: FrameField): string {
  switch (field) {
    case 'batch':
      return writeBatchId(frame.batch);
    case 'day':
      return frame.day;
    case 'count':
    case 'paid_count':
      return String(frame.count);
    case 'total':
    case 'paid_total':
      return formatYuan(fen(frame.total));
  }
}

function writeLine(order: BankFormat['order'], line: OrderLine): string[] {
  const values = {
    line: String(line.line),
    payment: writePaymentId(line.payment),
    holder: plainText(line.holder),
    bank: plainText(line.bank),
    account: line.account.replace(/\D/g, ''),
    amount: formatYuan(fen(line.amount)),
    purpose: plainText(order.purpose),
  };
  return order.columns.map(({ is }) => values[is]);
}
