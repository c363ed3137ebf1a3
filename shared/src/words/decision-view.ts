/** A decision as its differences are told from: the outcome, the tree it came with, and the facts it was made on. */
import type { Clause } from '../kernel/index.ts';
import type { Bill } from '../ledger/index.ts';
import { showDay, showYuan } from './show.ts';
import type { ToldStep } from './told.ts';

export type DecisionView = {
  readonly billId: string;
  /** the settlement day */
  readonly on: string;
  readonly outcome:
    | { readonly status: 'granted'; readonly classTitle: string; readonly granted: number }
    | { readonly status: 'refused'; readonly code: string }
    | {
        readonly status: 'incomplete';
        readonly missing: readonly { readonly what: 'figure' | 'fact'; readonly name: string }[];
      }
    | { readonly status: 'reversed' };
  readonly explanation: ToldStep | null;
  /** the document it was made under; null outside every document */
  readonly document: {
    readonly id: string;
    readonly revision: string;
    readonly title: string | null;
  } | null;
  /** what the hospital stated; null where the bill could not be read as one of the year */
  readonly bill: Bill | null;
  readonly insurance: string | null;
};

export const CAUSES = [
  'bill_corrected',
  'another_bill',
  'earlier_bills',
  'deductible_used',
  'new_year',
  'cap',
  'class',
  'insurance',
  'document',
  'statistic',
  'referral',
  'designated',
  'kind',
  'recognised',
  'not_recognised',
  'supplied',
  'missing',
  'reversed',
  'restored',
  'applied',
  'top_up',
  'together',
  'same',
] as const;

/** One cause of a difference. Fen; `amount` null where causes work together and cannot be told apart. */
export type Cause = {
  readonly cause: (typeof CAUSES)[number];
  readonly sentence: string;
  readonly amount: number | null;
  readonly clause: Clause | null;
};

/** Why a decision is another than the one before. Amounts that are given add up to `change`. */
export type Difference = { readonly change: number; readonly causes: readonly Cause[] };

/**
 * What a recognition paid for a bill that had got nothing: it is paid for the year, on that day, so that the bill's own
 * part has no amount (reading PZH-A8).
 * @param amount the whole top-up, in fen
 */
export function tellTopUp(on: string, amount: number, clause: Clause | null): Cause {
  const sentence = `${showDay(on)}您被认定以后，今年前面的账单按新身份重新算，一共补 ${inYuan(amount)}。`;
  return { cause: 'top_up', sentence, amount: null, clause };
}

/** What a decision gives, in fen; nothing while it gives nothing. */
export function grantedBy({ outcome }: DecisionView): number {
  return outcome.status === 'granted' ? outcome.granted : 0;
}

/** Fen as people read it: `1,240.00 元`. Unlike the kernel's, for amounts that may be a difference. */
export function inYuan(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return showYuan(`${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

/** The end of a cause's sentence: what it did to the amount. */
export function moved(amount: number): string {
  if (amount === 0) return '钱数没有变。';
  return amount > 0 ? `所以多了 ${inYuan(amount)}。` : `所以少了 ${inYuan(-amount)}。`;
}

/** `先自己付的一段从 4,000.00 元变成 2,000.00 元`; nothing where it stayed. */
export function shift(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}从 ${before}变成 ${after}`];
}
