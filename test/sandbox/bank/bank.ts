/**
 * A bank that pays: takes the file of a batch, remembers what it has paid, and gives its file of results. The same file
 * again pays nothing again and gets the same results.
 */
import { TextDecoder } from 'node:util';

import iconv from 'iconv-lite';

export type BankRefusal = { code: string };

export interface BankOrder {
  line: string;
  payment: string;
  holder: string;
  bank: string;
  account: string;
  amount: string;
  purpose: string;
}

export interface BankOptions {
  encoding?: 'gb18030' | 'utf-8' | 'utf-8-bom';
  /** What the bank says of an order: a refusal, or null for paid. Default: all are paid. */
  judge?: (order: BankOrder) => BankRefusal | null;
}

export interface Bank {
  /** @throws when the file is not as the bank wants it */
  take(file: Uint8Array): Buffer;
  /** How often each account was paid, by payment. */
  paid(): ReadonlyMap<string, number>;
  /** What was asked last, as the bank read it. */
  orders(): readonly BankOrder[];
}

export function openBank({ encoding = 'gb18030', judge = () => null }: BankOptions = {}): Bank {
  const paid = new Map<string, number>();
  const answered = new Map<string, Buffer>();
  let orders: BankOrder[] = [];

  return {
    paid: () => paid,
    orders: () => orders,
    take(file) {
      const read = readOrders(file);
      orders = read.orders;
      const known = answered.get(read.batch);
      if (known !== undefined) return known;
      const rows = read.orders.map((order) => {
        const refusal = judge(order);
        if (refusal === null) paid.set(order.payment, (paid.get(order.payment) ?? 0) + 1);
        return { order, refusal };
      });
      const answer = writeAnswer(read, rows, encoding);
      answered.set(read.batch, answer);
      return answer;
    },
  };
}

function readOrders(file: Uint8Array): { batch: string; day: string; orders: BankOrder[] } {
  const marked = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf;
  const text = new TextDecoder(marked ? 'utf-8' : 'gb18030', { fatal: true }).decode(file);
  const rows = text.split('\r\n').map((row) => row.split(','));
  const [mark, batch = '', day = '', count, total] = rows[0] ?? [];
  if (mark !== 'H') throw new Error('the file has no header');
  const orders = rows
    .filter((row) => row[0] === 'D')
    .map(([, line = '', payment = '', holder = '', bank = '', account = '', amount = '', purpose = '']) => ({
      line,
      payment,
      holder,
      bank,
      account,
      amount,
      purpose,
    }));
  const trailer = rows.find((row) => row[0] === 'T');
  const sum = yuan(orders.reduce((cents, { amount }) => cents + fenOf(amount), 0));
  for (const [told, seen] of [
    [count, String(orders.length)],
    [total, sum],
    [trailer?.[1], String(orders.length)],
    [trailer?.[2], sum],
  ]) {
    if (told !== seen) throw new Error(`the file says ${told} where ${seen} stands`);
  }
  return { batch, day, orders };
}

function writeAnswer(
  { batch, day }: { batch: string; day: string },
  rows: readonly { order: BankOrder; refusal: BankRefusal | null }[],
  encoding: NonNullable<BankOptions['encoding']>,
): Buffer {
  const sum = (list: typeof rows) => yuan(list.reduce((cents, { order }) => cents + fenOf(order.amount), 0));
  const paid = rows.filter(({ refusal }) => refusal === null);
  const text = [
    ['H', batch, day],
    ['', '业务号', '金额', '结果', '原因'],
    ...rows.map(({ order, refusal }) => [
      'D',
      order.payment,
      order.amount,
      refusal === null ? 'S' : 'F',
      refusal?.code ?? '',
    ]),
    ['T', String(rows.length), sum(rows), String(paid.length), sum(paid)],
  ]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');
  return iconv.encode(text, encoding === 'gb18030' ? 'gb18030' : 'utf8', {
    addBOM: encoding === 'utf-8-bom',
  });
}

const fenOf = (amount: string) => Number(amount.replace('.', ''));
const yuan = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
