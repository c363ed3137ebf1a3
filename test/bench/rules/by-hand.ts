/**
 * The physical limit: 攀枝花 第十二条 and 宜昌 第九条 written by hand for one purpose, integers only, no engine.
 * Text in, text out. One deductible and one cap a year; a visit gets the difference of two cumulative totals.
 * It checks its input as strictly as the engine does, or the comparison would flatter the hand.
 */
import type { TextBill } from './people.ts';

export type HandTerms = {
  deductible: number;
  /** over 10,000 */
  low: number;
  high: number;
  /** The 大病 line in fen between the two ratios; Infinity where there is one ratio. */
  line: number;
  /** fen; Infinity = none */
  cap: number;
};

const limit = 900_000_000_000;

/** "1240.00", "7000" or "0.5" as fen. */
export function readFen(text: string): number {
  let yuan = 0;
  let at = 0;
  for (; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    yuan = yuan * 10 + digit;
  }
  const fen = yuan * 100 + readCents(text, at);
  if (at === 0 || (at > 1 && text.charCodeAt(0) === 48)) throw new Error(`not an amount: ${text}`);
  if (fen > limit) throw new Error(`too large: ${text}`);
  return fen;
}

function readCents(text: string, at: number): number {
  if (at === text.length) return 0;
  const decimals = text.length - at - 1;
  const tens = text.charCodeAt(at + 1) - 48;
  const ones = decimals === 2 ? text.charCodeAt(at + 2) - 48 : 0;
  const wrong = text.charCodeAt(at) !== 46 || decimals < 1 || decimals > 2 || !(tens >= 0 && tens <= 9);
  if (wrong || !(ones >= 0 && ones <= 9)) throw new Error(`not an amount: ${text}`);
  return tens * 10 + ones;
}

export function writeFen(fen: number): string {
  const cents = fen % 100;
  const yuan = (fen - cents) / 100;
  return cents < 10 ? `${yuan}.0${cents}` : `${yuan}.${cents}`;
}

/** What each bill of a year is given. */
export function decideYear(terms: HandTerms, bills: readonly TextBill[]): string[] {
  const given = new Array<string>(bills.length);
  let base = 0;
  let before = 0;
  for (let at = 0; at < bills.length; at += 1) {
    base += selfPayOf(bills[at]!);
    const total = totalOf(base, terms);
    given[at] = writeFen(total - before);
    before = total;
  }
  return given;
}

/** 政策范围内个人自付 */
function selfPayOf(bill: TextBill): number {
  const paid = readFen(bill.outOfScope) + readFen(bill.basicPaid) + readFen(bill.criticalIllnessPaid);
  const left = readFen(bill.total) - paid;
  if (left < 0) throw new Error('more was paid than the bill came to');
  return left;
}

/** The deductible eats the low part first (reading YC-A2); rounded half-up once. */
export function totalOf(base: number, { deductible, low, high, line, cap }: HandTerms): number {
  const lowTop = base < line ? base : line;
  const lowPart = lowTop > deductible ? lowTop - deductible : 0;
  const highFloor = line > deductible ? line : deductible;
  const highPart = base > highFloor ? base - highFloor : 0;
  const shifted = lowPart * low + highPart * high + 5_000;
  const total = (shifted - (shifted % 10_000)) / 10_000;
  return total < cap ? total : cap;
}
