import { InvalidInput } from './invalid.ts';

declare const fenBrand: unique symbol;
/** An amount of money in fen (分, 1/100 yuan): a safe integer. The only form in which the rules calculate. */
export type Fen = number & { readonly [fenBrand]: true };

/** 9 × 10¹¹ fen (9 billion yuan): times a ratio over 10,000 this stays a safe integer, so every product is exact. */
export const MAX_FEN = 900_000_000_000;
export const ZERO = 0 as Fen;

const MONEY = /^(-?)(0|[1-9]\d*)(?:\.(\d{1,2}))?$/;

/**
 * Reads an amount in yuan, e.g. `"1240.00"`, `"0.5"`, `"7000"`, as fen.
 * The digits are read as an integer, so nothing is ever rounded; more than two decimals are refused.
 * @param field name of the value, carried by the error
 * @throws InvalidInput `invalid_money` (not a decimal amount), `negative_money`, `money_too_large`
 */
export function parseYuan(text: string, field = ''): Fen {
  const amount = parseSignedYuan(text, field);
  if (amount < 0)
    throw new InvalidInput('negative_money', `${named(field)}may not be negative: "${text}"`, field);
  return amount;
}

/** As `parseYuan`, but a leading minus is allowed (adjustments, reversals). */
export function parseSignedYuan(text: string, field = ''): Fen {
  const plain = readPlain(text);
  if (plain !== null) return plain;
  const match = typeof text === 'string' ? MONEY.exec(text) : null;
  if (match === null) {
    throw new InvalidInput(
      'invalid_money',
      `${named(field)}is not an amount in yuan with at most two decimals, such as "1240.00": ${JSON.stringify(text)}`,
      field,
    );
  }
  const [, sign = '', whole = '', cents = ''] = match;
  const amount = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  if (amount > MAX_FEN) throw tooLarge(text, field);
  return (sign === '-' && amount !== 0 ? -amount : amount) as Fen;
}

/**
 * The form in which nearly every amount arrives: up to nine digits, a point, two digits. Read digit by digit, several times
 * as fast as the pattern; `null` for anything else, which the pattern then judges.
 */
function readPlain(text: unknown): Fen | null {
  if (typeof text !== 'string' || text.length < 4 || text.length > 12) return null;
  const point = text.length - 3;
  if (text.charCodeAt(point) !== 46 || (text.charCodeAt(0) === 48 && point > 1)) return null;
  let amount = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (at === point) continue;
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    amount = amount * 10 + digit;
  }
  return amount as Fen;
}

/**
 * Takes an integer number of fen (a BIGINT column, a sum) into the rules.
 * @throws InvalidInput `invalid_money` when it is no safe integer, `money_too_large` above `MAX_FEN`
 */
export function fen(amount: number, field = ''): Fen {
  if (!Number.isSafeInteger(amount)) {
    throw new InvalidInput('invalid_money', `${named(field)}is not a whole number of fen: ${amount}`, field);
  }
  if (amount > MAX_FEN || amount < -MAX_FEN) throw tooLarge(String(amount), field);
  return (amount === 0 ? 0 : amount) as Fen;
}

/** Writes fen as yuan with two decimals and no separators: `124000` → `"1240.00"`. */
export function formatYuan(amount: Fen): string {
  const size = Math.abs(amount);
  const cents = size % 100;
  const yuan = (size - cents) / 100;
  return `${amount < 0 ? '-' : ''}${yuan}${cents < 10 ? '.0' : '.'}${cents}`;
}

/** a + b, in fen. @throws InvalidInput `money_too_large` when the sum leaves the bounds */
export function add(a: Fen, b: Fen): Fen {
  const sum = a + b;
  if (sum > MAX_FEN || sum < -MAX_FEN) throw tooLarge(formatYuan(sum as Fen), '');
  return sum as Fen;
}

/** a − b, in fen; may be negative. */
export function subtract(a: Fen, b: Fen): Fen {
  return (a - b) as Fen;
}

/** a − b, never below zero: the part of `a` above `b`. */
export function above(a: Fen, b: Fen): Fen {
  return (a > b ? a - b : 0) as Fen;
}

/** The smaller of two amounts; `null` stands for "no limit". */
export function atMost(a: Fen, limit: Fen | null): Fen {
  return limit !== null && a > limit ? limit : a;
}

function named(field: string): string {
  return field === '' ? 'The value ' : `${field} `;
}

function tooLarge(text: string, field: string): InvalidInput {
  return new InvalidInput(
    'money_too_large',
    `${named(field)}is above 9,000,000,000.00 yuan: "${text}"`,
    field,
  );
}
