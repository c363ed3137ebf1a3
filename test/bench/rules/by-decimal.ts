/** The same rule as most would write it: decimal.js from end to end. */
import { Decimal } from 'decimal.js';

import type { TextBill } from './people.ts';

export type DecimalTerms = {
  deductible: Decimal;
  low: Decimal;
  high: Decimal;
  line: Decimal | null;
  cap: Decimal | null;
};

const zero = new Decimal(0);

export function decideYear(terms: DecimalTerms, bills: readonly TextBill[]): string[] {
  let base = zero;
  let before = zero;
  return bills.map((bill) => {
    base = base.plus(selfPayOf(bill));
    const total = totalOf(terms, base);
    const given = total.minus(before);
    before = total;
    return given.toFixed(2);
  });
}

function selfPayOf(bill: TextBill): Decimal {
  return new Decimal(bill.total).minus(bill.outOfScope).minus(bill.basicPaid).minus(bill.criticalIllnessPaid);
}

function totalOf({ deductible, low, high, line, cap }: DecimalTerms, base: Decimal): Decimal {
  const lowTop = line ? Decimal.min(base, line) : base;
  const lowPart = Decimal.max(lowTop.minus(deductible), zero).times(low);
  const highPart = line ? Decimal.max(base.minus(Decimal.max(line, deductible)), zero).times(high) : zero;
  const total = lowPart.plus(highPart).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return cap ? Decimal.min(total, cap) : total;
}
