// Reads the objects of a PDF from bytes: all of its grammar outside content streams, and nothing beyond it.
import { notSafe, unreadable } from '../inspected.ts';
import type { Budget } from './budget.ts';
import { checkName } from './names.ts';

export type PdfDict = Map<string, PdfValue>;
export type PdfValue =
  | number
  | boolean
  | null
  | PdfValue[]
  | PdfDict
  | { kind: 'name'; name: string }
  | { kind: 'reference'; number: number }
  | typeof text;

/** What a string says is never looked at. */
const text = { kind: 'text' } as const;

const mostDeep = 64;
const whiteBytes = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const delimiters = new Set(Buffer.from('()<>[]{}/%'));
const numeric = new Set(Buffer.from('+-.0123456789'));
const hexDigits = new Set(Buffer.from('0123456789abcdefABCDEF'));
const byte = (one: string) => one.charCodeAt(0);

export function isWhite(code: number | undefined): boolean {
  return code !== undefined && whiteBytes.has(code);
}

function isRegular(code: number | undefined): boolean {
  return code !== undefined && !whiteBytes.has(code) && !delimiters.has(code);
}

export class PdfReader {
  readonly bytes: Buffer;
  at: number;
  private readonly budget: Budget;

  constructor(bytes: Buffer, at: number, budget: Budget) {
    this.bytes = bytes;
    this.at = at;
    this.budget = budget;
  }

  /** Past white space and comments. */
  skip(): void {
    for (;;) {
      while (isWhite(this.bytes[this.at])) this.at += 1;
      if (this.bytes[this.at] !== byte('%')) return;
      // Who signs a file appends to it, be there a line end after the mark or not.
      if (this.bytes.toString('latin1', this.at, this.at + 5) === '%%EOF') this.at += 5;
      else while (this.at < this.bytes.length && !this.atLineEnd()) this.at += 1;
    }
  }

  /** Whether anything follows but white space and comments. */
  hasMore(): boolean {
    this.skip();
    return this.at < this.bytes.length;
  }

  /** The word of letters and digits that comes next; empty before a delimiter. */
  word(): string {
    this.budget.spend('tokens', 1);
    this.skip();
    const from = this.at;
    while (isRegular(this.bytes[this.at])) {
      this.at += 1;
      if (this.at - from > 127) throw unreadable('a word too long');
    }
    return this.bytes.toString('latin1', from, this.at);
  }

  /** A whole number that is not negative, or null, in which case nothing was read. */
  whole(): number | null {
    const from = this.at;
    const word = this.word();
    if (/^\d{1,10}$/.test(word)) return Number(word);
    this.at = from;
    return null;
  }

  /** `12 0 obj`: the number, or null, in which case nothing was read. */
  objectHead(): number | null {
    const from = this.at;
    const number = this.whole();
    if (number !== null && this.whole() !== null && this.word() === 'obj') return number;
    this.at = from;
    return null;
  }

  value(deep = 0): PdfValue {
    if (deep > mostDeep) throw notSafe('nested too deep');
    this.budget.spend('tokens', 1);
    this.skip();
    switch (this.bytes[this.at]) {
      case byte('/'):
        return { kind: 'name', name: this.name() };
      case byte('('):
        return this.literal();
      case byte('['):
        return this.array(deep);
      case byte('<'):
        return this.bytes[this.at + 1] === byte('<') ? this.dict(deep) : this.hex();
      default:
        return this.plain();
    }
  }

  private atLineEnd(): boolean {
    return this.bytes[this.at] === 0x0a || this.bytes[this.at] === 0x0d;
  }

  private name(): string {
    const from = (this.at += 1);
    while (isRegular(this.bytes[this.at])) this.at += 1;
    if (this.at - from > 400) throw unreadable('a name too long');
    const name = this.bytes
      .toString('latin1', from, this.at)
      .replaceAll(/#([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    checkName(name);
    return name;
  }

  private literal(): typeof text {
    let open = 0;
    for (; this.at < this.bytes.length; this.at += 1) {
      const code = this.bytes[this.at];
      if (code === byte('\\')) this.at += 1;
      else if (code === byte('(')) open += 1;
      else if (code === byte(')') && (open -= 1) === 0) {
        this.at += 1;
        return text;
      }
    }
    throw unreadable('a string without an end');
  }

  private hex(): typeof text {
    for (this.at += 1; this.at < this.bytes.length; this.at += 1) {
      const code = this.bytes.readUInt8(this.at);
      if (code === byte('>')) {
        this.at += 1;
        return text;
      }
      if (!isWhite(code) && !hexDigits.has(code)) break;
    }
    throw unreadable('a hex string that is none');
  }

  private array(deep: number): PdfValue[] {
    const values: PdfValue[] = [];
    for (this.at += 1; !this.closes(']');) values.push(this.value(deep + 1));
    return values;
  }

  private dict(deep: number): PdfDict {
    const dict: PdfDict = new Map();
    for (this.at += 2; !this.closes('>>');) {
      if (this.bytes[this.at] !== byte('/')) throw unreadable('a dictionary whose key is no name');
      const key = this.name();
      // Readers differ in which of the two they take.
      if (dict.has(key)) throw notSafe('a key given twice');
      dict.set(key, this.value(deep + 1));
    }
    return dict;
  }

  private closes(bracket: string): boolean {
    if (!this.hasMore()) throw unreadable(`ends before ${bracket}`);
    if (this.bytes.toString('latin1', this.at, this.at + bracket.length) !== bracket) return false;
    this.at += bracket.length;
    return true;
  }

  /** A number, a reference, true, false or null. */
  private plain(): PdfValue {
    const from = this.at;
    while (numeric.has(this.bytes[this.at] ?? 0)) this.at += 1;
    if (this.at > from) return this.number(this.bytes.toString('latin1', from, this.at));
    const word = this.word();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    throw unreadable('a word that belongs nowhere');
  }

  private number(digits: string): PdfValue {
    if (digits.length > 127) throw unreadable('a number too long');
    if (/^\d+$/.test(digits)) return this.reference(Number(digits)) ?? Number(digits);
    return Number.parseFloat(digits) || 0;
  }

  /** After `12`: ` 0 R`. */
  private reference(number: number): PdfValue | null {
    const from = this.at;
    if (this.whole() !== null && this.word() === 'R') return { kind: 'reference', number };
    this.at = from;
    return null;
  }
}
